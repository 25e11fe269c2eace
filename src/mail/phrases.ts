/**
 * Is one of these phrases in a text, whatever its accents, case and line breaks? Lists of words stay as people write
 * them; what they mean is left to the file that holds them.
 */
import { Buffer } from 'node:buffer';
import { MORE_THAN_A_SPACE } from './printable.ts';

/** Characters of a gap (`~`) between two parts of a phrase, at most: time stays linear in the text's length. */
const LONGEST_GAP = 30;

/** The text as phrases are compared: lower case, without accents, one space between words, plain quotes and hyphens. */
export function comparable(text: string): string {
  return folded(text) ?? comparableOfAny(text);
}

/** The same by a table, at a fifth of the cost; null where a letter is in no table. */
function folded(text: string): string | null {
  const out = Buffer.allocUnsafe(text.length);
  let length = 0;
  let above = SPACE;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = code < FOLDED.length ? (FOLDED[code] ?? OTHER) : (SIGNS.get(code) ?? OTHER);
    if (letter === OTHER) return null;
    if (letter === SPACE && above === SPACE) continue;
    out[length++] = letter;
    above = letter;
  }
  return out.toString('latin1', 0, length > 0 && above === SPACE ? length - 1 : length);
}

function comparableOfAny(text: string): string {
  const bare = NOT_ASCII.test(text) ? text.normalize('NFKD').replace(MARKS, '') : text;
  let plain = bare.toLowerCase().replaceAll('`', "'");
  if (NOT_ASCII.test(plain)) plain = plain.replace(/[’‘´]/g, "'").replace(/[‐‑‒–—]/g, '-');
  return plain.replace(MORE_THAN_A_SPACE, ' ').trim();
}

const NOT_ASCII = /[^\x00-\x7f]/;

/** The accents that `NFKD` takes off letters. Written out: `\p{M}` costs three times as much, and other marks stand in no phrase. */
const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

const SPACE = 0x20;
/** Stands for no letter: what is not one letter of one byte. */
const OTHER = 0;
/** By letter, up to the last one of Latin Extended-A, what it is compared as. */
const FOLDED = Uint8Array.from({ length: 0x180 }, (_, code) => foldedLetter(code));
/** The same of the signs that programs write for `'` and `-`. */
const SIGNS = new Map(Array.from('‐‑‒–—‘’', (sign) => [sign.charCodeAt(0), foldedLetter(sign.charCodeAt(0))]));

function foldedLetter(code: number): number {
  const letter = comparableOfAny(`a${String.fromCharCode(code)}a`).slice(1, -1);
  const only = letter.length === 1 ? letter.charCodeAt(0) : OTHER;
  return only <= 0xff ? only : OTHER;
}

/** Finds any of some phrases in `comparable` text. */
export interface Phrases {
  /** The first of them, or null. */
  exec(text: string): { 0: string; index: number } | null;
  test(text: string): boolean;
}

/**
 * @param list phrases of at least two characters, between `|` or line breaks; `~` in one stands for a short gap within a
 * sentence. They are found as whole words.
 * @param sign is found in each of them: where a text has no such sign, which is seen at once, none is looked for
 * @throws where a phrase has no such sign
 */
export function phrases(list: string, sign?: RegExp): Phrases {
  const other = sign && alternatives(list).find((phrase) => !sign.test(phrase));
  if (other !== undefined) throw new Error(`the phrase "${other}" has no ${sign}`);
  // Made when first asked for: most lists are for mail that few write.
  let byStart: Map<string, RegExp> | null = null;
  const exec = (text: string) => {
    if (sign && !sign.test(text)) return null;
    byStart ??= expressionsByStart(list);
    for (let at = 0; at < text.length; at++) {
      if (at > 0 && isWord(text.charCodeAt(at - 1))) continue;
      const tried = byStart.get(text.slice(at, at + 2));
      if (!tried) continue;
      tried.lastIndex = at;
      const found = tried.exec(text);
      if (found) return found;
    }
    return null;
  };
  return { exec, test: (text) => exec(text) !== null };
}

/**
 * By their first two characters: few words of a text begin like a phrase, and only there an expression is tried. One
 * expression of all of them would be tried at every character.
 */
function expressionsByStart(list: string): Map<string, RegExp> {
  const byStart = new Map<string, RegExp>();
  for (const [start, some] of Map.groupBy(alternatives(list), (phrase) => phrase.slice(0, 2))) {
    byStart.set(start, new RegExp(`(?:${some.map(expression).join('|')})${END}`, 'uy'));
  }
  return byStart;
}

/** One expression that finds any of the phrases at the very start of a text. */
export function opening(list: string): RegExp {
  return new RegExp(`^(?:${alternatives(list).map(expression).join('|')})${END}`, 'u');
}

const END = '(?![\\p{L}\\p{N}])';

/** The longest first: an alternation takes the first that fits. */
function alternatives(list: string): string[] {
  const all = list
    .split(/[|\n]/)
    .map(comparable)
    .filter((phrase) => phrase !== '');
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

function expression(phrase: string): string {
  return phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ ?~ ?/g, `[^.!?;]{0,${LONGEST_GAP}}?`);
}

/** A letter or a digit; a half of a character beyond the first plane counts as one. */
function isWord(code: number): boolean {
  if (code < 0x80)
    return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
  return (code >= 0xd800 && code <= 0xdfff) || LETTER.test(String.fromCharCode(code));
}

const LETTER = /[\p{L}\p{N}]/u;
