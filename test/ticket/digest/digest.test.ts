/** Which day's digest is due, and what it tells of facts. Times are those of São Paulo, UTC-3. */
import { describe, expect, test } from 'vitest';
import {
  type DigestFacts,
  digestLetters,
  digestOf,
  dueDigest,
  riskHorizon,
} from '../../../src/ticket/digest/digest.ts';
import { compileSla } from '../../../src/ticket/sla/sla.ts';
import type { Metric } from '../../../src/ticket/ticket.ts';
import { tokenOfMessageId } from '../../../src/ticket/token.ts';
import { desk } from '../../support/facts.ts';

const ZONE = 'America/Sao_Paulo';
const at = (time: string) => Date.parse(`2026-${time.replace(' ', 'T')}:00-03:00`);
const DAILY = { at: '08:00', weekdays: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };
const WORKDAYS = { at: '08:00', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] };

describe('a digest is due', () => {
  test('from its hour to the end of its day, and tells of yesterday', () => {
    expect(dueDigest(DAILY, ZONE, at('11-24 07:59'))).toBeNull();
    const due = dueDigest(DAILY, ZONE, at('11-24 08:00'));
    expect(due).toEqual({
      ...{ day: '2026-11-24', firstDay: '2026-11-23', lastDay: '2026-11-23' },
      ...{ from: at('11-23 00:00'), to: at('11-24 00:00') },
    });
    expect(dueDigest(DAILY, ZONE, at('11-24 23:59'))).toEqual(due);
    expect(dueDigest(DAILY, ZONE, at('11-25 00:00'))).toBeNull();
  });

  test('on its weekdays alone; after a weekend it tells of all of it', () => {
    // 21 November 2026 is a Saturday.
    expect(dueDigest(WORKDAYS, ZONE, at('11-21 12:00'))).toBeNull();
    expect(dueDigest(WORKDAYS, ZONE, at('11-22 12:00'))).toBeNull();
    expect(dueDigest(WORKDAYS, ZONE, at('11-23 12:00'))).toMatchObject({
      ...{ firstDay: '2026-11-20', lastDay: '2026-11-22', from: at('11-20 00:00'), to: at('11-23 00:00') },
    });
    expect(dueDigest({ at: '08:00', weekdays: ['mon'] }, ZONE, at('11-23 12:00'))?.firstDay).toBe('2026-11-16');
  });

  test('at an hour that the clocks skip: as soon as it is past', () => {
    const times = { ...DAILY, at: '02:30' };
    expect(dueDigest(times, 'America/New_York', Date.parse('2026-03-08T06:59:00Z'))).toBeNull();
    expect(dueDigest(times, 'America/New_York', Date.parse('2026-03-08T07:30:00Z'))?.day).toBe('2026-03-08');
  });
});

const { sla } = compileSla({
  calendars: { business: { timeZone: ZONE, hours: { 'mon-fri': ['09:00-18:00'] } }, always: '24x7' },
  policies: {
    standard: { calendar: 'business', targets: { '*': { '*': { firstResponse: '4h' } } } },
    premium: { calendar: 'always', targets: { '*': { '*': { firstResponse: '1h' } } } },
  },
});
const FACTS: DigestFacts = {
  firstDay: '2026-11-19',
  lastDay: '2026-11-19',
  opened: 4,
  solved: 3,
  breached: 1,
  running: [],
  waitingTickets: [],
  quarantine: { count: 0, mails: [] },
  outbox: { failed: 0, held: 0, deferred: 0, letters: [] },
  bounced: { count: 0, addresses: [] },
  waiting: { count: 0, mails: [] },
};
const clock = (number: string, policy: string, dueAt: number, metric: Metric = 'firstResponse') => {
  return { number, policy, dueAt, metric, subject: 'Ajuda' };
};

describe('what it tells', () => {
  // A Friday: the next working day of the desk's hours is Monday.
  const now = at('11-20 10:00');

  test('is at risk by the next working day of the ticket’s own calendar', () => {
    const running = [
      clock('BLIP-3', 'premium', at('11-21 10:01')),
      clock('BLIP-2', 'standard', at('11-23 10:00')),
      clock('BLIP-1', 'premium', at('11-21 10:00')),
      clock('BLIP-4', 'standard', at('11-23 10:01')),
      clock('BLIP-5', 'gone', at('11-20 12:00')),
    ];
    const { atRisk } = digestOf({ ...FACTS, running }, { sla }, now);
    expect(atRisk.tickets.map(({ number }) => number)).toEqual(['BLIP-5', 'BLIP-1', 'BLIP-2']);
    expect(atRisk.count).toBe(3);
    expect(riskHorizon({ sla }, now)).toBe(at('11-23 10:00'));
  });

  test('names five and counts all', () => {
    const running = Array.from({ length: 8 }, (_, i) => clock(`BLIP-${i}`, 'premium', now + i));
    const { atRisk } = digestOf({ ...FACTS, running }, { sla }, now);
    expect([atRisk.count, atRisk.tickets.length]).toEqual([8, 5]);
  });

  test('begins with whoever waits longest', () => {
    const waitingTickets = [3, 1, 2, 9, 8, 7].map((since) => {
      return { number: `BLIP-${since}`, subject: '', organization: 'Acme', since };
    });
    const { oldest } = digestOf({ ...FACTS, waitingTickets }, { sla }, now);
    expect(oldest.map(({ since }) => since)).toEqual([1, 2, 3, 7, 8]);
  });
});

test('each admin gets a letter of their own, on no ticket, under the day’s Message-ID', () => {
  const rules = desk();
  const values = digestOf(FACTS, rules, at('11-20 08:00'));
  const letters = digestLetters(values, '2026-11-20', ['a@x.example', 'b@x.example', 'a@x.example'], rules);
  expect(letters.map(({ to, template }) => [to.address, template])).toEqual([
    ['a@x.example', 'digest'],
    ['b@x.example', 'digest'],
  ]);
  expect(letters.map(({ messageId }) => tokenOfMessageId(messageId, rules))).toEqual([
    { number: 0, party: 'c', serial: 'd20261120-0' },
    { number: 0, party: 'c', serial: 'd20261120-1' },
  ]);
});
