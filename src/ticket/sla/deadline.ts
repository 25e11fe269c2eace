/**
 * By when must a clock be met that stood still in between? A target, a start and the pauses make one instant. Which
 * pauses there are is the question of `clocks.ts`.
 */
import type { Instant } from '../ticket.ts';
import { addBusinessTime, businessTimeBetween, type Calendar } from './calendar.ts';
import { type BusinessSpan, dueAt } from './sla.ts';

/** A stretch in which a clock stands still; `to` null: it still does. */
export interface Pause {
  from: Instant;
  to: Instant | null;
  /** The ticket's state then. */
  by: string;
}

/**
 * The deadline of a target with its pauses.
 *
 * Each pause that is over and began before the deadline moves it on by the business time within the pause: nights and
 * holidays in a pause give nothing, as they would have taken nothing. So it is for hours, where the deadline is the
 * first instant by which the target's time has passed outside the pauses. For working days the target is first laid on
 * the calendar as if nothing paused (`addWorkingDays`), and what the pauses took in hours is added to that: a pause over
 * a whole working day of eight hours is worth eight hours, one over a short Saturday the hours of that Saturday.
 * @param pauses in their order, apart from each other; one that is not over moves nothing yet
 */
export function deadline(calendar: Calendar, target: BusinessSpan, start: Instant, pauses: readonly Pause[]): Instant {
  let due = dueAt(calendar, start, target);
  for (const { from, to } of pauses) {
    if (to === null || from >= due) break;
    due = addBusinessTime(calendar, due, businessTimeBetween(calendar, from, to));
  }
  return due;
}
