import { describe, expect, test } from 'vitest';
import {
  answered,
  at,
  happens,
  live,
  look,
  opened,
  rulesWith,
  state,
  story,
  toAgents,
  when,
  wrote,
} from './ticket-in-time.ts';

describe('agents are warned before it is late, at any hour', () => {
  const rules = rulesWith({ hours: 'office', rules: [toAgents('half', 50, 'assignee'), toAgents('soon', 75, 'lead')] });

  test('at each share of each target, in the hours that the promise runs in', () => {
    const life = opened('1 17:00');
    live(life, rules, at('1 17:00'), at('2 12:00'));
    expect(story(life)).toEqual(['2 10:00 warning:firstResponse#1', '2 11:00 warning:firstResponse#2']);
    expect(life.done.map(({ act }) => (act.outcome === 'sent' ? act.what : null))).toMatchObject([
      { do: 'tell', letter: 'agent-due', occasion: 'warning', to: ['assignee'], share: 50 },
      { do: 'tell', to: ['lead'], share: 75, about: { metric: 'firstResponse', dueAt: at('2 12:00') } },
    ]);
    expect(life.done[0]?.act.because).toBe('rule "half": 50% of the time for the first response is used up');
  });

  test('at night where the promise runs at night', () => {
    const life = opened('1 22:00', 'premium');
    live(life, rules, at('1 22:00'), at('2 02:00'));
    expect(story(life)).toEqual(['2 00:00 warning:firstResponse#1', '2 01:00 warning:firstResponse#2']);
  });

  test('not while it waits for the customer; the pause does not count', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), answered);
    happens(life, at('1 11:00'), wrote);
    happens(life, at('1 12:00'), state('pending'));
    live(life, rules, at('1 12:00'), at('3 09:00'));
    expect(story(life)).toEqual([]);
    happens(life, at('3 09:00'), state('open'));
    live(life, rules, at('3 09:00'), at('3 16:00'));
    expect(story(life)).toEqual(['3 12:00 warning:nextResponse#1', '3 14:00 warning:nextResponse#2']);
  });

  test('of several that were due meanwhile only the last', () => {
    const life = opened('1 09:00');
    look(life, rules, at('1 12:30'));
    expect(story(life)).toEqual(['1 12:30 -warning:firstResponse#1', '1 12:30 warning:firstResponse#2']);
  });

  test('not once it is late', () => {
    const life = opened('1 09:00');
    look(life, rules, at('1 14:00'));
    expect(story(life)).toEqual(['1 14:00 -warning:firstResponse#1', '1 14:00 -warning:firstResponse#2']);
    expect(life.done[1]?.act.because).toBe('rule "soon": not sent, first response is late already');
  });

  test('anew neither when the deadline moves back nor forth', () => {
    const life = opened('1 09:00');
    live(life, rules, at('1 09:00'), at('1 11:30'));
    happens(life, at('1 11:30'), { kind: 'priority', to: 'low' });
    live(life, rules, at('1 11:30'), at('1 12:30'));
    expect(story(life)).toEqual(['1 11:00 warning:firstResponse#1', '1 12:00 warning:firstResponse#2']);
  });

  test('of a share that a higher priority puts into the past at once', () => {
    const life = opened('1 09:00');
    live(life, rules, at('1 09:00'), at('1 09:35'));
    happens(life, at('1 09:35'), { kind: 'priority', to: 'urgent' });
    live(life, rules, at('1 09:35'), at('1 09:50'));
    expect(story(life)).toEqual(['1 09:35 warning:firstResponse#1', '1 09:45 warning:firstResponse#2']);
  });
});

