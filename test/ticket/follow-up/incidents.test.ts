/** What time makes necessary on an incident of several customers, which is no customer's, and on the tickets that are part of one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstLook } from '../../../src/ticket/follow-up/first-look.ts';
import { lettersOf } from '../../../src/ticket/follow-up/letters.ts';
import { METRICS, type Metric } from '../../../src/ticket/ticket.ts';
import { desk, ticket } from '../../support/facts.ts';
import { anyHappenings, anyLife, anyRules, letHappen, START, STEP } from './lives.ts';
import {
  answered,
  at,
  happens,
  type Life,
  live,
  look,
  opened,
  rulesWith,
  state,
  story,
  toAgents,
  toCustomer,
  when,
  wrote,
} from './ticket-in-time.ts';

const rules = rulesWith({
  hours: 'office',
  rules: [
    toCustomer('quiet', { quiet: '2h' }, 'follow-up-quiet', { atMost: 2 }),
    toCustomer('missed', { missed: '*' }, 'follow-up-missed'),
    toCustomer('solved?', { state: 'solved', for: '0m' }, 'follow-up-solved'),
    toCustomer('closed', { state: 'solved', for: '3bd' }, 'follow-up-closed', { do: 'close' }),
    toAgents('half', 50, 'assignee'),
    toAgents('late', 100, 'assignee'),
    toAgents('escalation', 100, 'lead', { do: 'escalate' }),
  ],
});

function incident(written: string): Life {
  const life = opened(written);
  Object.assign(life.ticket.facts, {
    gathers: 'whatsapp',
    requester: 'suporte@desk.example',
    people: [],
    participants: [],
    contract: null,
    plan: '',
  });
  return life;
}

/** The clocks of an incident that came with the ticket, and promises as much. */
const RUNNING: { metric: Metric; dueAt: number }[] = [
  { metric: 'firstResponse', dueAt: at('1 13:00') },
  { metric: 'resolution', dueAt: at('5 13:00') },
];

function part(written: string, running = RUNNING): Life {
  const life = opened(written);
  life.ticket.facts.partOf = { number: 'BLIP-1010', over: false, running };
  return life;
}

const isOver = (life: Life) => {
  life.ticket.facts.partOf = { number: 'BLIP-1010', over: true, running: [] };
};

/** Of the clocks alone, and inside. */
const pressing = (life: Life) => story(life).filter((line) => /warning|breach/.test(line));

const doneOf = (life: Life) => life.done.flatMap(({ act }) => (act.outcome === 'sent' ? [act.what.do] : []));

