/** What a report says of histories made by hand. */
import { describe, expect, test } from 'vitest';
import { allPromises, shareKept } from '../../../src/ticket/report/figures.ts';
import { compileSla } from '../../../src/ticket/sla/sla.ts';
import { answered, at, is, opened, reportOf, type Told, ticket, wrote, ZONE } from './report.ts';

const HOUR = 3_600_000;
const november = (...told: Told[][]) => reportOf(told.map((one) => ticket(one))).all;
const NONE = { kept: 0, missed: 0 };

describe('promises', () => {
  test('an answer and a solution in time are kept', () => {
    // 3 November 2026 is a Tuesday.
    const all = november([
      ['11-03 10:00', opened],
      ['11-03 12:00', answered],
      ['11-03 15:00', is('solved')],
    ]);
    expect(all.promises).toEqual({
      firstResponse: { kept: 1, missed: 0 },
      nextResponse: NONE,
      resolution: { kept: 1, missed: 0 },
    });
    expect(all).toMatchObject({ opened: 1, solved: 1, closed: 0, stillOpen: 0, reopened: 0 });
  });

  test('an answer that came too late is missed, once, and so is one that never came', () => {
    const late = november([
      ['11-03 10:00', opened],
      ['11-03 17:00', answered],
    ]);
    expect(late.promises.firstResponse).toEqual({ kept: 0, missed: 1 });
    expect(november([['11-03 10:00', opened]]).promises.firstResponse).toEqual({ kept: 0, missed: 1 });
  });

  test('time that is paused or outside of hours breaks none', () => {
    const all = november([
      ['11-06 17:00', opened],
      ['11-06 17:30', answered],
      ['11-06 17:30', is('pending')],
      // Ten days later.
      ['11-16 10:00', wrote],
      ['11-16 10:00', is('open')],
      ['11-16 11:00', answered],
      ['11-16 12:00', is('solved')],
    ]);
    expect(all.promises).toEqual({
      firstResponse: { kept: 1, missed: 0 },
      nextResponse: { kept: 1, missed: 0 },
      resolution: { kept: 1, missed: 0 },
    });
  });

  test('one that is not decided yet is not counted', () => {
    const all = reportOf([ticket([['11-03 10:00', opened]])], { now: '11-03 11:00' }).all;
    expect(allPromises(all)).toEqual(NONE);
    expect(shareKept(allPromises(all))).toBeNull();
  });

  test('what a merged ticket promised and did not break is nobody’s', () => {
    const all = november([
      ['11-03 10:00', opened],
      ['11-03 11:00', { kind: 'merged', into: 'BLIP-1001' }],
    ]);
    expect(allPromises(all)).toEqual(NONE);
    expect(all).toMatchObject({ opened: 1, merged: 1, solved: 0, closed: 0, stillOpen: 0 });
  });

  test('it counts in the period in which it was decided', () => {
    const told = ticket([
      ['10-30 17:00', opened],
      ['11-03 10:00', answered],
    ]);
    // 4 hours from a Friday at 17:00 (Monday the 2nd is worked here) end on Monday at 12:00.
    expect(reportOf([told], { from: '2026-10-01', to: '2026-10-31' }).all.promises.firstResponse).toEqual(NONE);
    expect(reportOf([told]).all.promises.firstResponse).toEqual({ kept: 0, missed: 1 });
  });

  test.each(['urgent', 'low'] as const)(
    'one that was missed stays missed, once, where the priority is %s later',
    (to) => {
      // By `urgent` it would have been due on Friday already; by `low` not before Tuesday.
      const told = ticket([
        ['10-30 15:00', opened],
        ['11-02 11:00', { kind: 'priority', to }],
        ['11-02 12:00', answered],
      ]);
      const easy = { firstResponse: '20h', nextResponse: '20h', resolution: '90h' };
      const { sla: rules } = compileSla({
        calendars: { business: { timeZone: ZONE, hours: { 'mon-fri': ['09:00-18:00'] } } },
        policies: {
          standard: {
            calendar: 'business',
            targets: { '*': { urgent: { firstResponse: '1h' }, low: easy, '*': { firstResponse: '4h' } } },
          },
        },
      });
      // Due on Monday, 2 November, at ten.
      expect(reportOf([told], { rules }).all.promises.firstResponse).toEqual({ kept: 0, missed: 1 });
      expect(reportOf([told], { rules, from: '2026-10-01', to: '2026-11-01' }).all.promises.firstResponse).toEqual(
        NONE,
      );
      expect(reportOf([told], { rules, from: '2026-11-03' }).all.promises.firstResponse).toEqual(NONE);
    },
  );

  test('one that was missed and then changed counts in the month of its deadline, not in that of the change', () => {
    const told = ticket([
      ['10-29 15:00', opened],
      ['11-04 11:00', { kind: 'priority', to: 'urgent' }],
    ]);
    const october = reportOf([told], { from: '2026-10-01', to: '2026-10-31' });
    expect(october.all.promises.firstResponse).toEqual({ kept: 0, missed: 1 });
    expect(reportOf([told]).all.promises.firstResponse).toEqual(NONE);
  });

  test('one that a change made late counts then, and what was promised before with its own month, once a change finds it missed', () => {
    const told = ticket([
      ['10-30 16:30', opened],
      ['10-30 17:45', { kind: 'priority', to: 'urgent' }],
      ['11-04 11:00', { kind: 'priority', to: 'normal' }],
    ]);
    const october = reportOf([told], { from: '2026-10-01', to: '2026-10-31' });
    expect(october.all.promises.firstResponse).toEqual({ kept: 0, missed: 1 });
    expect(reportOf([told]).all.promises.firstResponse).toEqual({ kept: 0, missed: 1 });
  });

  test('the share is of those that were decided', () => {
    expect(shareKept({ kept: 3, missed: 1 })).toBe(0.75);
  });
});

