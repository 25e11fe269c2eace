/**
 * Is this the line that a mail program writes above what it quotes: "On Tuesday, Ana <ana@acme.example> wrote:"? Told by
 * its shape (a date, an address, a verb, a colon), since no list of languages is ever whole. What follows it is left to others.
 */

/** No attribution is longer. */
const LONGEST = 400;
/** Over how many lines it may be wrapped. */
const MOST_LINES = 4;

/** Somewhere on its first line stands one of these, or it begins so, else nothing more is looked at. */
const HINT = /[\d<@]/;
const HINT_AT_START = /^(?:[-–—]{2}|quoting|zitat|cit|selon|en cit)/i;

/** "wrote", wherever programs were heard to say it. */
const VERB = new RegExp(
  `(?<!\\p{L})(?:${[
    'wrote|writes|has written|escreveu|escreveram|escribió|escribio|escribieron|ha escrito|escribiu|va escriure|idatzi du',
    'a écrit|écrit|ecrit|ha scritto|scrive|schrieb|schrieben|hat geschrieben|geschrieben|schreef|het volgende geschreven',
    'skrev|skreiv|kirjoitti|kirjutas|napisał|napisała|napisał\\(a\\)|pisze|napsal|napsala|napsal\\(a\\)|píše|napísal|napísala',
    'napísal\\(a\\)|írta|ezt írta|a scris|je napisao|je napisala|napisao|napisala|piše|je napisal|написа|написал|написала',
    'написал\\(а\\)|пишет|писал|писала|написав|написала|пише|yazdı|şunu yazdı|şunları yazdı|έγραψε|rašė|parašė|rakstīja',
    'đã viết|menulis|כתב|כתבה|كتب',
  ].join('|')})(?![\\p{L}(])`,
  'iu',
);
const EASTERN_VERB = /写道|寫道|书写|書きました|のメッセージ|작성|님이 쓴/;

