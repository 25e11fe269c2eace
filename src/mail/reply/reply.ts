/**
 * What does this mail add? Takes off the mail that it quotes and the signature, one line at a time, so that hostile text
 * costs no more than its length. Where the markup says what is quoted, `html-quote.ts` is asked too. Forwarded mail is
 * `forward.ts`'s question.
 */
import { attributionColumn } from './attribution.ts';
import { LEFT_OUT, ownHtmlText } from './html-quote.ts';
import { announcesAnswers, isAllMarkedBelow, isSalutation } from './leftover.ts';
import { isQuoted, quoteAt } from './quote.ts';
import { withoutSignature } from './signature.ts';
import { located } from './within.ts';

/**
 * @param text the whole text of the mail, from its plain part or its HTML
 * @param html its HTML, which may know better what is quoted; empty where there is none
 * @returns the sender's own words, always a part of the text; the whole text where nothing would remain, only a greeting, or only
 *   the word that the answers stand below
 */
export function replyText(text: string, html = ''): string {
  const marked = html === '' ? null : ownHtmlText(html);
  const known = marked === null ? null : located(ownText(marked), text);
  const own = known ?? ownText(text);
  // What shows no letter, digit or picture is a leftover.
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(own) || announcesAnswers(own)) return text.trim();
  if (!isSalutation(own)) return own;
  // Outlook's header says where a quote begins, and nothing where it ends; a quotation's element does.
  const source = known !== null && marked !== null && /<blockquote/i.test(html) ? marked : text;
  return isAllMarkedBelow(own, source) ? own : text.trim();
}

/** Of a text of more lines nobody wrote the most; it is shown as it is. */
const MOST_LINES = 20_000;

/** Lines of the sender's, or of a quote. */
interface Block {
  quoted: boolean;
  /** A quote that a program introduced. */
  attributed: boolean;
  lines: string[];
}

/**
 * One quote that a program put above or amid the words is dropped. Several between the words stay, and so does one that the
 * sender put there by hand, because the words around them are about them.
 */
function ownText(text: string): string {
  const lines = text.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) return text.trim();
  let begun = false;
  const blocks = blocksOf(lines).map((block) => {
    if (block.quoted) return block;
    const own = { ...block, lines: withoutSignature(block.lines, begun) };
    begun ||= hasText(own.lines);
    return own;
  });
  const last = blocks.findLastIndex((block) => !block.quoted && hasText(block.lines));
  const answered = blocks.slice(0, last + 1);
  const quotes = answered.filter((block) => block.quoted);
  const kept = quotes.length > 1 || !quotes.some((quote) => quote.attributed);
  return answered
    .flatMap((block) => (kept || !block.quoted ? block.lines : ['']))
    .filter((line) => line.trim() !== LEFT_OUT)
    .join('\n')
    .trim();
}

function hasText(lines: string[]): boolean {
  return lines.some((line) => line.trim() !== '');
}

/** The lines up to where everything else is quoted, in blocks; markers are left out. */
function blocksOf(lines: string[]): Block[] {
  const blocks: Block[] = [];
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
    if (quote.kind !== 'attribution' || !isQuoted(lines[body] ?? '')) break;
    attributed = true;
    at = body;
  }
  take({ quoted: false, attributed: false, lines: [] });
  return blocks;
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
