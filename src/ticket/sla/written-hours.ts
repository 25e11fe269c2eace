/**
 * What do the hours say that the config writes, such as `"mon-fri": ["09:00-12:00", "13:00-18:00"]`? Reads them as spans
 * of the wall clock, and says what is wrong with them. When they are in UTC is the question of `business-hours.ts`.
 */
import type { ConfigProblem } from '../classify/conditions.ts';
import type { Hours, WallSpan } from './business-hours.ts';
import { isDate } from './holidays.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTES_A_DAY = 24 * 60;

/**
 * Reads the hours of a week.
 * @param hours spans by weekdays: `mon`, `mon-fri`, `sat,sun`
 * @param problems what is wrong is added, with its path below the calendar
 * @returns by weekday, Sunday first; each sorted
 */
export function weekOf(hours: Record<string, string[]>, problems: ConfigProblem[]): Hours['week'] {
  const week: WallSpan[][] = WEEKDAYS.map(() => []);
  const named = new Map<number, string>();
  for (const [key, texts] of Object.entries(hours)) {
    const days = weekdaysOf(key);
    if (!days) {
      const message = `"${key}" names no weekdays: write "mon", "mon-fri" or "sat,sun"`;
      problems.push({ path: ['hours', key], message });
      continue;
    }
    const spans = spansOf(texts, ['hours', key], problems);
    for (const day of days) {
      const before = named.get(day);
      if (before !== undefined) {
        problems.push({ path: ['hours', key], message: `${WEEKDAYS[day]} is in "${before}" already` });
        break;
      }
      named.set(day, key);
      week[day] = spans;
    }
  }
  return week;
}

/**
 * Reads the hours of single dates.
 * @param exceptions spans by `YYYY-MM-DD` or `MM-DD`; none: no hours begin on that date
 * @param problems what is wrong is added, with its path below the calendar
 * @returns by the key as written
 */
export function exceptionsOf(
  exceptions: Record<string, string[]>,
  problems: ConfigProblem[],
): ReadonlyMap<string, WallSpan[]> {
  const read = new Map<string, WallSpan[]>();
  for (const [date, texts] of Object.entries(exceptions)) {
    const path = ['exceptions', date];
    if (!isDate(date)) problems.push({ path, message: `"${date}" is no date: write YYYY-MM-DD or MM-DD` });
    read.set(date, spansOf(texts, path, problems));
  }
  return read;
}

/** `mon`, `mon-fri`, `fri-mon`, `mon,wed-thu`. */
function weekdaysOf(key: string): number[] | null {
  const days: number[] = [];
  for (const part of key.toLowerCase().split(',')) {
    const [first = -1, last = first, ...rest] = part.split('-').map((name) => WEEKDAYS.indexOf(name.trim()));
    if (first < 0 || last < 0 || rest.length > 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === last) break;
    }
  }
  return days;
}

function spansOf(texts: string[], path: ConfigProblem['path'], problems: ConfigProblem[]): WallSpan[] {
  const spans = texts.flatMap((text, i) => {
    const span = wallSpan(text);
    if (typeof span !== 'string') return [span];
    problems.push({ path: [...path, i], message: span });
    return [];
  });
  return spans.toSorted((a, b) => a.from - b.from);
}

/** A span, or what is wrong with it. */
function wallSpan(text: string): WallSpan | string {
  const parts = /^(\d\d):([0-5]\d)\s*-\s*(\d\d):([0-5]\d)$/.exec(text.trim());
  if (!parts) return `"${text}" is no span of time: write "09:00-18:00"`;
  const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = parts.slice(1).map(Number);
  const from = h1 * 60 + m1;
  const to = h2 * 60 + m2;
  if (from >= MINUTES_A_DAY || to > MINUTES_A_DAY) return `"${text}": a day has the times 00:00 to 24:00`;
  if (from === to) return `"${text}" is empty: write "00:00-24:00" for a whole day`;
  return { from, to: to > from ? to : to + MINUTES_A_DAY };
}
