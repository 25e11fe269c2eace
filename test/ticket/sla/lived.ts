/**
 * A clock lived through minute by minute, with all that changes on the way: what the desk's clocks are held against. It
 * reckons no deadline: it counts the minutes of every promise along, and notes what is late when.
 */

/** In minutes. The last may not be over. */
export interface MinutePause {
  from: number;
  to: number | null;
}

/** From this minute on another policy. */
export interface MinuteChange {
  at: number;
  policy: string;
}

/** What a policy promises: so many minutes of those that are open. */
export interface MinuteTarget {
  minutes: number;
  open: Uint8Array;
}

export interface Lived {
  /** By which policy it stands. */
  policy: string;
  /** Null: it is not due yet. */
  due: number | null;
  lateAt: number | null;
  /** What was changed when it was late already. */
  changedAt: number | null;
  used: number;
}

interface Late {
  policy: string;
  due: number;
  at: number;
  /** It came due while it was promised. */
  forGood: boolean;
}

/**
 * @param targets by policy; one without promises nothing
 * @param changes of several in one minute the last counts
 * @param to the minute that it is read at
 * @returns null where nothing is promised, and nothing was missed
 */
export function liveThrough(
  targets: ReadonlyMap<string, MinuteTarget>,
  { from, to, first }: { from: number; to: number; first: string },
  pauses: readonly MinutePause[],
  changes: readonly MinuteChange[],
): Lived | null {
  const counters = [...targets].map(([name, target]) => ({ name, ...target, used: 0 }));
  const due = new Map<string, number>();
  const stands = new Uint8Array(to - from);
  for (const pause of pauses) stands.fill(1, pause.from - from, (pause.to ?? to) - from);
  const changed = new Map(changes.map(({ at, policy }) => [at, policy]));
  let policy = first;
  let since = from;
  let late: Late | null = null;
  let changedAt: number | null = null;
  // What was promised last while it could be kept, and its deadline that came while the clock was late by another one.
  let told: string | null = first;
  let missed: Late | null = null;
  for (let minute = from; ; minute++) {
    const came = due.get(policy) === minute;
    const next: string = changed.get(minute) ?? policy;
    if (next !== policy) {
      if (late === null && came) late = { policy, due: minute, at: minute, forGood: true };
      if (late?.forGood === false && told !== null && due.get(told) === minute)
        missed ??= { policy: told, due: minute, at: minute, forGood: true };
      if (missed !== null && next !== late?.policy) late = missed;
      const nextDue = due.get(next);
      const isOver = nextDue !== undefined && nextDue <= minute;
      if (late !== null && (late.forGood || isOver)) {
        changedAt ??= minute;
      } else {
        [late, changedAt] = [null, null];
        if (nextDue !== undefined && nextDue < minute)
          late = { policy: next, due: nextDue, at: minute, forGood: false };
        if (!isOver) told = next;
      }
      [policy, since] = [next, minute];
    }
    if (minute === to) break;
    if (late?.forGood === false && told !== null && due.get(told) === minute)
      missed ??= { policy: told, due: minute, at: minute, forGood: true };
    // It goes on, and nobody met it.
    if (late === null && due.get(policy) === minute) {
      late = { policy, due: minute, at: minute, forGood: since < minute };
    }
    if (stands[minute - from] === 1) continue;
    for (const counter of counters) {
      if (counter.open[minute] === 1 && ++counter.used === counter.minutes) due.set(counter.name, minute + 1);
    }
  }
  const by = late?.policy ?? policy;
  const counter = counters.find(({ name }) => name === by);
  if (!counter) return null;
  return { policy: by, due: late?.due ?? null, lateAt: late?.at ?? null, changedAt, used: counter.used };
}
