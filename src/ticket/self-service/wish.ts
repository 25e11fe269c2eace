/**
 * Does a customer's mail ask the desk itself for something, and for nothing else? Only where every word of it is known: a
 * negation, a second number or a question of their own, and a person reads it as any other mail. Who may ask, and for which
 * ticket, is `serve.ts`'s question.
 */
import type { Message } from '../../mail/message.ts';
import { fold } from '../fold.ts';
import type { MonthAsked } from '../report/month.ts';
import { plainSubject } from '../subject.ts';
import { ANSWERS, COURTESY, THANKS, THANKS_FOR } from '../thanks/thanks-words.ts';
import { type Language, type Score, TICKET_TYPES, type TicketType } from '../ticket.ts';
import { RATE, REOPEN } from './after-solved-words.ts';
import { isOnlyLogos, ownWords } from './own-words.ts';
import { ASKS_FOR_REPORT, isReportTitle, monthAskedBy, monthsInWords, REPORT, REPORT_NAMED } from './report-words.ts';
import { ASKS, BEFORE_ASKING, CLOSE, ESCALATE, HELP, LIST, NEVER, POLITE, STATUS, typeWords } from './wish-words.ts';
import { bookOf, type Phrase, phraseOf, saidBy } from './wording.ts';

export type Wish = (
  | { wish: 'list' | 'help' }
  /** `number`: without prefix; null: that of the conversation. */
  | { wish: 'status' | 'close' | 'escalate' | 'reopen'; number: number | null }
  /** `commented`: there is more in the mail than the score, and a person is to read it. */
  | { wish: 'rate'; score: Score; commented: boolean; number: number | null }
  | { wish: 'type'; type: TicketType; number: number | null }
  /** The figures of a month, of the contracts that the sender is admin of. */
  | { wish: 'report'; month: MonthAsked }
) & {
  /** Where it stands, and in which words. */
  because: string;
};

/** What may be wished for: a type stands for being corrected to it, a rating for giving it. */
export type WishName = 'list' | 'help' | 'report' | 'status' | 'close' | 'escalate' | 'reopen' | Rating | TicketType;

type Rating = 'good' | 'fair' | 'bad';
const SCORES: Record<Rating, Score> = { good: 3, fair: 2, bad: 1 };

/** @returns what the mail asks for; null where it is an ordinary mail */
export function wishIn(message: Message, ticketPrefix: string): Wish | null {
  // Asked twice of each mail: for what is to be looked up, and for what is done.
  const known = asked.get(message);
  if (known?.ticketPrefix === ticketPrefix) return known.wish;
  const wish = readWish(message, ticketPrefix);
  asked.set(message, { ticketPrefix, wish });
  return wish;
}

const asked = new WeakMap<Message, { ticketPrefix: string; wish: Wish | null }>();

function readWish(message: Message, ticketPrefix: string): Wish | null {
  if (message.automatic || message.forwarded || !message.attachments.every(isOnlyLogos)) return null;
  const { names, text } = ownWords(message);
  const tag = new RegExp(`\\[(${ticketPrefix}-\\d{1,12})\\]`, 'i').exec(message.subject.slice(0, 1_000))?.[1] ?? '';
  const bare = plainSubject(message.subject, tag);
  const subject = readingOf(bare, ticketPrefix, names);
  // Where the subject asks for a report, as that of the letter that gives one does, a month is named and no more.
  const named = subject?.said === 'report';
  const body = text.map((one) => readingOf(one, ticketPrefix, names, named)).find((one) => one !== null) ?? null;
  const isReply =
    message.inReplyTo.length > 0 || message.references.length > 0 || /^\s*(?:re|res)\s?:/i.test(message.subject);
  if (body === null) return isReply ? null : ratedInWords(subject, bare);

  const said = body.said ?? subject?.said ?? null;
  if (said === null) return null;
  const number = body.number ?? (subject?.number || Number(/\d+$/.exec(tag)?.[0] ?? 0) || numberIn(bare, ticketPrefix));
  const isSubject = body.said === null;
  // What is sent on has the words of another in its subject.
  if (isSubject && SENT_ON.test(message.subject.slice(0, 100))) return null;
  // Thanks in a conversation that happens to be called "Ajuda" ask for nothing.
  if (isSubject && isReply && body.words > 0) return null;
  // Below a subject of its own, "help" is a cry for it, and "incidente" says what the mail is about.
  const isApart = bare !== '' && subject === null && !isReply;
  if (!isSubject && said === 'help' && subject === null) return null;
  const isTitled = said === 'report' && isReportTitle(fold(bare).match(/\p{L}+|\p{N}+/gu) ?? []);
  if (!isSubject && isApart && number === null && said !== 'list' && !isTitled) return null;
  if ((isType(said) || isRating(said) || said === 'reopen') && number === null && !isReply) return null;

  const written = (isSubject ? bare : (text[0] ?? '')).replace(/\s+/g, ' ').trim().slice(0, 80);
  const because = `${isSubject ? 'subject' : 'text'} "${written}" asks for it: ${said}`;
  if (said === 'list' || said === 'help') return { wish: said, because };
  if (said === 'report') {
    const month = (isSubject ? subject : body)?.month ?? null;
    return month && { wish: 'report', month, because };
  }
  if (isType(said)) return { wish: 'type', type: said, number, because };
  if (isRating(said)) return { wish: 'rate', score: SCORES[said], commented: false, number, because };
  return { wish: said, number, because };
}