describe('an incident has clocks, and no customer', () => {
  test('agents are warned, and it is escalated when it is late; nobody else is written to', () => {
    const life = incident('1 09:00');
    live(life, rules, at('1 09:00'), at('2 18:00'));
    expect(story(life)).toEqual(['1 11:00 warning:firstResponse#1', '1 13:00 breach:firstResponse#1']);
    expect(doneOf(life)).toEqual(['tell', 'escalate']);
    expect(life.ticket.facts.priority).toBe('high');
  });

  test('the same life of a customer’s ticket has letters', () => {
    const life = opened('1 09:00');
    live(life, rules, at('1 09:00'), at('2 18:00'));
    expect(doneOf(life)).toContain('write');
  });

  test('an answer to its customers meets its clock', () => {
    const life = incident('1 09:00');
    happens(life, at('1 10:00'), answered, state('open'));
    live(life, rules, at('1 10:00'), at('3 12:00'));
    expect(story(life)).toEqual(['3 11:00 warning:resolution#1']);
  });

  test('solved, it is closed after the same time without a word to anybody', () => {
    const life = incident('1 09:00');
    happens(life, at('1 10:00'), answered, state('solved'));
    live(life, rules, at('1 10:00'), at('10 18:00'));
    expect(story(life)).toEqual(['4 10:00 solved:close#1']);
    const [done] = life.done;
    expect(done?.act).toMatchObject({
      because: 'rule "closed": solved for 3bd, without notice, as it is no customer\'s',
      what: { do: 'close', letter: null, announced: false, tell: [] },
    });
    expect(life.ticket.facts.state).toBe('closed');
  });

  test('and of an address that gives mail back nobody hears either', () => {
    const life = incident('1 09:00');
    life.ticket.unreachable = true;
    happens(life, at('1 10:00'), state('solved'));
    live(life, rules, at('1 10:00'), at('10 18:00'));
    expect(life.done.map(({ act }) => (act.outcome === 'sent' ? act.what : null))).toMatchObject([
      { do: 'close', tell: [] },
    ]);
  });

  test('reopened before that, it stays open', () => {
    const life = incident('1 09:00');
    happens(life, at('1 10:00'), answered, state('solved'));
    happens(life, at('2 10:00'), state('open'));
    live(life, rules, at('2 10:00'), at('5 18:00'));
    expect(story(life).filter((line) => line.includes('close'))).toEqual([]);
  });

  test('on hold with an end it comes back', () => {
    const life = incident('1 09:00');
    happens(life, at('1 10:00'), answered, state('on-hold', at('2 10:00')));
    live(life, rules, at('1 10:00'), at('2 10:00'));
    expect(story(life)).toEqual(['2 10:00 due-again#1']);
  });

  test('whatever act is asked for, it makes no letter to the desk itself', () => {
    const life = incident('1 09:00');
    const act = { kind: 'quiet', anchor: 1, ordinal: 1, due: 0, rule: 'x', because: 'x', outcome: 'sent' } as const;
    const what = { do: 'write', letter: 'follow-up-quiet', about: null, closesAt: null } as const;
    const facts = { routing: { away: {}, turns: {}, open: {}, keepers: {} } };
    expect(lettersOf({ ...act, what }, life.ticket, facts, desk(), at('1 12:00'))).toEqual([]);
  });
});

