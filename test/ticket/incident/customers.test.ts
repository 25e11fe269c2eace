/** An incident is no customer's: what they ask or write never meets its ticket, also where they know its number. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/ticket/decide.ts';
import { facts, mail, NOW, ticket } from '../../support/facts.ts';
import { acme, asking, served, staffed, toldCustomer } from '../self-service/asking.ts';

const INCIDENT = ticket({
  id: 10,
  number: 'BLIP-1010',
  subject: 'Parou o canal da Beta',
  type: 'incident',
  gathers: 'whatsapp',
  requester: 'suporte@desk.example',
  people: [],
  contract: null,
  plan: '',
  organization: 'Desk',
});
const MINE = ticket({ partOf: { number: 'BLIP-1010', over: false, running: [] } });

describe('a customer of one of its tickets', () => {
  test('sees their own ticket in their list, and nothing of the incident', () => {
    const known = facts({ directory: acme(), ownTickets: [INCIDENT, MINE] });
    const { values } = toldCustomer(served(asking({ wish: 'list', because: '"meus chamados"' }, { facts: known })));
    expect(values).toMatchObject({ kind: 'service-list', tickets: [{ number: 'BLIP-1003' }], more: false });
    expect(JSON.stringify(values)).not.toMatch(/1010|Beta|whatsapp/);
  });

  test.each(['status', 'close', 'escalate'] as const)('who names it with "%s" is told nothing of it', (wish) => {
    const known = facts({ directory: acme(), named: [INCIDENT], ownTickets: [MINE] });
    const decision = served(asking({ wish, number: 1010, because: wish }, { facts: known }));
    expect(decision.changes).toEqual([]);
    expect(toldCustomer(decision).values).toMatchObject({ kind: 'service-problem', problem: 'no-such-ticket' });
    expect(decision.letters).toHaveLength(1);
  });

  test('who writes its number in a subject gets a ticket of their own', () => {
    const known = facts({
      directory: acme(),
      tickets: { byToken: [], byMessageId: [[INCIDENT]], byNumber: [INCIDENT] },
    });
    const decision = decide(mail({ subject: 'Re: BLIP-1010 quando volta?' }), known, staffed(), NOW);
    expect(decision).toMatchObject({ disposition: 'opened', ticket: 'BLIP-1024', thread: null });
  });

  test('so does who holds a token of it, which is never given to a customer', () => {
    const known = facts({ directory: acme(), tickets: { byToken: [INCIDENT], byMessageId: [], byNumber: [] } });
    const decision = decide(mail({ subject: 'Re: quando volta?' }), known, staffed(), NOW);
    expect(decision.changes.map((change) => change.do)).toEqual(['open']);
    expect(decision.changes).toMatchObject([{ ticket: { number: 1024, follows: null } }]);
  });
});
