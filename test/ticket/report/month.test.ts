/** Which month is meant, and whose tickets of it are asked for. */
import { describe, expect, test } from 'vitest';
import { contractsIn, monthQuestion } from '../../../src/ticket/report/asked.ts';
import { type MonthAsked, monthOf } from '../../../src/ticket/report/month.ts';
import { contract, desk, user } from '../../support/facts.ts';

const ZONE = 'America/Sao_Paulo';
const NOVEMBER = Date.parse('2026-11-03T13:00:00Z');

const named = (asked: MonthAsked, at = NOVEMBER) => {
  const { name, is } = monthOf(asked, ZONE, at);
  return `${name} ${is}`;
};

describe('a month', () => {
  test('is the last full one, or the one that runs', () => {
    expect(named('last')).toBe('2026-10 over');
    expect(named('this')).toBe('2026-11 running');
    expect(named('last', Date.parse('2027-01-05T12:00:00Z'))).toBe('2026-12 over');
  });

  test('without a year is the last one of that name that has begun', () => {
    expect(named({ month: 10, year: null })).toBe('2026-10 over');
    expect(named({ month: 11, year: null })).toBe('2026-11 running');
    expect(named({ month: 12, year: null })).toBe('2025-12 over');
  });

  test('with a year may be to come', () => {
    expect(named({ month: 12, year: 2026 })).toBe('2026-12 future');
    expect(named({ month: 2, year: 2024 })).toBe('2024-02 over');
  });

  test('begins and ends in the desk’s zone', () => {
    // It is November in UTC already.
    expect(named('this', Date.parse('2026-11-01T02:59:00Z'))).toBe('2026-10 running');
    const { period } = monthOf({ month: 2, year: 2024 }, ZONE, NOVEMBER);
    expect(period).toMatchObject({ firstDay: '2024-02-01', lastDay: '2024-02-29' });
    expect(period.to).toBe(Date.parse('2024-03-01T03:00:00Z'));
  });
});

const boss = user({ admin: true });
const acme = contract();
const old = contract({ id: 'acme-2025', startsOn: '2025-01-01', endsOn: '2025-12-31' });
const other = contract({ id: 'other', organization: 'Other' });
const answer = (...memberships: { contract: typeof acme; user: typeof boss }[]) => ({
  memberships,
  domainContracts: [],
});

describe('the contracts whose tickets are read', () => {
  test('are those that the sender is admin of, and no other of theirs', () => {
    const directory = answer({ contract: acme, user: boss }, { contract: other, user: user() });
    expect(monthQuestion('last', directory, NOVEMBER, desk())?.contracts).toEqual(['acme-2026']);
    expect(monthQuestion('last', answer({ contract: acme, user: user() }), NOVEMBER, desk())).toBeNull();
  });

  test('are those that ran in that month', () => {
    const directory = answer({ contract: acme, user: boss }, { contract: old, user: boss });
    const inMonth = (month: number, year: number) =>
      contractsIn(monthOf({ month, year }, ZONE, NOVEMBER), directory).within.map(({ id }) => id);
    expect(inMonth(10, 2026)).toEqual(['acme-2026']);
    expect(inMonth(12, 2025)).toEqual(['acme-2025']);
    expect(inMonth(12, 2024)).toEqual([]);
  });

  test('are none where the month is to come', () => {
    const directory = answer({ contract: acme, user: boss });
    expect(monthQuestion({ month: 12, year: 2026 }, directory, NOVEMBER, desk())).toBeNull();
  });

  test('are ten at most, each once', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ contract: contract({ id: `c${i % 15}` }), user: boss }));
    expect(monthQuestion('last', answer(...many), NOVEMBER, desk())?.contracts).toHaveLength(10);
  });
});
