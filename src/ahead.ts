/** Lets a source work ahead of its reader by a bounded number of items. */

/** Yields what `source` yields, in order, while up to `most` further items are already being made. */
export async function* ahead<T>(source: AsyncGenerator<T>, most: number): AsyncGenerator<T> {
  const coming: Promise<IteratorResult<T>>[] = [];
  const ask = () => {
    const next = source.next();
    // Its failure is thrown when the reader gets there, not before.
    next.catch(() => undefined);
    coming.push(next);
  };
  try {
    for (;;) {
      while (coming.length <= most) ask();
      const result = await coming.shift();
      if (!result || result.done) return;
      yield result.value;
    }
  } finally {
    await Promise.allSettled(coming);
    await source.return(undefined);
  }
}
