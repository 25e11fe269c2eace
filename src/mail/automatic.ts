/**
 * Did a person write this mail for the desk, or a program? Every answer names the header or line it rests on. What a
 * bounce says is `bounce.ts`'s question; what the desk does about any of it is the ticket's.
 */
import { bounceIn, type Returned } from './bounce.ts';
import { type Header, values } from './header.ts';
import type { Automatic, AutomaticKind, DeskIdentity } from './message.ts';
import type { ParsedMail } from './parse.ts';

export interface Letter {
  mail: ParsedMail;
  /** The From address, lower case; null where it has none. */
  from: string | null;
  subject: string;
  text: string;
  /** The mail given back within it, parsed; null where there is none. */
  returned: Returned | null;
}

/**
 * Why a mail is automatic, or null for a person's.
 *
 * The order matters: a bounce of ours often carries auto-reply headers too, and a list mail may carry anything.
 * X-Auto-Response-Suppress alone says nothing: Exchange puts it on mail of persons.
 */
export function automaticOf(letter: Letter, desk: DeskIdentity): Automatic | null {
  const { headers } = letter.mail;
  return (
    loop(letter, desk) ??
    bounceIn(letter, desk) ??
    feedback(letter.mail) ??
    challenge(letter) ??
    autoReply(letter) ??
    list(headers, desk) ??
    bulk(headers)
  );
}

function found(kind: AutomaticKind, because: string): Automatic {
  return { kind, because: because.slice(0, 300), bounce: null };
}

function loop({ mail, from }: Letter, desk: DeskIdentity): Automatic | null {
  const [mark] = values(mail.headers, 'x-chamado-loop');
  if (mark !== undefined && desk.addresses.includes(mark.trim().toLowerCase()))
    return found('loop', `X-Chamado-Loop: ${mark}`);
  return from !== null && desk.addresses.includes(from) ? found('loop', `From: ${from} is the desk itself`) : null;
}

/** RFC 5965 §3: reports of abuse from the receivers of our mail. */
function feedback({ contentType, parameters, attachments }: ParsedMail): Automatic | null {
  if (contentType === 'multipart/report' && parameters['report-type']?.toLowerCase() === 'feedback-report') {
    return found('feedback', 'multipart/report; report-type=feedback-report');
  }
  return attachments.some((part) => part.contentType === 'message/feedback-report')
    ? found('feedback', 'holds a message/feedback-report')
    : null;
}

const CHALLENGES =
  /^(?:anti-?spam uol|\[?(?:boxbe|spam ?arrest|mail ?block|bluebottle)\b|confirm your (?:e-?mail|message) to\b|verify your (?:e-?mail|message) to\b)/i;

/** Services that ask the sender to prove to be a person before they deliver. */
function challenge({ mail, subject }: Letter): Automatic | null {
  const [header] = ['x-boxbe-challenge', 'x-spamarrest-challenge', 'x-challenge-response', 'x-tmda-fingerprint'].filter(
    (name) => values(mail.headers, name).length > 0,
  );
  if (header) return found('challenge', `header ${header}`);
  return CHALLENGES.test(subject) ? found('challenge', `Subject: ${subject}`) : null;
}

/** Headers that only responders write. */
const RESPONDER_HEADERS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-mail-autoreply',
  'x-autoreply-from',
  'x-vacation-reply',
];

function autoReply({ mail, from, subject, text }: Letter): Automatic | null {
  const { headers, contentType, parameters } = mail;
  // RFC 3834 §5: any keyword other than "no" is automatic; parameters and comments may follow it.
  const [submitted] = values(headers, 'auto-submitted').filter((value) => !/^no\b/i.test(value));
  if (submitted) return found('auto-reply', `Auto-Submitted: ${submitted}`);
  for (const name of RESPONDER_HEADERS) {
    const [value] = values(headers, name).filter((text) => !/^(?:no|false|0)$/i.test(text));
    if (value !== undefined) return found('auto-reply', `header ${name}: ${value}`);
  }
  const [precedence] = values(headers, 'precedence').filter((value) => /^auto[_-]?reply\b/i.test(value));
  if (precedence) return found('auto-reply', `Precedence: ${precedence}`);
  if (values(headers, 'delivered-to').some((value) => /^autoresponder\b/i.test(value))) {
    return found('auto-reply', 'Delivered-To: Autoresponder');
  }
  if (contentType === 'multipart/report' && parameters['report-type']?.toLowerCase() === 'disposition-notification') {
    return found('auto-reply', 'multipart/report; report-type=disposition-notification');
  }
  const signal = AWAY_SUBJECT.test(subject) ? secondSignal(headers, from, text) : null;
  if (signal) return found('auto-reply', `Subject: ${subject}; and ${signal}`);
  // RFC 3834 §3.3: responders send with an empty return path, so that nothing answers them. Persons never do.
  return hasNullReturnPath(headers) ? found('auto-reply', 'Return-Path: <>') : null;
}

