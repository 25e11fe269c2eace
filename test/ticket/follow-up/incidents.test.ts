/** What time makes necessary on an incident of several customers, which is no customer's, and on the tickets that are part of one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstLook } from '../../../src/ticket/follow-up/first-look.ts';
import { lettersOf } from '../../../src/ticket/follow-up/letters.ts';
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

function part(written: string): Life {
  const life = opened(written);
  life.ticket.facts.partOf = { number: 'BLIP-1010', over: false };
  return life;
}

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
    life.ticket.facts.partOf = { number: 'BLIP-1010', over: true };
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
    life.ticket.facts.partOf = { number: 'BLIP-1020', over: false };
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
    life.ticket.facts.partOf = { number: 'BLIP-1010', over: true };
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

  test('no incident writes to a customer, and no part of one that is under way to agents, but for the end of a hold', () => {
    fc.assert(
      fc.property(anyLife, anyHappenings, anyRules, fc.boolean(), (begin, all, written, isIncident) => {
        const life = begin();
        if (isIncident) life.ticket.facts.gathers = 'whatsapp';
        else life.ticket.facts.partOf = { number: 'BLIP-1010', over: false };
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
          else expect(what.do === 'tell' || what.do === 'escalate').toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});
