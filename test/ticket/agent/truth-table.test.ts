import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../src/ticket/decision.ts';
import { FAIL, NONE, PASS, queue } from '../../support/facts.ts';
import {
  agentsDesk,
  BIA,
  biaWrites,
  changesOf,
  lettersOf,
  RUI,
  supportTicket,
  threadOf,
  toCustomers,
} from './agents-desk.ts';

/** Every way that an agent's answer can come: its token, its authentication, whether the agent works, whether they may. */
const ROWS = [true, false].flatMap((token) =>
  [true, false].flatMap((authenticated) =>
    [true, false].flatMap((active) => [true, false].map((permitted) => ({ token, authenticated, active, permitted }))),
  ),
);

describe('an answer goes to the customer only where token, sender, agent and queue are all right', () => {
  test('the table has sixteen rows', () => expect(ROWS).toHaveLength(16));

  test.each(ROWS)('token $token, authenticated $authenticated, active $active, permitted $permitted', (row) => {
    const { token, authenticated, active, permitted } = row;
    const decision = biaWrites({
      text: 'Segue a resposta.',
      over: { authentication: authenticated ? PASS : NONE },
      ticket: supportTicket({ queue: permitted ? 'support' : 'billing' }),
      thread: token ? {} : null,
      desk: agentsDesk({ agents: agentsDesk().agents.map((one) => (one.id === 'bia' ? { ...one, active } : one)) }),
    });
    const sends = token && authenticated && active && permitted;
    expect(toCustomers(decision)).toHaveLength(sends ? 1 : 0);
    expect(changesOf(decision, 'say')).toHaveLength(sends ? 1 : 0);
    expect(decision.disposition).toBe(
      sends ? 'agent-reply' : authenticated && active && !token ? 'waiting' : 'quarantined',
    );
  });

  test('a token that was given to a colleague is none', () => {
    const decision = biaWrites({ text: 'Oi', thread: { agent: 'rui' } });
    expect(decision.disposition).toBe('waiting');
    expect(toCustomers(decision)).toEqual([]);
    expect(lettersOf(decision, 'agent-question').map(({ to }) => to.address)).toEqual([BIA.addresses[0]]);
  });

  test('who has the ticket may work on it in any queue', () => {
    const decision = biaWrites({ text: 'Oi', ticket: supportTicket({ queue: 'billing', assignee: 'bia' }) });
    expect(toCustomers(decision)).toHaveLength(1);
  });

  test('a ticket whose queue is gone is for leads alone', () => {
    const gone = supportTicket({ queue: 'gone' });
    expect(toCustomers(biaWrites({ text: 'Oi', ticket: gone }))).toEqual([]);
    const desk = agentsDesk({ queues: [queue({ lead: 'bia' })] });
    expect(toCustomers(biaWrites({ text: 'Oi', ticket: gone, desk }))).toHaveLength(1);
  });
});

describe('the lead is told of what was held', () => {
  test.each([
    ['nothing proves the sender', NONE],
    ['the domain says that it is forged', FAIL],
  ])('an agent address where %s is quarantined', (_, authentication) => {
    const decision = biaWrites({ text: '#solved', over: { authentication } });
    expect(decision.disposition).toBe('quarantined');
    expect(decision.changes).toEqual([]);
    expect(decision.letters.map(({ to, values }) => [to.address, values.kind])).toEqual([
      ['lia@desk.example', 'agent-notice'],
    ]);
    expect(decision.letters[0]?.values).toMatchObject({ notice: 'unproven-agent', agent: 'Bia Lima', mailId: 7 });
  });

  test('five times an hour of each kind, and no more', () => {
    const told = (leadNotices: Facts['leadNotices']) =>
      biaWrites({ over: { authentication: NONE }, facts: { leadNotices } });
    expect(told({ 'unproven-agent': 5 })).toMatchObject({ disposition: 'quarantined', letters: [] });
    expect(told({ 'unproven-agent': 4 }).letters).toHaveLength(1);
    expect(told({ 'agent-bounced': 50, 'not-permitted': 50 }).letters).toHaveLength(1);
  });

  test('of who holds a token and is not of the queue, and so is the agent', () => {
    const decision = biaWrites({ text: 'Oi', ticket: supportTicket({ queue: 'billing' }) });
    expect(lettersOf(decision, 'agent-notice').map(({ to }) => to.address)).toEqual(['teo@desk.example']);
    expect(lettersOf(decision, 'agent-problem').map(({ to }) => to.address)).toEqual(['bia@desk.example']);
    expect(lettersOf(decision, 'agent-problem')[0]?.values).toMatchObject({ number: null });
  });

  test('a release by hand makes no agent of an unproven sender', () => {
    const release = { at: 0, by: 'root', as: 'human', why: null, was: 'quarantined' } as const;
    const decision = biaWrites({ text: 'Oi', over: { authentication: FAIL }, about: { releases: 1, release } });
    expect(decision.disposition).toBe('quarantined');
    expect(toCustomers(decision)).toEqual([]);
  });
});

test('a colleague who answers with their own token is heard', () => {
  const on = supportTicket();
  const decision = biaWrites({
    text: 'Oi',
    over: { from: { name: 'Rui', address: 'rui@desk.example' } },
    facts: { agentThreads: [threadOf(on), threadOf(on, { agent: 'rui' })] },
  });
  expect(decision.disposition).toBe('agent-reply');
  expect(changesOf(decision, 'say')[0]?.agent).toBe(RUI.id);
});
