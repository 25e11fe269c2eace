/** Is this line a marker between two mails: `---------- Mensagem encaminhada ---------`, `Begin forwarded message:`? */
import { markedBy } from './words.ts';

export interface Marker {
  /** `original` marks quotes in replies as well as forwarded mail; `end` closes a forwarded one. */
  kind: 'forward' | 'original' | 'end';
  /** What follows on the same line. */
  rest: string;
}

/** Words and the lines around them; what programs add to it on the same line comes after. */
const LONGEST_MARKER = 200;
const LONGEST_WORDS = 50;
const LONGEST_LINE = 4_400;

/** The marker that a line is, or null. A line of words alone is one only if nothing else stands on it. */
export function markerIn(line: string): Marker | null {
  const text = line.length > LONGEST_LINE ? '' : line.trim();
  if (text === '') return null;
  const start = endOfDecoration(text, 0);
  if (start === 0) {
    // Without a line drawn around it, it is all that stands there.
    if (text.length > LONGEST_WORDS) return null;
    const kind = markedBy(withoutColon(text), false);
    return kind === 'original' || kind === null ? null : { kind, rest: '' };
  }
  const close = nextDecoration(text, start);
  if (close - start > LONGEST_MARKER) return null;
  const kind = markedBy(withoutColon(text.slice(start, close)), true);
  return kind && { kind, rest: text.slice(endOfDecoration(text, close)).trim() };
}

function withoutColon(words: string): string {
  const bare = words.trimEnd().replace(/[*_]{1,2}$/, '');
  return /[:：.]$/.test(bare) ? bare.slice(0, -1) : bare;
}

const DECORATION = new Set([...'-_=*#~<[| \t\u00a0‐‑–—─━•·']);

function endOfDecoration(text: string, from: number): number {
  let at = from;
  while (at < text.length && DECORATION.has(text.charAt(at))) at++;
  return at;
}

/** Where the line drawn after the words begins; their end where none does. */
function nextDecoration(text: string, from: number): number {
  const near = text.slice(from, from + LONGEST_MARKER + 2);
  const found = near.search(/[-=_~*#‐‑–—─━]{2}|[-=_~#>\]]$/);
  return from + (found < 0 ? near.length : found);
}