describe('a ticket that was opened again', () => {
  const again: Told[] = [
    ['11-03 10:00', opened],
    ['11-03 11:00', answered],
    ['11-03 12:00', is('solved')],
    ['11-10 09:00', wrote],
    ['11-10 09:00', is('open')],
  ];

  test('is not solved, and its solution is not promised twice', () => {
    const all = november(again);
    expect(all).toMatchObject({ solved: 0, reopened: 1, stillOpen: 1 });
    expect(all.promises.resolution).toEqual({ kept: 0, missed: 1 });
  });

  test('and solved again is solved once, when it was last', () => {
    const all = reportOf([ticket([...again, ['11-10 10:00', answered], ['11-10 11:00', is('solved')]])]);
    expect(all.all).toMatchObject({ solved: 1, reopened: 1, stillOpen: 0, resolution: { count: 1 } });
    expect(all.volume.filter(({ solved }) => solved > 0)).toEqual([{ day: '2026-11-10', opened: 0, solved: 1 }]);
  });

  test('in a later period was solved in the one before', () => {
    const october = reportOf([ticket(again)], { from: '2026-11-01', to: '2026-11-05' });
    expect(october.all).toMatchObject({ solved: 1, reopened: 0, stillOpen: 0 });
  });
});

test('closing after solving is one solution; closing alone is one too', () => {
  const all = november(
    [
      ['11-03 10:00', opened],
      ['11-04 10:00', is('solved')],
      ['11-10 10:00', is('closed')],
    ],
    [
      ['11-03 10:00', opened],
      ['11-05 10:00', is('closed')],
    ],
  );
  expect(all).toMatchObject({ opened: 2, solved: 2, closed: 2 });
});

test('times are elapsed: nights and weekends are within them', () => {
  const took = (hours: number): Told[] => [
    ['11-06 17:00', opened],
    [new Date(at('11-06 17:00') + (hours - 3) * HOUR).toISOString().slice(5, 16).replace('T', ' '), answered],
  ];
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 64, 100].map((hours) => ticket(took(hours)));
  expect(reportOf(ten).all.firstResponse).toEqual({ count: 10, median: 5.5 * HOUR, p90: 64 * HOUR });
  expect(reportOf(ten.slice(0, 1)).all.firstResponse).toEqual({ count: 1, median: HOUR, p90: HOUR });
  expect(reportOf([]).all.firstResponse).toEqual({ count: 0, median: null, p90: null });
});

test('times are told of a ticket whose policy is gone; of promises none', () => {
  const told = ticket([
    ['11-03 10:00', { ...opened, policy: 'gone' } as typeof opened],
    ['11-03 12:00', answered],
  ]);
  const { all } = reportOf([told]);
  expect(all.firstResponse).toEqual({ count: 1, median: 2 * HOUR, p90: 2 * HOUR });
  expect(allPromises(all)).toEqual(NONE);
});

test('what rested before the period, or came after it, is not in it', () => {
  const before = ticket([
    ['10-01 10:00', opened],
    ['10-01 11:00', is('solved')],
  ]);
  const { all, groups } = reportOf([before, ticket([['12-01 00:00', opened]])]);
  expect(all).toMatchObject({ opened: 0, solved: 0, stillOpen: 0 });
  expect(groups).toEqual([]);
});

test('days begin and end on the desk’s clock', () => {
  const { all, volume } = reportOf([ticket([['11-01 00:00', opened]]), ticket([['11-30 23:59', opened]])]);
  expect(all.opened).toBe(2);
  expect([volume[0], volume.at(-1)]).toEqual([
    { day: '2026-11-01', opened: 1, solved: 0 },
    { day: '2026-11-30', opened: 1, solved: 0 },
  ]);
});

test('groups add up to all, the largest first, nobody last', () => {
  const told: Told[] = [['11-03 10:00', opened]];
  const { all, groups } = reportOf(
    [
      ticket(told, { agent: null, messagesIn: 3 }),
      ticket(told, { messagesOut: 2 }),
      ticket(told, { agent: 'Rui' }),
      ticket(told),
    ],
    { by: 'agent' },
  );
  expect(groups.map(({ name, figures }) => [name, figures.opened])).toEqual([
    ['Bia Lima', 2],
    ['Rui', 1],
    [null, 1],
  ]);
  expect(all).toMatchObject({ opened: 4, stillOpen: 4, messagesIn: 3, messagesOut: 2 });
});
