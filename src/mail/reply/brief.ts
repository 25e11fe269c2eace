/**
 * Can the sender's own words be few? A quick look at how a mail begins, which errs on the side of yes: to tell a text's own
 * words for sure, as `own.ts` does, costs as much as all the rest of reading a mail, and who looks for short words needs no more.
 */
import { htmlText } from '../text/html.ts';
import { blocksOf, MOST_LINES } from './blocks.ts';
import { GAP, markedParts } from './html-quote.ts';
import { unsigned } from './own.ts';
import { withoutOwnName } from './own-name.ts';
import { spelledOut } from './pictures.ts';
import { shownText, tagsOf } from './tag-scan.ts';

/** More characters than that, beside a signature, are not few. */
const FEW = 500;

/**
 * @param text the whole text of the mail
 * @param html its HTML, where that says all that the text says; else null
 * @param sender the sender's name; empty where it is not known
 * @returns false where `ownText` of the same mail has more than 500 characters, without a signature that nothing tells from words
 */
export function mayBeBrief(text: string, html: string | null, sender: string): boolean {
  if (!beginsLong(text, sender)) return true;
  return html !== null && html.length <= LONGEST_HTML && !beginsLong(htmlText(beginningOf(html)), sender);
}

/** Of longer HTML the plain text alone counts, here and in `own.ts`. */
const LONGEST_HTML = 512 * 1024;
/** Lines that are looked at. */
const MOST_LOOKED_AT = 40;
/** A signature below the words that nothing tells from them: lines, and characters and words of each. */
const MOST_SIGNED = 8;
const LONGEST_SIGNED = 80;
const MOST_WORDS_SIGNED = 8;

/** Whether what stands above the first quote is long, whatever of it may be a signature. */
function beginsLong(text: string, sender: string): boolean {
  if (text.length >= MOST_LINES && text.split('\n', MOST_LINES + 1).length > MOST_LINES) return false;
  const [first] = blocksOf(text.split('\n', MOST_LOOKED_AT)).blocks;
  if (!first || first.quoted) return false;
  // A sender's name is looked for in the last lines, and a signature may have blank ones between its rows.
  const written = unsigned(first.lines).filter((line) => line.trim() !== '');
  const words = withoutOwnName(written, sender)
    .map((line) => (line.includes('[') ? line.replace(PICTURE, '') : line).trim())
    .filter((line) => line !== '');
  for (let signed = 0; signed < MOST_SIGNED && mayBeSigned(words.at(-1) ?? ''); signed++) words.pop();
  return words.reduce((sum, line) => sum + line.length + 1, 0) > FEW;
}

function mayBeSigned(line: string): boolean {
  return line.length <= LONGEST_SIGNED && (line.match(/[\p{L}\p{M}]+/gu)?.length ?? 0) <= MOST_WORDS_SIGNED;
}

/** As plain texts name the pictures that stand in them. */
const PICTURE = /\[(?:cid|image|imagem|imagen): ?[^\]\n]{0,250}\]/gi;

/** Characters of an HTML page's text that are looked at: what is more than few, and the lines of a signature. */
const ENOUGH = FEW + MOST_SIGNED * LONGEST_SIGNED;

/** The HTML above the first quote, without signatures, or the most of it. */
function beginningOf(html: string): string {
  const page = spelledOut(firstOf(html), []).html;
  const { parts, found } = markedParts(page);
  if (!found) return page;
  const quote = parts.findIndex(({ kind }) => kind === 'quote');
  return parts
    .slice(0, quote < 0 ? parts.length : quote)
    .filter(({ kind }) => kind === 'own')
    .map((part) => part.html)
    .concat(quote < 0 ? [] : GAP)
    .join('');
}

/** HTML up to a tag behind so much text. */
function firstOf(html: string): string {
  let shown = 0;
  for (const tag of tagsOf(html)) {
    shown += shownText(html.slice(tag.textStart, tag.start)).trim().length;
    if (shown > ENOUGH) return html.slice(0, tag.start);
  }
  return html;
}