/** As mail programs write it; where what was sent on is found in the text, the message says so. */
const SENT_ON = /^\s*(?:\[[^\]]{1,20}\]\s*)?(?:fwd?|enc|rv|tr|wg)\s?:/i;

/** Who follows our link may add why: the score stands in the subject, and the words are for a person. */
function ratedInWords(subject: Reading | null, written: string): Wish | null {
  if (subject === null || subject.said === null || !isRating(subject.said) || subject.number === null) return null;
  const because = `subject "${written.slice(0, 80)}" asks for it: ${subject.said}, and there are words below`;
  return { wish: 'rate', score: SCORES[subject.said], commented: true, number: subject.number, because };
}

/**
 * The subject that our own `mailto:` links have; `wishIn` reads it back.
 * @param number with its prefix; null: none
 */
export function wishSubject(wish: WishName, number: string | null, language: Language): string {
  const words = SUBJECTS[language][wish];
  return number === null ? words : `${words} ${number}`;
}

const SUBJECTS: Record<Language, Record<WishName, string>> = {
  'pt-BR': {
    list: 'Meus chamados',
    help: 'Ajuda',
    report: 'Relatório do mês',
    status: 'Situação',
    close: 'Encerrar',
    escalate: 'Escalar',
    reopen: 'Não resolvido',
    good: 'Avaliação boa',
    fair: 'Avaliação regular',
    bad: 'Avaliação ruim',
    doubt: 'Tipo dúvida',
    task: 'Tipo tarefa',
    incident: 'Tipo incidente',
  },
  en: {
    list: 'My tickets',
    help: 'Help',
    report: 'Monthly report',
    status: 'Status',
    close: 'Close',
    escalate: 'Escalate',
    reopen: 'Not solved',
    good: 'Rating good',
    fair: 'Rating so-so',
    bad: 'Rating bad',
    doubt: 'Type question',
    task: 'Type task',
    incident: 'Type incident',
  },
  es: {
    list: 'Mis tickets',
    help: 'Ayuda',
    report: 'Informe del mes',
    status: 'Estado',
    close: 'Cerrar',
    escalate: 'Escalar',
    reopen: 'No resuelto',
    good: 'Calificación buena',
    fair: 'Calificación regular',
    bad: 'Calificación mala',
    doubt: 'Tipo consulta',
    task: 'Tipo tarea',
    incident: 'Tipo incidente',
  },
};

const SAYING_NOTHING: Phrase<WishName>[] = [...COURTESY, ...THANKS, ...THANKS_FOR, ...POLITE].map((text) =>
  phraseOf<WishName>(text, null),
);
const RATINGS = ['good', 'fair', 'bad'] as const satisfies readonly Rating[];
const WISHES = bookOf<WishName>([
  ...SAYING_NOTHING,
  ...LIST.map((text) => phraseOf(text, 'list' as const)),
  ...STATUS.map((text) => phraseOf(text, 'status' as const)),
  ...CLOSE.map((text) => phraseOf(text, 'close' as const)),
  ...ESCALATE.map((text) => phraseOf(text, 'escalate' as const)),
  ...HELP.map((text) => phraseOf(text, 'help' as const)),
  ...REPORT.map((text) => phraseOf(text, 'report' as const)),
  ...REOPEN.map((text) => phraseOf(text, 'reopen' as const)),
  ...RATINGS.flatMap((rating) => RATE[rating].map((text) => phraseOf(text, rating))),
  ...TICKET_TYPES.flatMap((type) => typeWords(type).map((text) => phraseOf(text, type))),
]);
/** Also where it is enough to name the month. */
const NAMED_MONTHS = bookOf<WishName>([
  ...SAYING_NOTHING,
  ...REPORT_NAMED.map((text) => phraseOf(text, 'report' as const)),
]);
/** Who says that it works now may go on to have it closed. */
const CLOSINGS = bookOf<WishName>([
  ...SAYING_NOTHING,
  ...ANSWERS.map((text) => phraseOf<WishName>(text, null)),
  ...CLOSE.map((text) => phraseOf(text, 'close' as const)),
]);

