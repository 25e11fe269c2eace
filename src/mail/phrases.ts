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

/**
 * One expression that finds any of the phrases in `comparable` text, as whole words.
 * @param list phrases between `|` or line breaks; `~` in one stands for a short gap within a sentence
 */
export function phrases(list: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives(list)})${END}`, 'u');
}

/** The same, at the very start of the text alone. */
export function opening(list: string): RegExp {
  return new RegExp(`^(?:${alternatives(list)})${END}`, 'u');
}

const END = '(?![\\p{L}\\p{N}])';

/** The longest first: an alternation takes the first that fits. */
function alternatives(list: string): string {
  const all = list
    .split(/[|\n]/)
    .map(comparable)
    .filter((phrase) => phrase !== '');
  return [...new Set(all)]
    .sort((a, b) => b.length - a.length)
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ ?~ ?/g, `[^.!?;]{0,${LONGEST_GAP}}?`))
    .join('|');
}
