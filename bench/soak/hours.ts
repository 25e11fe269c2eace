/**
 * Is a calendar open at an instant, and how much of a time is it? A second reckoning beside the desk's own, plain and slow:
 * what the clock on the wall shows is asked of `Intl` for each quarter of an hour, and open ones are counted.
 */
import type { HoursConfig, SoakConfig } from './rules.ts';

const QUARTER = 15 * 60_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export interface Hours {
  openAt(instant: number): boolean;
  /** ms of a time in which it is open. */
  openBetween(from: number, to: number): number;
  /** Working days after that of `from` and up to that of `to`: a night that began before midnight is of the day before. */
  openDaysAfter(from: number, to: number): number;
}

/** @param from @param to between these it can be asked */
export function reckonHours(calendar: SoakConfig['sla']['calendars'][string], from: number, to: number): Hours {
  const start = Math.floor(from / QUARTER) * QUARTER;
  const count = Math.ceil((to - start) / QUARTER) + 1;
  const wall = wallOf(calendar === '24x7' ? 'UTC' : calendar.timeZone);
  const open = new Uint8Array(count);
  /** Open quarters before each, and open days up to each. */
  const before = new Uint32Array(count + 1);
  const days = new Uint32Array(count + 1);
  let last = '';
  for (let i = 0; i < count; i++) {
    const shown = wall(start + i * QUARTER);
    const day = calendar === '24x7' ? shown.date : workingDay(calendar, shown);
    open[i] = day === null ? 0 : 1;
    before[i + 1] = (before[i] ?? 0) + (open[i] ?? 0);
    days[i + 1] = (days[i] ?? 0) + (day !== null && day > last ? 1 : 0);
    if (day !== null) last = day;
  }
  const place = (instant: number) => {
    const i = Math.floor((instant - start) / QUARTER);
    if (i < 0 || i >= count) throw new Error(`${new Date(instant).toISOString()} was not reckoned`);
    return i;
  };
  const openUntil = (instant: number) => {
    const i = place(instant);
    return (before[i] ?? 0) * QUARTER + (open[i] === 1 ? (instant - start) % QUARTER : 0);
  };
  return {
    openAt: (instant) => open[place(instant)] === 1,
    openBetween: (a, b) => (b <= a ? 0 : openUntil(b) - openUntil(a)),
    openDaysAfter: (a, b) => (b <= a ? 0 : (days[place(b) + 1] ?? 0) - (days[place(a) + 1] ?? 0)),
  };
}

interface Wall {
  date: string;
  weekday: number;
  minute: number;
}

function wallOf(timeZone: string): (instant: number) => Wall {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const date = `${parts.year}-${parts.month}-${parts.day}`;
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
    return { date, weekday, minute: Number(parts.hour) * 60 + Number(parts.minute) };
  };
}

/** The working day that an instant belongs to; null: it is closed. */
function workingDay({ hours, holidays }: HoursConfig, { date, weekday, minute }: Wall): string | null {
  const free = (day: string) => holidays?.add.includes(day) === true;
  const yesterday = new Date(Date.parse(`${date}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const today = free(date) ? [] : spansOn(hours, weekday);
  const before = free(yesterday) ? [] : spansOn(hours, (weekday + 6) % 7);
  if (before.some(([from, to]) => to <= from && minute < to)) return yesterday;
  return today.some(([from, to]) => minute >= from && (to <= from || minute < to)) ? date : null;
}

/** From and to, in minutes; where `to` is not later it is on the next day. */
function spansOn(hours: HoursConfig['hours'], weekday: number): [number, number][] {
  return Object.entries(hours).flatMap(([days, spans]) =>
    daysNamed(days).includes(weekday)
      ? spans.map((span): [number, number] => {
          const [from = 0, to = 0] = span
            .split('-')
            .map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
          return [from, to];
        })
      : [],
  );
}

function daysNamed(written: string): number[] {
  const [first = '', last = first] = written.split('-');
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
