import { describe, expect, test } from 'vitest';
import type { Wish } from '../../../src/ticket/self-service/wish.ts';
import type { Priority, TicketState } from '../../../src/ticket/ticket.ts';
import { contract, DAY, facts, message, NOW, queue, said, ticket, user } from '../../support/facts.ts';
import { ANA, acme, asking, inThread, served, staffed, toldCustomer } from './asking.ts';

const WORDS = 'the first line asks to escalate: "escalar chamado"';
const ESCALATE: Wish = { wish: 'escalate', number: null, because: WORDS };
const escalated = (over: Parameters<typeof ticket>[0], desk = staffed()) =>
  served(asking(ESCALATE, { thread: inThread(ticket(over)) }), desk);
const toAgents = (decision: ReturnType<typeof served>) => decision.letters.slice(1);

describe('an escalation', () => {
  test('is one event, raises the priority a step, and tells the phone', () => {
    const decision = escalated({ priority: 'normal', state: 'open' });
    const common = { do: 'set', ticketId: 3, by: ANA, because: WORDS };
    expect(decision.changes.slice(1)).toEqual([
      { ...common, set: { escalatedAt: NOW }, event: { kind: 'escalated', by: ANA }, what: 'is escalated' },
      { ...common, set: { priority: 'high' }, event: { kind: 'priority', to: 'high' }, what: 'has priority high' },
    ]);
    expect(toldCustomer(decision).values).toMatchObject({
      kind: 'service-escalated',
      phone: '+55 31 5550-0100',
      ticket: { number: 'BLIP-1003', priority: 'high' },
    });
  });

  test('waits for a person of the desk, as no other wish does', () => {
    expect(escalated({}).changes[0]).toMatchObject({ do: 'append', state: null, what: 'wrote' });
  });

  test.each<[Priority, Priority | null]>([
    ['low', 'normal'],
    ['high', 'urgent'],
    ['urgent', null],
  ])('of priority %s makes it %s', (priority, raised) => {
    const set = escalated({ priority }).changes.flatMap((one) =>
      one.do === 'set' && one.event.kind === 'priority' ? [one.event.to] : [],
    );
    expect(set).toEqual(raised === null ? [] : [raised]);
  });

  test.each<[TicketState, boolean]>([
    ['new', false],
    ['open', false],
    ['pending', true],
    ['on-hold', true],
    ['solved', true],
  ])('of a ticket that is %s opens it again: %s', (state, opens) => {
    const decision = escalated({ state, holdUntil: state === 'on-hold' ? NOW + DAY : null });
    const set = decision.changes.filter((one) => one.do === 'set' && one.event.kind === 'state');
    expect(set).toMatchObject(opens ? [{ set: { state: 'open', holdUntil: null }, what: 'is open' }] : []);
    expect(toldCustomer(decision).values).toMatchObject({ ticket: { state: opens ? 'open' : state } });
  });

  test('says that there is no phone where the desk has none', () => {
    expect(toldCustomer(escalated({}, staffed({ phone: null }))).values).toMatchObject({ phone: null });
  });
});

describe('there is none', () => {
  test('on a plan without it', () => {
    const known = facts({ directory: acme('Plus') });
    const decision = served(asking(ESCALATE, { facts: known, thread: inThread(ticket()) }));
    expect(decision.changes).toMatchObject([{ do: 'append', what: 'thanked' }]);
    expect(decision.letters).toHaveLength(1);
    expect(toldCustomer(decision).values).toMatchObject({
      kind: 'service-problem',
      problem: 'plan',
      number: 'BLIP-1003',
      plan: 'Plus',
      mayEscalate: false,
    });
  });

  test('on a plan without it, whichever ticket is meant', () => {
    const decision = served(asking(ESCALATE, { facts: facts({ directory: acme('Plus') }) }));
    expect(toldCustomer(decision).values).toMatchObject({ problem: 'plan', number: null });
  });

  test('a second time, whoever did it first', () => {
    const decision = escalated({ escalatedAt: NOW - DAY, assignee: 'bia' });
    expect(decision.changes).toMatchObject([{ do: 'append', what: 'thanked' }]);
    expect(decision.letters).toHaveLength(1);
    expect(toldCustomer(decision).values).toMatchObject({ problem: 'already-escalated', mayEscalate: true });
  });

  test('of a closed ticket', () => {
    expect(toldCustomer(escalated({ state: 'closed' })).values).toMatchObject({ problem: 'already-closed' });
  });
});

