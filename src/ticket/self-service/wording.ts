/**
 * Can the whole of some words be read as phrases, one of them a wish? Phrases are written as in `wish-words.ts`; which
 * there are is not asked here.
 */
import { endsOf, type Place, placesOf } from '../places.ts';

export interface Phrase<K> {
  places: Place[];
  /** What it says; null: nothing, as greetings do. */
  says: K | null;
}

/** Phrases by the words that they may begin with: at each word of a text only a few of hundreds can begin. */
export type PhraseBook<K> = ReadonlyMap<string, readonly Phrase<K>[]>;

/** @param text place by place: see `places.ts` */
export function phraseOf<K>(text: string, says: K | null): Phrase<K> {
  return { places: placesOf(text), says };
}

export function bookOf<K>(phrases: readonly Phrase<K>[]): PhraseBook<K> {
  const book = new Map<string, Phrase<K>[]>();
  for (const phrase of phrases) {
    for (const word of firstWords(phrase)) {
      const begun = book.get(word);
      if (begun) begun.push(phrase);
      else book.set(word, [phrase]);
    }
  }
  return book;
}

function firstWords({ places }: Phrase<unknown>): Set<string> {
  const needed = places.findIndex(({ optional }) => !optional);
  const leading = places.slice(0, needed < 0 ? places.length : needed + 1);
  return new Set(leading.flatMap(({ words }) => [...words]));
}

/**
 * @param names words that say nothing, such as the sender's name
 * @returns what is said on each way through all the words, null where it is nothing; ways that say two things do not
 *   count. Empty where there is no way.
 */
export function saidBy<K>(words: readonly string[], names: ReadonlySet<string>, book: PhraseBook<K>): Set<K | null> {
  const at: Set<K | null>[] = Array.from({ length: words.length + 1 }, () => new Set());
  at[0]?.add(null);
  for (let start = 0; start < words.length; start++) {
    const before = at[start];
    if (!before || before.size === 0) continue;
    const first = words[start] ?? '';
    if (names.has(first)) for (const said of before) at[start + 1]?.add(said);
    for (const { places, says } of book.get(first) ?? []) {
      for (const end of endsOf(places, words, start)) {
        for (const said of before) if (says === null || said === null) at[end]?.add(says ?? said);
      }
    }
  }
  return at[words.length] ?? new Set();
}
