/**
 * Did a responder write this mail: a vacation notice, the acknowledgement of another help desk? Most say so in a header
 * (RFC 3834 and the many before it). Those that do not are known by several weaker signs together, never by one alone:
 * people go on holiday, write about holidays, and ask about automatic replies.
 */

import { type Header, hasNullPath, values } from '../header.ts';
import { comparable } from '../phrases.ts';
import { ASKING } from './asking-words.ts';
import { ABSENCE, AHEAD, GONE, LABEL, MYSELF, RETURN, THANKS, TITLE, UNTIL, URGENT } from './away.ts';
import { ACKNOWLEDGEMENT, CONFESSION, RECEIVED, REQUEST } from './machine-words.ts';

/** What of a mail tells a responder from a person. */
export interface Written {
  headers: Header[];
  /** The From address, lower case; null where it has none. */
  from: string | null;
  subject: string;
  text: string;
}

/** The header by which a responder owns up to be one, as `Name: value`; null where there is none. */
export function ownedUp(headers: Header[]): string | null {
  for (const header of headers) {
    const [value] = SAYS_SO.test(header.name) || MAY_SAY_SO.test(header.name) ? values([header], header.name) : [];
    if (value !== undefined && tells(header.name, value)) return `${nameInWords(header.name)}: ${value}`;
  }
  return null;
}

/** Names that speak of responders, whole: not those of their settings, nor those that ask others not to respond. */
const SAYS_SO =
  /^(?!x-(?:no|prevent|disable|exclude|allow|block|suppress)-)(?:x-)?(?:[a-z0-9]{1,20}-)?(?:auto[-_]?(?:repl(?:y|ied)|respon(?:d|ded|der|se)|generated|submitted)|out-?of-?office(?:-?reply)?|holiday-?reply|machine-?generated)(?:-(?:from|to|by|id|for|type|version|message))?$|^x-vacation(?:-(?:reply|message|notice|id))?$|^x-otrs-loop$/;
/** Names whose values may. */
const MAY_SAY_SO =
  /^(?:x-(?!.*(?:subject|topic|title|keyword|label|folder|tag|spam|rule|campaign|categor|entity|product|segment|feature|setting|enabled)).*|precedence|preference|delivered-to)$/;
