/** At which instants does a clock call for somebody? When a share of its target is used up, and when it is late. */
import { addBusinessTime, businessTimeBetween } from '../sla/calendar.ts';
import { type Clock, clocksOf } from '../sla/clocks.ts';
import type { SlaRules } from '../sla/sla.ts';
import type { Instant } from '../ticket.ts';
import type { StoredEvent } from './act.ts';

/**
 * What was found last of a history. One look asks it several times, as most acts leave the history as it is: what is to be
 * done, when the next look is, and what the letters tell.
 */
const found = new WeakMap<readonly StoredEvent[], { rules: SlaRules; now: Instant; clocks: readonly Clock[] }>();

/** The clocks of a ticket as a look at an instant finds them. @param events as `clocksOf` takes them; never changed after */
export function clocksAt(events: readonly StoredEvent[], rules: SlaRules, now: Instant): readonly Clock[] {
  const before = found.get(events);
  if (before?.rules === rules && before.now === now) return before.clocks;
  const clocks = readAt(clocksOf(events, rules, now), now);
  found.set(events, { rules, now, clocks });
  return clocks;
}

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

/** When the next of the clocks that run becomes late; null: none runs. @param clocks as `readAt` has them */
export function nextDeadline(clocks: readonly Clock[]): Instant | null {
  const running = clocks.filter(({ state }) => state === 'running').map(({ dueAt }) => dueAt);
  return running.length === 0 ? null : Math.min(...running);
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
export function shareAt(clock: Clock, share: number): Instant | null {
  const { calendar, startedAt, dueAt } = clock;
  const pauses = clock.pauses.filter(({ from }) => from < dueAt);
  const paused = pauses.reduce((ms, { from, to }) => ms + businessTimeBetween(calendar, from, to ?? from), 0);
  const whole = businessTimeBetween(calendar, startedAt, dueAt) - paused;
  const wanted = Math.ceil((whole * share) / 100);
  if (hasEnded(clock) && clock.used <= wanted) return null;
  let left = wanted;
  let at = startedAt;
  for (const { from, to } of pauses) {
    const counted = businessTimeBetween(calendar, at, from);
    if (counted >= left) break;
    if (to === null) return null;
    left -= counted;
    at = to;
  }
  return addBusinessTime(calendar, at, left);
}
