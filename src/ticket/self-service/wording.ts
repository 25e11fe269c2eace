/**
 * Can the whole of some words be read as phrases, one of them a wish? Phrases are written as in `wish-words.ts`; which
 * there are is not asked here.
 */
import { endsOf, type Place, placesOf } from '../places.ts';

export interface Phrase<K> {
  places: Place[];
  /** The words that it may begin with: most phrases need no further look. */
  firsts: ReadonlySet<string>;
  /** What it says; null: nothing, as greetings do. */
  says: K | null;
}

/** @param text place by place: see `places.ts` */
export function phraseOf<K>(text: string, says: K | null): Phrase<K> {
  const places = placesOf(text);
  const needed = places.findIndex(({ optional }) => !optional);
  const leading = places.slice(0, needed < 0 ? places.length : needed + 1);
  return { places, firsts: new Set(leading.flatMap(({ words }) => [...words])), says };
}

/**
 * @param names words that say nothing, such as the sender's name
 * @returns what is said on each way through all the words, null where it is nothing; ways that say two things do not
 *   count. Empty where there is no way.
 */
export function saidBy<K>(
  words: readonly string[],
  names: ReadonlySet<string>,
  phrases: readonly Phrase<K>[],
): Set<K | null> {
  const at: Set<K | null>[] = Array.from({ length: words.length + 1 }, () => new Set());
  at[0]?.add(null);
  for (let start = 0; start < words.length; start++) {
    const before = at[start];
    if (!before || before.size === 0) continue;
    const first = words[start] ?? '';
    if (names.has(first)) for (const said of before) at[start + 1]?.add(said);
    for (const { places, firsts, says } of phrases) {
      if (!firsts.has(first)) continue;
      for (const end of endsOf(places, words, start)) {
        for (const said of before) if (says === null || said === null) at[end]?.add(says ?? said);
      }
    }
  }
  return at[words.length] ?? new Set();
}