describe('whose plan counts', () => {
  const two = (first: ReturnType<typeof contract>, second: ReturnType<typeof contract>) =>
    facts({
      directory: {
        memberships: [first, second].map((one) => ({ contract: one, user: user() })),
        domainContracts: [first, second],
      },
    });
  const plus = contract({ id: 'plus-2026', plan: 'Plus' });

  test('that of the contract of the ticket, not the better one that they have beside it', () => {
    const known = two(contract({ id: 'super-2026', plan: 'Super' }), plus);
    const ofPlus = served(asking(ESCALATE, { facts: known, thread: inThread(ticket({ contract: 'plus-2026' })) }));
    expect(toldCustomer(ofPlus).values).toMatchObject({ problem: 'plan', plan: 'Plus' });
    const ofSuper = served(asking(ESCALATE, { facts: known, thread: inThread(ticket({ contract: 'super-2026' })) }));
    expect(toldCustomer(ofSuper).values).toMatchObject({ kind: 'service-escalated' });
  });

  test('that of the contract that runs now, where the one of the ticket has ended', () => {
    const known = two(
      contract({ id: 'plus-2025', plan: 'Plus', endsOn: '2026-10-31' }),
      contract({ id: 'new', plan: 'Super' }),
    );
    const decision = served(asking(ESCALATE, { facts: known, thread: inThread(ticket({ contract: 'plus-2025' })) }));
    expect(toldCustomer(decision).values).toMatchObject({ kind: 'service-escalated' });
  });
});

describe('who of the desk hears of it', () => {
  const heard = (over: Parameters<typeof ticket>[0], desk = staffed()) =>
    toAgents(escalated(over, desk)).map(({ to }) => to.address);

  test('who has it, and the lead of its queue', () => {
    expect(heard({ assignee: 'caio', queue: 'support' })).toEqual(['caio@desk.example', 'dora@desk.example']);
  });

  test('the lead once, where it is theirs', () => {
    expect(heard({ assignee: 'dora', queue: 'support' })).toEqual(['dora@desk.example']);
  });

  test('the lead alone, where nobody has it', () => {
    expect(heard({ assignee: null, queue: 'support' })).toEqual(['dora@desk.example']);
  });

  test('those who may take it, where there is neither', () => {
    const leaderless = staffed({ queues: [queue({ members: ['bia', 'caio'] })] });
    expect(heard({ assignee: null, queue: 'support' }, leaderless)).toEqual(['bia@desk.example', 'caio@desk.example']);
  });

  test('they see the customer’s words, and the ticket as it is then', () => {
    const own = message({ replyText: 'escalar chamado\nA loja parou.', subject: 'Re: Ajuda com o bot' });
    const before = said({ text: 'Ontem já não funcionava.' });
    const mine = ticket({ assignee: 'bia', queue: 'support', state: 'pending', recent: [before] });
    const [letter] = toAgents(served(asking(ESCALATE, { message: own, thread: inThread(mine) })));
    expect(letter).toMatchObject({
      template: 'agent-ticket',
      to: { address: 'bia@desk.example' },
      values: {
        occasion: 'escalated',
        by: 'Ana Souza',
        card: { number: 'BLIP-1003', priority: 'high', state: 'open' },
        message: { text: 'escalar chamado\nA loja parou.', direction: 'in' },
        unverified: false,
        before: [{ text: 'Ontem já não funcionava.' }],
      },
    });
    expect(letter?.values.kind === 'agent-ticket' && letter.values.because[0]).toBe(WORDS);
  });
});
