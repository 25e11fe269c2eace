/**
 * Why is a calendar closed from one instant to another: a break, a night, a weekend, a holiday? In English, for people
 * who look into a deadline; nothing is counted by it.
 */
import type { Instant } from '../ticket.ts';
import { type Day, type Hours, holidaysOn, hoursOn, MS_A_DAY, weekdayOf } from './business-hours.ts';

/** What closes without a name of its own. */
export type PlainReason = 'break' | 'night' | 'outside hours';

const LONGEST_BREAK = 4 * 3_600_000;
/** Nobody reads on, and nothing may run for years of dates. */
const MOST_DATES = 400;

/**
 * Names what closes a stretch in which the calendar never opens.
 * @returns the names of its holidays, `weekend` and `day off` (a weekday without hours), each once in their order, joined
 *   by commas; where there are none, a plain reason
 */
export function closedBecause(hours: Hours, from: Instant, to: Instant): string {
  const first = dayOf(hours, from);
  const last = Math.min(dayOf(hours, to - 1), first + MOST_DATES);
  const names = new Set<string>();
  for (let day = first; day <= last; day++) {
    for (const name of namesOn(hours, day, from, to)) names.add(name);
  }
  return names.size > 0 ? [...names].join(', ') : plainReason(from, to, first === last);
}

/** Is it a reason that the hours beside it show by themselves? */
export function isPlain(reason: string): reason is PlainReason {
  return reason === 'break' || reason === 'night' || reason === 'outside hours';
}

function dayOf({ clock }: Hours, at: Instant): Day {
  return Math.floor(clock.wallTimeAt(at) / MS_A_DAY);
}

function namesOn(hours: Hours, day: Day, from: Instant, to: Instant): string[] {
  if (hoursOn(hours, day).length === 0) {
    const weekday = weekdayOf(day);
    return [weekday === 0 || weekday === 6 ? 'weekend' : 'day off'];
  }
  return holidaysOn(hours, day)
    .filter((holiday) => {
      const start = hours.clock.instantOf(day * MS_A_DAY + holiday.from * 60_000);
      const end = hours.clock.instantOf(day * MS_A_DAY + holiday.to * 60_000);
      return start < to && end > from;
    })
    .map(({ name }) => name);
}

function plainReason(from: Instant, to: Instant, onOneDate: boolean): PlainReason {
  if (!onOneDate) return 'night';
  return to - from <= LONGEST_BREAK ? 'break' : 'outside hours';
}
