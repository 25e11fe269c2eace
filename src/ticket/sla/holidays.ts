/**
 * On which days, or parts of days, is a calendar closed by a holiday? Dates on the wall clock only: which instants
 * they are is the calendar's question.
 */
import Holidays, { type HolidaysTypes } from 'date-holidays';
import type { ConfigProblem } from '../classify/conditions.ts';
import { fold } from '../fold.ts';

export type HolidayKind = HolidaysTypes.HolidayType;

export interface HolidaysConfig {
  country?: string | undefined;
  state?: string | undefined;
  city?: string | undefined;
  types?: HolidayKind[] | undefined;
  add?: (string | { date: string; name: string })[] | undefined;
  remove?: string[] | undefined;
}

/** A holiday on one date, in minutes of its wall clock; a whole day is 0 to 1440. */
export interface Holiday {
  /** `YYYY-MM-DD` */
  date: string;
  name: string;
  from: number;
  to: number;
}

export interface HolidayRules {
  /** Every holiday of a year, by date. */
  inYear(year: number): Holiday[];
}

const DAY = 24 * 60;
const MS_A_MINUTE = 60_000;

/**
 * Compiles the holidays of a calendar. The country's, the state's and the city's holidays are united, as each of them
 * closes the office there and some states leave out days that the whole country keeps.
 * @returns the rules, and problems with their path below `holidays`
 */
export function compileHolidays(config: HolidaysConfig): { rules: HolidayRules; problems: ConfigProblem[] } {
  const problems = placeProblems(config);
  const added = (config.add ?? []).map((entry) => (typeof entry === 'string' ? { date: entry, name: entry } : entry));
  added.forEach(({ date }, i) => {
    if (!isDate(date)) problems.push({ path: ['add', i], message: `"${date}" is no date: write YYYY-MM-DD or MM-DD` });
  });
  const removed = new Set((config.remove ?? []).map(fold));
  const sources = problems.length === 0 ? sourcesOf(config) : [];
  const years = new Map<number, Holiday[]>();
  const inYear = (year: number) => {
    const known = years.get(year);
    if (known) return known;
    const holidays = [
      ...sources.flatMap((source) => source.getHolidays(year)).flatMap(daysOf),
      ...added.map(({ date, name }) => wholeDay(date.length === 5 ? `${year}-${date}` : date, name)),
    ].filter(
      ({ date, name }) =>
        date.startsWith(`${year}-`) && !removed.has(date) && !removed.has(date.slice(5)) && !removed.has(fold(name)),
    );
    years.set(year, holidays);
    return holidays;
  };
  return { rules: { inYear }, problems };
}

function placeProblems({ country, state, city }: HolidaysConfig): ConfigProblem[] {
  if (country === undefined) {
    if (state === undefined && city === undefined) return [];
    return [{ path: [state === undefined ? 'city' : 'state'], message: 'give the country too' }];
  }
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), country)) {
    return [{ path: ['country'], message: `no holidays are known for "${country}": write two letters, such as "BR"` }];
  }
  if (state === undefined) return city === undefined ? [] : [{ path: ['city'], message: 'give the state too' }];
  const states = known.getStates(country) ?? {};
  if (!Object.hasOwn(states, state)) {
    return [
      { path: ['state'], message: `"${state}" is no state of ${country}; known: ${Object.keys(states).join(', ')}` },
    ];
  }
  if (city === undefined) return [];
  const cities = known.getRegions(country, state) ?? {};
  if (Object.hasOwn(cities, city)) return [];
  const names = Object.keys(cities).join(', ') || 'none';
  return [
    {
      path: ['city'],
      message: `"${city}" is no city of ${country}/${state} with holidays of its own; known: ${names}`,
    },
  ];
}

function sourcesOf({ country, state, city, types = ['public'] }: HolidaysConfig): Holidays[] {
  if (country === undefined) return [];
  const sources = [new Holidays(country, { types })];
  if (state !== undefined) sources.push(new Holidays(country, state, { types }));
  if (state !== undefined && city !== undefined) sources.push(new Holidays(country, state, city, { types }));
  return sources;
}

/** Is it `YYYY-MM-DD`, or `MM-DD`, which returns each year? 29 February counts as one. */
export function isDate(date: string): boolean {
  const full = /^\d\d-\d\d$/.test(date) ? `2028-${date}` : date;
  if (!/^\d{4}-\d\d-\d\d$/.test(full)) return false;
  const time = Date.parse(`${full}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(full);
}

function wholeDay(date: string, name: string): Holiday {
  return { date, name, from: 0, to: DAY };
}

/** Some begin in the afternoon, some last for days: one entry a date. */
function daysOf({ date, start, end, name }: HolidaysTypes.Holiday): Holiday[] {
  const local = /^(\d{4}-\d\d-\d\d) (\d\d):(\d\d)/.exec(date);
  if (!local) return [];
  const [, first = '', hour, minute] = local;
  const length = Math.round((end.getTime() - start.getTime()) / MS_A_MINUTE);
  // Whole days may last an hour more or less where the clocks change; on the wall clock they are whole.
  const whole = Math.round(length / DAY) * DAY;
  const days: Holiday[] = [];
  let from = Number(hour) * 60 + Number(minute);
  let left = whole > 0 && Math.abs(length - whole) <= 60 ? whole : length;
  for (let day = Date.parse(`${first}T00:00:00Z`); left > 0; day += DAY * MS_A_MINUTE) {
    const to = Math.min(DAY, from + left);
    days.push({ date: new Date(day).toISOString().slice(0, 10), name, from, to });
    left -= to - from;
    from = 0;
  }
  return days;
}
