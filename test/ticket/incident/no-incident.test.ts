/** A part of an incident turns out to be none: it leaves, and somebody of the desk sees it. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/ticket/decision.ts';
import type { Wish } from '../../../src/ticket/self-service/wish.ts';
import type { PartOf, TicketFacts, TicketType } from '../../../src/ticket/ticket.ts';
import { facts, ticket } from '../../support/facts.ts';
import { biaWrites, changesOf, supportTicket } from '../agent/agents-desk.ts';
import { ANA, acme, asking, inThread, served, staffed, toldCustomer } from '../self-service/asking.ts';

const OPEN: PartOf = { number: 'BLIP-1010', over: false, running: [] };

const part = (over: Partial<TicketFacts> = {}) =>
  ticket({ type: 'incident', queue: 'support', assignee: null, partOf: OPEN, ...over });

const toAgents = ({ letters }: Decision) => letters.filter(({ template }) => template.startsWith('agent-'));

describe('a customer who says that it is none', () => {
  const says = (type: TicketType, on: TicketFacts, words = 'says what it is') => {
    const wish: Wish = { wish: 'type', type, number: null, because: words };
    return served(asking(wish, { thread: inThread(on), facts: facts({ directory: acme() }) }), staffed());
  };

  test.each<[string, TicketType]>([
    ['pergunta', 'doubt'],
    ['question', 'doubt'],
    ['tarea', 'task'],
  ])('"%s": the ticket leaves the incident, and goes to who may work on it as a new one would', (words, type) => {
    const decision = says(type, part(), words);
    expect(decision.changes.slice(1)).toMatchObject([
      { do: 'set', set: { type }, by: ANA },
      {
        do: 'part-of',
        number: 1003,
        incident: null,
        by: ANA,
        because: `${words}: it is a ${type}, so it leaves BLIP-1010`,
      },
    ]);
    expect(toAgents(decision).map(({ template, to }) => `${template} to ${to.address}`)).toEqual([
      'agent-ticket to bia@desk.example',
      'agent-ticket to caio@desk.example',
    ]);
    for (const { values } of toAgents(decision))
      expect(values).toMatchObject({
        occasion: 'queued',
        card: { number: 'BLIP-1003', type, partOf: null },
        unverified: false,
        because: [expect.stringContaining(words)],
      });
    expect(toldCustomer(decision).values).toMatchObject({ kind: 'service-type', ticket: { type } });
  });

  test('of one that somebody has: they have it from now on by itself', () => {
    const decision = says('doubt', part({ assignee: 'caio' }));
    expect(toAgents(decision)).toMatchObject([
      { to: { address: 'caio@desk.example' }, values: { occasion: 'assigned' } },
    ]);
    expect(changesOf(decision, 'part-of')).toHaveLength(1);
  });

  test('of one that is solved: it leaves, and there is nothing to work on', () => {
    const decision = says('doubt', part({ state: 'solved' }));
    expect(changesOf(decision, 'part-of')).toHaveLength(1);
    expect(toAgents(decision)).toEqual([]);
  });

  test.each([
    ['that it is one', 'incident' as const, part()],
    ['what it is already', 'doubt' as const, part({ type: 'doubt' })],
    ['so of a part of one that is over', 'doubt' as const, part({ partOf: { ...OPEN, over: true } })],
    ['so of a ticket that is part of none', 'doubt' as const, part({ partOf: null })],
  ])('says %s: nothing leaves, and nobody is told', (_, type, on) => {
    const decision = says(type, on);
    expect(changesOf(decision, 'part-of')).toEqual([]);
    expect(toAgents(decision)).toEqual([]);
    expect(toldCustomer(decision).values).toMatchObject({ kind: 'service-type' });
  });
});

describe('an agent who says that it is none', () => {
  const bia = (text: string, over: Partial<TicketFacts> = {}) =>
    biaWrites({ text, ticket: supportTicket({ type: 'incident', state: 'open', partOf: OPEN, ...over }) });
  const left = (decision: Decision) => changesOf(decision, 'part-of').map(({ incident }) => incident);

  test.each(['#type doubt', '#tipo tarefa', '#tipo tarea'])('by %s takes it out of the incident', (text) => {
    const decision = bia(text);
    expect(changesOf(decision, 'set')).toHaveLength(1);
    expect(changesOf(decision, 'part-of')).toEqual([
      { do: 'part-of', number: 1003, incident: null, by: 'bia', because: text.split(' ')[0] },
    ]);
  });

  test('and takes it out besides does so once', () => {
    expect(left(bia('#type doubt #leave'))).toEqual([null]);
    expect(left(bia('#leave #type doubt'))).toEqual([null]);
  });

  test.each<[string, string, Partial<TicketFacts>]>([
    ['it stays one', '#type incident', { type: 'doubt' }],
    ['the incident is over', '#type doubt', { partOf: { ...OPEN, over: true } }],
    ['it is part of none', '#type doubt', { partOf: null }],
    ['only its priority changes', '#priority high', {}],
  ])('takes out nothing where %s', (_, text, over) => {
    expect(left(bia(text, over))).toEqual([]);
  });
});
