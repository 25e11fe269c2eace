/**
 * By which of the promises that were made for it is a clock judged? Each change of type, priority or policy promises what
 * it says from then on, until the next one; what was broken by then is not promised anew. How the clock stands by its
 * promise is the question of `clocks.ts`.
 */
import type { Instant, Metric } from '../ticket.ts';
import { deadline } from './deadline.ts';
import type { ClockRun, Judged } from './runs.ts';
import { type SlaPolicy, type Target, targetsFor } from './sla.ts';

/** What policies stand for, by the names that tickets know. */
export type Policies = ReadonlyMap<string, SlaPolicy>;

export interface Promised {
  policy: SlaPolicy;
  target: Target;
  dueAt: Instant;
  /** Since when it is this target in this calendar. */
  since: Instant;
  because: string;
  /** When first something else would have been promised, had it not been late by then; null: nothing would. */
  changedAt: Instant | null;
  /** The last promise that could be kept when it was made: what the customer goes by. Null: there was none. */
  kept: Promised | null;
}

/**
 * The promise that counts: the last one, unless an earlier one holds.
 *
 * - A deadline that came while it was promised, and was missed, holds for good. A change at its very instant is too late.
 * - One that a change put into the past, or to its own instant, was promised to nobody. It holds as long as each further
 *   change leaves the clock late; one that gives time makes it good. Meanwhile what was promised before can still be
 *   missed: once something changes after that, this is what counts.
 * @returns null where the last one promises nothing, and none is kept
 */
export function promisedBy(run: ClockRun, policies: Policies): Promised | null {
  let held: Promised | null = null;
  for (const judged of run.judged) held = heldAfter(held, judged, run, policies);
  return held;
}

function heldAfter(held: Promised | null, judged: Judged, run: ClockRun, policies: Policies): Promised | null {
  const next = promiseOf(judged, run, policies, held);
  const at = judged.since;
  if (!held) return next;
  if (next && isSame(held, next)) return isLate(held, at, run) ? held : next;
  const changedAt = held.changedAt ?? at;
  if (held.kept && isLate(held.kept, at, run)) return { ...held.kept, kept: held.kept, changedAt };
  if (next && isLate(held, at, run) && isLate(next, at, run)) return { ...held, changedAt };
  return next;
}

/** @param before the promise so far: the same one again goes on */
function promiseOf(
  { type, priority, policy: name, since }: Judged,
  { metric, startedAt, pauses }: ClockRun,
  policies: Policies,
  before: Promised | null,
): Promised | null {
  const policy = policies.get(name);
  const found = policy && targetsFor(policy, type, priority);
  const target = found?.targets[metric];
  if (!policy || !target) return null;
  const asked = `${type}/${priority}`;
  const row = found.row === asked ? asked : `${asked} by ${found.row}`;
  const because = `policy "${policy.name}", ${row}: ${IN_WORDS[metric]} ${target.written} in calendar "${policy.calendarName}"`;
  if (before && isSame(before, { policy, target })) return { ...before, policy, target, because };
  const dueAt = deadline(policy.calendar, target, startedAt, pauses);
  const promised: Promised = { policy, target, dueAt, since, because, changedAt: null, kept: before?.kept ?? null };
  if (dueAt > since) promised.kept = promised;
  return promised;
}

const IN_WORDS: Record<Metric, string> = {
  firstResponse: 'first response',
  nextResponse: 'next response',
  resolution: 'resolution',
};

function isSame(one: Pick<Promised, 'policy' | 'target'>, other: Pick<Promised, 'policy' | 'target'>): boolean {
  return one.policy.calendarName === other.policy.calendarName && one.target.written === other.target.written;
}

/** Whether a change comes too late: nobody met it in time, and it did not stand still. */
function isLate({ dueAt }: Promised, changed: Instant, { pauses, end }: ClockRun): boolean {
  if (dueAt > changed || (end !== null && end.at <= dueAt)) return false;
  return !pauses.some(({ from, to }) => from < dueAt && (to === null || to >= changed));
}
