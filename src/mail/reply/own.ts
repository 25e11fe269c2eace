/**
 * What of this mail may be sent on as its sender's own words? As `reply.ts`, and stricter: quoted mail, forwarded mail,
 * attributions and signatures go even where nothing is left then, and pictures are shown where they stand. It is read from the
 * HTML where that is sure, else from the plain text.
 */
import { MARKER } from '../../letters/marker.ts';
import { htmlText } from '../text/html.ts';
import { type Block, blocksOf, hasText, MOST_LINES } from './blocks.ts';
import { GAP, LEFT_OUT, type MarkedPart, markedParts } from './html-quote.ts';
import { withoutOwnName } from './own-name.ts';
import { markedInPlain, type Picture, placed, spelledOut, withoutMarks, withoutPictures } from './pictures.ts';
import { isReplyAbove } from './quote.ts';
import { withoutSignature } from './signature.ts';

/**
 * Lines that are quoted between the sender's words stay, each beginning with `> `; one quote that a program introduced does
 * not, wherever it stands. Our own line to reply above says where our letter begins only to who knows what stands above it in
 * the letter: where nothing else says that the letter is quoted, the line stays below the words, so that they can be refused.
 *
 * @param text the whole text of the mail, from its plain part or its HTML
 * @param html its HTML; empty where there is none. `isWhole`: it says all that the text says, and is no piece of it
 * @param pictures that came along and that the HTML shows
 * @param sender the sender's name; empty where it is not known
 * @returns the sender's own words, with `[cid:…]` in the place of pictures; empty where there are none
 */
export function ownText(
  text: string,
  { html, isWhole }: { html: string; isWhole: boolean },
  pictures: readonly Picture[],
  sender: string,
): string {
  const page = spelledOut(withoutMarks(html), pictures);
  const plain = ownLines(markedInPlain(withoutMarks(text), pictures, page.shown));
  const marked = isWhole ? ownPage(page.html) : null;
  const own = tidy(marked === null ? plain.text : surer(plain, marked));
  const lines = own.split('\n');
  const last = isReplyAbove(lines.at(-1) ?? '') ? lines.splice(-1) : [];
  return placed([...withoutOwnName(lines, sender), ...last].join('\n').trimEnd(), pictures);
}

interface Own {
  text: string;
  /** A quote stands above the first of the words. */
  below: boolean;
}

/** Of an HTML page; `clear`: its markup says where quotes stand, and none stands between the words. */
interface OwnPage extends Own {
  clear: boolean;
}

/** Longer HTML is not read for this: its plain text says what counts. */
const LONGEST = 512 * 1024;

function ownPage(html: string): OwnPage | null {
  if (html.length > LONGEST) return null;
  const { parts, found } = markedParts(html);
  if (!found) return { ...ownLines(htmlText(html)), clear: false };
  const isOwn = (part: MarkedPart) => part.kind === 'own' && part.text;
  const words = parts.slice(parts.findIndex(isOwn), parts.findLastIndex(isOwn) + 1);
  const unsigned = parts.filter((part) => part.kind !== 'signature');
  if (words.some((part) => part.kind === 'quote')) {
    return { ...ownLines(htmlText(unsigned.map((part) => part.html).join(''))), clear: false };
  }
  const rest = unsigned.map((part) => (part.kind === 'own' ? part.html : GAP)).join('');
  return { ...ownLines(htmlText(rest)), clear: true };
}

/**
 * The shorter of the two where one begins with the other: what only one of them knows to be quoted is quoted. The HTML has the
 * better lines, so its own are kept.
 */
function surer(plain: Own, page: OwnPage): string {
  // Answers amid a quote may stand within its element.
  if (page.clear && page.text === '') return plain.below ? plain.text : '';
  const [inPlain, inPage] = [lettersOf(plain.text), lettersOf(page.text)];
  if (!page.clear && inPage === '' && inPlain !== '') return plain.text;
  if (inPlain.startsWith(inPage)) return page.text;
  if (inPage.startsWith(inPlain))
    return plain.text.endsWith(MARKER.end) ? plain.text : cutAfter(page.text, inPlain.length);
  return page.clear ? page.text : plain.text;
}