const RESPONDERS_VALUE =
  /^(?:\d{1,2};\s*)?(?:vacation|holiday-?reply|auto[-_. ]?(?:repl(?:y|ied)|respon(?:d|der|se)|generated)|out[-_ ]of[-_ ]office)(?:[ /]v?[\d.]{1,12})?\s{0,5}(?:[;(].*)?$/i;

function tells(name: string, value: string): boolean {
  // RFC 3834 §5: any keyword other than "no" is automatic; parameters and comments may follow it.
  if (name === 'auto-submitted') return value !== '' && !/^no\b/i.test(value);
  if (SAYS_SO.test(name)) return value !== '' && !/^(?:no|false|0|none|n|off|never|disabled|skipped)$/i.test(value);
  return value.length <= 100 && RESPONDERS_VALUE.test(value);
}

/** Header names as they are written: `Auto-Submitted`; those with an X- stay as searched for. */
function nameInWords(name: string): string {
  if (name === 'auto-submitted') return 'Auto-Submitted';
  return name.startsWith('x-') ? `header ${name}` : `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** A sign, and how much it says: four together are enough. */
interface Sign {
  says: string;
  weight: number;
  /** It says that something was received, so that the same words below say no more; people begin so too, `loosely`. */
  received?: 'exactly' | 'loosely';
  /** Machines alone give it, so that signs that people give too may add to it. */
  machine?: true;
}

const ENOUGH = 4;

/** The signs that together show a responder, in words; null where they do not suffice. */
export function signsOfResponder(mail: Written): string | null {
  const subject = subjectSign(mail.subject);
  const around = [senderSign(mail.from), ...headerSigns(mail.headers), threadSign(mail, subject)].filter(
    (sign) => sign !== null,
  );
  const own = comparable(withoutQuotations(ownWords(mail.text)));
  const words = wordSigns(
    own,
    subject,
    around.some(({ weight }) => weight > 1),
  );
  const silent: Sign[] = own === '' ? [{ says: 'it has no words of its own', weight: 1 }] : [];
  const signs = [...(subject ? [subject] : []), ...words, ...silent, ...around];
  const sum = signs.reduce((total, { weight }) => total + weight, 0);
  if (signs.length < 2 || sum < ENOUGH) return null;
  if (subject?.received === 'loosely' && !signs.some(({ machine }) => machine)) return null;
  // A wish, a question or news of an absence to come is a person's; "Urgente?" before a telephone number is not, so other
  // signs can still outweigh it.
  const asks = QUESTION.test(own) || ASKING.test(own) || AHEAD.test(own) ? 2 : 0;
  return sum - asks >= ENOUGH ? signs.map(({ says }) => says).join('; and ') : null;
}

const QUESTION = /[?？](?=$|[\s)"'»”])|¿/;

/** Whether the subject is one that a mail program makes for a responder: a label, a colon, the subject that it answers. */
export function hasRespondersLabel(subject: string): boolean {
  return subjectSign(subject)?.weight === 3;
}

const REPLIES = /^(?:re|res|resp|rv|enc|fw|fwd|tr|aw|wg|sv|vs|antw|odp|ynt)\s?(?:\[\d{1,3}\])?\s?:/;

/** Words that begin many a person's subject too. */
const BARE =
  /^(?:auto|away|vacation|ferias|vacaciones|ausente|ausencia|absence|absente?|afwezig(?:heid)?|fravaer|poissa)$/;

function subjectSign(subject: string): Sign | null {
  const plain = comparable(subject.slice(0, 500)).replace(/^[^\p{L}\p{N}]+/u, '');
  if (REPLIES.test(plain)) return null;
  const says = `Subject: ${subject.slice(0, 120)}`;
  const label = LABEL.exec(plain)?.[0];
  if (label !== undefined) {
    const rest = plain.slice(label.length).trimStart();
    const labels = /^(?::|\]|- ?(?:re|res) ?:|- ?\[)/.test(rest);
    if (labels) return { says, weight: BARE.test(label) && !LABELLED.test(rest) ? 2 : 3 };
    if (rest === '' || /^(?:[-!.(,;]|until|till|ate|hasta|from|bis|jusqu|tot|til)/.test(rest) || /\d/.test(rest))
      return { says, weight: 2 };
    if (!BARE.test(label)) return { says, weight: TITLE.test(plain) ? 2 : 1 };
  }
  const received = receivedIn(plain);
  if (received !== null) return { says, weight: received === 'exactly' ? 2 : 1, received };
  return TITLE.test(plain) ? { says, weight: 2 } : null;
}

/** What follows is the subject of a mail that was answered: it says so, or has our kind of number. */
const LABELLED = /^(?::|-) ?(?:(?:re|res) ?:|\[[a-z]+-\d{1,12}\])|^: .{1,80} (?:is out of|esta fora|esta ausente|ist )/;

/** `Chamado aberto`, `Chamado aberto: menu` and `Recebemos sua solicitação - protocolo 12` are; `Chamado aberto e sem resposta` is a person's. */
function receivedIn(plain: string): 'exactly' | 'loosely' | null {
  const begins = RECEIVED.exec(plain)?.[0];
  if (begins === undefined) return null;
  const whole = ACKNOWLEDGEMENT.exec(plain);
  const words = whole?.index === 0 && whole[0].length > begins.length ? whole[0] : begins;
  return /^\s?(?:[!.]?$|[:[#(]|(?:- ?)?(?:\p{L}{1,15} ?)?[#:]? ?\d[\d.-]{0,20}$)/u.test(plain.slice(words.length))
    ? 'exactly'
    : 'loosely';
}

function senderSign(from: string | null): Sign | null {
  return isNobody(from) ? { says: `From: ${from}`, weight: 2, machine: true } : null;
}

const NOBODY =
  /^(?:(?:no|do-?not|don-?t|nao|nicht)[-_.]?(?:reply|answer|respond(?:a|er)?|responde|antworten)|noreply|ne-?pas-?repondre|auto[-_.]?(?:reply|respon(?:d|der|se)|resposta|respuesta|mailer)|vacation|mailer-daemon)(?:[@+._-]|\d{0,6}@)|[-_.+](?:noreply|no-reply|donotreply|do-not-reply)@/;

/** An address that nobody reads: `no-reply@…` in several languages. @param from lower case */
export function isNobody(from: string | null): boolean {
  return from !== null && from.length <= 320 && NOBODY.test(from);
}

function headerSigns(headers: Header[]): (Sign | null)[] {
  const first = (name: string) => values(headers, name)[0];
  const shown = (name: string, value: string | undefined, weight: number): Sign | null =>
    value === undefined || value === ''
      ? null
      : { says: `${name}: ${value.slice(0, 100)}`, weight, ...(weight > 1 && { machine: true }) };
  const id = first('message-id');
  return [
    // Exchange puts it on vacation notices, and on some mail of persons.
    shown('X-Auto-Response-Suppress', first('x-auto-response-suppress'), 1),
    shown(
      'Precedence',
      values(headers, 'precedence').find((value) => /^(?:bulk|junk)\b/i.test(value)),
      2,
    ),
    // RFC 3834 §3.3: responders send with an empty return path, so that nothing answers them. Some relays lose a person's.
    shown('Return-Path', hasNullPath(headers) ? '<>' : '', 3),
    shown('X-Loop', first('x-loop'), 1),
    shown('X-MS-Exchange-Generated-Message-Source', first('x-ms-exchange-generated-message-source'), 2),
    shown('X-MS-Exchange-Inbox-Rules-Loop', first('x-ms-exchange-inbox-rules-loop'), 1),
    shown('Message-ID', id && /auto-?repl|auto-?respon|vacation|[-.]vac@|\booo\b/i.test(id.slice(0, 500)) ? id : '', 2),
  ];
}

/** It answers a mail: people do too, but a subject made by a responder is then no title of theirs. */
function threadSign({ headers, subject }: Written, sign: Sign | null): Sign | null {
  if (values(headers, 'in-reply-to').some((value) => value !== ''))
    return { says: 'it answers a mail (In-Reply-To)', weight: 1 };
  if (values(headers, 'references').some((value) => value !== ''))
    return { says: 'it answers a mail (References)', weight: 1 };
  // `Automatic reply: Re: …`, `Resposta automática: [BLIP-1024] …`
  const answers = sign?.weight === 3 && /:\s*(?:re\s?:|res\s?:|\[[^\]]{1,40}\])/i.test(subject.slice(0, 200));
  return answers ? { says: 'its subject names a reply', weight: 1 } : null;
}

function wordSigns(own: string, subject: Sign | null, inCompany: boolean): Sign[] {
  const about = subject?.weight ?? 0;
  const notice = noticeOfAbsence(own);
  if (notice !== null && about === 0 && !inCompany) return [notice];
  const confession = CONFESSION.exec(own);
  const request = REQUEST.exec(own)?.[0];
  // Nothing else speaks for a responder, so that no words of absence could make it one.
  if (confession === null && request === undefined && about === 0 && !inCompany) return [];
  const said = (words: string | undefined, weight: number, machine?: true): Sign[] =>
    words === undefined ? [] : [{ says: `it says "${words}"`, weight, ...(machine && { machine }) }];
  return [
    ...absenceSign(own, about, inCompany || confession !== null),
    ...said(confession?.[0], confession && beginsSentence(own, confession.index) ? 3 : 2, true),
    ...said(confession === null ? request : undefined, 2, true),
    ...said(ACKNOWLEDGEMENT.exec(own)?.[0], about > 1 && !subject?.received ? 2 : 1),
  ];
}

/** Thanks first, then an absence until a day, and whom to turn to: under any subject, people seldom write all three. */
function noticeOfAbsence(own: string): Sign | null {
  const start = own.slice(0, 1_000);
  const thanks = THANKS.exec(start.slice(0, 200));
  const absence = thanks && ABSENCE.exec(start);
  const until = absence && UNTIL.exec(start);
  if (!until || !DAY.test(start.slice(until.index, until.index + 50))) return null;
  const urgent = URGENT.exec(start)?.[0];
  return urgent === undefined
    ? null
    : { says: `it says "${thanks[0]}", "${absence[0]}", "${until[0]}" and "${urgent}"`, weight: 3 };
}

const DAY =
  /\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|lunes|martes|miercoles|jueves|viernes)\b/;

function absenceSign(own: string, about: number, inCompany: boolean): Sign[] {
  const absence = ABSENCE.exec(own)?.[0];
  if (absence !== undefined) return [{ says: `it says "${absence}"`, weight: about > 0 || inCompany ? 2 : 1 }];
  const gone = about > 1 && MYSELF.test(own) ? GONE.exec(own)?.[0] : undefined;
  if (gone === undefined) return [];
  const back = RETURN.exec(own)?.[0];
  return [
    { says: `it says "${gone}"${back === undefined ? '' : ` and "${back}"`}`, weight: back === undefined ? 1 : 2 },
  ];
}

/** Of itself; a person quotes what a machine says after a colon, between quotes, or within a sentence. */
function beginsSentence(own: string, at: number): boolean {
  return /(?:^|[.!*)\]>#-]) ?$/.test(own.slice(Math.max(0, at - 3), at));
}

const READ = 4_000;
const QUOTE_BEGINS =
  /^(?:-{2,}|_{5,}|>|(?:from|de|von|da|van|od|от|fran|fra)\s?:\s|(?:on|em|el|le|am|il|op|den|a)\s.{4,150}(?:wrote|escreveu|escribio|a ecrit|schrieb|ha scritto|schreef|skrev)\s?:?$)/;

/** What any of these lines begins with, and a part of each verb: few others need to be looked at in full. */
const MAY_QUOTE = /^\s*(?:[->_‐-—]|\p{L}{1,4}(?:\s*[:：]|\s.*(?:wrote|escr|crit|schr|skrev)))/iu;

/** The words before any quote: what is quoted may be a responder's, or the desk's own. */
function ownWords(text: string): string {
  const lines = text.slice(0, READ).split('\n');
  const end = lines.findIndex(
    (line, i) => i > 0 && MAY_QUOTE.test(line) && QUOTE_BEGINS.test(comparable(line.slice(0, 300))),
  );
  return (end < 1 ? lines : lines.slice(0, end)).join('\n');
}

/** What somebody puts between quotation marks is said by somebody else. */
function withoutQuotations(text: string): string {
  return text.replace(/"[^"\n]{1,300}"|“[^”]{1,300}”|«[^»]{1,300}»/g, '""');
}