/** How responders name their subjects, at its start: a person may answer to "Re: Automatic reply". */
const AWAY_SUBJECT =
  /^(?:auto(?:matic|matische)?[ -]?(?:reply|response|antwort|respuesta|resposta)\b|auto\s?:|automatic reply|resposta autom[áa]tica|respuesta autom[áa]tica|r[ée]ponse automatique|automatische antwort|out of (?:the )?office|away from|fora do (?:escrit[óo]rio|trabalho)|ausente|aus[êe]ncia|f[ée]rias|aviso de f[ée]rias|fuera de (?:la )?oficina|ausencia|de vacaciones|vacation|on vacation|on holiday|abwesend|abwesenheit)/i;
const AWAY_WORDS =
  /(?:i am|i'm|i will be|i'll be) (?:currently |now |presently )?(?:out of (?:the )?office|away|on (?:vacation|leave|holiday))|estou (?:de f[ée]rias|ausente|fora)|estarei (?:ausente|fora|de f[ée]rias)|encontro-me (?:ausente|de f[ée]rias)|estoy (?:de vacaciones|fuera|ausente)|estar[ée] (?:ausente|fuera|de vacaciones)|me encuentro (?:fuera|ausente|de vacaciones)|(?:limited|no) access to (?:my )?e-?mail|acesso limitado ao e-?mail|esta [ée] uma (?:resposta|mensagem) autom[áa]tica|[ée]ste es un (?:mensaje|correo) autom[áa]tico|this is an automat(?:ic|ed) (?:reply|response|message)/i;

function secondSignal(headers: Header[], from: string | null, text: string): string | null {
  if (hasNullReturnPath(headers)) return 'Return-Path: <>';
  const [suppress] = values(headers, 'x-auto-response-suppress').filter((value) => value !== '');
  if (suppress) return `X-Auto-Response-Suppress: ${suppress}`;
  if (from && /^(?:no-?reply|do-?not-?reply|nao-?responda|no-?responder|auto-?reply)[@+.-]/.test(from))
    return `From: ${from}`;
  const words = AWAY_WORDS.exec(text.slice(0, 5_000))?.[0];
  return words ? `it says "${words}"` : null;
}

function hasNullReturnPath(headers: Header[]): boolean {
  return values(headers, 'return-path').some((value) => /^<\s*>$/.test(value));
}

/** RFC 2919, RFC 2369. Lists that are the desk's own way in leave their headers on every customer's mail. */
function list(headers: Header[], desk: DeskIdentity): Automatic | null {
  const [id] = values(headers, 'list-id');
  const [post] = values(headers, 'list-post');
  const [precedence] = values(headers, 'precedence').filter((value) => /^list\b/i.test(value));
  const own = [id, post, ...values(headers, 'list-unsubscribe')].some(
    (value) => value !== undefined && isOwn(value, desk.ownLists),
  );
  if (own) return null;
  if (id !== undefined) return found('list', `List-Id: ${id}`);
  if (post !== undefined) return found('list', `List-Post: ${post}`);
  return precedence ? found('list', `Precedence: ${precedence}`) : null;
}

/** `<suporte.acme.example>` and `<mailto:suporte@acme.example>`, compared whole. */
function isOwn(value: string, ownLists: string[]): boolean {
  const named = value
    .toLowerCase()
    .split(/[<>,\s]+/)
    .map((part) => part.replace(/^mailto:/, '').replace(/\?.*$/, ''));
  return ownLists.some((own) => named.includes(own.replace(/^<|>$/g, '')));
}

function bulk(headers: Header[]): Automatic | null {
  const [precedence] = values(headers, 'precedence').filter((value) => /^(?:bulk|junk)\b/i.test(value));
  if (precedence) return found('bulk', `Precedence: ${precedence}`);
  const [unsubscribe] = values(headers, 'list-unsubscribe');
  return unsubscribe === undefined ? null : found('bulk', `List-Unsubscribe: ${unsubscribe}`);
}