/** Words of more than one wish are none. */
const MOST_WORDS = 40;
const LONGEST = 400;

interface Reading {
  /** Null: it says nothing at all, as an empty text and greetings do. */
  said: WishName | null;
  number: number | null;
  /** Of a report. */
  month?: MonthAsked;
  /** How many words there are. */
  words: number;
}

/**
 * @param named whether a month alone asks for its report
 * @returns null where it says anything that is no wish
 */
function readingOf(text: string, prefix: string, names: ReadonlySet<string>, named = false): Reading | null {
  if (text.length > LONGEST) return null;
  const numbers = new Set<number>();
  const marked = monthsInWords(fold(text))
    .replaceAll('#', ' ')
    .replace(numberPattern(prefix), (_, digits: string) => {
      numbers.add(Number(digits));
      return ' # ';
    });
  const words = marked.match(/\p{L}+|\p{N}+|#/gu) ?? [];
  if (numbers.size > 1 || numbers.has(0) || words.length > MOST_WORDS) return null;
  const said = saidBy(words, names, WISHES);
  const isNamed = named && said.size === 0 && onlyOne(saidBy(words, names, NAMED_MONTHS)) !== null;
  const one = isNamed ? 'report' : (onlyOne(said) ?? onlyOne(saidBy(words, names, CLOSINGS)));
  if (one === null) return said.has(null) ? { said: null, number: null, words: words.length } : null;
  if (text.includes('?') && !isNamed && !mayBeAsked(one, words)) return null;
  // Of types it may be said which one it is not; and what is not solved is to be opened again.
  if (!isType(one) && one !== 'reopen' && words.some((word) => NEVER.includes(word))) return null;
  const [number = null] = numbers;
  if (one === 'report') {
    const month = monthAskedBy(words, names, number, isNamed);
    return month && { said: one, number: null, month, words: words.length };
  }
  return { said: one, number, words: words.length };
}

/** A number that stands alone, with or without its prefix and what announces it. */
function numberPattern(prefix: string): RegExp {
  const announced = '(?:(?:n|no|nº|n°|nr|nro|num|numero|number)[.:]? ?)?';
  const named = `(?:${prefix.toLowerCase()}[-\u2010-\u2013 ]?)?`;
  return new RegExp(`(?<![\\p{L}\\p{N}])${announced}${named}(\\d{1,12})(?![\\p{L}\\p{N}])`, 'gu');
}

/** The only ticket that a text names, whatever else it says. */
function numberIn(text: string, prefix: string): number | null {
  const pattern = new RegExp(`(?<![A-Za-z0-9])${prefix}[-\u2010-\u2013](\\d{1,12})(?!\\d)`, 'gi');
  const numbers = new Set([...text.slice(0, 1_000).matchAll(pattern)].map(([, digits]) => Number(digits)));
  const [number = null] = numbers;
  return numbers.size === 1 && number !== 0 ? number : null;
}

function onlyOne(said: ReadonlySet<WishName | null>): WishName | null {
  const wishes = [...said].filter((one) => one !== null);
  return wishes.length === 1 ? (wishes[0] ?? null) : null;
}

/** "Is it an incident?" asks us; "could you close it?" asks for it. */
function mayBeAsked(wish: WishName, words: readonly string[]): boolean {
  if (wish === 'list' || wish === 'status' || wish === 'help') return true;
  if (isType(wish) || isRating(wish)) return false;
  const first = words.find((word) => !BEFORE_ASKING.includes(word)) ?? '';
  return ASKS.includes(first) || (wish === 'report' && ASKS_FOR_REPORT.has(first));
}

function isType(wish: WishName): wish is TicketType {
  return TICKET_TYPES.some((type) => type === wish);
}

function isRating(wish: WishName): wish is Rating {
  return wish === 'good' || wish === 'fair' || wish === 'bad';
}
