import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Clock, clocksOf, type TimedEvent } from '../../../src/ticket/sla/clocks.ts';
import { compileSla, type SlaConfig } from '../../../src/ticket/sla/sla.ts';
import { sumLines } from '../../../src/ticket/sla/why.ts';
import type { Metric, TicketEvent } from '../../../src/ticket/ticket.ts';

const ZONE = 'America/Sao_Paulo';
const config: SlaConfig = {
  calendars: { office: { timeZone: ZONE, hours: { 'mon-fri': ['09:00-18:00'] } }, always: '24x7' },
  policies: {
    basic: {
      calendar: 'office',
      targets: { '*': { '*': { firstResponse: '8h', nextResponse: '8h', resolution: '40h' } } },
    },
    better: {
      calendar: 'office',
      targets: { '*': { '*': { firstResponse: '2h', nextResponse: '2h', resolution: '8h' } } },
    },
    best: { calendar: 'always', targets: { '*': { '*': { firstResponse: '1h', resolution: '8h' } } } },
  },
};
const { sla } = compileSla(config);

/** A time of Monday, 2 March 2026, or of another day of that month. */
const at = (written: string) => {
  const [time = '', day = '2'] = written.split(' ').toReversed();
  return Temporal.PlainDateTime.from(`2026-03-${day.padStart(2, '0')}T${time}`).toZonedDateTime(ZONE).epochMilliseconds;
};
const shown = (instant: number | null) =>
  instant === null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(ZONE)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .replace(/^2026-03-0?/, '')
        .replace('T', ' ');

type Told = [time: string, event: TicketEvent];
const opened: Told = ['10:00', { kind: 'opened', type: 'doubt', priority: 'normal', policy: 'basic' }];
const under = (to: string): TicketEvent => ({ kind: 'policy', to });
const answered: TicketEvent = { kind: 'answered', agent: 'bia' };
const wrote: TicketEvent = { kind: 'wrote' };
const is = (to: (TicketEvent & { kind: 'state' })['to']): TicketEvent => ({ kind: 'state', to, until: null });

function clock(metric: Metric, told: Told[], now: string, rules = sla): Clock {
  const events = [opened, ...told].map(([time, event]): TimedEvent => ({ ...event, at: at(time) }));
  const found = clocksOf(events, rules, at(now)).findLast((one) => one.metric === metric);
  if (!found) throw new Error(`no clock of ${metric}`);
  return found;
}

function stands(metric: Metric, told: Told[], now: string) {
  const { dueAt, state, breachedAt } = clock(metric, told, now);
  return { due: shown(dueAt), state, late: shown(breachedAt) };
}

