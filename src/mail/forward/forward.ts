/**
 * Does this mail forward another, and what did that one say? Only for mail of persons: bounces return mail in their own
 * way. Finds where the other mail begins and whether it is forwarded or merely answered; the words are `words.ts`'s,
 * the copied header `copied-header.ts`'s.
 *
 * Written here and not left to the library for it, which takes seconds for some thousand empty lines.
 */

import { isoDate } from '../date.ts';
import { values } from '../header.ts';
import type { Forwarded } from '../message.ts';
import type { ParsedMail } from '../mime/parse.ts';
import { isQuoted } from '../reply/quote.ts';
import { senderOf } from '../sender/address.ts';
import { textOf } from '../text/text.ts';
import { type ForwardedHeader, forwardedHeader, headerLine, type LineAt } from './copied-header.ts';
import { type Marker, markerIn } from './marker.ts';
import { type Prefixed, prefixOf } from './words.ts';
import { datedAddress, wroteLine } from './wrote-line.ts';

/**
 * The mail that this one forwards, or null.
 *
 * The sender is exact or null: where the header of the forwarded mail names nobody, or cannot be relied on, it is null.
 *
 * @param text the whole text of the mail
 * @param subject decides where a header is copied both into replies and into forwards
 * @param attached the first mail attached to it (message/rfc822), parsed; null where there is none
 */
export function forwardedIn(text: string, subject: string, attached: ParsedMail | null): Forwarded | null {
  return inlineForward(text.split('\n'), prefixOf(subject)) ?? (attached ? attachedForward(attached) : null);
}

const LONGEST_SUBJECT = 1_000;
/** Nobody writes more above what they forward: lines, and characters. */
const MOST_LINES = 2_000;
const MOST_TEXT = 100_000;

function inlineForward(lines: string[], subject: Prefixed): Forwarded | null {
  const end = endOfNote(lines);
  const line: LineAt = (at) => unquoted(lines[at] ?? '');
  // Only a marker makes a forward of a mail whose subject does not say so, and most mails have none.
  const isLikely = subject.kind === 'forward' || hasMarker(line, end);
  if (!isLikely) return null;
  for (let at = 0; at < end; at++) {
    if (isQuoted(lines[at] ?? '') && isQuoted(lines[at - 1] ?? '')) continue;
    if (subject.kind !== 'forward' && isQuoted(lines[at] ?? '') && isIntroduced(lines, at)) return null;
    const copy = copyAt(line, at, lines.length);
    if (!copy || isRemark(copy, subject, lines)) continue;
    // The outermost copy decides: what stands below it is that mail's history.
    return isForward(copy, subject, line) ? forwardedFrom(lines, at, copy, subject) : null;
  }
  return null;
}

function endOfNote(lines: string[]): number {
  let text = 0;
  const end = lines.slice(0, MOST_LINES).findIndex((line) => {
    text += line.length;
    return text > MOST_TEXT;
  });
  return end < 0 ? Math.min(lines.length, MOST_LINES) : end + 1;
}

/** "On 3 November at 15:40 the customer wrote:" is the forwarder's own, unless a quote follows. */
function isRemark({ kind, from, body }: Copy, subject: Prefixed, lines: string[]): boolean {
  if (kind !== 'wrote' || from !== null || subject.kind !== 'forward') return false;
  return !lines.slice(body, body + 3).some(isQuoted);
}

function hasMarker(line: LineAt, end: number): boolean {
  for (let at = 0; at < end; at++) if (markerIn(line(at))?.kind === 'forward') return true;
  return false;
}

/** Whether the line above a quote says who wrote it, be it in a language that nobody told us of: then it is answered. */
function isIntroduced(lines: string[], at: number): boolean {
  const above = lines.slice(Math.max(0, at - 3), at).findLast((line) => line.trim() !== '');
  return above !== undefined && above.length <= 400 && /[:：]\s*$/.test(above) && /\d{1,2}[:.h]\d{2}|@/.test(above);
}

/** Another mail that begins here. `headers` and `wrote` have no marker above them. */
interface Copy extends ForwardedHeader {
  kind: Marker['kind'] | 'headers' | 'wrote';
}

function copyAt(line: LineAt, at: number, end: number): Copy | null {
  if (line(at).trim() === '') return null;
  const marker = markerIn(line(at));
  if (marker?.kind === 'end') return null;
  if (marker) {
    const header = headerBelow(line, at, end, marker);
    return header && { ...header, kind: marker.kind };
  }
  const header = headerLine(line(at)) ? forwardedHeader(line, at, end) : null;
  if (header && isMailHeader(header)) return { ...header, kind: 'headers' };
  const wrote = wroteLine(line, at, end);
  return wrote && { ...withoutFields(wrote.from, wrote.date), body: wrote.body, kind: 'wrote' };
}

/** Without a marker, three fields make a header; a table of places and dates that a person writes has no address in it. */
function isMailHeader({ from, fields }: ForwardedHeader): boolean {
  const others = (['date', 'to', 'subject'] as const).filter((field) => fields.has(field)).length;
  return fields.has('from') && (others === 3 || (others === 2 && from !== null));
}

