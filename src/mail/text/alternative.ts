/**
 * Do the plain text and the HTML of a mail say the same? Compares their words, roughly and quickly. Which of them is shown
 * is `text.ts`'s question.
 */
import { withoutTags } from './markup.ts';

export interface Compared {
  /** The plain text says next to nothing of what the HTML says, as "this mail needs a viewer of HTML". */
  isStub: boolean;
  /** Why they are two texts, or null. */
  disagree: string | null;
}

const AGREED: Compared = { isStub: false, disagree: null };

/** Longer HTML is not compared. */
const LONGEST_HTML = 256 * 1024;
/** Characters that are compared. */
const LONGEST = 20_000;
/** Fewer different words say too little to disagree. */
const FEWEST = 8;
/** More quoted mail in the HTML than in the plain text is usual. */
const QUOTES = /<blockquote|gmail_quote|rplyfwdmsg|yahoo_quoted|border-top:\s?solid|moz-cite|appendonsend/i;

/** Whether a mail's plain text and its HTML say the same, and which of them is shown. */
export function comparedTexts(plain: string, html: string): Compared {
  if (html === '' || html.length > LONGEST_HTML || plain.trim() === '' || seemOne(plain, html)) return AGREED;
  const [said, shown] = [wordsIn(plain), wordsIn(withoutTags(html))];
  if (shown.size < FEWEST) return AGREED;
  let common = 0;
  for (const word of said) if (shown.has(word)) common++;
  const [ofPlain, ofHtml] = [said.size === 0 ? 0 : common / said.size, common / shown.size];
  if (ofHtml >= 0.3) return AGREED;
  const isStub = said.size * 2 < shown.size && (ofPlain < 0.5 || !QUOTES.test(html));
  const disagree =
    !isStub && said.size >= FEWEST && ofPlain < 0.5
      ? `the plain text and the HTML share ${common} of ${said.size} and ${shown.size} words`
      : null;
  return { isStub, disagree };
}

/** Words that the quick look compares, and how much longer than a text its HTML may well be. */
const SAMPLE = 24;
const MARKUP = 8;
const MARKUP_MIN = 4_000;

/** A quick look that settles it for almost every mail: words of the plain text stand in the HTML, and that is not much longer. */
function seemOne(plain: string, html: string): boolean {
  if (html.length > MARKUP_MIN + MARKUP * plain.length) return false;
  const starts = longWords(plain.slice(0, LONGEST));
  if (starts.length < FEWEST) return false;
  const step = Math.max(1, starts.length / SAMPLE);
  let found = 0;
  let looked = 0;
  let last = 0;
  for (let at = 0; at < starts.length; at += step, looked++) {
    const word = wordAt(plain, starts[Math.floor(at)] ?? 0);
    // Both have their words in one order, so that the next one seldom stands far.
    const place = html.indexOf(word, last);
    if (place >= 0) last = place;
    if (place >= 0 || html.lastIndexOf(word, last) >= 0) found++;
  }
  return found >= looked * 0.8;
}

/** Where the words of 4 to 40 letters begin. Thousands are counted and a few read, so that they are not made. */
function longWords(text: string): number[] {
  const starts: number[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    // With this bit a capital is a small letter.
    const code = at < text.length ? text.charCodeAt(at) | 0x20 : 0;
    const isLetter = code >= 0x61 && code <= 0x7a;
    if (isLetter && at - start < 40) continue;
    if (at - start >= 4) starts.push(start);
    start = isLetter ? at : at + 1;
  }
  return starts;
}

function wordAt(text: string, start: number): string {
  return /^[A-Za-z]{4,40}/.exec(text.slice(start, Math.min(LONGEST, start + 40)))?.[0] ?? '';
}

function wordsIn(text: string): Set<string> {
  const words = text.slice(0, LONGEST).toLowerCase().split(/\s+/);
  // Addresses and links stand in one of the two alone.
  const plain = words.filter((word) => !/https?:|www\.|@/.test(word)).join(' ');
  return new Set(plain.match(/\p{L}{3,40}/gu) ?? []);
}
