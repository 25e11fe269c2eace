/**
 * Where does a text stop being the sender's own and begin to repeat another mail? Finds the lines that mail programs put
 * there, in the desk's languages. What to do with the two halves is left to `reply.ts` and `forward.ts`.
 */

/** A place where another mail begins. */
export interface Quote {
  /** `forward` says so itself; `attribution` is "On … wrote:"; `original` and `headers` are both used for replies and forwards. */
  kind: 'forward' | 'original' | 'headers' | 'attribution';
  /** The first line that is no longer the sender's. */
  start: number;
  /** The first line after the marker: the quoted mail, or its header lines. */
  body: number;
}

/** No marker is longer; longer lines are text, and are not looked at. */
const LONGEST_MARKER = 400;

/** Long lists of recipients are copied on one line. */
const LONGEST_HEADER_LINE = 4_000;

/** The first place where another mail begins, outside of lines quoted with `>`; null where there is none. */
export function firstQuote(lines: string[]): Quote | null {
  for (let at = 0; at < lines.length; at++) {
    const found = quoteAt(lines, at);
    if (found) return found;
  }
  return null;
}

/** The marker that begins at this line, or null. */
export function quoteAt(lines: string[], at: number): Quote | null {
  const line = lines[at]?.trim() ?? '';
  if (line === '' || line.length > LONGEST_MARKER || line.startsWith('>')) return null;
  const words = bareWords(line);
  if (FORWARD.test(words)) return { kind: 'forward', start: at, body: at + 1 };
  if (ORIGINAL.test(words) && line !== words) return { kind: 'original', start: at, body: at + 1 };
  if (isHeaderBlock(lines, at)) return { kind: 'headers', start: ruleBefore(lines, at), body: at };
  const after = attributionEnd(lines, at);
  return after === null ? null : { kind: 'attribution', start: at, body: after };
}

/** A header line as mail programs copy it into a text: `*De:* Ana <ana@acme.example>`. Name in lower case. */
export function headerLine(line: string): { name: string; value: string } | null {
  if (line.length > LONGEST_HEADER_LINE) return null;
  const match = /^\*{0,2}([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ -]{0,20}?)\s?:\*{0,2}[ \t]*(.*)$/.exec(line.trim());
  if (!match) return null;
  return { name: (match[1] ?? '').toLowerCase(), value: (match[2] ?? '').replace(/^\*{1,2}|\*{1,2}$/g, '').trim() };
}

/** The names of copied headers in English, Portuguese and Spanish, and in German and French for what passes through. */
export const HEADER_NAMES = {
  from: new Set(['from', 'de', 'desde', 'von', 'remetente', 'remitente']),
  date: new Set([
    'date',
    'sent',
    'data',
    'enviado',
    'enviada',
    'enviado em',
    'enviada em',
    'fecha',
    'enviado el',
    'gesendet',
    'datum',
    'envoyé',
  ]),
  to: new Set(['to', 'para', 'an', 'à', 'destinatário', 'destinatario']),
  cc: new Set(['cc', 'cco', 'bcc', 'c/c', 'com cópia']),
  subject: new Set(['subject', 'assunto', 'asunto', 'betreff', 'objet']),
  replyTo: new Set(['reply-to', 'responder a', 'responder para']),
};

const FORWARD =
  /^(?:begin forwarded message|forwarded message|(?:início da |inicio da )?mensagem (?:encaminhada|reencaminhada)|(?:inicio del? )?mensaje reenviado|message transféré|weitergeleitete nachricht)\s*:?$/;
const ORIGINAL =
  /^(?:original message|mensagem original|mensaje original|message d'origine|ursprüngliche nachricht|original appointment)\s*:?$/;

/** A marker's words without the dashes, underscores, stars and brackets around them; lower case. */
function bareWords(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && DECORATION.has(line.charAt(start))) start++;
  while (end > start && DECORATION.has(line.charAt(end - 1))) end--;
  return line.slice(start, end).toLowerCase();
}

const DECORATION = new Set([...'-_=*#<>[] \t–—']);

/** Outlook's way: From, then at least two of Sent, To, Subject within the next lines, and no marker before. */
function isHeaderBlock(lines: string[], at: number): boolean {
  const first = headerLine(lines[at] ?? '');
  if (!first || !HEADER_NAMES.from.has(first.name) || first.value === '') return false;
  const seen = new Set<string>();
  for (const line of lines.slice(at + 1, at + 9)) {
    const name = headerLine(line)?.name;
    if (name === undefined) continue;
    if (HEADER_NAMES.date.has(name)) seen.add('date');
    else if (HEADER_NAMES.to.has(name)) seen.add('to');
    else if (HEADER_NAMES.subject.has(name)) seen.add('subject');
  }
  return seen.size >= 2;
}

/** A line of underscores or dashes above the header block belongs to it. */
function ruleBefore(lines: string[], at: number): number {
  let above = at - 1;
  while (above >= 0 && (lines[above] ?? '').trim() === '') above--;
  return /^[-_=*]{5,200}$/.test((lines[above] ?? '').trim()) ? above : at;
}

/** How attributions begin and end, by language. */
const ATTRIBUTIONS: readonly { begins: RegExp; ends: RegExp }[] = [
  { begins: /^(?:on|at) /i, ends: / wrote\s?:$/i },
  { begins: /^(?:em|no dia|a|às) /i, ends: / escreveu\s?:$/i },
  { begins: /^(?:el|en) /i, ends: / escribi(?:ó|o)\s?:$/i },
  { begins: /^(?:am) /i, ends: / schrieb\b.{0,200}:$/i },
  { begins: /^(?:le) /i, ends: / a écrit\s?:$/i },
  { begins: /^(?:il) /i, ends: / ha scritto\s?:$/i },
];
/** `Ana Souza <ana@acme.example> wrote:`, without a date before the name. */
const NAMED = /^[^:]{0,100}<[^<>\s]{3,200}@[^<>\s]{3,200}>.{0,60} (?:wrote|writes|escreveu|escribió|schrieb)\s?:$/i;
/** `2026-11-03 10:00 GMT-03:00 Ana Souza <ana@acme.example>:` */
const DATED_ADDRESS = /^\d{1,4}[-./].{5,100}<[^<>\s]{3,320}>\s?:$/;
/** A person may well write "On Monday the customer wrote:"; programs name a time, a year or an address. */
const DATED = /\d{1,2}:\d{2}|\d{4}|@/;

/** The line after an attribution that begins here and may be wrapped over four lines; null where none does. */
function attributionEnd(lines: string[], at: number): number | null {
  const first = (lines[at] ?? '').trim();
  const kinds = ATTRIBUTIONS.filter(({ begins }) => begins.test(first));
  let joined = '';
  for (let next = at; next < Math.min(lines.length, at + 4); next++) {
    const line = (lines[next] ?? '').trim();
    if (line === '' || line.startsWith('>')) return null;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (joined.length > LONGEST_MARKER) return null;
    const ends = joined.endsWith(':');
    if (ends && DATED.test(joined) && kinds.some((kind) => kind.ends.test(joined))) return next + 1;
    if (ends && next === at && (NAMED.test(joined) || DATED_ADDRESS.test(joined))) return next + 1;
    if (kinds.length === 0) return null;
  }
  return null;
}
