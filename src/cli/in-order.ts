/** Work on many things at once, results in their order. */

/** Yields what `work` makes of each item, in the items' order, while up to `most` are under way. */
export async function* inOrder<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  let next = 0;
  const begin = () => {
    const item = items[next++];
    if (item === undefined) return;
    const result = work(item);
    // Its failure is thrown when its turn comes, not before.
    result.catch(() => undefined);
    underWay.push(result);
  };
  for (let i = 0; i < Math.min(most, items.length); i++) begin();
  for (let result = underWay.shift(); result; result = underWay.shift()) {
    yield await result;
    if (next < items.length) begin();
  }
}