describe('a ticket that comes under another policy', () => {
  test('before the first answer: every clock counts from its beginning by the new targets', () => {
    const told: Told[] = [['11:00', under('better')]];
    expect(stands('firstResponse', told, '11:00')).toEqual({ due: '2 12:00', state: 'running', late: null });
    expect(stands('resolution', told, '11:00')).toEqual({ due: '2 18:00', state: 'running', late: null });
  });

  test('after the first answer: that one stays judged by what was promised then, the resolution is by the new one', () => {
    const told: Told[] = [
      ['15:00', answered],
      ['15:30', under('better')],
    ];
    expect(stands('firstResponse', told, '3 10:00')).toEqual({ due: '2 18:00', state: 'met', late: null });
    expect(clock('firstResponse', told, '3 10:00').because).toContain('policy "basic"');
    expect(stands('resolution', told, '15:30')).toEqual({ due: '2 18:00', state: 'running', late: null });
    expect(clock('resolution', told, '15:30').because).toContain('policy "better"');
  });

  test('of two next responses only the one that is open counts by the new one', () => {
    const told: Told[] = [
      ['10:30', answered],
      ['11:00', wrote],
      ['15:00', answered],
      ['15:30', under('better')],
      ['16:00', wrote],
    ];
    const events = [opened, ...told].map(([time, event]): TimedEvent => ({ ...event, at: at(time) }));
    const next = clocksOf(events, sla, at('16:30')).filter(({ metric }) => metric === 'nextResponse');
    expect(next.map(({ dueAt, state }) => [shown(dueAt), state])).toEqual([
      ['3 10:00', 'met'],
      ['2 18:00', 'running'],
    ]);
  });

  test('while pending: the pause counts by the hours of the new calendar', () => {
    const told: Told[] = [
      ['11:00', is('pending')],
      ['12:00', under('best')],
      ['3 11:00', is('open')],
    ];
    expect(stands('resolution', told.slice(0, 2), '12:00')).toMatchObject({ due: '2 18:00', state: 'paused' });
    // An hour was used before; 24 hours passed in the pause.
    expect(stands('resolution', told, '3 11:00')).toEqual({ due: '3 18:00', state: 'running', late: null });
  });

  test('with a deadline that has passed: it is late from the change on, not from before it was promised', () => {
    expect(stands('firstResponse', [['15:00', under('better')]], '15:30')).toEqual({
      due: '2 12:00',
      state: 'breached',
      late: '2 15:00',
    });
  });

  test('the same targets in another calendar are another promise', () => {
    const night = { ...config.policies.best, calendar: 'always' };
    const same = { '*': { '*': { firstResponse: '8h' } } };
    const { sla: rules } = compileSla({
      ...config,
      policies: { ...config.policies, best: { ...night, targets: same } },
    });
    // From 17:00 on Monday: by the office's hours until 16:00 on Tuesday, by all of them until one in the night.
    const told: Told[] = [['3 09:00', under('best')]];
    const late: TimedEvent[] = [{ ...opened[1], at: at('17:00') }];
    const [first] = clocksOf(
      [...late, ...told.map(([time, event]) => ({ ...event, at: at(time) }))],
      rules,
      at('3 10:00'),
    );
    expect([shown(first?.dueAt ?? null), shown(first?.breachedAt ?? null)]).toEqual(['3 01:00', '3 09:00']);
  });

  test('while late, with more time: what was missed stays so', () => {
    const told: Told[] = [['10:00', under('better')]];
    const missed = { due: '2 12:00', state: 'breached', late: '2 12:00' };
    expect(stands('firstResponse', told, '14:00')).toEqual(missed);
    expect(stands('firstResponse', [...told, ['14:00', under('basic')]], '14:00')).toEqual(missed);
  });

  test('late as of a change, with more time: it is in time again', () => {
    const told: Told[] = [['13:00', under('better')]];
    expect(stands('firstResponse', told, '14:00')).toEqual({ due: '2 12:00', state: 'breached', late: '2 13:00' });
    expect(stands('firstResponse', [...told, ['14:00', under('basic')]], '14:00')).toEqual({
      due: '2 18:00',
      state: 'running',
      late: null,
    });
  });

  test('with fewer clocks: those that it does not promise are gone, and come back with it', () => {
    const told: Told[] = [
      ['10:30', answered],
      ['11:00', wrote],
      ['11:30', under('best')],
    ];
    expect(() => clock('nextResponse', told, '12:00')).toThrow('no clock');
    expect(stands('nextResponse', [...told, ['11:45', under('better')]], '12:00')).toMatchObject({ due: '2 13:00' });
  });

  test('twice, and back again: the last one counts, from when it came back; what was missed by what was promised stays', () => {
    const told: Told[] = [
      ['11:00', under('better')],
      ['11:30', under('best')],
    ];
    expect(stands('firstResponse', told, '11:40')).toEqual({ due: '2 11:00', state: 'breached', late: '2 11:30' });
    expect(stands('firstResponse', [...told, ['11:40', under('basic')]], '11:50')).toEqual({
      due: '2 18:00',
      state: 'running',
      late: null,
    });
    const back: Told[] = [
      ['11:40', under('basic')],
      ['13:00', under('better')],
    ];
    expect(stands('firstResponse', [...told, ...back], '13:30')).toMatchObject({ due: '2 12:00', late: '2 13:00' });
    expect(stands('firstResponse', [...told, ...back.slice(1)], '13:30')).toMatchObject({
      due: '2 12:00',
      late: '2 12:00',
    });
  });

  test('what was solved then is judged by the policy then; opened again, by the one now', () => {
    const solved: Told[] = [
      ['10:30', answered],
      ['4 10:00', is('solved')],
      ['4 11:00', under('better')],
    ];
    expect(stands('resolution', solved, '5 10:00')).toMatchObject({ state: 'met', late: null });
    expect(stands('resolution', [...solved, ['5 10:00', is('open')]], '5 10:30')).toMatchObject({
      state: 'breached',
      late: '5 10:00',
    });
  });

  test('why it is due then names the policy and counts in its hours', () => {
    const lines = sumLines(clock('resolution', [['11:00', under('best')]], '11:00'), ZONE);
    expect(lines[0]).toContain('policy "best", doubt/normal by */*: resolution 8h in calendar "always"');
    expect(lines.at(-1)).toBe('due Mon 2026-03-02 18:00: 8h counted');
  });
});

describe('a policy that the config has under another name now', () => {
  const { basic, better } = config.policies;
  const renamed = compileSla({ ...config, policies: { standard: basic, better } as SlaConfig['policies'] }).sla;

  test('leaves what was kept as it was', () => {
    const told: Told[] = [
      ['15:00', answered],
      ['15:30', under('standard')],
    ];
    expect(clock('firstResponse', told, '3 10:00', renamed)).toMatchObject({ state: 'met', dueAt: at('18:00') });
    expect(clock('resolution', told, '3 10:00', renamed).because).toContain('policy "standard"');
  });

  test('promises nothing as long as the ticket has not come under another one', () => {
    expect(() => clock('firstResponse', [], '11:00', renamed)).toThrow('no clock');
  });
});
