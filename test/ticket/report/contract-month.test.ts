/** A contract's month: figures in all and by type, and the newest tickets of it. */
import { expect, test } from 'vitest';
import { countMonth, type MonthHistory } from '../../../src/ticket/report/contract-month.ts';
import { monthOf } from '../../../src/ticket/report/month.ts';
import { desk } from '../../support/facts.ts';

const NOW = Date.parse('2026-11-03T13:00:00Z');
const HOUR = 3_600_000;
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

test('a month without tickets is told as such', () => {
  expect(counted([])).toMatchObject({ all: { opened: 0, stillOpen: 0 }, byType: [], tickets: [], more: 0 });
});
