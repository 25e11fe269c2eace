/** A contract's month: figures in all and by type, and the newest tickets of it. */
import { describe, expect, test } from 'vitest';
import { countMonth, type MonthHistory } from '../../../src/ticket/report/contract-month.ts';
import { monthOf } from '../../../src/ticket/report/month.ts';
import type { TicketState } from '../../../src/ticket/ticket.ts';
import { desk } from '../../support/facts.ts';

const NOW = Date.parse('2026-11-03T13:00:00Z');
const HOUR = 3_600_000;
const OPENED = { kind: 'opened', type: 'doubt', priority: 'normal', policy: 'standard' } as const;
const { period } = monthOf('last', 'America/Sao_Paulo', NOW);

function ticket(over: Partial<MonthHistory> = {}): MonthHistory {
  const createdAt = over.createdAt ?? period.from + HOUR;
  const type = over.type ?? 'doubt';
  return {
    number: 'BLIP-1001',
    subject: 'Ajuda',
    type,
    state: 'solved',
    requesterName: 'Ana Souza',
    createdAt,
    events: [
      { at: createdAt, kind: 'opened', type, priority: 'normal', policy: 'standard' },
      { at: createdAt + HOUR, kind: 'answered', agent: 'bia' },
      { at: createdAt + 2 * HOUR, kind: 'state', to: 'solved', until: null },
    ],
    ...over,
  };
}

const counted = (tickets: MonthHistory[]) => {
  const counting = countMonth(period, desk().sla, NOW);
  for (const one of tickets) counting.add(one);
  return counting.result();
};

test('figures are told in all and by type', () => {
  const { all, byType } = counted([ticket(), ticket(), ticket({ type: 'incident' })]);
  expect(all).toMatchObject({ opened: 3, solved: 3, stillOpen: 0, firstResponse: { median: HOUR } });
  expect(byType.map(({ type, figures }) => [type, figures.opened])).toEqual([
    ['doubt', 2],
    ['incident', 1],
  ]);
  expect(all.promises.firstResponse).toEqual({ kept: 3, missed: 0 });
});

test('the fifty newest of those opened in the month are listed, the others counted', () => {
  const before = ticket({ number: 'BLIP-999', createdAt: period.from - HOUR });
  const tickets = Array.from({ length: 260 }, (_, i) =>
    ticket({ number: `BLIP-${2000 + i}`, createdAt: period.from + i * HOUR }),
  );
  // Numbers need not be in the order of time.
  const { all, tickets: listed, more } = counted([before, ...tickets.toReversed()]);
  expect(listed).toHaveLength(50);
  expect([listed[0]?.number, listed[49]?.number]).toEqual(['BLIP-2259', 'BLIP-2210']);
  expect([all.opened, more]).toEqual([260, 210]);
});

test('what is listed does not carry its history along', () => {
  expect(Object.keys(counted([ticket()]).tickets[0] ?? {})).not.toContain('events');
});

describe('what a listed ticket was at the end of the month is told, whatever became of it since:', () => {
  const late = period.to - HOUR;
  const state = (at: number, to: TicketState, until: number | null = null) =>
    ({ at, kind: 'state', to, until }) as const;
  const opened = ticket().events.slice(0, 1);

  test.each<[string, MonthHistory['events'], TicketState]>([
    ['opened', [], 'new'],
    ['worked on, solved in the next month', [state(late, 'open'), state(period.to, 'solved')], 'open'],
    ['solved, opened again in the next month', [state(late, 'solved'), state(period.to + 1, 'open')], 'solved'],
    [
      'merged in the next month',
      [state(late, 'pending'), { at: period.to, kind: 'merged', into: 'BLIP-7' }],
      'pending',
    ],
    ['merged', [{ at: late, kind: 'merged', into: 'BLIP-7' }], 'closed'],
    ['on hold into the next month', [state(late, 'on-hold', period.to + 1), state(period.to + 1, 'open')], 'on-hold'],
    ['on hold until then', [state(late, 'on-hold', period.to)], 'open'],
  ])('%s', (_, later, expected) => {
    const one = ticket({ state: 'closed', events: [...opened, ...later] });
    expect(counted([one]).tickets).toMatchObject([{ state: expected }]);
    expect(counted([one]).all.stillOpen).toBe(Number(expected !== 'solved' && expected !== 'closed'));
  });
});

test('in a month that runs the tickets are what they are now', () => {
  const november = monthOf('this', 'America/Sao_Paulo', NOW).period;
  const counting = countMonth(november, desk().sla, NOW);
  const solved = { at: NOW, kind: 'state', to: 'solved', until: null } as const;
  const createdAt = november.from + HOUR;
  counting.add(ticket({ createdAt, state: 'solved', events: [{ ...OPENED, at: createdAt }, solved] }));
  expect(counting.result().tickets).toMatchObject([{ state: 'solved' }]);
});

test('a month without tickets is told as such', () => {
  expect(counted([])).toMatchObject({ all: { opened: 0, stillOpen: 0 }, byType: [], tickets: [], more: 0 });
});
