/** Makers for wishes: what a test does not mention is an ordinary customer who asks in a mail of its own. */

import type { Decision } from '../../../src/ticket/decision.ts';
import type { Desk } from '../../../src/ticket/desk.ts';
import { entitlementOf } from '../../../src/ticket/entitlement.ts';
import { type Asking, serveWish } from '../../../src/ticket/self-service/serve.ts';
import type { Wish } from '../../../src/ticket/self-service/wish.ts';
import type { Thread } from '../../../src/ticket/thread.ts';
import type { TicketFacts } from '../../../src/ticket/ticket.ts';
import { agent, contract, desk, facts, mail, message, NOW, queue, user } from '../../support/facts.ts';

export const ANA = 'ana@acme.example';

/** Ana of Acme, whose contract is on the plan Super, where nothing else is said. */
export function acme(plan = 'Super') {
  const own = contract({ plan });
  return { memberships: [{ contract: own, user: user() }], domainContracts: [own] };
}

/** A desk with Bia, Caio and Dora, who leads them; Super may escalate. */
export function staffed(over: Partial<Desk> = {}): Desk {
  const channels = ['email', 'phone-on-escalation'];
  return desk({
    plans: new Map([...desk().plans, ['super', { name: 'Super', channels, sla: 'standard', rank: 4 }]]),
    agents: [
      agent(),
      agent({ id: 'caio', name: 'Caio Reis', publicName: 'Caio', addresses: ['caio@desk.example'] }),
      agent({ id: 'dora', name: 'Dora Nunes', publicName: 'Dora', addresses: ['dora@desk.example'] }),
    ],
    queues: [queue({ members: ['bia', 'caio'], lead: 'dora' })],
    phone: '+55 31 5550-0100',
    ...over,
  });
}

export function asking(wish: Wish, over: Partial<Asking> = {}): Asking {
  const known = over.facts ?? facts({ directory: acme() });
  const said =
    over.message ?? message({ subject: 'pedido', text: wish.because, replyText: wish.because, language: null });
  return {
    wish,
    mail: mail({}, { understood: { message: said } }),
    message: said,
    from: ANA,
    entitlement: entitlementOf(known.directory, over.from ?? ANA, staffed(), NOW),
    now: NOW,
    thread: null,
    ...over,
    facts: known,
  };
}

/** The mail stands in the conversation of a ticket. */
export function inThread(ticket: TicketFacts, sender: Thread['sender'] = 'participant'): Thread {
  return { ticket, sender, because: `the mail carries our token for ${ticket.number}` };
}

/** @throws where the wish is not served */
export function served(one: Asking, at: Desk = staffed()): Decision {
  const decision = serveWish(one, at);
  if (!decision) throw new Error('the wish is not served');
  return decision;
}

/** What the customer is told: the values of the one letter to them. */
export function toldCustomer(decision: Decision) {
  const letters = decision.letters.filter(({ template }) => !template.startsWith('agent-'));
  if (letters.length !== 1 || !letters[0]) throw new Error(`${letters.length} letters to the customer`);
  return letters[0];
}
