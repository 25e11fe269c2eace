import { describe, expect, test } from 'vitest';
import { underPlan } from '../../../src/ticket/follow-up/under-plan.ts';
import type { TicketEvent } from '../../../src/ticket/ticket.ts';
import { contract, desk, ticket } from '../../support/facts.ts';
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
  toCustomer,
} from './ticket-in-time.ts';

/** Standard: 4h to answer, 40h to solve, in office hours. Premium: the same around the clock. */
const RULES = rulesWith({
  hours: 'office',
  rules: [
    toAgents('soon', 75, 'assignee'),
    toAgents('late', 100, 'assignee'),
    toCustomer('missed', { missed: '*' }, 'follow-up-missed'),
  ],
});
const under = (to: string): TicketEvent => ({ kind: 'policy', to });

describe('what is due about a ticket goes by the policy that it is under now', () => {
  test('a ticket of the evening, upgraded: warned of and late by night, which the customer hears in their hours', () => {
    const life = opened('1 17:00');
    expect(live(life, RULES, at('1 17:00'), at('1 18:00'))).toBe(at('2 11:00'));
    happens(life, at('1 18:00'), under('premium'));
    live(life, RULES, at('1 18:00'), at('2 12:00'));
    expect(story(life)).toEqual([
      '1 20:00 warning:firstResponse#1',
      '1 21:00 breach:firstResponse#1',
      '2 09:00 missed:firstResponse#1',
    ]);
  });

  test('a deadline that the upgrade put into the past: agents hear of it at once, the customer of what was promised before', () => {
    const life = opened('1 17:00');
    live(life, RULES, at('1 17:00'), at('2 09:30'));
    happens(life, at('2 09:30'), under('premium'));
    live(life, RULES, at('2 09:30'), at('2 20:00'));
    expect(story(life)).toEqual(['2 09:30 breach:firstResponse#1', '2 12:00 missed:firstResponse#1']);
  });

  test('a downgrade, and back again: nothing goes twice', () => {
    const life = opened('1 17:00', 'premium');
    live(life, RULES, at('1 17:00'), at('1 22:00'));
    happens(life, at('1 22:00'), under('standard'));
    live(life, RULES, at('1 22:00'), at('2 09:30'));
    happens(life, at('2 09:30'), under('premium'));
    live(life, RULES, at('2 09:30'), at('2 18:00'));
    expect(story(life).filter((one) => one.includes('firstResponse'))).toEqual([
      '1 20:00 warning:firstResponse#1',
      '1 21:00 breach:firstResponse#1',
      // It was promised, and missed, before the change; in the night nobody could be told.
      '2 09:00 missed:firstResponse#1',
    ]);
  });

  test('an answer that came in time by the old one is in time, and says nothing later', () => {
    const life = opened('1 17:00');
    happens(life, at('2 10:00'), answered);
    happens(life, at('2 10:30'), under('premium'));
    live(life, RULES, at('2 10:30'), at('2 17:00'));
    expect(story(life)).toEqual([]);
  });
});

test('nobody is closed on sooner than they were told, though the new policy counts nights and weekends', () => {
  const rules = rulesWith({
    rules: [
      toCustomer('notice', { state: 'pending', for: '2bd' }, 'follow-up-closing'),
      toCustomer('closing', { state: 'pending', for: '5bd' }, 'follow-up-closed', { do: 'close' }),
    ],
  });
  const life = opened('1 09:00');
  happens(life, at('1 10:00'), answered, state('pending'));
  live(life, rules, at('1 10:00'), at('4 12:00'));
  const told = life.done[0]?.act;
  const closesAt = told?.outcome === 'sent' && told.what.do === 'write' ? told.what.closesAt : null;
  expect(closesAt).toBe(at('8 10:00'));
  happens(life, at('4 12:00'), under('premium'));
  live(life, rules, at('4 12:00'), at('20 12:00'));
  expect(story(life).slice(1)).toEqual(['8 10:00 pending:close#1']);
});

describe('a look compares what the ticket is under with what its contract is under now', () => {
  const DESK = desk({
    plans: new Map([
      ['plus', { name: 'Plus', channels: ['email'], sla: 'standard', rank: 1 }],
      ['super', { name: 'Super', channels: ['email'], sla: 'premium', rank: 2 }],
      ['ultra', { name: 'Super', channels: ['email'], sla: 'premium', rank: 2 }],
      ['extra', { name: 'Extra', channels: ['email'], sla: 'standard', rank: 3 }],
      ['trial', { name: 'Trial', channels: ['forum'], sla: '', rank: 0 }],
    ]),
    sla: RULES.sla,
  });
  const due = () => opened('1 09:00').ticket;

  test('another plan: the ticket has it, with its policy, and its history says so', () => {
    const found = underPlan(due(), contract({ plan: 'ULTRA' }), DESK, at('1 10:00'));
    expect(found.becomes).toEqual({
      plan: 'Super',
      policy: 'premium',
      event: { kind: 'policy', to: 'premium' },
      what: 'is under plan Super: policy premium',
      because: 'contract "acme-2026" has it now; it was plan Plus: policy standard',
    });
    expect(found.ticket.facts).toMatchObject({ plan: 'Super', policy: 'premium' });
    expect(found.ticket.events.at(-1)).toEqual({ id: 2, at: at('1 10:00'), kind: 'policy', to: 'premium' });
    expect(underPlan(found.ticket, contract({ plan: 'Super' }), DESK, at('1 11:00')).becomes).toBeNull();
  });

  test("the contract's own policy comes before its plan's", () => {
    const found = underPlan(due(), contract({ sla: 'premium' }), DESK, at('1 10:00'));
    expect(found.becomes).toMatchObject({ plan: 'Plus', policy: 'premium' });
  });

  test('another plan with the same policy: clocks stay as they are, so that no event is read by them', () => {
    const found = underPlan(due(), contract({ plan: 'Extra' }), DESK, at('1 10:00'));
    expect(found.becomes).toMatchObject({ plan: 'Extra', policy: 'standard', event: null });
    expect(found.ticket.events).toHaveLength(1);
  });

  test.each([
    ['the contract is gone', null],
    ['its plan is not known', contract({ plan: 'Gold' })],
    ['its plan promises nothing', contract({ plan: 'Trial' })],
    ['its policy is not known', contract({ sla: 'gone' })],
    ['nothing differs', contract()],
  ])('%s: nothing changes', (_what, now) => {
    const before = due();
    expect(underPlan(before, now, DESK, at('1 10:00'))).toEqual({ ticket: before, becomes: null });
  });

  test.each([
    ['a closed ticket', { facts: ticket({ state: 'closed' }) }],
    ['an incident of several customers', { facts: ticket({ gathers: 'outage' }) }],
    ['a merged ticket', { events: [...due().events, { id: 2, at: 2, kind: 'merged', into: 'BLIP-1' } as const] }],
  ])('%s stays as it is', (_what, over) => {
    expect(underPlan({ ...due(), ...over }, contract({ plan: 'Super' }), DESK, at('1 10:00')).becomes).toBeNull();
  });

  test('it looks by the new one at once', () => {
    const life = opened('1 17:00');
    const found = underPlan(life.ticket, contract({ plan: 'Super' }), DESK, at('1 18:00'));
    expect(look({ ...life, ticket: found.ticket }, RULES, at('1 18:00')).clocks[0]?.dueAt).toBe(at('1 21:00'));
  });
});
