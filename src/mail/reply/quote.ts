/**
 * Where does a text stop being the sender's own and begin to repeat another mail? Finds the lines that mail programs put
 * there. What to do with it is left to `reply.ts`; what a forwarded mail says, to `forward.ts`.
 */

import { markerIn } from '../forward/marker.ts';
import { attributionEnd } from './attribution.ts';
import { isHeaderBlock } from './header-block.ts';

/** A place where another mail begins. */
export interface Quote {
  /** `attribution` is "On … wrote:", the only one that may stand above a quote marked with `>` with more below it. */
  kind: 'marker' | 'headers' | 'attribution';
  /** The first line that is no longer the sender's. */
  start: number;
  /** The first line after the marker: the quoted mail, or its header lines. */
  body: number;
}

/** No marker is longer; longer lines are text, and are not looked at. */
const LONGEST_MARKER = 400;

/** The marker that begins at this line, or null. */
export function quoteAt(lines: string[], at: number): Quote | null {
  const line = lines[at]?.trim() ?? '';
  if (line === '' || line.length > LONGEST_MARKER) return null;
  if (line.startsWith('>')) return isGroupWise(lines, at) ? { kind: 'marker', start: at, body: at + 1 } : null;
  const marker = markerIn(line);
  if (marker && marker.kind !== 'end') return { kind: 'marker', start: at, body: at + 1 };
  if (isReplyAbove(line)) return { kind: 'marker', start: at, body: at + 1 };
  if (line.includes('---') && NOTES_SUMMARY.test(line)) return { kind: 'marker', start: at, body: at + 1 };
  if (isHeaderBlock(lines, at)) return { kind: 'headers', start: ruleBefore(lines, at), body: at };
  const after = attributionEnd(lines, at);
  return after === null ? null : { kind: 'attribution', start: at, body: after };
}

/** What help desks print above their own mails. */
const REPLY_ABOVE =
  /^(?:please )?(?:(?:type|write) )?(?:your )?reply (?:to this e-?mail )?above this line|^(?:escreva|digite|responda|insira) .{0,30}acima (?:desta|dessa) linha|^(?:escriba|responda|escribe|responde) .{0,30}encima de esta línea/;
/** Lotus Notes sums the quoted mail up: `Ana Souza---03/11/2026 10:00:00---Good morning` */
const NOTES_SUMMARY = /^[^-]{2,80}---\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[^-]{0,40}---/;

/** GroupWise: `>>> Ana Souza <ana@acme.example> 03/11/2026 13:02 >>>`, and no mark on the lines below. */
function isGroupWise(lines: string[], at: number): boolean {
  if (!/^>>> ?[^>\s].{5,300}(?:>>>|[:：])$/.test((lines[at] ?? '').trim()) || !/\d[:.]\d{2}/.test(lines[at] ?? ''))
    return false;
  return !lines.slice(at + 1, at + 3).some((line) => line.trimStart().startsWith('>'));
}

/** Whether a help desk asks here to reply above. Drawn lines go with it: a person may well write the words. */
export function isReplyAbove(line: string): boolean {
  let start = 0;
  while (start < line.length && DECORATION.has(line.charAt(start))) start++;
  return start > 0 && line.length <= 120 && REPLY_ABOVE.test(line.slice(start).toLowerCase());
}

const DECORATION = new Set([...'-_=*#<>[]| \t\u00a0–—']);

/** A line of underscores or dashes above the header block belongs to it, in whatever language it has words between them. */
function ruleBefore(lines: string[], at: number): number {
  let above = at - 1;
  while (above >= 0 && (lines[above] ?? '').trim() === '') above--;
  return RULE.test((lines[above] ?? '').trim()) ? above : at;
}

const RULE = /^[-_=*]{5,200}$|^[-_=]{2,40}[^-_=].{1,80}[-_=]{2,40}$/;

/** Whether a program, or a person as programs do, quoted this line by `>`. */
export function isQuoted(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}
