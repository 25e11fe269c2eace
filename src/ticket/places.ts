/**
 * Phrases written place by place: `a|b` are choices, `[a|b]` may be left out. Where may one that begins at a word end? What
 * they say is asked by those who look for them.
 */

export interface Place {
  /** The words that may stand here. */
  words: ReadonlySet<string>;
  /** Or none. */
  optional: boolean;
}

export function placesOf(phrase: string): Place[] {
  return phrase
    .split(' ')
    .filter((place) => place !== '')
    .map((place) => {
      const optional = place.startsWith('[');
      return { words: new Set((optional ? place.slice(1, -1) : place).split('|')), optional };
    });
}

/** The words behind which a phrase that begins at `start` may end; never `start` itself. */
export function endsOf(places: readonly Place[], words: readonly string[], start: number): Set<number> {
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
