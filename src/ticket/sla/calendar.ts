/**
 * When is a span of business time over? Pure arithmetic on instants with the hours and holidays of a calendar.
 * What is promised in that time is the question of `sla.ts`.
 */

import type { ConfigProblem } from '../classify/conditions.ts';
import type { Instant } from '../ticket.ts';
import { BLOCK, type Day, MS_A_DAY, type OpenSpans, openSpans, type Spans } from './business-hours.ts';
import { compileHolidays, type HolidaysConfig } from './holidays.ts';
import { wallClock } from './wall-clock.ts';
import { exceptionsOf, weekOf } from './written-hours.ts';

/** A calendar as the config writes it, validated in its shape. */
export type CalendarConfig =
  | '24x7'
  | {
      timeZone: string;
      /** Spans such as `09:00-18:00` by weekdays. */
      hours: Record<string, string[]>;
      /** Other hours on single dates, `YYYY-MM-DD` or `MM-DD`: instead of the weekday's, and of a holiday on that date. */
      exceptions?: Record<string, string[]> | undefined;
      holidays?: HolidaysConfig | undefined;
    };

export type Calendar = { kind: 'always' } | { kind: 'hours'; open: OpenSpans };

/** The calendar that is always open; its working day is 24 hours. */
export const ALWAYS: Calendar = { kind: 'always' };

/**
 * Compiles a calendar.
 * @returns null where there is a problem; problems have their path below the calendar
 */
export function compileCalendar(config: CalendarConfig): { calendar: Calendar | null; problems: ConfigProblem[] } {
  if (config === '24x7') return { calendar: ALWAYS, problems: [] };
  const problems: ConfigProblem[] = [];
  if (!isTimeZone(config.timeZone)) {
    const message = `"${config.timeZone}" is no time zone: write a name such as "America/Sao_Paulo"`;
    problems.push({ path: ['timeZone'], message });
  }
  const week = weekOf(config.hours, problems);
  const exceptions = exceptionsOf(config.exceptions ?? {}, problems);
  const holidays = compileHolidays(config.holidays ?? {});
  for (const { path, message } of holidays.problems) problems.push({ path: ['holidays', ...path], message });
  if (problems.length > 0) return { calendar: null, problems };
  const open = openSpans({ clock: wallClock(config.timeZone), week, exceptions, holidays: holidays.rules });
  if (!opensWithinAYear(open)) {
    return {
      calendar: null,
      problems: [{ path: ['hours'], message: 'it never opens: there is no hour of work in it' }],
    };
  }
  return { calendar: { kind: 'hours', open }, problems };
}

/**
 * The first instant by which so much business time has passed.
 * @param ms of business time; nothing passes for 0 and less
 */
export function addBusinessTime(calendar: Calendar, from: Instant, ms: number): Instant {
  if (ms <= 0) return from;
  if (calendar.kind === 'always') return from + ms;
  const { open } = calendar;
  const first = firstBlock(from);
  let left = ms + openBefore(open, first, from);
  let closed = 0;
  for (let block = first; ; block++) {
    const { starts, before, total } = open.block(block);
    if (left <= total) {
      const i = lastAtMost(before, left, true);
      return (starts[i] ?? from) + left - (before[i] ?? 0);
    }
    left -= total;
    closed = total > 0 ? 0 : closed + 1;
    endOfSearch(closed);
  }
}

/**
 * The same time of day so many working days later. A working day is a date on which hours begin, without holidays.
 * From outside business hours it counts from the next opening. Where the day arrived at has other hours, its own
 * opening, end of break or closing nearest after, else before, is meant.
 * @param days whole number; nothing passes for 0 and less
 */
export function addWorkingDays(calendar: Calendar, from: Instant, days: number): Instant {
  if (days <= 0) return from;
  if (calendar.kind === 'always') return from + days * MS_A_DAY;
  const { open } = calendar;
  const start = nextOpen(open, from);
  let day = start.day;
  for (let left = days; left > 0; left--) day = nextWorkingDay(open, day);
  // At night the date may be the one after that on which the hours began; it stays so.
  const aim = open.clock.instantOf(open.clock.wallTimeAt(start.at) + (day - start.day) * MS_A_DAY);
  return withinDay(open, day, aim);
}

/** Business time from `a` to `b` in ms; negative where `b` is before `a`. */
export function businessTimeBetween(calendar: Calendar, a: Instant, b: Instant): number {
  if (b < a) return -businessTimeBetween(calendar, b, a);
  if (calendar.kind === 'always') return b - a;
  const { open } = calendar;
  const first = firstBlock(a);
  const last = firstBlock(b);
  let ms = -openBefore(open, first, a);
  for (let block = first; block < last; block++) ms += open.block(block).total;
  return ms + openBefore(open, last, b);
}

