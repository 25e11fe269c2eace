import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Clock, clocksOf, type TimedEvent } from '../../../src/ticket/sla/clocks.ts';
import { compileSla, type SlaConfig } from '../../../src/ticket/sla/sla.ts';
import type { Metric, TicketEvent } from '../../../src/ticket/ticket.ts';

const config: SlaConfig = {
  calendars: {
    belo: {
      timeZone: 'America/Sao_Paulo',
      hours: { 'mon-fri': ['09:00-18:00'] },
      holidays: { country: 'BR', state: 'MG', city: 'BH' },
    },
    nights: { timeZone: 'America/New_York', hours: { 'mon-sun': ['22:00-06:00'] } },
    always: '24x7',
  },
  policies: {
    standard: {
      calendar: 'belo',
      targets: {
        incident: {
          urgent: { firstResponse: '1h', nextResponse: '2h', resolution: '8h' },
          high: { firstResponse: '4h', nextResponse: '8h', resolution: '12h' },
          '*': { firstResponse: '8h', nextResponse: '1bd', resolution: '3bd' },
        },
        task: { '*': { firstResponse: '1bd', nextResponse: '1bd', resolution: '2bd' } },
        '*': { '*': { firstResponse: '4h' } },
      },
    },
    nights: { calendar: 'nights', targets: { '*': { '*': { firstResponse: '8h', resolution: '12h' } } } },
    premium: { calendar: 'always', targets: { '*': { '*': { firstResponse: '1h', resolution: '4h' } } } },
  },
};
const { sla, problems } = compileSla(config);
const HOUR = 3_600_000;

type Told = [time: string, event: TicketEvent];
const instant = (time: string, zone = 'America/Sao_Paulo') =>
  Temporal.PlainDateTime.from(time).toZonedDateTime(zone).epochMilliseconds;
const timed = (told: Told[], zone?: string): TimedEvent[] =>
  told.map(([time, event]) => ({ at: instant(time, zone), ...event }));
const local = (at: number | null | undefined, zone = 'America/Sao_Paulo') =>
  at == null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(at)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .replace('T', ' ');

const opened = (over: Partial<TicketEvent & { kind: 'opened' }> = {}): TicketEvent => ({
  kind: 'opened',
  type: 'incident',
  priority: 'high',
  policy: 'standard',
  ...over,
});
const wrote: TicketEvent = { kind: 'wrote' };
const answered: TicketEvent = { kind: 'answered', agent: 'bia' };
const is = (to: (TicketEvent & { kind: 'state' })['to'], until: string | null = null): TicketEvent => ({
  kind: 'state',
  to,
  until: until === null ? null : instant(until),
});
const priority = (to: (TicketEvent & { kind: 'priority' })['to']): TicketEvent => ({ kind: 'priority', to });

function all(told: Told[], now?: string): Clock[] {
  return clocksOf(timed(told), sla, now === undefined ? undefined : instant(now));
}

function one(metric: Metric, told: Told[], now?: string): Clock {
  const found = all(told, now).filter((clock) => clock.metric === metric);
  const [clock] = found;
  if (!clock || found.length > 1) throw new Error(`${found.length} clocks of ${metric}`);
  return clock;
}

/** What a claim is about, with times as the wall clock in Belo Horizonte shows them. */
function shown(clock: Clock) {
  return {
    due: local(clock.dueAt),
    state: clock.state,
    met: local(clock.metAt),
    late: local(clock.breachedAt),
    used: clock.used / HOUR,
  };
}

test('the policies compile', () => expect(problems).toEqual([]));

