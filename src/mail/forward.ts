/** Does this mail forward another, and what did that one say? Only for mail of persons; bounces return mail in their own way. */
import { addressesIn, addressesOf } from './address.ts';
import { isoDate } from './date.ts';
import { values } from './header.ts';
import type { Address, Forwarded } from './message.ts';
import type { ParsedMail } from './parse.ts';
import { firstQuote, HEADER_NAMES, headerLine, type Quote, quoteAt } from './quote.ts';
import { textOf } from './text.ts';

/**
 * The mail that this one forwards, or null.
 *
 * @param text the whole text of the mail
 * @param subject decides where a marker stands both in replies and in forwards
 * @param attached the first mail attached to it (message/rfc822), parsed; null where there is none
 */
export function forwardedIn(text: string, subject: string, attached: ParsedMail | null): Forwarded | null {
  return inlineForward(text, subject) ?? (attached ? attachedForward(attached) : null);
}

const FORWARDING = /^\s*(?:\[[^\]]{0,60}\]\s*)?(?:fwd?|enc|encam|rv|reenv|wg|tr|i)\s?:/i;

function inlineForward(text: string, subject: string): Forwarded | null {
  const forwarding = FORWARDING.test(subject);
  const isForward = (quote: Quote | null) => quote !== null && (quote.kind === 'forward' || forwarding);
  const outer = text.split('\n');
  const outerQuote = firstQuote(outer);
  // Apple Mail quotes the forwarded mail with `>`, its marker too.
  const quoted = outer.findIndex(isQuoted);
  const inner = quoted >= 0 && quoted < (outerQuote?.start ?? outer.length) ? unquoted(outer.slice(quoted)) : null;
  const innerQuote = inner ? quoteAt(inner, 0) : null;
  const [lines, quote] = inner && isForward(innerQuote) ? [inner, innerQuote] : [outer, outerQuote];
  if (!quote || !isForward(quote)) return null;
  const rest = unquoted(lines.slice(quote.body));
  if (quote.kind === 'attribution') {
    // Outlook for Mac writes "On …, Ana <ana@acme.example> wrote:" above what it forwards.
    const from = sender(
      lines
        .slice(quote.start, quote.body)
        .join(' ')
        .replace(/^[^"<]{0,200}(?=["<])/, ''),
    );
    return from && { from, subject: subject.replace(FORWARDING, '').trim(), text: dedented(rest), date: null };
  }
  const { from, date, title, body } = copiedHeader(rest);
  if (from === null && title === null) return null;
  return {
    from,
    subject: title,
    text: rest.slice(body).join('\n').trim(),
    date: date === null ? null : (isoDate(date) ?? date),
  };
}

function isQuoted(line: string): boolean {
  return line.trimStart().startsWith('>');
}

/** The lines without one level of `>`, where their first one has it. */
function unquoted(lines: string[]): string[] {
  const first = lines.find((line) => line.trim() !== '');
  return first !== undefined && isQuoted(first) ? lines.map((line) => line.replace(/^\s{0,3}> ?/, '')) : lines;
}

function dedented(lines: string[]): string {
  return lines
    .map((line) => line.replace(/^ {4}/, ''))
    .join('\n')
    .trim();
}

interface CopiedHeader {
  from: Address | null;
  date: string | null;
  title: string | null;
  /** The line after it. */
  body: number;
}

const MOST_HEADER_LINES = 40;

/** The header lines that mail programs copy in front of the forwarded text. */
function copiedHeader(lines: string[]): CopiedHeader {
  const start = 0;
  const found: CopiedHeader = { from: null, date: null, title: null, body: start };
  let last: keyof typeof HEADER_NAMES | null = null;
  for (let at = start; at < Math.min(lines.length, start + MOST_HEADER_LINES); at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      // Some programs put an empty line before the header, or one after each of its lines.
      if (last !== null && nameOf(nextText(lines, at)) === null) return { ...found, body: at + 1 };
      continue;
    }
    const header = headerLine(line);
    const name = nameOf(line);
    if (header && name) {
      if (name === 'from') found.from ??= sender(header.value);
      else if (name === 'date') found.date ??= header.value;
      else if (name === 'subject') found.title ??= header.value;
      last = name;
    } else if (last === 'subject' && found.title !== null && at > start && /^\s/.test(line)) {
      found.title = `${found.title} ${line.trim()}`;
    } else if (last !== 'to' && last !== 'cc') {
      return { ...found, body: at };
    }
    found.body = at + 1;
  }
  return found;
}

function nextText(lines: string[], from: number): string {
  return lines.slice(from, from + 3).find((line) => line.trim() !== '') ?? '';
}

function nameOf(line: string): keyof typeof HEADER_NAMES | null {
  const header = headerLine(line);
  if (!header) return null;
  for (const [name, words] of Object.entries(HEADER_NAMES)) {
    if (words.has(header.name)) return name as keyof typeof HEADER_NAMES;
  }
  return null;
}

/** `Ana <ana@acme.example>`, `Ana [mailto:ana@acme.example]`, or a name alone, which is no sender one could write to. */
function sender(value: string): Address | null {
  const plain = value
    .replace(/\[mailto:([^\]\s]{3,320})\]/i, '<$1>')
    .replace(/<mailto:/i, '<')
    .replace(/(<[^<>\s]{3,320}>)\s*[<[(].{0,400}$/, '$1');
  const [address] = addressesIn(plain);
  return address ?? null;
}

function attachedForward(mail: ParsedMail): Forwarded {
  const [from] = addressesOf(mail.headers, 'from');
  const [subject] = values(mail.headers, 'subject');
  const [date] = values(mail.headers, 'date');
  return {
    from: from ?? null,
    subject: subject ?? null,
    text: textOf(mail.body),
    date: date === undefined ? null : (isoDate(date) ?? date),
  };
}