describe('a ticket that is part of an incident under way', () => {
  test('presses no agent; its customer gets what any customer gets', () => {
    const [one, other] = [part('1 09:00'), opened('1 09:00')];
    live(one, rules, at('1 09:00'), at('5 18:00'));
    live(other, rules, at('1 09:00'), at('5 18:00'));
    const ofCustomers = (life: Life) => story(life).filter((line) => !/warning|breach/.test(line));
    expect(story(one)).toEqual(ofCustomers(other));
    expect(story(one).length).toBeGreaterThan(0);
    expect(one.ticket.facts.escalatedAt).toBeNull();
  });

  test.each([
    ['was met before it came', RUNNING.slice(1), ['1 11:00 warning:firstResponse#1', '1 13:00 breach:firstResponse#1']],
    ['is paused', [], ['1 11:00 warning:firstResponse#1', '1 13:00 breach:firstResponse#1']],
    [
      'is promised for later',
      [{ metric: 'firstResponse' as const, dueAt: at('1 13:00') + 1 }, ...RUNNING.slice(1)],
      ['1 11:00 warning:firstResponse#1', '1 13:00 breach:firstResponse#1'],
    ],
    ['is promised for sooner', [{ metric: 'firstResponse' as const, dueAt: at('1 10:00') }, ...RUNNING.slice(1)], []],
  ])('presses them about a clock that of the incident %s', (_, running, told) => {
    const life = part('1 09:00', running);
    live(life, rules, at('1 09:00'), at('2 09:00'));
    expect(pressing(life)).toEqual(told);
    expect(life.ticket.facts.escalatedAt !== null).toBe(told.length > 0);
  });

  test('presses them about what its customer asks there, whatever the incident has', () => {
    const life = part('1 09:00', [...RUNNING, { metric: 'nextResponse', dueAt: at('1 09:30') }]);
    happens(life, at('1 10:00'), answered, state('open'));
    happens(life, at('1 11:00'), wrote);
    live(life, rules, at('1 11:00'), at('2 12:00'));
    expect(pressing(life)).toEqual(['1 15:00 warning:nextResponse#1', '2 10:00 breach:nextResponse#1']);
    expect(life.ticket.facts.escalatedAt).toBe(at('2 10:00'));
  });

  test('is reminded of while its customer owes an answer, and not closed as long as they wait for the incident', () => {
    const silent = rulesWith({
      hours: 'office',
      rules: [
        toCustomer('reminder', { state: 'pending', for: '1bd' }, 'follow-up-reminder'),
        toCustomer('notice', { state: 'pending', for: '2bd' }, 'follow-up-closing'),
        toCustomer('closing', { state: 'pending', for: '3bd' }, 'follow-up-closed', { do: 'close' }),
      ],
    });
    const [one, other] = [part('1 09:00'), opened('1 09:00')];
    for (const life of [one, other]) {
      happens(life, at('1 10:00'), answered, state('pending'));
      live(life, silent, at('1 10:00'), at('6 18:00'));
    }
    const [reminder, ...closing] = story(other);
    expect(closing).toEqual(['3 10:00 pending:follow-up-closing#1', '4 10:00 pending:close#1']);
    expect(story(one)).toEqual([reminder]);
    expect(one.ticket.facts.state).toBe('pending');
    // When it would be closed nobody knows: it is not said.
    const dayToldOf = (life: Life) =>
      life.done.map(({ act }) => act.outcome === 'sent' && act.what.do === 'write' && act.what.closesAt !== null)[0];
    expect([one, other].map(dayToldOf)).toEqual([false, true]);

    isOver(one);
    live(one, silent, at('8 09:00'), at('12 18:00'));
    expect(story(one)).toEqual([reminder, '8 09:00 pending:follow-up-closing#1', '9 09:00 pending:close#1']);
  });

  test('solved by itself, it is closed once the incident is over', () => {
    const life = part('1 09:00');
    happens(life, at('1 10:00'), answered, state('solved'));
    live(life, rules, at('1 10:00'), at('8 10:00'));
    expect(story(life)).toEqual(['1 10:00 solved:follow-up-solved#1']);
    isOver(life);
    live(life, rules, at('8 10:00'), at('8 18:00'));
    expect(life.ticket.facts.state).toBe('closed');
  });

  test('has clocks as ever, and is looked at when they would have called for somebody', () => {
    const life = part('1 09:00');
    const found = look(life, rules, at('1 09:00'));
    expect(when(found.lookAt ?? 0)).toBe('1 11:00');
    expect(live(life, rules, at('1 11:00'), at('1 13:00'))).not.toBeNull();
    expect(look(life, rules, at('1 13:00')).clocks[0]).toMatchObject({ metric: 'firstResponse', state: 'breached' });
  });

  test('once the incident is over, what is still true is called for, and what is not is left', () => {
    const life = part('1 09:00');
    live(life, rules, at('1 09:00'), at('1 15:00'));
    isOver(life);
    look(life, rules, at('1 15:00'));
    expect(story(life)).toContain('1 15:00 breach:firstResponse#1');
    expect(story(life)).toContain('1 15:00 -warning:firstResponse#1');
    expect(life.ticket.facts.escalatedAt).not.toBeNull();
  });

  test('so it is when it leaves the incident, and nothing is called for twice', () => {
    const life = part('1 09:00');
    live(life, rules, at('1 09:00'), at('1 15:00'));
    life.ticket.facts.partOf = null;
    happens(life, at('1 15:00'), { kind: 'part-of', incident: null });
    live(life, rules, at('1 15:00'), at('1 17:00'));
    life.ticket.facts.partOf = { number: 'BLIP-1020', over: false, running: RUNNING };
    happens(life, at('1 17:00'), { kind: 'part-of', incident: 'BLIP-1020' });
    live(life, rules, at('1 17:00'), at('2 17:00'));
    life.ticket.facts.partOf = null;
    live(life, rules, at('2 17:00'), at('3 09:00'));
    expect(story(life).filter((line) => line.includes('firstResponse#1') && !line.includes('missed'))).toEqual([
      '1 15:00 -warning:firstResponse#1',
      '1 15:00 breach:firstResponse#1',
    ]);
  });

  test('what was answered meanwhile is not told of afterwards', () => {
    const life = part('1 09:00');
    happens(life, at('1 12:00'), answered, state('open'));
    live(life, rules, at('1 12:00'), at('1 16:00'));
    isOver(life);
    look(life, rules, at('1 16:00'));
    expect(story(life).filter((line) => /firstResponse/.test(line))).toEqual(['1 16:00 -warning:firstResponse#1']);
  });

  test('that it became part of one starts, stops and resets no clock', () => {
    const [one, other] = [part('1 09:00'), part('1 09:00')];
    happens(one, at('1 10:00'), { kind: 'part-of', incident: 'BLIP-1010' });
    for (const life of [one, other]) happens(life, at('1 11:00'), answered, wrote);
    expect(look(one, rules, at('1 12:00')).clocks).toEqual(look(other, rules, at('1 12:00')).clocks);
  });
});