// 2026-03-02 is a Monday.
describe('first response', () => {
  const monday: Told = ['2026-03-02T10:00', opened()];

  test('runs from the moment the mail was received', () => {
    expect(shown(one('firstResponse', [monday], '2026-03-02T11:00'))).toEqual({
      due: '2026-03-02 14:00',
      state: 'running',
      met: null,
      late: null,
      used: 1,
    });
  });

  test('is met by the first answer of a person, in time', () => {
    const told: Told[] = [monday, ['2026-03-02T14:00', answered], ['2026-03-02T15:00', answered]];
    expect(shown(one('firstResponse', told, '2026-03-05T10:00'))).toEqual({
      due: '2026-03-02 14:00',
      state: 'met',
      met: '2026-03-02 14:00',
      late: null,
      used: 4,
    });
  });

  test('is late a moment after its deadline, and stays so though it is answered', () => {
    expect(one('firstResponse', [monday], '2026-03-02T14:00').state).toBe('running');
    expect(shown(one('firstResponse', [monday], '2026-03-02T14:01'))).toMatchObject({
      state: 'breached',
      met: null,
      late: '2026-03-02 14:00',
    });
    expect(shown(one('firstResponse', [monday, ['2026-03-02T15:00', answered]]))).toMatchObject({
      state: 'breached',
      met: '2026-03-02 15:00',
      late: '2026-03-02 14:00',
      used: 5,
    });
  });

  test('is met by no note, and no mail of the customer starts it again', () => {
    const told: Told[] = [monday, ['2026-03-02T11:00', { kind: 'noted', agent: 'bia' }], ['2026-03-02T12:00', wrote]];
    expect(all(told).map(({ metric, startedAt, state }) => [metric, local(startedAt), state])).toEqual([
      ['firstResponse', '2026-03-02 10:00', 'running'],
      ['resolution', '2026-03-02 10:00', 'running'],
    ]);
  });

  test('pauses on hold, but not while pending', () => {
    const told = (state: 'on-hold' | 'pending'): Told[] => [
      monday,
      ['2026-03-02T11:00', is(state)],
      ['2026-03-02T13:00', is('open')],
    ];
    expect(local(one('firstResponse', told('on-hold')).dueAt)).toBe('2026-03-02 16:00');
    expect(local(one('firstResponse', told('pending')).dueAt)).toBe('2026-03-02 14:00');
    expect(local(one('resolution', told('pending')).dueAt)).toBe('2026-03-03 15:00');
  });
});

describe('a deadline goes over what is closed', () => {
  test.each([
    ['a weekend', '2026-03-06T16:00', '2026-03-09 11:00'],
    ['a mail on Saturday counts from Monday', '2026-03-07T15:00', '2026-03-09 13:00'],
    ['a mail at night counts from the morning', '2026-03-03T22:00', '2026-03-04 13:00'],
    ['20 November, a Friday', '2026-11-19T16:00', '2026-11-23 11:00'],
    ['8 December, a holiday of the city alone', '2026-12-07T17:00', '2026-12-09 12:00'],
  ])('%s', (_what, received, due) => {
    expect(local(one('firstResponse', [[received, opened()]]).dueAt)).toBe(due);
  });

  test('and a night in which the clocks change is an hour shorter or longer', () => {
    const zone = 'America/New_York';
    const due = (received: string) => {
      const events = timed([[received, opened({ policy: 'nights' })]], zone);
      return local(clocksOf(events, sla)[0]?.dueAt, zone);
    };
    expect(due('2026-03-05T22:00')).toBe('2026-03-06 06:00');
    expect(due('2026-03-07T22:00')).toBe('2026-03-08 23:00');
    expect(due('2026-10-31T22:00')).toBe('2026-11-01 05:00');
  });

  test('but a calendar that is always open has nothing closed', () => {
    const told: Told[] = [['2026-12-25T23:30', opened({ policy: 'premium' })]];
    expect(local(one('firstResponse', told).dueAt)).toBe('2026-12-26 00:30');
  });
});

describe('next response', () => {
  const asked: Told[] = [
    ['2026-03-02T10:00', opened()],
    ['2026-03-02T11:00', answered],
    ['2026-03-02T11:00', is('pending')],
    ['2026-03-03T10:00', wrote],
    ['2026-03-03T10:00', is('open')],
  ];

  test("starts with the customer's mail after an answer, and not again with the next one", () => {
    expect(shown(one('nextResponse', [...asked, ['2026-03-03T11:00', wrote]]))).toMatchObject({
      due: '2026-03-03 18:00',
      state: 'running',
      used: 1,
    });
  });

  test('is met by the next answer, and starts anew with the next question', () => {
    const told: Told[] = [
      ...asked,
      ['2026-03-03T12:00', answered],
      ['2026-03-04T09:00', wrote],
      ['2026-03-05T10:00', answered],
    ];
    expect(all(told).map((clock) => [clock.metric, shown(clock).due, clock.state])).toEqual([
      ['firstResponse', '2026-03-02 14:00', 'met'],
      ['nextResponse', '2026-03-03 18:00', 'met'],
      ['nextResponse', '2026-03-04 17:00', 'breached'],
      ['resolution', '2026-03-04 12:00', 'breached'],
    ]);
  });

  test('starts once, whether the mail or the state that it brings is told first', () => {
    const other: Told[] = [...asked.slice(0, 3), ['2026-03-03T10:00', is('open')], ['2026-03-03T10:00', wrote]];
    expect(all(other)).toEqual(all(asked));
  });

  test('pauses while pending and on hold', () => {
    const told: Told[] = [
      ...asked,
      ['2026-03-03T12:00', is('pending')],
      ['2026-03-03T13:00', is('on-hold')],
      ['2026-03-03T15:00', is('open')],
    ];
    expect(shown(one('nextResponse', told))).toMatchObject({ due: '2026-03-04 12:00', used: 2 });
  });

  test('is none where the policy has no target for it', () => {
    const told: Told[] = [
      ['2026-03-02T10:00', opened({ type: 'doubt' })],
      ['2026-03-02T11:00', answered],
      ['2026-03-02T12:00', wrote],
    ];
    expect(all(told).map(({ metric }) => metric)).toEqual(['firstResponse']);
  });
});

