/**
 * Who wrote what stands below a line such as `Em ter., 3 de nov. de 2026 às 15:40, Ana <ana@acme.example> escreveu:`, and
 * when? That it is such a line is `attribution.ts`'s question; whether what follows is answered or forwarded, the reader's.
 */

import type { Address } from '../message.ts';
import { attributionEnd } from '../reply/attribution.ts';
import { copiedAddress } from './copied-address.ts';
import type { LineAt } from './copied-header.ts';

export interface Wrote {
  /** Null where the line gives no address, or not exactly one. */
  from: Address | null;
  /** As written; null where it cannot be told from the name. */
  date: string | null;
  /** The line after it. */
  body: number;
}

/** An attribution may be wrapped over four lines; the one after them shows whether a quote follows. */
const MOST_LINES = 6;
const LONGEST = 400;

/** The line that says so and begins here, or null. @param end the number of lines */
export function wroteLine(line: LineAt, at: number, end: number): Wrote | null {
  if (line(at).length > LONGEST || !/[\d<@]/.test(line(at))) return null;
  const near = Array.from({ length: Math.min(MOST_LINES, end - at) }, (_, next) => line(at + next));
  const after = attributionEnd(near, 0) ?? (OUTLOOK_MAC.test(line(at).trim()) ? 1 : null);
  return after === null ? null : { ...said(near.slice(0, after).join(' ').trim()), body: at + after };
}

/** What Outlook for Mac writes above forwarded mail in Danish, Dutch and Turkish. */
const OUTLOOK_MAC =
  /^(?:d\. \d[^<]{4,120} skrev [^<]{0,120}<[^<>\s]{3,320}>|op \d[^<]{4,120} heeft [^<]{0,120}<[^<>\s]{3,320}> geschreven|[^<]{0,120}<[^<>\s]{3,320}>, \d[^<>]{4,60} yazdı)\s?:$/i;

/** A line that only gives a date and an address: Yandex and Notes put it below their marker. */
export function datedAddress(text: string): { from: Address; date: string | null } | null {
  if (text.length > LONGEST || !/\d/.test(text)) return null;
  const { from, date } = said(text);
  return from && { from, date };
}

/** What stands around the name: dates end in digits or in a word after them, and verbs stand on either side. */
const BEFORE_NAME =
  /^.*(?:,|\d(?:\s?[AP]\.?M\.?)?(?:\s(?:UTC|GMT|[A-Z]{3,5})(?:[+-]\d{1,4})?)?(?:\s?Uhr)?|\s(?:schrieb|skrev|heeft|użytkownik|пользователь|používateľ|uživatel|időpontban)|^(?:Op|Em|El|On|Le|Am|Il|Den|Dne|Dnia))\s+/u;
const LEADING = /^(?:em|no dia|el día|el|on|at|le|am|il giorno|il|op|den|d\.|dne|dňa|dnia)\s+/i;
const TRAILING = /[\s,]+(?:schrieb|skrev|heeft|użytkownik|пользователь|používateľ|uživatel|időpontban)?[\s,]*$/iu;

function said(text: string): { from: Address | null; date: string | null } {
  const from = copiedAddress(text);
  const open = text.search(/[<([][^<>()[\]\s]{0,255}@/);
  if (!from || open < 0) return { from, date: null };
  const before = text.slice(0, open).trimEnd();
  const quoted = /["“„«]([^"“”„«»]{1,100})["”»]$/u.exec(before);
  const lead = quoted ? before.slice(0, quoted.index) : (BEFORE_NAME.exec(before)?.[0] ?? '');
  const name = (quoted?.[1] ?? before.slice(lead.length)).trim();
  const date = lead.replace(LEADING, '').replace(TRAILING, '').trim();
  return { from: { ...from, name }, date: /\d/.test(date) ? date : null };
}
