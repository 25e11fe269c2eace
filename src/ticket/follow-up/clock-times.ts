/** At which instants does a clock call for somebody? When a share of its target is used up, and when it is late. */
import { addBusinessTime, businessTimeBetween, type Calendar } from '../sla/calendar.ts';
import type { Clock } from '../sla/clocks.ts';
import type { Instant } from '../ticket.ts';

/**
 * The clocks as a look at an instant finds them: at the very instant of its deadline one that nobody met is late. (Who
 * meets it then is in time, but no longer can when that instant is looked at.)
 */
export function readAt(clocks: readonly Clock[], now: Instant): Clock[] {
  return clocks.map((clock) => {
    const pausedInTime = clock.pausedSince !== null && clock.pausedSince < clock.dueAt;
    const runs = clock.state === 'running' || (clock.state === 'paused' && !pausedInTime);
    return runs && clock.dueAt <= now ? { ...clock, state: 'breached', breachedAt: clock.dueAt } : clock;
  });
}

/** Nobody waits for it any more. */
export function hasEnded({ metAt, state }: Clock): boolean {
  return metAt !== null || state === 'cancelled';
}

/** When it became late, or will if nothing happens; null: it was not, or it stands still. */
export function lateFrom(clock: Clock): Instant | null {
  if (clock.breachedAt !== null) return clock.breachedAt;
  return clock.state === 'running' ? clock.dueAt : null;
}

/**
 * The instant at which a share of a clock's business time is used up.
 * @param share percent, below 100
 * @returns null where it ended or stands still before that
 */
export function shareAt(clock: Clock, calendar: Calendar, share: number): Instant | null {
  const paused = clock.sum.reduce((ms, step) => (step.what === 'paused' ? ms + step.ms : ms), 0);
  const whole = businessTimeBetween(calendar, clock.startedAt, clock.dueAt) - paused;
  const wanted = Math.ceil((whole * share) / 100);
  if (hasEnded(clock) && clock.used <= wanted) return null;
  let counted = 0;
  for (const { what, from, ms } of clock.sum) {
    if (what !== 'counted') continue;
    if (counted + ms >= wanted) return addBusinessTime(calendar, from, wanted - counted);
    counted += ms;
  }
  return null;
}
