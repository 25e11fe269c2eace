/** Where in the text of a mail do these words stand, that were taken from another form of it? Compares letters, not spaces. */

const LETTER = /[\p{L}\p{N}]/u;

/**
 * @param words of the sender, from the HTML
 * @param text of the whole mail, from either form
 * @returns the same words as they stand in the text; null where they do not stand there in this order, or there are none
 */
export function located(words: string, text: string): string | null {
  if (words === '') return null;
  const end = prefixEnd(words, text);
  if (end !== null) return text.slice(0, end).trim();
  return hasLines(words, text) ? words : null;
}

/** Where in the text its first letters end that are those of the words; null where they differ. */
function prefixEnd(words: string, text: string): number | null {
  let end = 0;
  let last = 0;
  for (let at = nextLetter(words, 0); at < words.length; at = nextLetter(words, last)) {
    const next = nextLetter(text, end);
    const letter = words.codePointAt(at) ?? 0;
    if (text.codePointAt(next) !== letter) return null;
    last = at + lengthOf(letter);
    end = next + lengthOf(letter);
  }
  // What follows the last letter: a full stop, a bracket, an emoji.
  for (const char of words.slice(last).replace(/\s+/g, '')) {
    const next = text.slice(end, end + 80).search(/\S/);
    if (next >= 0 && text.startsWith(char, end + next)) end += next + char.length;
  }
  if (end === 0) return null;
  while (end < text.length && !/\s/.test(text.charAt(end)) && !LETTER.test(text.charAt(end))) end++;
  return end;
}

/** Where the next letter or digit begins; the text's end where none follows. */
function nextLetter(text: string, from: number): number {
  for (let at = from; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const plain = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
    if (plain || (code > 127 && LETTER.test(String.fromCodePoint(code)))) return at;
    at += lengthOf(code);
  }
  return text.length;
}

function lengthOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}

/** Whether each line of the words is a line of the text, in this order. */
function hasLines(words: string, text: string): boolean {
  const lines = text.split('\n');
  let at = 0;
  for (const line of words.split('\n')) {
    const wanted = bare(line);
    if (wanted === '') continue;
    while (at < lines.length && bare(lines[at] ?? '') !== wanted) at++;
    if (at === lines.length) return false;
    at++;
  }
  return true;
}

function bare(line: string): string {
  return line.replace(/[^\p{L}\p{N}]+/gu, '');
}
