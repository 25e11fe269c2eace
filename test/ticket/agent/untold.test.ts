/** Letters to agents and the caps: a busy day silences nobody, a loop ends, and what an agent could not be told is held. */
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../src/ticket/decision.ts';
import { agent, facts, ticket } from '../../support/facts.ts';
import { agentsDesk, BIA, biaWrites, LIA, lettersOf, supportTicket, toCustomers } from './agents-desk.ts';

/** Everything that counts letters to customers is full. */
const BUSY: Partial<Facts> = {
  lettersToSender: 500,
  lettersToday: { toSender: 900, toSenderOn: { 'BLIP-1003': 90 }, deskIsFull: false },
};
const BREAKER: Partial<Facts> = { lettersToday: { ...facts().lettersToday, deskIsFull: true } };
const SIXTY: Partial<Facts> = { answersToAgent: 60 };
const moved = { mergedFrom: 'BLIP-1002' };

describe.each([
  ['on a day of many letters', BUSY],
  ['while the desk writes to nobody else', BREAKER],
])('%s', (_, known) => {
  test('an agent is asked what a mail of theirs is meant for', () => {
    const decision = biaWrites({ text: 'Oi', thread: null, facts: known });
    expect(decision).toMatchObject({ disposition: 'waiting', letters: [{ template: 'agent-question' }] });
  });

  test('an agent is asked whether to send an answer to a ticket that moved', () => {
    const decision = biaWrites({ text: 'Está resolvido.', thread: moved, facts: known });
    expect(decision).toMatchObject({ disposition: 'waiting', letters: [{ template: 'agent-held' }] });
  });

  test('an agent hears that nothing was done', () => {
    const decision = biaWrites({ text: '#resolvdo', facts: known });
    expect(decision).toMatchObject({ disposition: 'agent-command', letters: [{ template: 'agent-problem' }] });
  });
});

test('the breaker stops cards and help for agents as well', () => {
  expect(biaWrites({ text: '#status', facts: BREAKER }).letters).toEqual([]);
  expect(biaWrites({ text: '#status', facts: BUSY }).letters).toMatchObject([{ template: 'agent-ticket' }]);
});

describe('after sixty answers to one agent within an hour', () => {
  test.each([
    ['that nobody was asked about', { text: 'Oi', thread: null }, 'no agent-question: 60 answers'],
    ['that waits for the agent', { text: 'Está resolvido.', thread: moved }, 'no agent-held: 60 answers'],
    ['of which nothing was done', { text: '#resolvdo' }, 'no agent-problem: 60 answers'],
  ])('a mail %s is held, and the lead is told', (_, writing, because) => {
    const decision = biaWrites({ ...writing, facts: SIXTY });
    expect(decision).toMatchObject({ disposition: 'quarantined', retryAt: null, changes: [] });
    expect(decision.because[0]).toBe('the agent could not be told what became of it');
    expect(decision.because.join()).toContain('limits.answersPerAgentHour');
    expect(decision.letters.map(({ to }) => to.address)).toEqual(['lia@desk.example']);
    expect(decision.letters[0]?.values).toMatchObject({
      notice: 'agent-untold',
      agent: 'Bia Lima',
      mailId: 7,
      because: expect.stringContaining(because),
    });
  });

  test('an answer reaches the customer all the same, and only the receipt is left out', () => {
    const wants = agentsDesk({ agents: [{ ...BIA, receipts: true }, LIA] });
    const decision = biaWrites({ text: 'Está resolvido.', facts: SIXTY, desk: wants });
    expect(decision.disposition).toBe('agent-reply');
    expect(toCustomers(decision)).toHaveLength(1);
    expect(lettersOf(decision, 'agent-receipt')).toEqual([]);
    expect(lettersOf(decision, 'agent-notice')).toEqual([]);
  });

  test('the lead is told five times an hour and no more', () => {
    const known = { ...SIXTY, leadNotices: { 'agent-untold': 5 } };
    expect(biaWrites({ text: 'Oi', thread: null, facts: known })).toMatchObject({
      disposition: 'quarantined',
      letters: [],
    });
  });

  test('the lead is told once of one mail, whatever there is to tell', () => {
    const decision = biaWrites({ text: 'Oi', ticket: supportTicket({ queue: 'billing' }), facts: SIXTY });
    expect(decision.letters).toMatchObject([
      { to: { address: 'teo@desk.example' }, values: { notice: 'not-permitted' } },
    ]);
  });
});

test('the cards that one mail asks for count among themselves', () => {
  const named = [1011, 1012, 1013].map((n) => ticket({ id: n, number: `BLIP-${n}`, queue: 'support' }));
  const text = named.map(({ number }) => `#status ${number}`).join('\n');
  const decision = biaWrites({ text, facts: { named, answersToAgent: 58 } });
  expect(decision.disposition).toBe('agent-command');
  expect(lettersOf(decision, 'agent-ticket')).toHaveLength(2);
  expect(decision.because.at(-1)).toMatch(/^no agent-ticket: 60 answers to mails of bia@desk.example/);
});

describe('an agent who writes from another address of theirs', () => {
  const bia = agent({ addresses: ['bia@desk.example', 'bia@home.example'] });
  const writes = (known: Partial<Facts>, over = {}) =>
    biaWrites({
      text: 'Oi',
      thread: null,
      over: { from: { name: 'Bia', address: 'bia@home.example' }, ...over },
      desk: agentsDesk({ agents: [bia, LIA] }),
      facts: known,
    });

  test('is asked at their first one', () => {
    expect(writes(BUSY).letters).toMatchObject([{ template: 'agent-question', to: { address: 'bia@desk.example' } }]);
  });

  test('is capped as one person', () => {
    expect(writes(SIXTY)).toMatchObject({
      disposition: 'quarantined',
      letters: [{ values: { notice: 'agent-untold', address: 'bia@home.example' } }],
    });
  });

  test('is not answered where the mail has no return path, so it is held', () => {
    const decision = writes({}, { headers: { 'return-path': ['<>'] } });
    expect(decision).toMatchObject({ disposition: 'quarantined', letters: [{ values: { notice: 'agent-untold' } }] });
    expect(decision.because.join()).toContain('empty return path');
  });
});