describe('a pause', () => {
  const monday: Told = ['2026-03-02T10:00', opened()];

  test('moves the deadline on by its business time: a weekend in it gives nothing', () => {
    const told: Told[] = [monday, ['2026-03-02T17:00', is('pending')], ['2026-03-09T10:00', is('open')]];
    // 7 hours before it; 5 hours from Monday, 10:00.
    expect(shown(one('resolution', told))).toMatchObject({ due: '2026-03-09 15:00', used: 7 });
  });

  test('keeps the last deadline while it lasts, and is never late', () => {
    const clock = one('resolution', [monday, ['2026-03-02T17:00', is('pending')]], '2026-04-20T10:00');
    expect(shown(clock)).toEqual({ due: '2026-03-03 13:00', state: 'paused', met: null, late: null, used: 7 });
    expect(local(clock.pausedSince)).toBe('2026-03-02 17:00');
  });

  test('after the deadline helps nobody', () => {
    const told: Told[] = [monday, ['2026-03-04T09:00', is('on-hold')], ['2026-03-05T09:00', is('open')]];
    expect(shown(one('resolution', told))).toMatchObject({
      due: '2026-03-03 13:00',
      state: 'breached',
      late: '2026-03-03 13:00',
    });
  });

  test('with an end is over then, though nobody has noticed yet', () => {
    const told: Told[] = [monday, ['2026-03-02T11:00', is('on-hold', '2026-03-04T11:00')]];
    expect(one('firstResponse', told, '2026-03-04T10:59').state).toBe('paused');
    expect(shown(one('firstResponse', told, '2026-03-04T12:00'))).toMatchObject({
      due: '2026-03-04 14:00',
      state: 'running',
      used: 2,
    });
    const noticed: Told[] = [...told, ['2026-03-04T11:30', is('open')]];
    expect(one('firstResponse', noticed, '2026-03-04T12:00')).toEqual(one('firstResponse', told, '2026-03-04T12:00'));
  });

  test('is over with the answer that comes in it', () => {
    const told: Told[] = [monday, ['2026-03-02T11:00', is('on-hold')], ['2026-03-10T10:00', answered]];
    expect(shown(one('firstResponse', told, '2026-03-12T10:00'))).toMatchObject({
      state: 'met',
      met: '2026-03-10 10:00',
      used: 1,
    });
  });
});

describe('working days', () => {
  const task = (received: string): Told => [received, opened({ type: 'task' })];

  test('count from day to day at the same time, without holidays', () => {
    expect(local(one('resolution', [task('2026-03-05T10:20')]).dueAt)).toBe('2026-03-09 10:20');
    expect(local(one('resolution', [task('2026-11-19T10:20')]).dueAt)).toBe('2026-11-24 10:20');
  });

  test.each([
    ['hours paused are added to the same time of day', '2026-03-02T12:00', '2026-03-02T15:00', '2026-03-04 13:20'],
    [
      'what does not fit into that day goes over to the next',
      '2026-03-02T11:00',
      '2026-03-02T18:00',
      '2026-03-04 17:20',
    ],
    ['a whole working day paused is one more', '2026-03-02T12:00', '2026-03-03T12:00', '2026-03-05 10:20'],
    ['a night and a weekend paused add nothing', '2026-03-02T18:00', '2026-03-03T09:00', '2026-03-04 10:20'],
  ])('%s', (_what, from, to, due) => {
    const told: Told[] = [task('2026-03-02T10:20'), [from, is('pending')], [to, is('open')]];
    expect(local(one('resolution', told).dueAt)).toBe(due);
  });
});

