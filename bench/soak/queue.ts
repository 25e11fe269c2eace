/** What happens next? A heap of things to do, the earliest first; of one instant in the order in which they came. */
export interface Queue {
  add(at: number, what: (at: number) => void): void;
  /** Does what is due, what that adds included. */
  run(until: number): void;
}

interface Entry {
  at: number;
  order: number;
  what: (at: number) => void;
}

export function queue(): Queue {
  const heap: Entry[] = [];
  let count = 0;
  const before = (a: Entry | undefined, b: Entry | undefined) =>
    a !== undefined && (b === undefined || a.at < b.at || (a.at === b.at && a.order < b.order));
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]];
    if (a && b) [heap[i], heap[j]] = [b, a];
  };
  const take = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (last && heap.length > 0) heap[0] = last;
    for (let i = 0; ; ) {
      const child = before(heap[2 * i + 2], heap[2 * i + 1]) ? 2 * i + 2 : 2 * i + 1;
      if (!before(heap[child], heap[i])) return first;
      swap(i, child);
      i = child;
    }
  };
  return {
    add(at, what) {
      heap.push({ at: Math.round(at), order: count++, what });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!before(heap[i], heap[parent])) break;
        swap(i, parent);
        i = parent;
      }
    },
    run(until) {
      while (heap[0] !== undefined && heap[0].at <= until) {
        const entry = take();
        entry?.what(entry.at);
      }
    },
  };
}
