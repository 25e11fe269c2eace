/** How UIDs are named in a command: in order, runs shortened, never longer than a server's line may be. No I/O. */

/**
 * Writes UIDs as sequence sets (RFC 9051 §9 `sequence-set`): `1:3,7`.
 * @param most how many UIDs one set may hold.
 * @returns as few sets as needed, each at most some 7,000 characters: RFC 7162 §4 asks clients to stay under 8,192 octets a line.
 */
export function uidSets(uids: readonly (number | string)[], most: number): string[] {
  const sorted = [...new Set(uids.map(Number))].sort((a, b) => a - b);
  const sets: string[] = [];
  let runs: string[] = [];
  let held = 0;
  let length = 0;
  const close = (): void => {
    if (runs.length > 0) sets.push(runs.join(','));
    [runs, held, length] = [[], 0, 0];
  };
  for (let at = 0; at < sorted.length; ) {
    if (held === most || length > 6_970) close();
    const first = sorted[at] ?? 0;
    let last = first;
    for (at += 1, held += 1; sorted[at] === last + 1 && held < most; at += 1, held += 1) last += 1;
    const run = first === last ? `${first}` : `${first}:${last}`;
    runs.push(run);
    length += run.length + 1;
  }
  close();
  return sets;
}
