/** Many callers, one transaction: what comes in within one turn of the event loop is written together. */

/** Items that nobody waits for are written with the next one that somebody does, or after so many ms. */
export interface Patience<T> {
  mayWait: (item: T) => boolean;
  ms: number;
}

/**
 * Wraps a synchronous write of many items into an asynchronous write of one.
 * Each caller's promise settles with the write that its item was in. Items are written in the order in which they came.
 */
export function groupCommit<T>(write: (items: T[]) => void, patience?: Patience<T>): (item: T) => Promise<void> {
  let waiting: { item: T; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let immediate = false;
  return (item) =>
    new Promise((resolve, reject) => {
      if (immediate) {
        // The write is coming anyway.
      } else if (!patience?.mayWait(item)) {
        immediate = true;
        setImmediate(flush);
      } else {
        timer ??= setTimeout(flush, patience.ms);
      }
      waiting.push({ item, resolve, reject });
    });

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    immediate = false;
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      write(group.map((one) => one.item));
    } catch (error) {
      for (const one of group) one.reject(error);
      return;
    }
    for (const one of group) one.resolve();
  }
}
