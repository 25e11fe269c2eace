/** What becomes of a deadline when type, priority or policy change: before it, after it, at its very instant, in a pause. */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Clock, clocksOf, type TimedEvent } from '../../../src/ticket/sla/clocks.ts';
import { compileSla } from '../../../src/ticket/sla/sla.ts';
import { sumLines } from '../../../src/ticket/sla/why.ts';
import type { Metric, TicketEvent } from '../../../src/ticket/ticket.ts';

const ZONE = 'America/Sao_Paulo';
const { sla } = compileSla({
  calendars: { office: { timeZone: ZONE, hours: { 'mon-fri': ['09:00-18:00'] } }, always: '24x7' },
  policies: {
    usual: {
      calendar: 'office',
      targets: {
        '*': {
          urgent: { firstResponse: '1h', nextResponse: '1h', resolution: '4h' },
          high: { firstResponse: '2h', nextResponse: '2h', resolution: '8h' },
          normal: { firstResponse: '4h', nextResponse: '4h', resolution: '16h' },
          low: { firstResponse: '8h', nextResponse: '8h', resolution: '40h' },
        },
        doubt: { '*': { firstResponse: '8h' } },
        task: {
          low: { firstResponse: '2h', resolution: '1bd' },
          normal: { firstResponse: '2h', resolution: '1bd' },
          '*': { firstResponse: '2h', resolution: '3bd' },
        },
      },
    },
    night: { calendar: 'always', targets: { '*': { '*': { firstResponse: '4h', resolution: '16h' } } } },
  },
});

