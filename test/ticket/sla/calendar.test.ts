import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  ALWAYS,
  addBusinessTime,
  addWorkingDays,
  businessTimeBetween,
  type Calendar,
  type CalendarConfig,
  compileCalendar,
} from '../../../src/ticket/sla/calendar.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

function compiled(config: CalendarConfig): Calendar {
  const { calendar, problems } = compileCalendar(config);
  if (!calendar) throw new Error(JSON.stringify(problems));
  return calendar;
}

function problemsOf(config: CalendarConfig) {
  return compileCalendar(config).problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const belo = compiled({
  timeZone: 'America/Sao_Paulo',
  hours: { 'mon-fri': ['09:00-12:00', '13:00-18:00'] },
  holidays: { country: 'BR', state: 'MG', city: 'BH' },
});
const at = (local: string, zone = 'America/Sao_Paulo') =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
const local = (instant: number, zone = 'America/Sao_Paulo') =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

describe('hours run in business time', () => {
  test('four hours on a Friday afternoon go over the weekend', () => {
    expect(local(addBusinessTime(belo, at('2026-03-06T16:00'), 4 * HOUR))).toBe('2026-03-09T11:00');
  });

  test('the break at noon does not count', () => {
    expect(local(addBusinessTime(belo, at('2026-03-03T11:30'), HOUR))).toBe('2026-03-03T13:30');
  });

  test('time that ends with the day is due then, not on the next morning', () => {
    expect(local(addBusinessTime(belo, at('2026-03-03T17:00'), HOUR))).toBe('2026-03-03T18:00');
  });

  test('20 November is a holiday', () => {
    expect(local(addBusinessTime(belo, at('2026-11-19T17:00'), 4 * HOUR))).toBe('2026-11-23T12:00');
  });

  test('Christmas is a holiday, its eve is not', () => {
    expect(local(addBusinessTime(belo, at('2026-12-24T17:00'), 2 * HOUR))).toBe('2026-12-28T10:00');
  });

  test('the holidays of the city count: 8 December in Belo Horizonte', () => {
    expect(local(addBusinessTime(belo, at('2026-12-07T17:30'), HOUR))).toBe('2026-12-09T09:30');
  });

  test('Carnival is worked on, unless bank holidays count', () => {
    const banks = compiled({
      timeZone: 'America/Sao_Paulo',
      hours: { 'mon-fri': ['09:00-18:00'] },
      holidays: { country: 'BR', types: ['public', 'bank'] },
    });
    expect(local(addBusinessTime(belo, at('2027-02-08T09:00'), HOUR))).toBe('2027-02-08T10:00');
    expect(local(addBusinessTime(banks, at('2027-02-08T09:00'), HOUR))).toBe('2027-02-10T10:00');
  });

  test('days are added and holidays removed, by date or name', () => {
    const own = compiled({
      timeZone: 'America/Sao_Paulo',
      hours: { 'mon-fri': ['09:00-18:00'] },
      holidays: {
        country: 'BR',
        add: ['12-24', { date: '2026-03-03', name: 'Inventory' }],
        remove: ['2026-12-25', 'dia do trabalhador'],
      },
    });
    expect(local(addBusinessTime(own, at('2026-03-02T17:30'), HOUR))).toBe('2026-03-04T09:30');
    expect(local(addBusinessTime(own, at('2026-12-23T17:30'), HOUR))).toBe('2026-12-25T09:30');
    expect(local(addBusinessTime(own, at('2026-04-30T17:30'), HOUR))).toBe('2026-05-01T09:30');
  });

  test('a night shift ends on the next day, and a holiday cuts its tail', () => {
    const night = compiled({ timeZone: 'UTC', hours: { fri: ['22:00-06:00'] }, holidays: { add: ['2026-03-14'] } });
    expect(businessTimeBetween(night, at('2026-03-06T00:00', 'UTC'), at('2026-03-08T00:00', 'UTC'))).toBe(8 * HOUR);
    expect(businessTimeBetween(night, at('2026-03-13T00:00', 'UTC'), at('2026-03-15T00:00', 'UTC'))).toBe(2 * HOUR);
  });

  test('an evening holiday closes from then on', () => {
    const eve = compiled({
      timeZone: 'America/Sao_Paulo',
      hours: { 'mon-sun': ['09:00-18:00'] },
      holidays: { country: 'BR', types: ['public', 'optional'] },
    });
    expect(businessTimeBetween(eve, at('2026-12-24T00:00'), at('2026-12-26T00:00'))).toBe(5 * HOUR);
  });

  test('24x7 is plain time', () => {
    expect(addBusinessTime(ALWAYS, 5, 4 * HOUR)).toBe(5 + 4 * HOUR);
    expect(addWorkingDays(ALWAYS, 5, 2)).toBe(5 + 48 * HOUR);
  });
});

describe('working days', () => {
  test('one from a moment in business hours is the same time on the next working day', () => {
    expect(local(addWorkingDays(belo, at('2026-03-03T10:20'), 1))).toBe('2026-03-04T10:20');
    expect(local(addWorkingDays(belo, at('2026-03-06T10:20'), 1))).toBe('2026-03-09T10:20');
    expect(local(addWorkingDays(belo, at('2026-11-19T10:20'), 2))).toBe('2026-11-24T10:20');
  });

  test('outside business hours it counts from the next opening', () => {
    expect(local(addWorkingDays(belo, at('2026-03-07T15:00'), 1))).toBe('2026-03-10T09:00');
    expect(local(addWorkingDays(belo, at('2026-03-03T20:00'), 1))).toBe('2026-03-05T09:00');
  });

  test('a shorter day is due at its close', () => {
    const short = compiled({ timeZone: 'UTC', hours: { 'mon-fri': ['09:00-18:00'], sat: ['09:00-12:00'] } });
    expect(local(addWorkingDays(short, at('2026-03-06T15:00', 'UTC'), 1), 'UTC')).toBe('2026-03-07T12:00');
  });

  test('a moment in the night belongs to the day its shift began on', () => {
    const night = compiled({ timeZone: 'UTC', hours: { 'mon-fri': ['22:00-06:00'] } });
    expect(local(addWorkingDays(night, at('2026-03-07T02:00', 'UTC'), 1), 'UTC')).toBe('2026-03-10T02:00');
  });

  test('the time of day holds when the clocks change', () => {
    const york = compiled({ timeZone: 'America/New_York', hours: { 'mon-sun': ['09:00-18:00'] } });
    const zone = 'America/New_York';
    expect(local(addWorkingDays(york, at('2026-03-07T10:00', zone), 1), zone)).toBe('2026-03-08T10:00');
  });
});

describe('a calendar that cannot work is a problem of the config', () => {
  test.each([
    ['no hours', { timeZone: 'UTC', hours: {} }, 'hours: it never opens: there is no hour of work in it'],
    [
      'every day a holiday',
      {
        timeZone: 'UTC',
        hours: { sun: ['09:00-10:00'] },
        holidays: { add: everySunday() },
      },
      'hours: it never opens: there is no hour of work in it',
    ],
    [
      'an unknown zone',
      { timeZone: 'Brasil/BH', hours: { mon: ['09:00-10:00'] } },
      'timeZone: "Brasil/BH" is no time zone: write a name such as "America/Sao_Paulo"',
    ],
    [
      'a bad weekday',
      { timeZone: 'UTC', hours: { seg: ['09:00-10:00'] } },
      'hours.seg: "seg" names no weekdays: write "mon", "mon-fri" or "sat,sun"',
    ],
    [
      'a weekday twice',
      { timeZone: 'UTC', hours: { 'mon-fri': ['09:00-10:00'], wed: ['09:00-10:00'] } },
      'hours.wed: wed is in "mon-fri" already',
    ],
    [
      'a bad span',
      { timeZone: 'UTC', hours: { mon: ['9-18'] } },
      'hours.mon.0: "9-18" is no span of time: write "09:00-18:00"',
    ],
    [
      'an unknown country',
      { timeZone: 'UTC', hours: { mon: ['09:00-10:00'] }, holidays: { country: 'XX' } },
      'holidays.country: no holidays are known for "XX": write two letters, such as "BR"',
    ],
    [
      'a date that is none',
      { timeZone: 'UTC', hours: { mon: ['09:00-10:00'] }, holidays: { add: ['2026-02-30'] } },
      'holidays.add.0: "2026-02-30" is no date: write YYYY-MM-DD or MM-DD',
    ],
  ] as [string, CalendarConfig, string][])('%s', (_name, config, problem) => {
    expect(problemsOf(config)).toEqual([problem]);
  });
});

function everySunday(): string[] {
  const days: string[] = [];
  for (let day = Date.UTC(2027, 11, 5); day < Date.UTC(2029, 1, 28); day += 7 * 24 * HOUR) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}

describe('agrees with a count of minutes on the wall clock', () => {
  const cases: [string, string, Record<string, string[]>, string[]][] = [
    [
      'America/Sao_Paulo',
      '2018-10-20',
      { 'mon-fri': ['09:00-12:00', '13:00-18:00'], sat: ['00:00-24:00'], sun: ['00:00-06:00'] },
      ['2018-11-02'],
    ],
    ['America/Sao_Paulo', '2018-01-25', { 'mon-sun': ['20:00-02:30'] }, ['2018-02-18']],
    ['America/New_York', '2026-02-20', { 'mon-sun': ['22:00-06:00'] }, ['2026-03-08']],
    ['America/New_York', '2026-10-15', { 'mon-fri': ['09:00-17:00'], 'sat,sun': ['00:30-04:00', '05:00-23:45'] }, []],
    ['Europe/Lisbon', '2026-03-10', { 'mon-sun': ['00:00-24:00'] }, ['2026-03-29', '2026-04-03']],
    ['Europe/Lisbon', '2026-10-05', { sun: ['00:15-09:00'], tue: ['08:00-19:30'] }, []],
    ['Australia/Lord_Howe', '2026-03-20', { 'sat,sun': ['01:00-05:00', '08:10-20:20'], mon: ['09:00-18:00'] }, []],
    ['Australia/Lord_Howe', '2026-09-20', { 'fri-mon': ['21:00-01:15', '03:00-04:00'] }, ['2026-10-05']],
  ];

  test.each(cases)('%s from %s', (zone, start, hours, add) => {
    const calendar = compiled({ timeZone: zone, hours, holidays: { add } });
    const first = at(`${start}T00:00`, zone);
    const open = openMinutes(zone, first, 35, hours, add);
    const sums = [0];
    for (const one of open) sums.push((sums.at(-1) ?? 0) + one);
    const random = randomFrom(7);
    for (let i = 0; i < 500; i++) {
      const a = Math.floor(random() * (open.length - 1));
      const b = a + Math.floor(random() * (open.length - a));
      const expected = (sums[b] ?? 0) - (sums[a] ?? 0);
      const [from, to] = [first + a * MINUTE, first + b * MINUTE];
      expect(businessTimeBetween(calendar, from, to), `${local(from, zone)} to ${local(to, zone)}`).toBe(
        expected * MINUTE,
      );
      if (expected === 0) continue;
      const due = sums.findIndex((sum) => sum - (sums[a] ?? 0) === expected);
      expect(local(addBusinessTime(calendar, from, expected * MINUTE), zone)).toBe(local(first + due * MINUTE, zone));
      expect(addBusinessTime(calendar, from, expected * MINUTE)).toBe(first + due * MINUTE);
    }
  });
});

/** For each minute 1 where it is open: hours last from when the clock first shows their beginning to when it first shows their end. */
function openMinutes(
  zone: string,
  first: number,
  days: number,
  hours: Record<string, string[]>,
  holidays: string[],
): number[] {
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const minutes: { date: string; minute: number; weekday: number }[] = [];
  // From two days before, as a night's work may have begun then.
  const lead = 2 * 24 * 60;
  for (let i = -lead; i < days * 24 * 60; i++) {
    const wall = Temporal.Instant.fromEpochMilliseconds(first + i * MINUTE).toZonedDateTimeISO(zone);
    minutes.push({
      date: wall.toPlainDate().toString(),
      minute: wall.hour * 60 + wall.minute,
      weekday: wall.dayOfWeek - 1,
    });
  }
  const reached = new Map<string, number[]>();
  const dates = [...new Set(minutes.map(({ date }) => date))];
  for (const date of dates) reached.set(date, []);
  minutes.forEach(({ date, minute }, i) => {
    const list = reached.get(date) ?? [];
    for (let m = list.length; m <= minute; m++) list[m] = i;
  });
  const when = (date: string, minute: number): number => {
    const list = reached.get(date);
    if (!list) return minutes.length;
    if (minute < list.length) return list[minute] ?? 0;
    const next = dates[dates.indexOf(date) + 1];
    return next === undefined ? minutes.length : when(next, Math.max(0, minute - 1440));
  };
  const open = minutes.map(() => 0);
  for (const date of dates) {
    const weekday = names[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? '';
    for (const [key, spans] of Object.entries(hours)) {
      if (!daysIn(key, names).includes(weekday)) continue;
      for (const span of spans) {
        const [from = 0, until = 0] = span
          .split('-')
          .map((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
        open.fill(1, when(date, from), when(date, until > from ? until : until + 1440));
      }
    }
  }
  minutes.forEach(({ date }, i) => {
    if (holidays.includes(date)) open[i] = 0;
  });
  return open.slice(lead);
}

function daysIn(key: string, names: string[]): string[] {
  return key.split(',').flatMap((part) => {
    const [from = '', to = from] = part.split('-');
    const [a, b] = [names.indexOf(from), names.indexOf(to)];
    return a <= b ? names.slice(a, b + 1) : [...names.slice(a), ...names.slice(0, b + 1)];
  });
}

/** The same numbers each time: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