/** Is it open at an instant? At the minute of closing it no longer is. */
export function isOpen(calendar: Calendar, at: Instant): boolean {
  return nextOpening(calendar, at) === at;
}

/** The first instant, from one on, at which it is open: that one itself where it is open then. */
export function nextOpening(calendar: Calendar, at: Instant): Instant {
  return calendar.kind === 'always' ? at : nextOpen(calendar.open, at).at;
}

/**
 * Until when it stays open from an instant on.
 * @param limit so far is looked ahead, and no later instant returned
 * @returns the instant itself where it is closed then
 */
export function openUntil(calendar: Calendar, at: Instant, limit: Instant): Instant {
  if (calendar.kind === 'always') return limit;
  const { open } = calendar;
  let until = at;
  for (let block = firstBlock(at); block <= firstBlock(limit) + 1; block++) {
    const { starts, ends } = open.block(block);
    for (let i = lastAtMost(ends, until, false) + 1; i < starts.length; i++) {
      // Hours that begin as others end go on.
      if (until >= limit || (starts[i] ?? until) > until) return Math.min(until, limit);
      until = ends[i] ?? until;
    }
  }
  return Math.min(until, limit);
}

function isTimeZone(name: string): boolean {
  // Not an offset: those know no daylight saving time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** Any year shows it: 2028 has a 29 February, too. */
function opensWithinAYear(open: OpenSpans): boolean {
  const first = firstBlock(Date.UTC(2028, 0, 1));
  for (let block = first; block <= first + 12; block++) if (open.block(block).total > 0) return true;
  return false;
}

/**
 * A block such that no span of an earlier one is still open at an instant. Local dates are within a day of the UTC
 * date (UTC-12 to UTC+14), and hours begin at most a day before they end.
 */
function firstBlock(at: Instant): number {
  return Math.floor((Math.floor(at / MS_A_DAY) - 3) / BLOCK);
}

/** Open ms from the beginning of a block to an instant that lies in the block or in the days just after it. */
function openBefore(open: OpenSpans, block: number, at: Instant): number {
  const within = openIn(open.block(block), at);
  // No hours of the next block begin earlier in UTC.
  const next = (block + 1) * BLOCK * MS_A_DAY - MS_A_DAY;
  return at < next ? within : within + openIn(open.block(block + 1), at);
}

function openIn({ starts, ends, before }: Spans, at: Instant): number {
  const i = lastAtMost(starts, at, false);
  return i < 0 ? 0 : (before[i] ?? 0) + Math.min(at, ends[i] ?? at) - (starts[i] ?? at);
}

/** The index of the last value at most (or, strictly, below) a limit in a sorted list; -1 where there is none. */
function lastAtMost(sorted: number[], limit: number, strictly: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle] ?? 0;
    if (strictly ? value < limit : value <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Blocks in a row without an hour: ten years. Only odd holidays can bring that about, and a loop must end. */
const MOST_CLOSED_BLOCKS = 115;

function endOfSearch(closedBlocks: number): void {
  if (closedBlocks > MOST_CLOSED_BLOCKS) throw new RangeError('the calendar does not open for ten years');
}

function nextOpen(open: OpenSpans, from: Instant): { at: Instant; day: Day } {
  const first = firstBlock(from);
  for (let block = first; ; block++) {
    const { starts, ends, days } = open.block(block);
    // The first that ends after `from`.
    const i = lastAtMost(ends, from, false) + 1;
    const start = starts[i];
    const day = days[i];
    if (start !== undefined && day !== undefined) return { at: Math.max(start, from), day };
    endOfSearch(block - first);
  }
}

function nextWorkingDay(open: OpenSpans, after: Day): Day {
  const first = Math.floor((after + 1) / BLOCK);
  for (let block = first; ; block++) {
    const { days } = open.block(block);
    const day = days[lastAtMost(days, after, false) + 1];
    if (day !== undefined) return day;
    endOfSearch(block - first);
  }
}

/** The instant itself where it lies in the day's hours, their ends included; else what is nearest after, else before. */
function withinDay(open: OpenSpans, day: Day, aim: Instant): Instant {
  const { starts, ends, days } = open.block(Math.floor(day / BLOCK));
  const last = lastAtMost(days, day, false);
  for (let i = lastAtMost(days, day, true) + 1; i <= last; i++) {
    if (aim <= (ends[i] ?? aim)) return Math.max(aim, starts[i] ?? aim);
  }
  return ends[last] ?? aim;
}
