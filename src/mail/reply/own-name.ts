/**
 * Do the last lines of a text begin with its sender's own name? Then they are a signature, though nothing says so: many
 * programs put one there without a mark. Where something does is `signature.ts`'s question.
 */

import { withoutPictures } from './pictures.ts';
import { isNameBlock, isSentence } from './signature.ts';

/** Lines that such a signature may have, empty ones too. */
const MOST_LINES = 16;
/** A longer line is no name. */
const LONGEST_LINE = 100;
/** A shorter name is a word like others: letters. */
const SHORTEST_NAME = 4;

/**
 * @param name of the sender, as their From header gives it; empty where it gives none
 * @returns the lines above the name; all of them where it does not stand there, or a sentence follows it
 */
export function withoutOwnName(lines: string[], name: string): string[] {
  const wanted = wordsOf(name);
  if (wanted.length < SHORTEST_NAME) return lines;
  const [word = ''] = wanted.split(' ', 1);
  for (let at = Math.max(0, lines.length - MOST_LINES); at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.length > LONGEST_LINE || !line.toLowerCase().includes(word) || wordsOf(line) !== wanted) continue;
    const below = lines.slice(at).map(withoutPictures);
    if (isNameBlock(below) && !below.some((line) => isSentence(line) || line.startsWith('>')))
      return lines.slice(0, at);
  }
  return lines;
}

/** `Lima, Bia` and `*Bia Lima*` are one name. */
function wordsOf(text: string): string {
  if (text.length > LONGEST_LINE) return '';
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(' ');
}
