/** Do clocks, as they are stored in the end, tell the deadline that was missed first, by what was promised then? */
import { CHECKS, type Checking, type ClockRow } from './check.ts';
import { type Picture, picturesUntil } from './history.ts';
import { clockAt, wasDue, wasMissed } from './truth.ts';

const MINUTE = 60_000;

/** @param pictures all of the ticket */
export function missedClocks(checking: Checking, pictures: readonly Picture[], about: string): void {
  const { ticket, clocks, configs, to, count, wrong } = checking;
  // A closed ticket is looked at no more.
  const lookedAt = ticket.state === 'closed' ? (pictures.at(-1)?.at ?? to) : to;
  for (const clock of clocks) {
    const { metric, dueAt, metAt, breachedAt } = clock;
    if (breachedAt === null) continue;
    count(CHECKS.clocks);
    const told = `${about}: ${metric} due ${new Date(dueAt).toISOString()}, late ${new Date(breachedAt).toISOString()}`;
    if (dueAt > breachedAt) wrong(CHECKS.clocks, told);
    else if (dueAt === breachedAt) {
      const before = picturesUntil(pictures, dueAt);
      const isSo = isOf(clock, before) && wasDue(metric, dueAt, lookedAt, before, checking);
      // A change may have put it to its very instant.
      const changed = pictures.some(({ at }) => at === dueAt);
      if (!isSo && !changed) wrong(CHECKS.clocks, told);
    } else {
      // Late as of a change: nothing was missed by then.
      const before = picturesUntil(pictures, breachedAt);
      const picture = before.at(-1);
      if (!picture || !isOf(clock, before)) continue;
      // What was answered at the very instant was answered in time; a desk whose clock went back says so of what came before.
      const until = metAt === breachedAt ? breachedAt - MINUTE : breachedAt;
      const missed = (config: Parameters<typeof wasMissed>[2]) =>
        wasMissed(metric, until, config, picture, before, checking);
      if (configs(lookedAt).every(missed)) wrong(CHECKS.clocks, told);
    }
  }
}

/** Of next responses there are many. */
function isOf({ metric, startedAt }: ClockRow, pictures: readonly Picture[]): boolean {
  const clock = clockAt(metric, pictures.at(-1) ?? null);
  return clock !== null && (metric !== 'nextResponse' || clock.since === startedAt);
}
