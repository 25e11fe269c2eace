/** The tickets of an incident as its letters list them, and those that are left open when it is over. */
import { describe, expect, test } from 'vitest';
import type { TicketFacts } from '../../../src/ticket/ticket.ts';
import { NOW } from '../../support/facts.ts';
import { agentsDesk, biaWrites, changesOf, LIA, lettersOf, toCustomers } from './agents-desk.ts';
import { ana, eva, incident, john, liaWrites, onIncident } from './incident-desk.ts';

const HOUR = 3_600_000;
const answered = { at: NOW - 2 * HOUR, kind: 'answered', agent: 'lia' } as const;
const wrote = { at: NOW - HOUR, kind: 'wrote' } as const;
const asking = (part: TicketFacts): TicketFacts => ({ ...part, state: 'open', events: [answered, wrote] });

const cardsOf = (decision: ReturnType<typeof liaWrites>) =>
  lettersOf(decision, 'agent-ticket').flatMap(({ values }) => (values.kind === 'agent-ticket' ? [values.card] : []));

const doneOf = (decision: ReturnType<typeof liaWrites>) => {
  const values = lettersOf(decision, 'agent-receipt')[0]?.values;
  return values?.kind === 'agent-receipt' ? values.done : [];
};

const withReceipts = agentsDesk({
  agents: agentsDesk().agents.map((one) => ({ ...one, receipts: one.id === LIA.id })),
});

describe('the card of an incident lists what is part of it', () => {
  test('where #status asks for it, with who waits for an answer', () => {
    const parts = [ana({ createdAt: NOW - 3 * HOUR }), asking(john()), eva({ events: [wrote, answered] })];
    const [card] = cardsOf(onIncident({ text: '#status', facts: { parts } }));
    expect(card?.parts).toEqual({
      shown: [
        { number: 'BLIP-1003', organization: 'Acme', state: 'new', createdAt: NOW - 3 * HOUR, waits: false },
        {
          number: 'BLIP-1004',
          organization: 'Globex Corporation',
          state: 'open',
          createdAt: john().createdAt,
          waits: true,
        },
        {
          number: 'BLIP-1005',
          organization: 'Initech Ibérica',
          state: 'open',
          createdAt: eva().createdAt,
          waits: false,
        },
      ],
      more: 0,
    });
  });

  test('up to fifty, and counts the others', () => {
    const parts = Array.from({ length: 120 }, (_, i) => ana({ id: 100 + i, number: `BLIP-${3000 + i}` }));
    const [card] = cardsOf(onIncident({ text: '#status', facts: { parts } }));
    expect([card?.parts?.shown.length, card?.parts?.more]).toEqual([50, 70]);
  });

  test('where it is handed over, and as it is after the other commands', () => {
    const [handed] = cardsOf(onIncident({ text: '#assign Rui', ticket: incident({ state: 'open' }) }));
    expect(handed?.parts?.shown.map(({ number }) => number)).toEqual(['BLIP-1003', 'BLIP-1004', 'BLIP-1005']);
    const [solved] = cardsOf(liaWrites({ text: '#solved #status', facts: { parts: [asking(ana()), john()] } }));
    expect(solved?.parts?.shown.map(({ number }) => number)).toEqual(['BLIP-1003']);
  });

  test('but not where it is named from elsewhere, nor that of a customer’s ticket', () => {
    const named = cardsOf(biaWrites({ text: '#status 2000', facts: { named: [incident()] } }));
    expect(named.map(({ gathers, parts }) => [gathers, parts])).toEqual([['canal-azul', null]]);
    expect(cardsOf(biaWrites({ text: '#status', ticket: ana() }))[0]?.parts).toBeNull();
    // Asked for on the incident, another ticket’s card is that one’s.
    const other = cardsOf(onIncident({ text: '#status 1004', facts: { named: [john()] } }));
    expect(other.map(({ number, parts }) => [number, parts])).toEqual([['BLIP-1004', null]]);
  });
});