describe('the first look of a ticket that is being opened', () => {
  const shared = { ...desk(), ...rules };
  const fresh = ticket({ state: 'new', policy: 'standard', createdAt: at('1 09:00') });

  test('is when something may be due', () => {
    expect(when(firstLook(fresh, shared, at('1 09:00')) ?? 0)).toBe('1 11:00');
  });

  test('is at once where something is', () => {
    expect(firstLook(fresh, shared, at('1 14:00'))).toBe(at('1 14:00'));
  });

  test('is at the first deadline where no rule says anything: then its clock stands otherwise', () => {
    const silent = { ...shared, followUps: desk().followUps };
    expect(when(firstLook(fresh, silent, at('1 09:00')) ?? 0)).toBe('1 13:00');
    const life = opened('1 09:00');
    const { clocks, acts, lookAt } = look(life, silent, at('1 13:00'));
    expect(acts).toEqual([]);
    expect(clocks.map(({ metric, state }) => [metric, state])).toEqual([
      ['firstResponse', 'breached'],
      ['resolution', 'running'],
    ]);
    expect(when(lookAt ?? 0)).toBe('5 13:00');
    expect(look(life, silent, at('5 13:00')).lookAt).toBeNull();
  });
});

describe('in any life', () => {
  const lived = (life: Life, happenings: Parameters<typeof letHappen>[2][], steps: number[], by: typeof rules) => {
    let last = START;
    for (const [i, what] of happenings.entries()) {
      const then = START + (steps[i] ?? 0) * STEP;
      live(life, by, last, then - 1);
      letHappen(life, then, what);
      last = then;
    }
    live(life, by, last, last + 30 * 24 * 4 * STEP);
  };

  test('no incident writes to a customer; no part of one under way closes, or presses agents as the incident does', () => {
    const anyRunning = fc.array(
      fc.record({ metric: fc.constantFrom(...METRICS), dueAt: fc.nat({ max: 200 }).map((n) => START + n * STEP) }),
      { maxLength: 3 },
    );
    let pressed = 0;
    fc.assert(
      fc.property(
        anyLife,
        anyHappenings,
        anyRules,
        fc.boolean(),
        anyRunning,
        (begin, all, written, isIncident, running) => {
          const life = begin();
          if (isIncident) life.ticket.facts.gathers = 'whatsapp';
          else life.ticket.facts.partOf = { number: 'BLIP-1010', over: false, running };
          lived(
            life,
            all.map(({ what }) => what),
            all.map(({ step }) => step),
            rulesWith(written),
          );
          for (const { act } of life.done) {
            if (act.outcome === 'skipped') continue;
            const { what } = act;
            if (isIncident) expect(what.do === 'write' || (what.do === 'close' && what.letter !== null)).toBe(false);
            else {
              expect(what.do === 'close' || (what.do === 'write' && what.letter === 'follow-up-closing')).toBe(false);
              if (what.do !== 'tell' && what.do !== 'escalate') continue;
              pressed++;
              const { metric, dueAt } = what.about;
              const covering = running.filter((clock) => clock.metric === metric && clock.dueAt <= dueAt);
              expect(metric === 'nextResponse' ? [] : covering).toEqual([]);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
    // It is about something.
    expect(pressed).toBeGreaterThan(20);
  });
});
