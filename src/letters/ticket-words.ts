/** How the desk says what a ticket is (type, state, priority, clocks) and how large a file is, in the reader's language. */
import type { ClockState, Language, Metric, Priority, TicketState, TicketType } from '../ticket/ticket.ts';

const TYPES: Record<Language, Record<TicketType, string>> = {
  'pt-BR': { doubt: 'dúvida', task: 'tarefa', incident: 'incidente' },
  en: { doubt: 'question', task: 'task', incident: 'incident' },
  es: { doubt: 'consulta', task: 'tarea', incident: 'incidente' },
};

/** @returns the ticket type as a noun in the middle of a sentence: `dúvida`, `question`, `consulta` … */
export function typeInWords(type: TicketType, language: Language): string {
  return TYPES[language][type];
}

type Reader = 'customer' | 'agent';

const STATES: Record<Language, Record<Reader, Record<TicketState, string>>> = {
  'pt-BR': {
    customer: {
      new: 'recebido',
      open: 'em atendimento',
      pending: 'aguardando a sua resposta',
      'on-hold': 'aguardando terceiros',
      solved: 'resolvido',
      closed: 'encerrado',
    },
    agent: {
      new: 'novo',
      open: 'aberto',
      pending: 'aguardando o cliente',
      'on-hold': 'em espera',
      solved: 'resolvido',
      closed: 'encerrado',
    },
  },
  en: {
    customer: {
      new: 'received',
      open: 'in progress',
      pending: 'waiting for your reply',
      'on-hold': 'waiting for a third party',
      solved: 'solved',
      closed: 'closed',
    },
    agent: {
      new: 'new',
      open: 'open',
      pending: 'waiting for the customer',
      'on-hold': 'on hold',
      solved: 'solved',
      closed: 'closed',
    },
  },
  es: {
    customer: {
      new: 'recibido',
      open: 'en atención',
      pending: 'a la espera de tu respuesta',
      'on-hold': 'a la espera de terceros',
      solved: 'resuelto',
      closed: 'cerrado',
    },
    agent: {
      new: 'nuevo',
      open: 'abierto',
      pending: 'a la espera del cliente',
      'on-hold': 'en espera',
      solved: 'resuelto',
      closed: 'cerrado',
    },
  },
};

/** @returns what a ticket is: `em atendimento`, `waiting for your reply` … An agent reads of the customer in the third person. */
export function stateInWords(state: TicketState, language: Language, reader: Reader): string {
  return STATES[language][reader][state];
}

const PRIORITIES: Record<Language, Record<Priority, string>> = {
  'pt-BR': { low: 'baixa', normal: 'normal', high: 'alta', urgent: 'urgente' },
  en: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
  es: { low: 'baja', normal: 'normal', high: 'alta', urgent: 'urgente' },
};

export function priorityInWords(priority: Priority, language: Language): string {
  return PRIORITIES[language][priority];
}

const METRICS: Record<Language, Record<Metric, string>> = {
  'pt-BR': { firstResponse: 'primeira resposta', nextResponse: 'próxima resposta', resolution: 'solução' },
  en: { firstResponse: 'first response', nextResponse: 'next response', resolution: 'resolution' },
  es: { firstResponse: 'primera respuesta', nextResponse: 'próxima respuesta', resolution: 'solución' },
};

export function metricInWords(metric: Metric, language: Language): string {
  return METRICS[language][metric];
}

const CLOCK_STATES: Record<Language, Record<ClockState, string>> = {
  'pt-BR': { running: 'correndo', paused: 'pausado', met: 'cumprido', breached: 'vencido', cancelled: 'cancelado' },
  en: { running: 'running', paused: 'paused', met: 'met', breached: 'missed', cancelled: 'cancelled' },
  es: { running: 'en curso', paused: 'en pausa', met: 'cumplido', breached: 'vencido', cancelled: 'cancelado' },
};

export function clockStateInWords(state: ClockState, language: Language): string {
  return CLOCK_STATES[language][state];
}

const UNITS = ['B', 'KB', 'MB', 'GB'];

/** @returns `640 B`, `12 KB`, `1,2 MB`: with a decimal comma or point as the language has it */
export function sizeInWords(bytes: number, language: Language): string {
  let size = Math.max(0, bytes);
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  const text = size < 9.95 && unit > 0 ? size.toFixed(1).replace(/\.0$/, '') : size.toFixed(0);
  // Mexico and its neighbours write a decimal point, the desk's other readers of Spanish a comma; both are understood.
  return `${language === 'en' ? text : text.replace('.', ',')} ${UNITS[unit]}`;
}