/** `1 10:00` is Monday, 2 March 2026, at ten. */
const at = (written: string): number => {
  const [day = '0', time = ''] = written.split(' ');
  const date = Temporal.PlainDate.from('2026-03-01').add({ days: Number(day) });
  return date.toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds;
};
const shown = (instant: number | null): string | null => {
  if (instant === null) return null;
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(ZONE);
  return `${local.day - 1} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
};

type Told = [time: string, ...events: TicketEvent[]];
const opened: TicketEvent = { kind: 'opened', type: 'incident', priority: 'normal', policy: 'usual' };
const has = (to: (TicketEvent & { kind: 'priority' })['to']): TicketEvent => ({ kind: 'priority', to });
const isA = (to: (TicketEvent & { kind: 'type' })['to']): TicketEvent => ({ kind: 'type', to });
const under = (to: string): TicketEvent => ({ kind: 'policy', to });
const is = (to: (TicketEvent & { kind: 'state' })['to']): TicketEvent => ({ kind: 'state', to, until: null });
const answered: TicketEvent = { kind: 'answered', agent: 'bia' };
const wrote: TicketEvent = { kind: 'wrote' };

const timed = (told: Told[]): TimedEvent[] =>
  told.flatMap(([time, ...happened]) => happened.map((event) => ({ ...event, at: at(time) })));

/** Opened on Monday at ten: the first answer is due at 14:00, the solution on Tuesday at 17:00. */
function clocks(told: Told[], now?: string): Clock[] {
  return clocksOf(timed([['1 10:00', opened], ...told]), sla, now === undefined ? undefined : at(now));
}
function clock(metric: Metric, told: Told[], now?: string): Clock {
  const found = clocks(told, now).findLast((one) => one.metric === metric);
  if (!found) throw new Error(`no clock of ${metric}`);
  return found;
}
const stands = (metric: Metric, told: Told[], now?: string) => {
  const { dueAt, state, breachedAt, metAt, changedAt } = clock(metric, told, now);
  return { due: shown(dueAt), state, late: shown(breachedAt), met: shown(metAt), changed: shown(changedAt) };
};
const MISSED = { due: '1 14:00', state: 'breached', late: '1 14:00', met: null };

describe('a deadline that was missed', () => {
  const CHANGES: [string, TicketEvent][] = [
    ['a higher priority, by which it was due before', has('urgent')],
    ['a lower priority, by which there would be time', has('low')],
    ['another type, by which there would be time', isA('doubt')],
    ['another policy, in another calendar', under('night')],
  ];

  test.each(CHANGES)('is moved, and made good, by no change: %s', (_what, change) => {
    for (const time of ['1 14:00', '1 14:01', '5 10:00'])
      expect(stands('firstResponse', [[time, change]], '5 11:00')).toEqual({ ...MISSED, changed: time });
  });

  test('stays the first one, whatever comes after', () => {
    const told: Told[] = [
      ['1 15:00', has('urgent')],
      ['1 16:00', has('low')],
      ['2 10:00', under('night'), isA('doubt')],
      ['3 10:00', under('usual'), has('normal'), isA('incident')],
    ];
    for (let n = 1; n <= told.length; n++)
      expect(stands('firstResponse', told.slice(0, n), '9 10:00')).toEqual({ ...MISSED, changed: '1 15:00' });
  });

  test('stays where the ticket becomes something for which nothing of the kind is promised', () => {
    const told: Told[] = [['3 10:00', isA('doubt')]];
    expect(stands('resolution', told, '4 10:00')).toMatchObject({ due: '2 17:00', state: 'breached' });
    // In time until then, it is none of its clocks any more.
    expect(clocks([['2 16:59', isA('doubt')]], '4 10:00').map(({ metric }) => metric)).toEqual(['firstResponse']);
  });

  test('is the one that counted when it came, not the one of the opening', () => {
    const told: Told[] = [
      ['1 10:30', has('high')],
      ['1 13:00', has('low')],
    ];
    expect(stands('firstResponse', told, '1 13:00')).toMatchObject({ due: '1 12:00', late: '1 12:00' });
  });

  test('met too late, is late by it; cancelled, it was late by it', () => {
    const told: Told[] = [['1 15:00', has('low')]];
    expect(stands('firstResponse', [...told, ['1 16:00', answered]])).toEqual({
      ...MISSED,
      met: '1 16:00',
      changed: '1 15:00',
    });
    for (const over of [is('closed'), { kind: 'merged', into: 'BLIP-1' } as const])
      expect(stands('firstResponse', [...told, ['1 16:00', over]])).toMatchObject({ ...MISSED, state: 'cancelled' });
  });

  test('of a question is the one of that question: the next one is judged by itself', () => {
    const told: Told[] = [
      ['1 10:30', answered],
      ['1 11:00', wrote],
      ['1 16:00', has('low')],
      ['1 17:00', answered],
      ['1 17:30', wrote],
    ];
    const next = clocks(told, '2 09:00').filter(({ metric }) => metric === 'nextResponse');
    expect(next.map(({ dueAt, state }) => [shown(dueAt), state])).toEqual([
      ['1 15:00', 'breached'],
      ['2 16:30', 'running'],
    ]);
  });

  test('is late at once when it changes in its very instant, and not without a change: that comes a moment after', () => {
    expect(stands('firstResponse', [], '1 14:00')).toMatchObject({ state: 'running', late: null });
    expect(stands('firstResponse', [['1 14:00', has('urgent')]], '1 14:00')).toMatchObject(MISSED);
    expect(stands('firstResponse', [['1 14:00', has('low')]], '1 14:00')).toMatchObject(MISSED);
  });

  test('was not missed where the answer came in its very instant, with or before the change', () => {
    for (const both of [[answered, has('urgent')] as const, [answered, has('low')] as const])
      expect(stands('firstResponse', [['1 14:00', ...both]], '3 10:00')).toMatchObject({
        due: '1 14:00',
        state: 'met',
        late: null,
      });
    expect(stands('firstResponse', [['1 14:00', has('low'), answered]])).toMatchObject({ state: 'met', late: null });
  });
});

describe('a change before the deadline', () => {
  test('moves it, and what it was before counts no more', () => {
    const told: Told[] = [['1 13:59', has('low')]];
    expect(stands('firstResponse', told, '1 15:00')).toEqual({
      due: '1 18:00',
      state: 'running',
      late: null,
      met: null,
      changed: null,
    });
    expect(stands('firstResponse', [...told, ['2 10:00', has('urgent')]])).toMatchObject({
      ...MISSED,
      due: '1 18:00',
      late: '1 18:00',
    });
  });

  const urgent: Told = ['1 12:00', has('urgent')];

  test('that puts it into the past makes it late as of the change', () => {
    expect(stands('firstResponse', [urgent])).toEqual({
      due: '1 11:00',
      state: 'breached',
      late: '1 12:00',
      met: null,
      changed: null,
    });
  });

  test('that puts it to its own instant does the same, a moment later', () => {
    const high: Told = ['1 12:00', has('high')];
    expect(stands('firstResponse', [high], '1 12:00')).toMatchObject({ due: '1 12:00', state: 'running' });
    expect(stands('firstResponse', [high], '1 12:01')).toMatchObject({
      due: '1 12:00',
      state: 'breached',
      late: '1 12:00',
    });
    expect(stands('firstResponse', [high, ['1 12:30', has('normal')]], '1 13:00')).toMatchObject({ state: 'running' });
  });

  test('that did so is made good by one that gives time: nobody was promised what was past', () => {
    expect(stands('firstResponse', [urgent, ['1 12:30', has('normal')]], '1 13:00')).toMatchObject({
      due: '1 14:00',
      state: 'running',
      late: null,
      changed: null,
    });
    expect(stands('firstResponse', [urgent, ['1 12:30', has('normal')]], '1 14:30')).toMatchObject(MISSED);
  });

  test('that did so is moved by none that leaves it late, as long as what was promised before is not missed', () => {
    const high: Told = ['1 13:00', has('high')];
    for (const read of ['1 13:30', '6 10:00'])
      expect(stands('firstResponse', [urgent, high], read)).toMatchObject({
        due: '1 11:00',
        late: '1 12:00',
        changed: '1 13:00',
      });
  });

  test('that did so is forgotten with the next one, once what was promised before is missed: that is missed for good', () => {
    const told: Told[] = [urgent, ['1 14:00', has('normal')], ['5 13:00', has('high')], ['5 14:00', under('night')]];
    for (let n = 2; n <= told.length; n++)
      expect(stands('firstResponse', told.slice(0, n), '6 10:00')).toMatchObject({
        due: '1 14:00',
        late: '1 14:00',
        changed: '1 14:00',
      });
  });

  test('that did so leaves what can still be kept: the deadline that was promised before', () => {
    expect(clock('firstResponse', [urgent], '1 13:00').keepBy).toBe(clock('firstResponse', [], '1 13:00').dueAt);
    expect(clock('firstResponse', [['1 11:30', has('high')]], '1 13:00').keepBy).toBe(
      clock('firstResponse', [['1 11:30', has('high')]], '1 13:00').dueAt,
    );
  });

  test('that did so, for something of which nothing is promised now, leaves no clock', () => {
    const told: Told[] = [
      ['1 15:00', has('urgent')],
      ['1 16:00', isA('doubt')],
    ];
    expect(stands('resolution', told.slice(0, 1))).toMatchObject({ due: '1 14:00', late: '1 15:00' });
    expect(clocks(told).map(({ metric }) => metric)).toEqual(['firstResponse']);
  });

  test('to something between which it was for no time is none', () => {
    const told: Told[] = [['1 12:00', has('urgent'), isA('doubt'), has('low')]];
    expect(stands('firstResponse', told)).toMatchObject({ due: '1 18:00', state: 'running', changed: null });
  });

  test('to what promises the same is none, before and after it is late', () => {
    const task: Told[] = [
      ['1 10:00', isA('task')],
      ['1 11:00', has('low')],
    ];
    expect(stands('firstResponse', task, '1 13:00')).toMatchObject({ due: '1 12:00', late: '1 12:00', changed: null });
    expect(stands('firstResponse', [...task, ['1 13:00', has('normal')]])).toMatchObject({
      late: '1 12:00',
      changed: null,
    });
  });
});

describe('a clock that stands still in time', () => {
  const held: Told[] = [['1 11:00', is('on-hold')]];

  test('misses nothing, however long, and goes on by what the ticket is then', () => {
    const told: Told[] = [...held, ['1 17:00', has('low')]];
    expect(stands('firstResponse', told, '4 10:00')).toMatchObject({ due: '1 18:00', state: 'paused', late: null });
    // An hour was used up; seven are left.
    expect(stands('firstResponse', [...told, ['4 10:00', is('open')]], '4 10:00')).toMatchObject({
      due: '4 17:00',
      state: 'running',
      changed: null,
    });
  });

  test('is late when a change leaves it less than it had used up before', () => {
    const told: Told[] = [
      ['1 12:30', is('on-hold')],
      ['1 13:00', has('urgent')],
    ];
    expect(stands('firstResponse', told, '4 10:00')).toMatchObject({
      due: '1 11:00',
      state: 'breached',
      late: '1 13:00',
    });
  });

  test('from its deadline on, or later, is late all the same', () => {
    for (const time of ['1 14:00', '1 15:00']) {
      const told: Told[] = [
        [time, is('on-hold')],
        ['2 10:00', has('low')],
        ['3 10:00', is('open')],
      ];
      for (const n of [2, 3])
        expect(stands('firstResponse', told.slice(0, n), '4 10:00')).toMatchObject({ ...MISSED, changed: '2 10:00' });
    }
  });

  test('until its working days are over and longer: the change with which it goes on counts', () => {
    // One working day from Monday at nine, and the nine hours of Tuesday that were paused: Tuesday at 18:00.
    const resolution = (...change: TicketEvent[]) => {
      const told: Told[] = [
        ['1 09:00', { kind: 'opened', type: 'task', priority: 'low', policy: 'usual' }],
        ['1 20:00', is('pending')],
        ['2 20:00', ...change, is('open')],
      ];
      return clocksOf(timed(told), sla, at('2 21:00')).find(({ metric }) => metric === 'resolution');
    };
    const late = { dueAt: at('2 18:00'), breachedAt: at('2 18:00'), changedAt: null };
    expect(resolution()).toMatchObject(late);
    expect(resolution(has('normal'))).toMatchObject(late);
    expect(resolution(has('high'))).toMatchObject({ state: 'running', breachedAt: null, changedAt: null });
  });
});

describe('a ticket that is opened again', () => {
  test('solved in time, goes on by what it is then', () => {
    const told: Told[] = [
      ['1 16:00', is('solved')],
      ['1 17:00', has('low')],
      ['3 10:00', is('open')],
    ];
    expect(stands('resolution', told.slice(0, 2), '9 10:00')).toMatchObject({ due: '2 17:00', state: 'met' });
    // Six hours of forty were used up.
    expect(stands('resolution', told, '3 10:00')).toMatchObject({ due: '8 17:00', state: 'running', late: null });
  });

  test('solved too late, stays late by the deadline that was missed, whatever it is then', () => {
    const told: Told[] = [
      ['3 10:00', is('solved')],
      ['3 11:00', has('low')],
      ['4 10:00', is('open')],
    ];
    expect(stands('resolution', told.slice(0, 2), '9 10:00')).toMatchObject({ due: '2 17:00', met: '3 10:00' });
    expect(stands('resolution', told, '4 10:00')).toEqual({
      due: '2 17:00',
      state: 'breached',
      late: '2 17:00',
      met: null,
      changed: '4 10:00',
    });
    expect(stands('resolution', [...told, ['4 11:00', is('solved')]])).toMatchObject({
      due: '2 17:00',
      met: '4 11:00',
      state: 'breached',
    });
  });

  test('waits again for its first answer, late by the deadline that was missed before it was closed', () => {
    const told: Told[] = [
      ['1 15:00', is('closed')],
      ['2 10:00', has('low'), is('open')],
    ];
    expect(stands('firstResponse', told, '2 10:00')).toMatchObject({ ...MISSED, changed: '2 10:00' });
  });
});

describe('why this deadline', () => {
  const resolution = (told: Told[], now: string) => sumLines(clock('resolution', told, now), ZONE);

  test('explains the one that was missed, by its target and in its hours, and that the change does not move it', () => {
    const sum = [
      'from Mon 2026-03-02 10:00, by policy "usual", incident/normal by */normal: resolution 16h in calendar "office"',
      '  Mon 2026-03-02 10:00 to 18:00  + 8h',
      '  Tue 2026-03-03 09:00 to 17:00  + 8h',
      'due Tue 2026-03-03 17:00: 16h counted',
    ];
    expect(resolution([], '2 18:00')).toEqual(sum);
    const moved = 'changed Tue 2026-03-03 17:05: what changes later does not move a deadline that was missed';
    for (const change of [has('urgent'), under('night'), isA('doubt')])
      expect(resolution([['2 17:05', change]], '2 18:00')).toEqual([...sum, moved]);
    const met: Told[] = [
      ['2 17:05', has('urgent')],
      ['2 18:00', is('solved')],
    ];
    expect(resolution(met, '2 18:00').slice(-2)).toEqual([sum.at(-1), moved]);
  });

  test('says nothing of it where the change came in time', () => {
    expect(resolution([['2 16:55', has('low')]], '2 18:00').at(-1)).toBe('due Fri 2026-03-06 14:00: 40h counted');
  });

  test('counts what was used up in the hours of the deadline that was missed', () => {
    const { used } = clock('firstResponse', [['1 20:00', under('night')]], '2 09:00');
    expect(used).toBe(8 * 3_600_000);
  });
});