describe('resolution', () => {
  const monday: Told = ['2026-03-02T10:00', opened()];

  test('is met when the ticket is solved, and closing later changes nothing', () => {
    const told: Told[] = [monday, ['2026-03-03T12:00', is('solved')], ['2026-03-20T12:00', is('closed')]];
    expect(shown(one('resolution', told))).toEqual({
      due: '2026-03-03 13:00',
      state: 'met',
      met: '2026-03-03 12:00',
      late: null,
      used: 11,
    });
  });

  test('goes on with what was used up when the ticket is opened again', () => {
    const told: Told[] = [
      monday,
      ['2026-03-03T12:00', answered],
      ['2026-03-03T12:00', is('solved')],
      ['2026-03-10T12:00', wrote],
      ['2026-03-10T12:00', is('open')],
    ];
    expect(shown(one('resolution', told, '2026-03-10T12:30'))).toEqual({
      due: '2026-03-10 13:00',
      state: 'running',
      met: null,
      late: null,
      used: 11.5,
    });
    expect(one('resolution', told, '2026-03-10T13:01').state).toBe('breached');
  });

  test('that was late stays late when the ticket is opened again', () => {
    const told: Told[] = [monday, ['2026-03-04T12:00', is('solved')], ['2026-03-10T12:00', is('open')]];
    expect(shown(one('resolution', told))).toMatchObject({ state: 'breached', met: null, late: '2026-03-03 13:00' });
  });
});

describe('a ticket that is solved without an answer', () => {
  const told: Told[] = [
    ['2026-03-02T10:00', opened()],
    ['2026-03-02T11:00', is('solved')],
  ];

  test('waits for none, and says whether it was late by then', () => {
    const clock = one('firstResponse', told, '2026-03-09T10:00');
    expect(shown(clock)).toMatchObject({ state: 'cancelled', met: null, late: null, used: 1 });
    expect(clock.because).toContain('; cancelled: solved without an answer');
    const late: Told[] = [
      ['2026-03-02T10:00', opened()],
      ['2026-03-04T11:00', is('closed')],
    ];
    expect(shown(one('firstResponse', late))).toMatchObject({ state: 'cancelled', late: '2026-03-02 14:00' });
  });

  test('waits for one again once it is opened again', () => {
    const again: Told[] = [...told, ['2026-03-03T10:00', wrote], ['2026-03-03T10:00', is('open')]];
    expect(all(again).map((clock) => [clock.metric, clock.state, shown(clock).due])).toEqual([
      ['firstResponse', 'running', '2026-03-03 13:00'],
      ['resolution', 'running', '2026-03-04 12:00'],
    ]);
  });

  test('has its answer with the same mail, whichever is told first', () => {
    const both: Told[] = [...told, ['2026-03-02T11:00', answered]];
    expect(shown(one('firstResponse', both))).toMatchObject({ state: 'met', met: '2026-03-02 11:00' });
  });
});

describe('a merged ticket', () => {
  const merged: TicketEvent = { kind: 'merged', into: 'BLIP-1002' };
  const monday: Told = ['2026-03-02T10:00', opened()];

  test('has its clocks cancelled for good, whether its closing is told before or after', () => {
    for (const told of [
      [merged, is('closed')],
      [is('closed'), merged],
    ]) {
      const events: Told[] = [monday, ...told.map((event): Told => ['2026-03-02T11:00', event])];
      expect(all([...events, ['2026-03-03T11:00', is('open')]]).map(({ metric, state }) => [metric, state])).toEqual([
        ['firstResponse', 'cancelled'],
        ['resolution', 'cancelled'],
      ]);
    }
  });

  test('keeps what was met before', () => {
    const told: Told[] = [monday, ['2026-03-02T11:00', answered], ['2026-03-02T12:00', is('solved')]];
    expect(all([...told, ['2026-03-02T13:00', merged]]).map(({ state }) => state)).toEqual(['met', 'met']);
  });
});

