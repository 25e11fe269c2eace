/**
 * When is a calendar open, as spans of instants? Turns weekly hours on a wall clock, without the holidays, into UTC,
 * and keeps what it has worked out. What is counted within the spans is the question of `calendar.ts`.
 */

import type { Instant } from '../ticket.ts';
import type { Holiday, HolidayRules } from './holidays.ts';
import type { WallClock } from './wall-clock.ts';

/** A local date as days since 1970-01-01. */
export type Day = number;

/** Minutes of the wall clock from the day's midnight; `to` is over 1440 where the span passes midnight. */
export interface WallSpan {
  from: number;
  to: number;
}

export interface Hours {
  clock: WallClock;
  /** By weekday, Sunday first; sorted. */
  week: readonly WallSpan[][];
  /** By `YYYY-MM-DD` or `MM-DD`: the hours that begin on that date, whatever its weekday and holidays; sorted. */
  exceptions: ReadonlyMap<string, WallSpan[]>;
  holidays: HolidayRules;
}

/** Open spans in their order, apart from each other: `[starts[i], ends[i])`. */
export interface Spans {
  starts: Instant[];
  ends: Instant[];
  /** The local date on which the hours that the span belongs to begin. */
  days: Day[];
  /** Open ms before each span, within this block. */
  before: number[];
  /** Open ms of all. */
  total: number;
}

/** Days are worked out by the block: few enough to be quick at first, enough to make a year a dozen look-ups. */
export const BLOCK = 32;

export interface OpenSpans {
  clock: WallClock;
  hours: Hours;
  /** The spans whose hours begin on the days `block * 32` to `block * 32 + 31`. */
  block(block: number): Spans;
}

export const MS_A_DAY = 86_400_000;

/** Makes the open spans of a calendar; each block is worked out once. */
export function openSpans(hours: Hours): OpenSpans {
  const blocks = new Map<number, Spans>();
  const block = (index: number) => {
    const known = blocks.get(index);
    if (known) return known;
    const spans = spansOf(hours, index * BLOCK);
    blocks.set(index, spans);
    return spans;
  };
  return { clock: hours.clock, hours, block };
}

function spansOf(hours: Hours, first: Day): Spans {
  const spans: Spans = { starts: [], ends: [], days: [], before: [], total: 0 };
  // The day before may reach into the first one, and what is open twice counts once.
  let openUntil = Math.max(Number.NEGATIVE_INFINITY, ...shiftsOn(hours, first - 1).map(([, end]) => end));
  for (let day = first; day < first + BLOCK; day++) {
    for (const [from, end] of shiftsOn(hours, day)) {
      const start = Math.max(from, openUntil);
      if (start >= end) continue;
      openUntil = end;
      for (const [open, close] of withoutHolidays(hours, day, start, end)) {
        spans.starts.push(open);
        spans.ends.push(close);
        spans.days.push(day);
        spans.before.push(spans.total);
        spans.total += close - open;
      }
    }
  }
  return spans;
}

/** The hours that begin on a date, before its holidays close them. */
export function hoursOn({ week, exceptions }: Hours, day: Day): readonly WallSpan[] {
  return exceptionOn(exceptions, day) ?? week[weekdayOf(day)] ?? [];
}

/** The holidays that close a date; none where the config sets its hours. */
export function holidaysOn({ holidays, exceptions }: Hours, day: Day): Holiday[] {
  if (exceptionOn(exceptions, day)) return [];
  const date = isoDate(day);
  return holidays.inYear(Number(date.slice(0, 4))).filter((holiday) => holiday.date === date);
}

/** Sunday is 0. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday.
  return (((day + 4) % 7) + 7) % 7;
}

function exceptionOn(exceptions: Hours['exceptions'], day: Day): WallSpan[] | undefined {
  if (exceptions.size === 0) return undefined;
  const date = isoDate(day);
  return exceptions.get(date) ?? exceptions.get(date.slice(5));
}

type Span = [start: Instant, end: Instant];

function shiftsOn(hours: Hours, day: Day): Span[] {
  const { clock } = hours;
  return hoursOn(hours, day).map(({ from, to }) => [instantAt(day, from, clock), instantAt(day, to, clock)]);
}

/** A holiday closes its calendar date from midnight to midnight, and the tail of a night that reaches into it. */
function withoutHolidays(hours: Hours, day: Day, start: Instant, end: Instant): Span[] {
  const { clock } = hours;
  let open: Span[] = [[start, end]];
  for (const date of [day, day + 1]) {
    for (const holiday of holidaysOn(hours, date)) {
      const from = instantAt(date, holiday.from, clock);
      const to = instantAt(date, holiday.to, clock);
      if (from >= end || to <= start) continue;
      open = open.flatMap(([a, b]) => {
        const left: Span[] = [
          [a, Math.min(b, from)],
          [Math.max(a, to), b],
        ];
        return left.filter(([c, d]) => c < d);
      });
    }
  }
  return open;
}

function isoDate(day: Day): string {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}

/** @param minute of the day; may be over 1440 */
function instantAt(day: Day, minute: number, clock: WallClock): Instant {
  return clock.instantOf(day * MS_A_DAY + minute * 60_000);
}
