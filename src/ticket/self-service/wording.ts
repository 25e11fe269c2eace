/**
 * Can the whole of some words be read as phrases, one of them a wish? Phrases are written as in `wish-words.ts`; which
 * there are is not asked here.
 */

export interface Phrase<K> {
  /** The words that may stand at each place; `optional`: or none. */
  places: { words: ReadonlySet<string>; optional: boolean }[];
  /** The words that it may begin with: most phrases need no further look. */
  firsts: ReadonlySet<string>;
  /** What it says; null: nothing, as greetings do. */
  says: K | null;
}

/** @param text `a|b` are choices, `[a|b]` may be left out */
export function phraseOf<K>(text: string, says: K | null): Phrase<K> {
  const places = text
    .split(' ')
    .filter((place) => place !== '')
    .map((place) => {
      const optional = place.startsWith('[');
      return { words: new Set((optional ? place.slice(1, -1) : place).split('|')), optional };
    });
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

/** Where a phrase that begins here may end; never where it begins. */
function endsOf(places: Phrase<unknown>['places'], words: readonly string[], start: number): Set<number> {
  let ends = new Set([start]);
  for (const { words: allowed, optional } of places) {
    const next = new Set(optional ? ends : []);
    for (const end of ends) if (allowed.has(words[end] ?? '')) next.add(end + 1);
    if (next.size === 0) return next;
    ends = next;
  }
  ends.delete(start);
  return ends;
}
