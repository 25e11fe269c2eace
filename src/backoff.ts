/** How long to wait before trying again something that failed. */

/** A delay that doubles with every failure in a row, up to `most` (ms); a success begins it anew. */
export function backoff(first: number, most: number): { next(): number; reset(): void } {
  let delay = first;
  return {
    next() {
      const now = delay;
      delay = Math.min(most, delay * 2);
      return now;
    },
    reset() {
      delay = first;
    },
  };
}