function headerBelow(line: LineAt, at: number, end: number, marker: Marker): ForwardedHeader | null {
  if (marker.rest !== '') {
    // Yahoo's plain texts go on with the header on the marker's line.
    const header = forwardedHeader((n) => (n === at ? marker.rest : line(n)), at, end);
    if (header) return header;
  }
  const below = forwardedHeader(line, at + 1, end);
  if (below && (below.fields.has('from') || below.fields.has('subject'))) {
    // Zoho closes the header with the marker once more.
    return markerIn(line(below.body))?.kind === marker.kind && !forwardedHeader(line, below.body + 1, end)
      ? { ...below, body: below.body + 1 }
      : below;
  }
  return marker.kind === 'forward' ? datedBelow(line, at + 1, end) : null;
}

/** Yandex: `03.11.2026, 15:40, "Ana" <ana@acme.example>:`; older Notes: `Ana <ana@acme.example> on 03/11/2026` and a header. */
function datedBelow(line: LineAt, from: number, end: number): ForwardedHeader | null {
  let at = from;
  while (at < Math.min(end, from + 6) && line(at).trim() === '') at++;
  const dated = datedAddress(line(at));
  if (!dated) return null;
  const header = forwardedHeader(line, at + 1, end);
  if (header && !header.fields.has('from')) return { ...header, from: dated.from };
  return /[:：]$/.test(line(at).trim()) ? { ...withoutFields(dated.from, dated.date), body: at + 1 } : null;
}

function withoutFields(from: ForwardedHeader['from'], date: string | null): Omit<ForwardedHeader, 'body'> {
  return { from, fields: new Map(date === null ? [] : [['date', date]]), fromName: '' };
}

function isForward(copy: Copy, subject: Prefixed, line: LineAt): boolean {
  // `Re: Fwd: …` answers a forward.
  if (subject.kind === 'reply' && prefixOf(subject.rest).kind === 'forward') return false;
  if (copy.kind === 'forward') return true;
  if (subject.kind !== 'forward') return false;
  // In Finnish `VS:` answers (vastaus); in Danish and Norwegian it forwards (videresendt).
  if (subject.prefix === 'vs' && copy.fromName === 'lähettäjä') return false;
  // An answer to a forward, by a program that adds no `Re:`.
  return copy.kind !== 'wrote' || (copy.from !== null && markerIn(firstText(line, copy.body))?.kind !== 'forward');
}

function firstText(line: LineAt, from: number): string {
  for (let at = from; at < from + 6; at++) if (line(at).trim() !== '') return unquoted(line(at));
  return '';
}

function forwardedFrom(lines: string[], start: number, copy: Copy, subject: Prefixed): Forwarded {
  const date = copy.fields.get('date');
  const own = subject.kind === 'forward' ? subject.rest : '';
  return {
    from: copy.from,
    subject: copy.fields.get('subject')?.slice(0, LONGEST_SUBJECT) ?? (own === '' ? null : own),
    text: bodyFrom(lines, start, copy),
    date: date === undefined || date === '' ? null : exactDate(date),
  };
}

/** The text of the forwarded mail: to the end, or as far as it is quoted, or up to the line that closes it. */
function bodyFrom(lines: string[], start: number, copy: Copy): string {
  let body = lines.slice(copy.body);
  const wasQuoted = lines.slice(start, copy.body).some(isQuoted);
  if (wasQuoted) body = body.slice(0, body.findLastIndex(isQuoted) + 1);
  // Missive and others quote the text alone.
  if (wasQuoted || body.every((line) => isQuoted(line) || line.trim() === '')) body = body.map(unquoted);
  const closing = body.findIndex((line) => markerIn(line)?.kind === 'end');
  if (closing >= 0) body = body.slice(0, closing);
  return (copy.kind === 'wrote' ? unindented(body) : body).join('\n').trim();
}

/** Outlook for Mac indents what it forwards by four spaces. */
function unindented(lines: string[]): string[] {
  const written = lines.filter((line) => line.trim() !== '');
  return written.every((line) => /^ {4}/.test(line)) ? lines.map((line) => line.slice(4)) : lines;
}

/** ISO 8601 where the date names its zone: without it nobody knows the instant, and it stays as it is written. */
function exactDate(written: string): string {
  const zoned = /[+-]\d{4}\b|\b(?:GMT|UTC|UT|[ECMP][SD]T|BRST?)$/.test(
    written.slice(0, 200).replace(/\s*\([^()]*\)$/, ''),
  );
  return (zoned ? isoDate(written) : null) ?? written.slice(0, 200);
}

/** The line without one level of `>`. */
function unquoted(line: string): string {
  return isQuoted(line) ? line.replace(/^\s{0,3}> ?/, '') : line;
}

function attachedForward(mail: ParsedMail): Forwarded | null {
  const sender = senderOf(mail.headers);
  const [subject] = values(mail.headers, 'subject');
  const [date] = values(mail.headers, 'date');
  if (!sender.address && subject === undefined && date === undefined) return null;
  return {
    from: sender.defect ? null : sender.address,
    subject: subject?.slice(0, LONGEST_SUBJECT) ?? null,
    text: textOf(mail.body),
    date: date === undefined ? null : (isoDate(date) ?? date),
  };
}