describe('a change of priority or type', () => {
  const monday: Told = ['2026-03-02T10:00', opened()];

  test('counts from the start with the same pauses', () => {
    const told: Told[] = [
      monday,
      ['2026-03-02T11:00', is('pending')],
      ['2026-03-02T13:00', is('open')],
      ['2026-03-02T13:30', priority('urgent')],
    ];
    expect(all(told).map((clock) => shown(clock))).toMatchObject([
      { due: '2026-03-02 11:00', state: 'breached' },
      { due: '2026-03-03 11:00', state: 'running', used: 1.5 },
    ]);
  });

  test('that puts a deadline into the past makes it late from the change on, not before', () => {
    const told: Told[] = [monday, ['2026-03-02T13:00', priority('urgent')]];
    expect(shown(one('firstResponse', told))).toMatchObject({
      due: '2026-03-02 11:00',
      state: 'breached',
      late: '2026-03-02 13:00',
    });
  });

  test('that gives more time gives it before the deadline only: what was missed stays so', () => {
    const told = (time: string): Told[] => [monday, [time, priority('low')]];
    expect(shown(one('firstResponse', told('2026-03-02T13:00')))).toMatchObject({
      due: '2026-03-02 18:00',
      state: 'running',
    });
    expect(shown(one('firstResponse', told('2026-03-02T15:00')))).toMatchObject({
      due: '2026-03-02 14:00',
      state: 'breached',
      late: '2026-03-02 14:00',
    });
  });

  test('does not judge anew what was met before', () => {
    const told: Told[] = [monday, ['2026-03-02T13:00', answered], ['2026-03-02T14:00', priority('urgent')]];
    expect(shown(one('firstResponse', told))).toMatchObject({ due: '2026-03-02 14:00', state: 'met' });
  });

  test('judges what goes on with a ticket that is opened again', () => {
    const told: Told[] = [
      monday,
      ['2026-03-02T16:00', is('solved')],
      ['2026-03-02T17:00', priority('urgent')],
      ['2026-03-03T10:00', is('open')],
    ];
    expect(shown(one('resolution', told.slice(0, 3)))).toMatchObject({ due: '2026-03-03 13:00', state: 'met' });
    expect(shown(one('resolution', told))).toMatchObject({ due: '2026-03-03 12:00', state: 'running' });
  });

  test('takes the rows of the other type, and a clock without target is none', () => {
    const told: Told[] = [monday, ['2026-03-02T11:00', { kind: 'type', to: 'doubt' }]];
    expect(all(told).map(({ metric, because }) => [metric, because])).toEqual([
      ['firstResponse', 'policy "standard", doubt/high by */*: first response 4h in calendar "belo"'],
    ]);
  });

  test('with the same target is none', () => {
    const told: Told[] = [
      ['2026-03-02T10:00', opened({ type: 'task', priority: 'low' })],
      ['2026-03-05T10:00', priority('normal')],
    ];
    expect(local(one('firstResponse', told).breachedAt)).toBe('2026-03-03 10:00');
  });
});

describe('whatever the events', () => {
  test('without an opening or a known policy there is no clock', () => {
    expect(all([])).toEqual([]);
    expect(all([['2026-03-02T10:00', wrote]])).toEqual([]);
    expect(all([['2026-03-02T10:00', opened({ policy: 'gold' })]])).toEqual([]);
  });

  test('an event whose time lies before the one before it counts as at the same time', () => {
    const told: Told[] = [
      ['2026-03-02T10:00', opened()],
      ['2026-03-02T12:00', answered],
      ['2026-03-02T11:00', wrote],
    ];
    expect(local(one('nextResponse', told).startedAt)).toBe('2026-03-02 12:00');
    expect(
      local(
        one('firstResponse', [
          ['2026-03-02T10:00', opened()],
          ['2026-03-02T09:00', answered],
        ]).metAt,
      ),
    ).toBe('2026-03-02 10:00');
  });

  test('a thousand questions and answers make a thousand clocks', () => {
    const start = instant('2026-03-02T10:00');
    const events: TimedEvent[] = [
      { at: start, ...opened() },
      { at: start, ...answered },
    ];
    for (let i = 0; i < 1000; i++) {
      events.push({ at: start + i * 60_000, ...wrote }, { at: start + i * 60_000 + 30_000, ...answered });
    }
    const clocks = clocksOf(events, sla);
    expect(clocks).toHaveLength(1002);
    expect(clocks.every(({ state }) => state === 'met' || state === 'breached' || state === 'running')).toBe(true);
  });
});
