/** Many callers, one transaction: what comes in within a moment that its user grants, or during a write, is written together. */

/** How long items wait for others, so that fewer writes take them all. */
export interface Patience<T> {
  /** Nobody waits for this one: it is written with the next one that somebody waits for, or after `ms`. */
  mayWait: (item: T) => boolean;
  ms: number;
  /** ms that one which somebody waits for gathers others. */
  gatherMs: number;
}

/**
 * Wraps a write of many items into a write of one. There is at most one write at a time; what comes meanwhile goes into the
 * next one. Each caller's promise settles with the write that its item was in. Items are written in the order in which
 * they came.
 */
export function groupCommit<T>(
  write: (items: T[]) => Promise<void>,
  { mayWait, ms, gatherMs }: Patience<T>,
): (item: T) => Promise<void> {
  let waiting: { item: T; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** Somebody waits for the write that the timer is set for. */
  let soon = false;
  let writing = false;
  /** A write became due during another one. */
  let due = false;
  return (item) =>
    new Promise((resolve, reject) => {
      if (!soon && !mayWait(item)) {
        soon = true;
        clearTimeout(timer);
        timer = setTimeout(flush, gatherMs);
      } else {
        timer ??= setTimeout(flush, ms);
      }
      waiting.push({ item, resolve, reject });
    });

  async function flush(): Promise<void> {
    due = true;
    if (writing) return;
    writing = true;
    while (due) await writeAll();
    writing = false;
  }

  async function writeAll(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    soon = false;
    due = false;
    const group = waiting;
    waiting = [];
    try {
      await write(group.map((one) => one.item));
    } catch (error) {
      for (const one of group) one.reject(error);
      return;
    }
    for (const one of group) one.resolve();
  }
}
