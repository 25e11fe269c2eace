/**
 * Which words are commands, and which words name a priority or a type, in English, Portuguese and Spanish? Words are
 * compared folded (lower case, no accents) and without hyphens. What a command does with what stands behind it is
 * `order.ts`'s question.
 */
import { closest, distance } from 'fastest-levenshtein';
import { fold } from '../fold.ts';
import type { Language, Priority, TicketType } from '../ticket.ts';

/** A command by what it does, whatever word it was written with. */
export type CommandName = keyof typeof WORDS;

/** The first word of each language is the one that is shown. */
const WORDS = {
  note: { en: 'note internal', 'pt-BR': 'nota interno interna', es: 'nota interno interna' },
  solved: {
    en: 'solved solve resolved resolve fixed done',
    'pt-BR': 'resolvido resolvida resolver solucionado solucionada',
    es: 'resuelto resuelta resolver solucionado solucionada',
  },
  pending: { en: 'pending', 'pt-BR': 'pendente', es: 'pendiente' },
  hold: {
    en: 'hold onhold snooze pause',
    'pt-BR': 'espera esperar aguardar aguardando emespera pausar suspender',
    es: 'espera esperar aguardar enespera pausar suspender',
  },
  open: {
    en: 'open opened reopen reopened',
    'pt-BR': 'abrir aberto aberta reabrir reaberto',
    es: 'abrir abierto abierta reabrir reabierto',
  },
  close: {
    en: 'close closed',
    'pt-BR': 'fechar fechado fechada encerrar encerrado encerrada',
    es: 'cerrar cerrado cerrada',
  },
  take: { en: 'take mine', 'pt-BR': 'pegar assumir meu', es: 'tomar asumir mio' },
  assign: { en: 'assign reassign', 'pt-BR': 'atribuir reatribuir designar', es: 'asignar reasignar designar' },
  queue: { en: 'queue', 'pt-BR': 'fila', es: 'cola' },
  priority: { en: 'priority prio', 'pt-BR': 'prioridade prio', es: 'prioridad prio' },
  type: { en: 'type', 'pt-BR': 'tipo', es: 'tipo' },
  tag: { en: 'tag tags label', 'pt-BR': 'tag etiqueta etiquetar', es: 'tag etiqueta etiquetar' },
  untag: { en: 'untag', 'pt-BR': 'untag desetiquetar', es: 'untag desetiquetar' },
  cc: { en: 'cc copy', 'pt-BR': 'cc copia copiar', es: 'cc copia copiar' },
  uncc: { en: 'uncc', 'pt-BR': 'uncc descopiar', es: 'uncc descopiar' },
  merge: { en: 'merge', 'pt-BR': 'juntar mesclar unir fundir', es: 'unir fusionar juntar combinar' },
  link: { en: 'link', 'pt-BR': 'vincular ligar relacionar', es: 'vincular enlazar relacionar' },
  split: { en: 'split', 'pt-BR': 'separar dividir desmembrar', es: 'separar dividir' },
  join: { en: 'join', 'pt-BR': 'incluir', es: 'incluir' },
  leave: { en: 'leave', 'pt-BR': 'retirar', es: 'retirar' },
  escalate: { en: 'escalate', 'pt-BR': 'escalar escalonar', es: 'escalar' },
  macro: { en: 'macro template', 'pt-BR': 'macro modelo', es: 'macro plantilla' },
  status: { en: 'status card', 'pt-BR': 'situacao status ficha', es: 'estado ficha' },
  help: { en: 'help commands', 'pt-BR': 'ajuda comandos', es: 'ayuda comandos' },
  send: { en: 'send', 'pt-BR': 'enviar mandar', es: 'enviar mandar' },
  drop: { en: 'drop discard', 'pt-BR': 'descartar ignorar', es: 'descartar ignorar' },
  for: { en: 'for', 'pt-BR': 'para', es: 'para' },
} satisfies Record<string, Record<Language, string>>;

const COMMANDS = new Map<string, { name: CommandName; languages: Language[] }>();
for (const [name, words] of Object.entries(WORDS) as [CommandName, Record<Language, string>][]) {
  for (const [language, list] of Object.entries(words) as [Language, string][]) {
    for (const word of list.split(' ')) {
      const known = COMMANDS.get(word);
      if (known) known.languages.push(language);
      else COMMANDS.set(word, { name, languages: [language] });
    }
  }
}

const ALL_WORDS = [...COMMANDS.keys()];
const LONGEST_WORD = Math.max(...ALL_WORDS.map((word) => word.length)) + 4;

/** @param word without `#`, in any case and with any accents. @returns null where it is no command */
export function commandNamed(word: string): CommandName | null {
  return COMMANDS.get(bare(word))?.name ?? null;
}

/** The known command nearest to a word that is none, with its `#`; null where none is near enough to be meant. */
export function nearestCommand(word: string): string | null {
  const written = bare(word);
  if (written.length > LONGEST_WORD) return null;
  const nearest = closest(written, ALL_WORDS);
  return distance(written, nearest) <= Math.max(2, written.length / 2) ? `#${nearest}` : null;
}

/** The languages that a command's word belongs to: what may stand behind it is told in these. */
export function languagesOf(word: string): Language[] {
  return COMMANDS.get(bare(word))?.languages ?? ['en'];
}

/** Names such as `on-hold` are looked for in the folded text with or without their hyphen. */
function bare(word: string): string {
  return fold(word.slice(0, 100)).replace(/[-_]/g, '');
}

/** The words for each value: the first of each language is the one that is shown. */
export type Values<V extends string> = Record<V, Record<Language, string>>;

export const PRIORITY_WORDS: Values<Priority> = {
  low: { en: 'low', 'pt-BR': 'baixa baixo', es: 'baja bajo' },
  normal: { en: 'normal medium', 'pt-BR': 'normal média médio', es: 'normal media medio' },
  high: { en: 'high', 'pt-BR': 'alta alto', es: 'alta alto' },
  urgent: { en: 'urgent critical', 'pt-BR': 'urgente crítica crítico', es: 'urgente crítica crítico' },
};

export const TYPE_WORDS: Values<TicketType> = {
  doubt: { en: 'question doubt', 'pt-BR': 'dúvida pergunta', es: 'consulta duda pregunta' },
  task: { en: 'task', 'pt-BR': 'tarefa', es: 'tarea' },
  incident: { en: 'incident', 'pt-BR': 'incidente', es: 'incidente' },
};

/** The value that a word stands for, in whatever language; null where it is none. */
export function valueNamed<V extends string>(written: string, values: Values<V>): V | null {
  const word = fold(written);
  for (const [value, words] of Object.entries(values) as [V, Record<Language, string>][]) {
    if (Object.values(words).some((list) => fold(list).split(' ').includes(word))) return value;
  }
  return null;
}

/** The words that could stand there, in the languages of the command's word. */
export function shownWords(values: Values<string>, languages: readonly Language[]): string[] {
  const shown = Object.values(values).flatMap((words) =>
    languages.map((language) => words[language].split(' ')[0] ?? ''),
  );
  return [...new Set(shown)];
}