describe('the end of an incident without words', () => {
  const parts = [asking(ana({ assignee: 'rui' })), john({ assignee: 'rui' }), eva({ assignee: 'bia' })];

  test.each(['#solved', '#fechar'])('by %s leaves open whose customer waits for an answer of their own', (text) => {
    const decision = liaWrites({ text, facts: { parts } });
    expect(changesOf(decision, 'set').map(({ ticketId }) => ticketId)).toEqual([50, 4, 5]);
    expect(toCustomers(decision)).toEqual([]);
  });

  test('tells who ended it which those are, also where they want no receipts', () => {
    const decision = liaWrites({ text: '#solved', facts: { parts } });
    expect(lettersOf(decision, 'agent-receipt').map(({ to }) => to.address)).toEqual(['lia@desk.example']);
    expect(doneOf(decision)).toEqual([
      { did: 'state', to: 'solved', until: null },
      { did: 'over-with-it', to: 'solved', tickets: 2 },
      { did: 'left-open', numbers: ['BLIP-1003'] },
    ]);
    expect(lettersOf(liaWrites({ text: '#solved' }), 'agent-receipt')).toEqual([]);
  });

  test('tells who has them, and who has others', () => {
    const told = lettersOf(liaWrites({ text: '#solved', facts: { parts } }), 'agent-notice');
    expect(told.map(({ to, values }) => [to.address, values])).toEqual([
      [
        'rui@desk.example',
        expect.objectContaining({ state: 'solved', tickets: ['BLIP-1003', 'BLIP-1004'], left: ['BLIP-1003'] }),
      ],
      ['bia@desk.example', expect.objectContaining({ state: 'solved', tickets: ['BLIP-1005'], left: [] })],
    ]);
  });

  test('solves whom nobody answered yet, and who was answered last', () => {
    const quiet = [ana({ events: [wrote] }), eva({ events: [answered, wrote, answered] })];
    const decision = liaWrites({ text: '#solved', facts: { parts: quiet } });
    expect(changesOf(decision, 'set').map(({ ticketId }) => ticketId)).toEqual([50, 3, 5]);
  });

  test('says in a receipt how many tickets are over with it', () => {
    const bare = liaWrites({ text: '#solved', desk: withReceipts });
    expect(doneOf(bare)).toContainEqual({ did: 'over-with-it', to: 'solved', tickets: 3 });
    expect(doneOf(liaWrites({ text: '#solved', facts: { parts: [] }, desk: withReceipts }))).toEqual([
      { did: 'state', to: 'solved', until: null },
    ]);
  });

  test('with words is that of all, who waits included: they have an answer', () => {
    const decision = liaWrites({ text: '#solved\nVoltou ao normal.', facts: { parts } });
    expect(changesOf(decision, 'set').map(({ ticketId }) => ticketId)).toEqual([50, 3, 4, 5]);
    expect(toCustomers(decision)).toHaveLength(4);
    expect(lettersOf(decision, 'agent-receipt')).toEqual([]);
  });

  test('and with words that stay inside leaves them open too', () => {
    const decision = liaWrites({ text: '#solved #note caiu sozinho', facts: { parts } });
    expect(changesOf(decision, 'set').map(({ ticketId }) => ticketId)).toEqual([50, 4, 5]);
  });
});

describe('an answer on a ticket that is part of an incident', () => {
  const answer = (over: Partial<TicketFacts>, text = 'Estamos vendo o seu caso, Ana.') =>
    biaWrites({ text, ticket: ana({ state: 'new', assignee: 'bia', ...over }) });
  const stateOf = (decision: ReturnType<typeof answer>) =>
    changesOf(decision, 'set').flatMap(({ set }) => (set.state === undefined ? [] : [set.state]));
  const over = { ...ana().partOf, number: 'BLIP-2000', running: [], over: true };

  test('leaves it open while that lasts: nothing is asked of the customer', () => {
    const decision = answer({});
    expect(stateOf(decision)).toEqual(['open']);
    expect(toCustomers(decision)[0]?.values).toMatchObject({ kind: 'reply', state: 'open' });
    expect(stateOf(answer({ state: 'pending' }))).toEqual(['open']);
    expect(stateOf(answer({ state: 'open' }))).toEqual([]);
  });

  test('waits for the customer once it is over, or where the ticket is part of none', () => {
    expect(stateOf(answer({ partOf: over }))).toEqual(['pending']);
    expect(stateOf(answer({ partOf: null }))).toEqual(['pending']);
    expect(stateOf(answer({}, '#leave\nO seu caso é outro, Ana.'))).toEqual(['pending']);
  });

  test('does what it says where it says so', () => {
    expect(stateOf(answer({}, '#pendente\nQual é o seu bot, Ana?'))).toEqual(['pending']);
    expect(stateOf(answer({}, '#resolvido\nPronto, Ana.'))).toEqual(['solved']);
  });
});