/** What attributions begin with: a word that goes before a date, or the date. */
const LEAD =
  /^["'“«]?(?:on|at|em|no dia|dia|na|às|el|en|le|am|um|op|il|in data|in|den|på|dnia|w dniu|dne|dňa|pe|în|la|vào|pada|στις|на|в|у|u|kl\.?)\s/iu;
const STARTS_WITH_DATE = /^["'“«]?(?:\d|[在於于]|\p{L}{2,12}[.,]{0,2}\s{1,2}(?:\p{L}{3,12}[.,]?\s)?\d)/u;

const MAIL_ADDRESS = /[^\s<>()[\]"',;:@]{1,80}@[^\s<>()[\]"',;:@]{3,100}/;
const BRACKETED = /[<([](?:mailto:)?[^\s<>()[\]@]{1,80}@[^\s<>()[\]@]{3,100}[>)\]]/;
const TIME = /\d{1,2}\s?[:.h]\s?\d{2}|\d{1,2}\s?[ap]\.?m\b/i;
const DATE =
  /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}(?:\.|,|º|er)?[ -](?:de )?\p{L}{3,12}\.?,?[ -](?:de |del )?\d{4}|\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:de )?\d{4}|\d{4}\s?[年년]/u;
const YEAR = /\d{4}/;

/** `Quoting Ana <ana@acme.example>:` of Horde and its kin. */
const QUOTING =
  /^(?:quoting|citando(?: a)?|zitat von|citazione di|citat från|citerar|en citant|selon|quote of) .{0,200}[:：]$/iu;

/**
 * The line after an attribution that begins at `at` and may be wrapped over four lines; null where none does.
 *
 * @param lines of the text; lines quoted with `>` never begin one
 */
export function attributionEnd(lines: string[], at: number): number | null {
  const first = (lines[at] ?? '').trim();
  if (first.length > LONGEST || first.startsWith('>')) return null;
  if (!HINT.test(first) && !HINT_AT_START.test(first)) return null;
  const dated = LEAD.test(first) || STARTS_WITH_DATE.test(first);
  const most = dated || BRACKETED.test(first) || first.endsWith('<') ? MOST_LINES : 2;
  let joined = '';
  for (let next = at; next < Math.min(lines.length, at + most); next++) {
    const line = (lines[next] ?? '').trim();
    // A wrapped address may put its closing `>` on a line of its own.
    if (line === '' || (line.startsWith('>') && !isOpen(joined))) return null;
    joined = joined === '' ? line : line.startsWith('>') ? joined + line : `${joined} ${line}`;
    if (joined.length > LONGEST) return null;
    if (isAttribution(joined, dated, () => quotedBelow(lines, next + 1))) {
      return beginsLater(lines, at, next) ? null : next + 1;
    }
  }
  return null;
}

/** An attribution may begin within a line, where HTML lost its line breaks: the column of its first character, else null. */
export function attributionColumn(lines: string[], at: number): number | null {
  const line = lines[at] ?? '';
  if (line.length > LONGEST || line.startsWith('>') || !hasSignOfAddress(lines, at)) return null;
  const found = / (?:On|Em|El|Le|Am|Il|Op) (?=[^\d<>]{0,24}\d)/.exec(line);
  if (!found) return null;
  const column = found.index + 1;
  const rest = [line.slice(column), ...lines.slice(at + 1, at + MOST_LINES)];
  const end = attributionEnd(rest, 0);
  return end !== null && MAIL_ADDRESS.test(rest.slice(0, end).join('')) ? column : null;
}

/** Few lines have one near them, and only there anything more is looked for. */
function hasSignOfAddress(lines: string[], at: number): boolean {
  for (let next = at; next < at + MOST_LINES; next++) if (lines[next]?.includes('@')) return true;
  return false;
}

function isOpen(text: string): boolean {
  return text.lastIndexOf('<') > text.lastIndexOf('>');
}

function quotedBelow(lines: string[], from: number): boolean {
  const below = lines[from]?.trim() === '' ? lines[from + 1] : lines[from];
  return below?.trimStart().startsWith('>') ?? false;
}

/** A sentence of the sender above the attribution is not part of it. */
function beginsLater(lines: string[], at: number, last: number): boolean {
  for (let next = at + 1; next <= last; next++) {
    const line = (lines[next] ?? '').trim();
    if (!LEAD.test(line) && !STARTS_WITH_DATE.test(line)) continue;
    const rest = lines.slice(next, last + 1).join(' ');
    if (VERB.test(rest) && isStrong(rest) && (DATE.test(rest) || TIME.test(rest))) return true;
  }
  return false;
}

function isAttribution(line: string, dated: boolean, quoted: () => boolean): boolean {
  const last = line.charAt(line.length - 1);
  if (last === ':' || last === '：') {
    if (QUOTING.test(line)) return MAIL_ADDRESS.test(line) || quoted();
    const verb = VERB.test(line) || EASTERN_VERB.test(line);
    if (verb && (dated || isNamed(line))) return isStrong(line) || ((YEAR.test(line) || TIME.test(line)) && quoted());
    // A few say no verb, or one nobody listed: `2026-11-03 10:00 GMT-03:00 Ana <ana@acme.example>:`
    if (!BRACKETED.test(line)) return false;
    if (DATE.test(line) && TIME.test(line)) return true;
    return dated && /[>)\]][:：]$/.test(line) && (DATE.test(line) || TIME.test(line));
  }
  if (last === '-' || last === '–') return isRuled(line);
  if (!dated || !line.includes('@')) return false;
  // The colon is left out by a few: `On Wed, 14 Nov 2026 08:14:43 -0200 Ana <ana@acme.example> wrote`
  if (endsWithVerb(line)) return MAIL_ADDRESS.test(line) && DATE.test(line);
  return last === '>' && BRACKETED.test(line) && DATE.test(line) && quoted();
}

function endsWithVerb(line: string): boolean {
  return VERB.test(line.slice(-14)) && /\p{L}$/u.test(line);
}

/** An address, or a whole date, or a time beside another number: more than a person writes who says when somebody wrote. */
function isStrong(line: string): boolean {
  if (MAIL_ADDRESS.test(line) || DATE.test(line)) return true;
  return TIME.test(line) && /\d/.test(line.replace(TIME, ''));
}

/** `Ana Souza <ana@acme.example> escreveu no dia terça, 3/11/2026 à(s) 13:02:`, and names without an address where a date follows. */
function isNamed(line: string): boolean {
  const verb = VERB.exec(line);
  if (!verb) return false;
  const before = line.slice(0, verb.index).trim();
  const after = line.slice(verb.index + verb[0].length);
  if (/[>)\]]$/.test(before) && BRACKETED.test(before)) return true;
  return (
    before !== '' &&
    before.split(/\s+/).length <= 6 &&
    !/[,;.!?:]\s/.test(before) &&
    DATE.test(after) &&
    TIME.test(after)
  );
}

/** `---- On Tue, 03 Nov 2026 … wrote ----` of Zoho and Notes, `---- Ana Souza wrote ----` of Android. */
function isRuled(line: string): boolean {
  const inner = /^[-–]{2,40}([^-–].{2,300}?)[-–]{2,40}$/.exec(line)?.[1]?.trim() ?? '';
  return endsWithVerb(inner.replace(/\s?[:：]$/, ''));
}
