/** The words of the report page in the desk's language. */

import type { Grouping } from '../ticket/report/figures.ts';
import type { StepUnit } from '../ticket/report/period.ts';
import type { Language, TicketType } from '../ticket/ticket.ts';

export interface ReportWords {
  title: string;
  until: string;
  upToNow: string;
  opened: string;
  solved: string;
  stillOpen: string;
  reopened: string;
  closed: string;
  merged: string;
  messagesIn: string;
  messagesOut: string;
  volume: Record<StepUnit, string>;
  promises: string;
  kept: string;
  missed: string;
  none: string;
  times: string;
  median: string;
  p90: string;
  tickets: string;
  by: Record<Grouping, string>;
  nobody: string;
  all: string;
  others: string;
  note: string;
}

export const REPORT_WORDS: Record<Language, ReportWords> = {
  'pt-BR': {
    title: 'Relatório de suporte',
    until: 'a',
    upToNow: 'o período ainda não terminou',
    opened: 'Abertos',
    solved: 'Resolvidos',
    stillOpen: 'Em aberto no fim',
    reopened: 'Reabertos',
    closed: 'Encerrados',
    merged: 'Unidos a outros',
    messagesIn: 'E-mails recebidos',
    messagesOut: 'Respostas enviadas',
    volume: { day: 'Chamados por dia', week: 'Chamados por semana', month: 'Chamados por mês' },
    promises: 'Promessas cumpridas',
    kept: 'cumpridas',
    missed: 'perdidas',
    none: 'nenhuma',
    times: 'Tempo decorrido',
    median: 'mediana',
    p90: '9 em cada 10 até',
    tickets: 'Chamados',
    by: { plan: 'Plano', type: 'Tipo', agent: 'Agente', organization: 'Empresa' },
    nobody: 'Sem responsável',
    all: 'Todos',
    others: 'outros, nas tabelas em CSV e JSON',
    note: 'Os tempos são corridos, com noites e esperas. As promessas contam só o horário de atendimento e descontam as pausas; cada uma entra no período em que foi cumprida ou perdida.',
  },
  en: {
    title: 'Support report',
    until: 'to',
    upToNow: 'the period is not over yet',
    opened: 'Opened',
    solved: 'Solved',
    stillOpen: 'Open at the end',
    reopened: 'Reopened',
    closed: 'Closed',
    merged: 'Merged into others',
    messagesIn: 'E-mails received',
    messagesOut: 'Answers sent',
    volume: { day: 'Tickets a day', week: 'Tickets a week', month: 'Tickets a month' },
    promises: 'Promises kept',
    kept: 'kept',
    missed: 'missed',
    none: 'none',
    times: 'Elapsed time',
    median: 'median',
    p90: '9 in 10 within',
    tickets: 'Tickets',
    by: { plan: 'Plan', type: 'Type', agent: 'Agent', organization: 'Organization' },
    nobody: 'Nobody',
    all: 'All',
    others: 'others, in the CSV and JSON formats',
    note: 'Times are elapsed, nights and waiting included. Promises count business hours only, without pauses; each one belongs to the period in which it was kept or missed.',
  },
  es: {
    title: 'Informe de soporte',
    until: 'a',
    upToNow: 'el período aún no termina',
    opened: 'Abiertos',
    solved: 'Resueltos',
    stillOpen: 'Abiertos al final',
    reopened: 'Reabiertos',
    closed: 'Cerrados',
    merged: 'Unidos a otros',
    messagesIn: 'Correos recibidos',
    messagesOut: 'Respuestas enviadas',
    volume: { day: 'Tickets por día', week: 'Tickets por semana', month: 'Tickets por mes' },
    promises: 'Promesas cumplidas',
    kept: 'cumplidas',
    missed: 'incumplidas',
    none: 'ninguna',
    times: 'Tiempo transcurrido',
    median: 'mediana',
    p90: '9 de cada 10 hasta',
    tickets: 'Tickets',
    by: { plan: 'Plan', type: 'Tipo', agent: 'Agente', organization: 'Empresa' },
    nobody: 'Sin responsable',
    all: 'Todos',
    others: 'otros, en los formatos CSV y JSON',
    note: 'Los tiempos son corridos, con noches y esperas. Las promesas cuentan solo el horario de atención, sin las pausas; cada una entra en el período en que se cumplió o se incumplió.',
  },
};

const TYPES: Record<Language, Record<TicketType, string>> = {
  'pt-BR': { doubt: 'Dúvida', task: 'Tarefa', incident: 'Incidente' },
  en: { doubt: 'Question', task: 'Task', incident: 'Incident' },
  es: { doubt: 'Consulta', task: 'Tarea', incident: 'Incidente' },
};

/** A group's name as the page shows it. */
export function groupInWords(name: string | null, by: Grouping, language: Language): string {
  if (name === null) return REPORT_WORDS[language].nobody;
  return by === 'type' ? (TYPES[language][name as TicketType] ?? name) : name;
}
