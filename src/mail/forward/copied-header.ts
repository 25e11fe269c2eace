/**
 * Which header of a forwarded mail did a program copy into this text, and what does it say? Reads it in any known language:
 * one field on each line, wrapped, with empty lines between, as table cells, or run together on a single line.
 */

import type { Address } from '../message.ts';
import { copiedAddress } from './copied-address.ts';
import { type CopiedField, copiedField, namesOf, plainName } from './header-words.ts';

export interface ForwardedHeader {
  /** Null where no From is given, or not exactly one plain address. */
  from: Address | null;
  /** By field, as written; a field that is not there is not in it. */
  fields: Map<CopiedField, string>;
  /** How From is called there, lower case. */
  fromName: string;
  /** The line after it. */
  body: number;
}

/** A line of a text, without what quotes it; empty beyond its end. */
export type LineAt = (at: number) => string;

const MOST_LINES = 60;
const MOST_EMPTY = 6;
const LONGEST_VALUE = 4_000;

/** The header lines that begin at a line, after empty ones; null where there are fewer than two. @param end the number of lines */
export function forwardedHeader(line: LineAt, start: number, end: number): ForwardedHeader | null {
  const first = nextText(line, start, Math.min(end, start + MOST_EMPTY));
  const run = runTogether(line(first));
  if (run) return finished(run, fromNameIn(line(first)), first + 1);

  const fields = new Map<CopiedField, string>();
  let fromName = '';
  let current: CopiedField | null = null;
  let spaced = false;
  let at = first;
  const last = Math.min(end, first + MOST_LINES);
  // Cells of a table: each name, and its value below it.
  const cells = headerLine(line(first))?.value === '' && valueBelow(line, first, last) !== null;
  for (; at < last; at++) {
    const text = line(at);
    if (text.trim() === '') {
      const next = headerLine(line(nextText(line, at, Math.min(last, at + 3))));
      const complete = MAIN.every((field) => fields.has(field));
      if (!next || fields.has(next.field) || (complete && !spaced)) break;
      spaced ||= !complete;
      continue;
    }
    const header = headerLine(text);
    if (header) {
      // The same field again is another mail's, or a line of this one's text.
      if (header.field !== 'other' && fields.has(header.field)) break;
      current = header.field;
      if (current === 'from') fromName = header.name;
      const below = cells && header.value === '' ? valueBelow(line, at, last) : null;
      fields.set(current, below ? line(below).trim() : header.value);
      if (below) at = below;
    } else if (current && isContinued(line, at, last, current, fields)) {
      fields.set(current, `${fields.get(current)} ${text.trim()}`.slice(0, LONGEST_VALUE));
    } else if (!current || !isUnknownField(line, at, last, fields)) {
      break;
    }
  }
  return finished(fields, fromName, at);
}

const MAIN = ['from', 'date', 'to', 'subject'] as const;

function finished(fields: Map<CopiedField, string>, fromName: string, body: number): ForwardedHeader | null {
  const known = [...fields.keys()].filter((field) => field !== 'other');
  if (known.length < 2) return null;
  return { from: copiedAddress(fields.get('from') ?? ''), fields, fromName, body };
}

/** A line such as `*Enviada em:* terça-feira`, or null. */
export function headerLine(text: string): { field: CopiedField; name: string; value: string } | null {
  const parts = named(text);
  const field = parts && copiedField(parts.name);
  return parts && field ? { field, name: plainName(parts.name), value: parts.value } : null;
}

function named(text: string): { name: string; value: string } | null {
  const start = text.trimStart();
  const colon = start.slice(0, 50).search(/[:：]/);
  if (colon <= 0) return null;
  const written = start.slice(0, colon).trim();
  const bold = /^[*_]{1,2}/.exec(written)?.[0] ?? '';
  const name = written
    .slice(bold.length)
    .replace(/[*_]{1,2}$/, '')
    .trim();
  // A row of a table may have a bar between its cells.
  let value = start
    .slice(colon + 1, colon + LONGEST_VALUE)
    .trim()
    .replace(/^\|\s*/, '');
  // `*De:* Ana`, `*De*: Ana` or `*De: Ana*`.
  if (bold !== '' && written.length === bold.length + name.length) {
    if (value.startsWith(bold)) value = value.slice(bold.length).trim();
    else if (value.endsWith(bold)) value = value.slice(0, -bold.length).trim();
  }
  return { name, value };
}

