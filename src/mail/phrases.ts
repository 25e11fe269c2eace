/**
 * Is one of these phrases in a text, whatever its accents, case and line breaks? Lists of words stay as people write
 * them; what they mean is left to the file that holds them.
 */

/** Characters of a gap (`~`) between two parts of a phrase, at most: time stays linear in the text's length. */
const LONGEST_GAP = 30;

/** The text as phrases are compared: lower case, without accents, one space between words, plain quotes and hyphens. */
export function comparable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[’‘´`]/g, "'")
    .replace(/[‐‑‒–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The accents that `NFKD` takes off letters. Written out: `\p{M}` costs three times as much, and other marks stand in no phrase. */
const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** Finds any of some phrases in `comparable` text. */
export interface Phrases {
  /** The first of them, or null. */
  exec(text: string): { 0: string; index: number } | null;
  test(text: string): boolean;
}

/**
 * @param list phrases of at least two characters, between `|` or line breaks; `~` in one stands for a short gap within a
 * sentence. They are found as whole words.
 */
export function phrases(list: string): Phrases {
  // By their first two characters: few words of a text begin like a phrase, and only there an expression is tried. One
  // expression of all of them would be tried at every character.
  const byStart = new Map<string, RegExp>();
  for (const [start, some] of Map.groupBy(alternatives(list), (phrase) => phrase.slice(0, 2))) {
    byStart.set(start, new RegExp(`(?:${some.map(expression).join('|')})${END}`, 'uy'));
  }
  const exec = (text: string) => {
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
