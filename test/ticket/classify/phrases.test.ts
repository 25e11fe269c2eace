import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePhrases } from '../../../src/ticket/classify/phrases.ts';

const word = fc.constantFrom('a', 'ab', 'abc', 'b', 'ba', 'É', "d'a", '1.5');
const phrase = fc
  .tuple(word, fc.array(fc.oneof(word, word, fc.constant('*'), fc.constant('ab*')), { maxLength: 3 }), word)
  .map(([first, middle, last]) => [first, ...middle, last].join(' '))
  .filter((text) => (text.match(/(?<![a-z])\*/g) ?? []).length <= 2);
const between = fc.constantFrom(' ', ' ', ' ', ', ', '. ', '\n', '\n\n', '?! ', ' - ');
const text = fc
  .array(fc.tuple(word, between), { maxLength: 25 })
  .map((parts) => parts.map(([one, gap]) => one + gap).join(''));

test('all phrases together find what each finds when its words are compared one by one', () => {
  fc.assert(
    fc.property(fc.array(phrase, { minLength: 1, maxLength: 8 }), text, (phrases, written) => {
      const found = compilePhrases(phrases.map((one) => ({ words: [one], except: [] }))).find(written);
      phrases.forEach((one, i) => {
        expect(found[i] !== undefined, `${one} in ${JSON.stringify(written)}`).toBe(standsPlainlyIn(written, one));
      });
    }),
    { numRuns: 2_000 },
  );
});

test('a text made to be searched for ever is searched at once', () => {
  const book = compilePhrases([{ words: ['a * a * b', 'a a* * a * c'], except: ['a * b * a'] }]);
  expect(book.find('a '.repeat(200_000))).toEqual([]);
});

/** The same question, answered slowly: split, then try every way. */
function standsPlainlyIn(written: string, wanted: string): boolean {
  const folded = (one: string) =>
    one
      .normalize('NFD')
      .replace(/[\p{M}']/gu, '')
      .toLowerCase();
  const sentences = written.split(/[.?!]+(?=\s)|\n\n/);
  const steps = wanted.match(/[\p{L}\p{N}']+\*?|\*/gu) ?? [];
  const fits = (words: string[], left: string[]): boolean => {
    const [step, ...rest] = left;
    if (step === undefined) return true;
    if (step === '*') return [0, 1, 2, 3].some((gap) => gap <= words.length && fits(words.slice(gap), rest));
    const [first, ...others] = words;
    if (first === undefined) return false;
    const same = step.endsWith('*') ? first.startsWith(folded(step.slice(0, -1))) : first === folded(step);
    return same && fits(others, rest);
  };
  return sentences.some((sentence) => {
    const words = (sentence.match(/[\p{L}\p{N}']+/gu) ?? []).map(folded);
    return words.some((_, i) => fits(words.slice(i), steps));
  });
}
