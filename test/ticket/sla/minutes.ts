/**
 * Random calendars and cases, counted minute by minute: what the arithmetic of business time is held against. It shares
 * nothing with it but the config: local times are Intl's, and every minute is asked for by itself.
 */
import Holidays from 'date-holidays';
import { type Calendar, type CalendarConfig, compileCalendar } from '../../../src/ticket/sla/calendar.ts';

export const MINUTE = 60_000;
const DAY = 24 * 60;
const QUARTER = 15;

/** Numbers from 0 to below 1. */
export type Random = () => number;

/** The same numbers each time: mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

export function whole(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** A calendar, and for each minute from an instant on whether it is open. */
export interface Counted {
  calendar: Calendar;
  /** As config, to be shown where something disagrees. */
  config: CalendarConfig;
  first: number;
  open: Uint8Array;
}

const ZONES = [
  'America/Sao_Paulo',
  'America/New_York',
  'America/Havana',
  'America/Santiago',
  'America/St_Johns',
  'Europe/Lisbon',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Chatham',
  'UTC',
] as const;

const DAYS = 24;
/** Nights that began before count. */
const LEAD = 3;

/** A random calendar over some weeks of 2015 to 2028, mostly with a change of its zone's clocks in them. */
export function randomCalendar(random: Random): Counted {
  for (;;) {
    const timeZone = pick(random, ZONES);
    const first = randomStart(timeZone, random);
    const dates = Array.from({ length: DAYS + 2 }, (_, i) => isoDate(first / MINUTE / DAY + i - 1));
    const country = pick(random, [undefined, undefined, 'BR', 'US', 'PT']);
    const config: CalendarConfig = {
      timeZone,
      hours: Object.fromEntries(WEEKDAYS.map((day) => [day, randomSpans(random)])),
      exceptions: Object.fromEntries(some(random, dates).map((date) => [date, randomSpans(random)])),
      holidays: { country, add: some(random, dates) },
    };
    const { calendar } = compileCalendar(config);
    if (calendar) return { calendar, config, first, open: openMinutes(config, first, country) };
  }
}

const WEEKDAYS = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

function randomStart(timeZone: string, random: Random): number {
  const wall = wallOf(timeZone);
  const pickDay = () => Date.UTC(whole(random, 2015, 2028), 0, whole(random, 1, 366));
  let start = pickDay();
  for (let i = 0; i < 40 && random() < 0.95; i++) {
    const end = start + 12 * DAY * MINUTE;
    if (wall(end) - wall(start) !== 12 * DAY) break;
    start = pickDay();
  }
  return start;
}

function randomSpans(random: Random): string[] {
  if (random() < 0.2) return [];
  if (random() < 0.1) return ['00:00-24:00'];
  return Array.from({ length: whole(random, 1, 3) }, () => {
    const from = whole(random, 0, 287) * 5;
    const to = (from + whole(random, 1, 150) * 5) % DAY;
    return `${clock(from)}-${clock(to === from ? from + 5 : to)}`;
  });
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function some(random: Random, dates: string[]): string[] {
  return dates.filter(() => random() < 0.06);
}

function isoDate(day: number): string {
  return new Date(day * DAY * MINUTE).toISOString().slice(0, 10);
}

/** Minutes of the wall clock, as if it were UTC. */
function wallOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) / MINUTE;
}

/**
 * Hours last from when the clock first shows their beginning to when it first shows their end; a holiday from its first
 * midnight to the next. So what counts is the latest time that the clock has shown.
 */
function openMinutes(config: CalendarConfig, first: number, country: string | undefined): Uint8Array {
  if (config === '24x7') throw new Error('it is always open');
  const { timeZone, hours, exceptions = {}, holidays = {} } = config;
  const wall = wallOf(timeZone);
  const closed = new Set([...(holidays.add ?? []).map(String), ...publicHolidays(country, first)]);
  const spansOn = (day: number) => exceptions[isoDate(day)] ?? hours[WEEKDAYS[((day % 7) + 7) % 7] ?? ''] ?? [];
  const open = new Uint8Array(DAYS * DAY);
  let shown = Number.NEGATIVE_INFINITY;
  let atQuarter = 0;
  let onDay = Number.NaN;
  let spans: [number, number][] = [];
  for (let i = -LEAD * DAY; i < DAYS * DAY; i++) {
    // No zone has changed its clocks within a quarter of an hour in these years.
    const inQuarter = ((i % QUARTER) + QUARTER) % QUARTER;
    if (inQuarter === 0) atQuarter = wall(first + i * MINUTE);
    shown = Math.max(shown, atQuarter + inQuarter);
    const day = Math.floor(shown / DAY);
    if (day !== onDay) {
      onDay = day;
      const isClosed = closed.has(isoDate(day)) && !exceptions[isoDate(day)];
      spans = isClosed ? [] : [day - 1, day].flatMap((date) => spansOn(date).map((span) => minutesOf(date, span)));
    }
    if (i >= 0 && spans.some(([from, to]) => from <= shown && shown < to)) open[i] = 1;
  }
  return open;
}

function minutesOf(date: number, span: string): [number, number] {
  const [from = 0, to = 0] = span.split('-').map((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
  return [date * DAY + from, date * DAY + (to > from ? to : to + DAY)];
}

function publicHolidays(country: string | undefined, first: number): string[] {
  if (country === undefined) return [];
  const year = new Date(first).getUTCFullYear();
  const known = new Holidays(country, { types: ['public'] });
  return [year - 1, year, year + 1].flatMap((one) => known.getHolidays(one)).map(({ date }) => date.slice(0, 10));
}
