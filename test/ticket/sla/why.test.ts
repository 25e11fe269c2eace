import { describe, expect, test } from 'vitest';
import { clocksOf, type TimedEvent } from '../../../src/ticket/sla/clocks.ts';
import { compileSla, type SlaConfig } from '../../../src/ticket/sla/sla.ts';
import { sumLines, sumOf } from '../../../src/ticket/sla/why.ts';
import type { Metric } from '../../../src/ticket/ticket.ts';

const target = (firstResponse: string, resolution: string) => ({ '*': { '*': { firstResponse, resolution } } });
const config: SlaConfig = {
  calendars: {
    belo: {
      timeZone: 'America/Sao_Paulo',
      hours: { 'mon-fri': ['09:00-12:00', '13:00-18:00'] },
      holidays: { country: 'BR', state: 'MG', city: 'BH' },
    },
    nights: { timeZone: 'America/New_York', hours: { 'mon-sun': ['22:00-06:00'] } },
    wednesdays: { timeZone: 'UTC', hours: { wed: ['09:00-10:00', '16:00-17:00'] } },
    always: '24x7',
  },
  policies: {
    standard: { calendar: 'belo', targets: target('4h', '2bd') },
    nights: { calendar: 'nights', targets: target('9h', '1bd') },
    wednesdays: { calendar: 'wednesdays', targets: target('3h', '9999h') },
    premium: { calendar: 'always', targets: target('30m', '4h') },
  },
};
const { sla } = compileSla(config);
const MINUTE = 60_000;

function clock(events: TimedEvent[], metric: Metric = 'firstResponse', now?: number) {
  const found = clocksOf(events, sla, now).find((one) => one.metric === metric);
  if (!found) throw new Error(`no clock of ${metric}`);
  return found;
}
const opened = (policy: string, at: string): TimedEvent => ({
  at: Date.parse(at),
  kind: 'opened',
  type: 'incident',
  priority: 'high',
  policy,
});
const state = (to: 'open' | 'on-hold' | 'pending' | 'solved', at: string): TimedEvent => ({
  at: Date.parse(at),
  kind: 'state',
  to,
  until: null,
});

describe('why this deadline', () => {
  // Thursday; Friday is a holiday.
  const thursday = opened('standard', '2026-11-19T16:00:37-03:00');
  const held = state('on-hold', '2026-11-23T10:30-03:00');

  test('over a holiday, a weekend and a pause', () => {
    const events = [thursday, held, state('open', '2026-11-24T14:00-03:00')];
    expect(sumLines(clock(events), 'America/Sao_Paulo')).toEqual([
      'from Thu 2026-11-19 16:00, by policy "standard", incident/high by */*: first response 4h in calendar "belo"',
      '  Thu 2026-11-19 16:00 to 18:00                 + 1h 59m 23s',
      '  Thu 2026-11-19 18:00 to Mon 2026-11-23 09:00  closed: Dia da Consciência Negra, weekend',
      '  Mon 2026-11-23 09:00 to 10:30                 + 1h 30m',
      '  Mon 2026-11-23 10:30 to Tue 2026-11-24 14:00  paused: on hold, 10h 30m of business time do not count',
      '  Tue 2026-11-24 14:00 to 14:30                 + 30m 37s',
      'due Tue 2026-11-24 14:30: 4h counted',
    ]);
  });

  test('while it is paused, so far', () => {
    const lines = sumLines(
      clock([thursday, held], 'firstResponse', Date.parse('2026-12-01T12:00Z')),
      'America/Sao_Paulo',
    );
    expect(lines.slice(-2)).toEqual([
      '  Mon 2026-11-23 10:30 until now                paused: on hold',
      'due Mon 2026-11-23 11:00 if it had not paused: 3h 29m 23s counted so far',
    ]);
  });

  test('over nights and breaks, which show by the times around them', () => {
    const lines = sumLines(clock([opened('standard', '2026-03-03T11:00-03:00')], 'resolution'), 'America/Sao_Paulo');
    expect(lines.slice(1)).toEqual([
      '  Tue 2026-03-03 11:00 to 12:00  + 1h',
      '  Tue 2026-03-03 13:00 to 18:00  + 5h',
      '  Wed 2026-03-04 09:00 to 12:00  + 3h',
      '  Wed 2026-03-04 13:00 to 18:00  + 5h',
      '  Thu 2026-03-05 09:00 to 11:00  + 2h',
      'due Thu 2026-03-05 11:00: 16h counted',
    ]);
  });

  test('over a night in which the clocks change', () => {
    const lines = sumLines(clock([opened('nights', '2026-03-07T22:00-05:00')]), 'America/New_York');
    expect(lines.slice(1)).toEqual([
      '  Sat 2026-03-07 22:00 to Sun 2026-03-08 06:00  + 7h, the clocks change',
      '  Sun 2026-03-08 22:00 to Mon 2026-03-09 00:00  + 2h',
      'due Mon 2026-03-09 00:00: 9h counted',
    ]);
  });

  test('of a ticket that was opened again: the time that it was solved does not count', () => {
    const events = [
      opened('premium', '2026-03-07T10:00Z'),
      state('solved', '2026-03-07T11:00Z'),
      state('open', '2026-03-07T13:00Z'),
    ];
    expect(sumLines(clock(events, 'resolution'), 'UTC').slice(1)).toEqual([
      '  Sat 2026-03-07 10:00 to 11:00  + 1h',
      '  Sat 2026-03-07 11:00 to 13:00  paused: solved, 2h of business time do not count',
      '  Sat 2026-03-07 13:00 to 16:00  + 3h',
      'due Sat 2026-03-07 16:00: 4h counted',
    ]);
  });
});

describe('the sum', () => {
  test('has every span, with the reason why it was closed', () => {
    const sum = sumOf(clock([opened('wednesdays', '2026-03-03T00:00Z')]));
    expect(sum.map(({ what, name, ms }) => [what, name, ms / MINUTE])).toEqual([
      ['closed', 'day off', 0],
      ['counted', null, 60],
      ['closed', 'outside hours', 0],
      ['counted', null, 60],
      ['closed', 'day off, weekend', 0],
      ['counted', null, 60],
    ]);
    const office = sumOf(clock([opened('standard', '2026-03-03T11:00-03:00')], 'resolution'));
    expect(office.map(({ name }) => name)).toEqual([null, 'break', null, 'night', null, 'break', null, 'night', null]);
  });

  test('is one span in a calendar that is always open', () => {
    const premium = clock([opened('premium', '2026-12-25T10:00Z')], 'resolution');
    const { startedAt, dueAt } = premium;
    expect(sumOf(premium)).toEqual([{ from: startedAt, to: dueAt, what: 'counted', name: null, ms: 240 * MINUTE }]);
  });

  test('of a very long target stays short, and whole', () => {
    const long = clock([opened('wednesdays', '2026-03-03T00:00Z')], 'resolution');
    const sum = sumOf(long);
    expect(sum.length).toBeLessThan(150);
    expect(sum.reduce((total, { ms }) => total + ms, 0)).toBe(9999 * 60 * MINUTE);
    expect(sum.at(-1)?.to).toBe(long.dueAt);
  });
});