describe('at a breach', () => {
  const rules = rulesWith({
    rules: [toAgents('late', 100, 'assignee'), toAgents('escalation', 100, 'lead', { do: 'escalate' })],
  });

  test('the ticket is escalated once, and all are told', () => {
    const life = opened('1 09:00');
    const found = look(life, rules, at('1 13:00'));
    expect(found.acts).toMatchObject([
      {
        kind: 'breach:firstResponse',
        anchor: 1,
        ordinal: 1,
        what: { do: 'escalate', occasion: 'escalated', priority: 'high', to: ['assignee', 'lead'], share: 100 },
      },
    ]);
    expect(found.acts[0]?.because).toBe('rule "late", "escalation": first response is late');
    live(life, rules, at('1 13:00'), at('10 13:00'));
    expect(story(life)).toEqual(['1 13:00 breach:firstResponse#1', '5 13:00 breach:resolution#1']);
    expect(life.done[1]?.act).toMatchObject({ what: { do: 'tell', occasion: 'breach', to: ['assignee', 'lead'] } });
    expect(life.ticket.facts.priority).toBe('high');
  });

  test('two at once escalate it once', () => {
    const life = opened('1 09:00');
    const { lookAt } = look(life, rules, at('10 13:00'));
    expect(lookAt).toBe(at('10 13:00'));
    look(life, rules, at('10 13:00'));
    expect(life.done.map(({ act }) => (act.outcome === 'sent' ? act.what.do : ''))).toEqual(['escalate', 'tell']);
  });

  test('what the raised priority makes late at once is not warned of beside the escalation', () => {
    const warned = rulesWith({
      rules: [toAgents('soon', 10, 'assignee'), toAgents('escalation', 100, 'lead', { do: 'escalate' })],
    });
    const life = opened('1 09:00');
    happens(life, at('1 09:00'), { kind: 'priority', to: 'high' });
    live(life, warned, at('2 10:00'), at('2 11:00'));
    expect(story(life)).toEqual([
      '2 10:00 -warning:firstResponse#1',
      '2 10:00 breach:firstResponse#1',
      '2 10:00 breach:resolution#1',
    ]);
  });

  test('a ticket that somebody escalated is not escalated again', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), { kind: 'escalated', by: 'ana@acme.example' });
    look(life, rules, at('1 13:00'));
    expect(life.done[0]?.act).toMatchObject({ what: { do: 'tell', occasion: 'breach' } });
  });

  test('the clocks are those under the priority that it has then, and what is late by that is looked at at once', () => {
    const life = opened('1 09:00');
    happens(life, at('1 09:00'), { kind: 'priority', to: 'high' });
    happens(life, at('1 10:00'), answered);
    // Late by nine hours for urgent tickets, in time for others.
    happens(life, at('1 18:00'), wrote);
    const found = look(life, rules, at('2 17:00'));
    expect(story(life)).toEqual(['2 17:00 breach:nextResponse#1']);
    expect(found.clocks.find(({ metric }) => metric === 'resolution')).toMatchObject({ state: 'breached' });
    expect(found.lookAt).toBe(at('2 17:00'));
    live(life, rules, at('2 17:00'), at('2 17:30'));
    expect(story(life)).toEqual(['2 17:00 breach:nextResponse#1', '2 17:00 breach:resolution#1']);
  });

  test('at the very minute of the deadline it is late, and the clock says so', () => {
    const life = opened('1 09:00');
    const before = look(life, rules, at('1 12:59'));
    expect(when(before.lookAt ?? 0)).toBe('1 13:00');
    expect(before.clocks[0]?.state).toBe('running');
    expect(look(life, rules, at('1 13:00')).clocks[0]).toMatchObject({ state: 'breached', breachedAt: at('1 13:00') });
  });
});

describe('a hold with an end', () => {
  const rules = rulesWith({ rules: [toAgents('soon', 50, 'assignee')] });

  test('is over then: the ticket is open, and who has it is told', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), answered, state('on-hold', at('4 15:00')));
    expect(look(life, rules, at('1 10:00')).lookAt).toBe(at('4 15:00'));
    const { acts, clocks } = look(life, rules, at('4 15:00'));
    expect(acts).toMatchObject([
      { kind: 'due-again', anchor: 3, what: { do: 'reopen', occasion: 'due-again', to: ['assignee'] } },
    ]);
    expect(clocks.find(({ metric }) => metric === 'resolution')?.state).toBe('running');
    expect(life.ticket.facts.state).toBe('open');
  });

  test('in any hours, and without any rules', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), state('on-hold', at('6 23:00')));
    expect(live(life, rulesWith({ rules: [] }), at('1 10:00'), at('30 10:00'))).toBeNull();
    expect(story(life)).toEqual(['6 23:00 due-again#1']);
  });

  test('that was prolonged ends then, not before', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), state('on-hold', at('2 10:00')));
    happens(life, at('1 12:00'), state('on-hold', at('3 10:00')));
    live(life, rulesWith({ rules: [] }), at('1 12:00'), at('9 10:00'));
    expect(story(life)).toEqual(['3 10:00 due-again#1']);
  });

  test('that ended before anybody looked is not told of', () => {
    const life = opened('1 09:00');
    happens(life, at('1 10:00'), state('on-hold', at('2 10:00')));
    happens(life, at('2 11:00'), wrote, state('open'));
    look(life, rulesWith({ rules: [] }), at('2 12:00'));
    expect(story(life)).toEqual(['2 12:00 -due-again#1']);
  });
});