function nextText(line: LineAt, from: number, end: number): number {
  let at = from;
  while (at < end && line(at).trim() === '') at++;
  return at;
}

function valueBelow(line: LineAt, at: number, end: number): number | null {
  const below = nextText(line, at + 1, Math.min(end, at + 3));
  return below < end && line(below).trim() !== '' && !headerLine(line(below)) ? below : null;
}

/** Whether a line goes on with the value above it: more of the header follows, or it is more of a list of addresses. */
function isContinued(
  line: LineAt,
  at: number,
  end: number,
  current: CopiedField,
  fields: Map<CopiedField, string>,
): boolean {
  const text = line(at);
  if (named(text) && !text.includes('@')) return false;
  for (let next = at + 1; next < Math.min(end, at + 3); next++) {
    if (line(next).trim() === '') break;
    const header = headerLine(line(next));
    if (header) return !fields.has(header.field);
  }
  if (current !== 'to' && current !== 'cc') return false;
  const isOpen = /[,;]$/.test(fields.get(current) ?? '');
  return isOpen || /^<?[^\s@<>]{1,64}@[^\s@<>]{3,255}>?[,;]?$/.test(text.trim().slice(0, 400));
}

/** A field in a language, or of a program, that nobody told us of: it stands between two that we know. */
function isUnknownField(line: LineAt, at: number, end: number, fields: Map<CopiedField, string>): boolean {
  const parts = named(line(at));
  if (!parts || parts.name.length > 30 || at + 1 >= end) return false;
  const next = headerLine(line(at + 1));
  return next !== null && next.field !== 'other' && !fields.has(next.field);
}

/**
 * Yahoo's plain texts, and tables of which only the text is left, have the whole header on one line without anything
 * between its fields: `De: Ana <ana@acme.example>Para: Bia <bia@acme.example>Enviado: terça-feira 15:40 BRTAssunto: Erro`.
 */
function runTogether(text: string): Map<CopiedField, string> | null {
  if (text.indexOf('@') < 0 || !headerLine(text)) return null;
  const whole = text.trim().slice(0, LONGEST_VALUE);
  const marks = Array.from(whole.matchAll(RUN_NAMES), (match) => ({ at: match.index, text: match[0] }));
  const fields = new Map<CopiedField, string>();
  let end = 0;
  for (const [index, mark] of marks.entries()) {
    const field = copiedField(mark.text.replace(/\s*[:：]\s*$/, ''));
    if (mark.at < end || !field || fields.has(field)) continue;
    // Where the subject comes last, whatever it names is its own.
    const isLast = field === 'subject' && fields.has('from') && (fields.has('date') || fields.has('to'));
    end = isLast ? whole.length : (marks[index + 1]?.at ?? whole.length);
    fields.set(field, whole.slice(mark.at + mark.text.length, end).trim());
  }
  const isWhole = fields.has('from') && fields.has('subject') && (fields.has('date') || fields.has('to'));
  return isWhole && marks[0]?.at === 0 ? fields : null;
}

function fromNameIn(text: string): string {
  const marks = Array.from(text.trim().slice(0, LONGEST_VALUE).matchAll(RUN_NAMES), ([mark]) => mark.split(/[:：]/)[0]);
  return plainName(marks.find((mark) => mark && copiedField(mark) === 'from') ?? '');
}

/**
 * Names within a line are known by their capital letter. Short ones follow no letter, because `An:` ends many words; the
 * subject's colon may be missing after the date, as in Yahoo's European Portuguese.
 */
const RUN_NAMES = (() => {
  const fields: CopiedField[] = ['from', 'date', 'to', 'cc', 'subject', 'replyTo'];
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const names = fields.flatMap(namesOf).map(capital).concat('CC', 'DW', 'BCC');
  const oneOf = (some: string[]) =>
    some
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|');
  const long = oneOf(names.filter((name) => name.length >= 4));
  const short = oneOf(names.filter((name) => name.length < 4));
  const subjects = oneOf(
    namesOf('subject')
      .map(capital)
      .filter((name) => name.length >= 5),
  );
  return new RegExp(
    `(?:${long})\\s?[:：]|(?<!\\p{L})(?:${short})\\s?[:：]|(?<=\\d[ +A-Z]{1,12})(?:${subjects}) `,
    'gu',
  );
})();
