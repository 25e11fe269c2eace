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
  isOpen,
  nextOpening,
  openUntil,
} from '../../../src/ticket/sla/calendar.ts';

const HOUR = 3_600_000;

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

describe('open or closed', () => {
  test('it is open from the first minute of its hours to before the last', () => {
    const open = (time: string) => isOpen(belo, at(time));
    expect(['08:59', '09:00', '11:59', '12:00', '13:00', '17:59', '18:00'].map((t) => open(`2026-03-03T${t}`))).toEqual(
      [false, true, true, false, true, true, false],
    );
    expect(open('2026-03-07T10:00')).toBe(false);
    expect(open('2026-12-08T10:00')).toBe(false);
    expect(isOpen(ALWAYS, 5)).toBe(true);
  });

  test('it opens next at the first instant of business time, which may be this one', () => {
    const opens = (time: string) => local(nextOpening(belo, at(time)));
    expect(opens('2026-03-03T10:20')).toBe('2026-03-03T10:20');
    expect(opens('2026-03-03T12:00')).toBe('2026-03-03T13:00');
    expect(opens('2026-03-06T18:00')).toBe('2026-03-09T09:00');
    expect(opens('2026-12-24T18:00')).toBe('2026-12-28T09:00');
    expect(nextOpening(ALWAYS, 5)).toBe(5);
  });

  test('it stays open over midnight where hours meet, and no further than is asked', () => {
    const meeting = compiled({ timeZone: 'UTC', hours: { fri: ['20:00-24:00'], sat: ['00:00-06:00'] } });
    const night = at('2026-03-06T21:00', 'UTC');
    expect(local(openUntil(meeting, night, night + 30 * HOUR), 'UTC')).toBe('2026-03-07T06:00');
    expect(openUntil(meeting, night, night + HOUR)).toBe(night + HOUR);
    expect(openUntil(meeting, night - 5 * HOUR, night)).toBe(night - 5 * HOUR);
    const never = compiled({ timeZone: 'UTC', hours: { 'mon-sun': ['00:00-24:00'] } });
    expect(openUntil(never, night, night + 9_000 * HOUR)).toBe(night + 9_000 * HOUR);
  });
});

describe('a date may have hours of its own', () => {
  const own = compiled({
    timeZone: 'UTC',
    hours: { 'mon-fri': ['09:00-18:00'] },
    exceptions: { '12-24': ['09:00-12:00'], '2026-03-07': ['10:00-11:00', '20:00-02:00'], '2026-03-10': [] },
    holidays: { add: ['2026-03-07', '2026-12-24'] },
  });
  const between = (a: string, b: string) => businessTimeBetween(own, at(a, 'UTC'), at(b, 'UTC'));

  test('instead of the weekday, and though it is a holiday', () => {
    expect(between('2026-12-24T00:00', '2026-12-25T00:00')).toBe(3 * HOUR);
    expect(between('2027-12-24T00:00', '2027-12-25T00:00')).toBe(3 * HOUR);
    expect(between('2026-03-07T00:00', '2026-03-09T00:00')).toBe(7 * HOUR);
  });

  test('or none, and is no working day then', () => {
    expect(between('2026-03-10T00:00', '2026-03-11T00:00')).toBe(0);
    expect(local(addWorkingDays(own, at('2026-03-09T10:20', 'UTC'), 1), 'UTC')).toBe('2026-03-11T10:20');
  });

  test('what is no date or no span of time is told', () => {
    expect(problemsOf({ timeZone: 'UTC', hours: { mon: ['09:00-10:00'] }, exceptions: { '24-12': ['9h'] } })).toEqual([
      'exceptions.24-12: "24-12" is no date: write YYYY-MM-DD or MM-DD',
      'exceptions.24-12.0: "9h" is no span of time: write "09:00-18:00"',
    ]);
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
