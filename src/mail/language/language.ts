/** Which language is a mail written in? A guess from its own words; which language to answer in is the desk's question. */
// The smallest model: on real support mail it is right as often as the larger ones, and costs 70 MB less.
import { eld } from 'eld/extrasmall';
import { portugueseOf } from './portuguese.ts';
import { languageOfSmallWords } from './small-words.ts';

/** Fewer letters than this say too little. */
const FEWEST_LETTERS = 25;
/** Where a mail's language stands: at its beginning. Notices in another language come after. */
const LONGEST_TEXT = 1_500;
/** The detector reads some 350 bytes; its cost grows with them. */
const LONGEST_SAMPLE = 260;

const OF_NO_LANGUAGE = /[@\d/\\_<>{}=]|www\./i;
/** Has no letter of another script. */
const LATIN = /^[\p{Script=Latin}\P{L}]*$/u;

/**
 * @param text what the mail adds
 * @param subject helps out where that is short; not the one of a reply, which somebody else may have written
 * @returns a BCP 47 tag: for Portuguese `pt-PT` where it is clearly that, else `pt-BR`; for others two letters; null
 *   where there is too little to tell
 */
export function languageOf(text: string, subject = ''): string | null {
  const sample = sampleOf(text) ?? (isReply(subject) ? null : sampleOf(`${subject}\n${text}`));
  if (sample === null) return null;
  const language = (LATIN.test(sample) ? languageOfSmallWords(wordsOf(sample)) : null) ?? eld.detect(sample).language;
  if (language === 'pt') return portugueseOf(wordsOf(text.slice(0, LONGEST_TEXT)));
  return language === '' ? null : language;
}

/** Words only: addresses, links, numbers and identifiers belong to no language. Null where they are too few. */
function sampleOf(text: string): string | null {
  let sample = '';
  for (const [word] of text.slice(0, LONGEST_TEXT).matchAll(/\S+/g)) {
    if (word.length > 60 || OF_NO_LANGUAGE.test(word)) continue;
    sample += sample === '' ? word : ` ${word}`;
    if (sample.length >= LONGEST_SAMPLE) break;
  }
  sample = sample.slice(0, LONGEST_SAMPLE);
  return sample.replace(/\P{L}+/gu, '').length < FEWEST_LETTERS ? null : sample;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? [];
}

/** `Re:`, `RES:`, `Fwd[2]:` and whatever else mail programs put there. */
function isReply(subject: string): boolean {
  return /^\s*\p{L}{1,5}\s?(?:\[\d{1,3}\])?:/u.test(subject);
}