/** Marks of pictures, addresses of links, and letters. */
const TOKEN = /\ue0f2\d{1,4}\ue0f3|<[^<>\s]{1,2000}>|[\p{L}\p{N}]/gu;

/** The letters that both forms of a text have: a link's address stands behind its words in one of them alone. */
function lettersOf(text: string): string {
  return text.replace(TOKEN, (token) => (isLetter(token) ? token : '')).replace(/[^\p{L}\p{N}]+/gu, '');
}

function isLetter(token: string): boolean {
  return token.length <= 2 && token.charAt(0) !== '\ue0f2';
}

/** The text up to its last letter that counts, with the end of that line and pictures right below it. */
function cutAfter(text: string, letters: number): string {
  let count = 0;
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (!isLetter(match[0])) continue;
    if (count >= letters) {
      const [line = '', ...below] = text.slice(end, match.index).split('\n');
      const pictures = below
        .slice(0, -1)
        .filter((one) => withoutPictures(one) !== one && withoutPictures(one).trim() === '');
      return [text.slice(0, end) + (below.length > 0 ? line : ''), ...pictures].join('\n');
    }
    count += match[0].length;
    end = match.index + match[0].length;
  }
  return text;
}

function ownLines(text: string): Own {
  const lines = text.split('\n', MOST_LINES + 1);
  // Nobody wrote most of it, and where theirs ends is not worth a guess.
  if (lines.length > MOST_LINES) return { text: '', below: false };
  const { blocks: found, cut } = blocksOf(lines);
  const marker = ourMarker(cut);
  const blocks = found
    .map((block) =>
      block.quoted ? { ...block, lines: block.lines.map(marked) } : { ...block, lines: unsigned(block.lines) },
    )
    .filter((block) => hasText(block.lines));
  const isOwn = (block: Block) => !block.quoted;
  const [first, last] = [blocks.findIndex(isOwn), blocks.findLastIndex(isOwn)];
  if (first < 0) return { text: marker, below: false };
  const between = blocks.slice(first, last + 1).filter((block) => block.quoted);
  // Answers between quotes speak of the one above them, the first too.
  const kept = between.length > 1 || between.some((quote) => !quote.attributed) || (first > 0 && between.length > 0);
  const own = blocks
    .slice(kept ? 0 : first, last + 1)
    .flatMap((block) => ['', ...(kept || isOwn(block) ? block.lines : [])])
    .filter((line) => line.trim() !== LEFT_OUT)
    .join('\n');
  // What shows no letter, digit or picture is a leftover.
  const words = /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(own) ? own : '';
  return { text: marker === '' ? words : `${words}\n\n${marker}`, below: first > 0 };
}

/** The line to reply above of a letter of ours, with its signs as we write them; empty where it is another's, or no such line. */
function ourMarker(line: string): string {
  if (!isReplyAbove(line.trim())) return '';
  const words = /^[*_#|\s]{0,20}\[\s?[-–—]{1,3}([^-–—\]]{1,110})/.exec(line.trim())?.[1];
  return words === undefined ? '' : `${MARKER.begin} ${words.trim()} ${MARKER.end}`;
}

/** A quoted line as it stays: with its mark, without pictures. */
function marked(line: string): string {
  return `> ${withoutPictures(line).replace(/^\s{0,3}>\s?/, '')}`;
}

/** The lines up to a signature, which may be all of them. A logo makes none of its lines the sender's. */
export function unsigned(lines: string[]): string[] {
  const words = lines.map(withoutPictures);
  const first = words.findIndex((line) => line.trim() !== '');
  return first < 0 ? lines : lines.slice(0, first + withoutSignature(words, true).length);
}

/** Without white space that no reader sees, and with at most one empty line between two. */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '> ' ? line : line.trimEnd()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
    .trimEnd();
}
