/**
 * Which lines of a text are the sender's, and which repeat another mail? Goes through it one line at a time, so that hostile
 * text costs no more than its length. What of it counts is the reader's question.
 */
import { attributionColumn } from './attribution.ts';
import { isQuoted, quoteAt } from './quote.ts';

/** Of a text of more lines nobody wrote the most. */
export const MOST_LINES = 20_000;

/** Lines of the sender's, or of a quote. */
export interface Block {
  quoted: boolean;
  /** A quote that a program introduced. */
  attributed: boolean;
  lines: string[];
}

/**
 * The lines up to where everything else is quoted, in blocks; markers are left out.
 *
 * @param lines may be changed
 * @returns `cut`: the line from which on everything is quoted; empty where there is none
 */
export function blocksOf(lines: string[]): { blocks: Block[]; cut: string } {
  const blocks: Block[] = [];
  let cut = '';
  let own: string[] = [];
  let at = 0;
  let attributed = false;
  const take = (block: Block) => {
    if (hasText(own)) blocks.push({ quoted: false, attributed: false, lines: own });
    own = [];
    if (block.lines.length > 0) blocks.push(block);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const quote = quoteAt(lines, at);
    if (isQuoted(line) && !quote) {
      const end = quoteEnd(lines, at);
      take({ quoted: true, attributed, lines: lines.slice(at, end) });
      attributed = false;
      at = end;
      continue;
    }
    const column = attributionColumn(lines, at);
    if (column !== null) {
      own.push(line.slice(0, column).trimEnd());
      lines[at] = line.slice(column);
      continue;
    }
    if (!quote) {
      own.push(line);
      if (line.trim() !== '') attributed = false;
      at++;
      continue;
    }
    own.length -= Math.min(own.length, at - quote.start);
    while (/^\s*[-_=*]{3,200}\s*$/.test(own.at(-1) ?? 'x') || own.at(-1)?.trim() === '') own.pop();
    // Only a `>` says where a quote ends. Without it everything below is quoted.
    const body = firstText(lines, quote.body);
    if (quote.kind !== 'attribution' || !isQuoted(lines[body] ?? '')) {
      cut = line;
      break;
    }
    attributed = true;
    at = body;
  }
  take({ quoted: false, attributed: false, lines: [] });
  return { blocks, cut };
}

export function hasText(lines: string[]): boolean {
  return lines.some((line) => line.trim() !== '');
}

/** Where a quote ends. Empty lines between its paragraphs belong to it, and the rest of a line that a program broke in two. */
function quoteEnd(lines: string[], start: number): number {
  let end = start;
  let broken = false;
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (isQuoted(line)) end = at + 1;
    else if (line.trim() === '') continue;
    else if (end === at && isQuoted(lines[at + 1] ?? '') && isRest(lines[at - 1] ?? '', line, broken)) {
      broken = true;
      end = at + 1;
    } else break;
  }
  return end;
}

/** The shortest line that a program would break. */
const BROKEN_FROM = 60;

/** After the first broken line of a quote, a sentence's end no longer speaks against another. */
function isRest(above: string, line: string, broken: boolean): boolean {
  if (above.length < BROKEN_FROM || line.length > above.length || !/^[\p{Ll}\d]/u.test(line)) return false;
  return broken || !/[.!?:;]$/.test(above);
}

function firstText(lines: string[], from: number): number {
  let at = from;
  while (at < lines.length && (lines[at] ?? '').trim() === '') at++;
  return at;
}
