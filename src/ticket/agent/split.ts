/** A customer's last message becomes a ticket of its own, because it is about something else. */
import type { Change, Facts, NewTicket } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { promiseFor } from '../sla/sla.ts';
import { plainSubject } from '../subject.ts';
import type { Agent, Instant, TicketFacts } from '../ticket.ts';
import { factsOfNew } from './card.ts';

/** @returns null where the message that would go is all that there is of the ticket, or none is a customer's */
export function splitOff(
  ticket: TicketFacts,
  agent: Agent,
  { nextNumber }: Pick<Facts, 'nextNumber'>,
  desk: Desk,
  now: Instant,
): { change: Change & { do: 'split' }; ticket: TicketFacts } | null {
  const messages = ticket.recent.filter(({ direction }) => direction === 'in');
  const last = messages.at(-1);
  if (messages.length < 2 || !last || ticket.contract === null) return null;
  const { type, priority, tags, queue, policy } = ticket;
  const number = `${desk.ticketPrefix}-${nextNumber}`;
  const because = [`split from ${ticket.number} by ${agent.name}`];
  const fresh: Omit<NewTicket, 'message' | 'lookAt'> = {
    number: nextNumber,
    subject: plainSubject(ticket.subject, ticket.number),
    classification: { type, priority, tags, queue, because },
    state: 'open',
    plan: ticket.plan,
    contract: ticket.contract,
    organization: ticket.organization,
    language: ticket.language,
    requester: ticket.people.find(({ address }) => address === last.address) ?? {
      name: last.name,
      address: last.address,
    },
    // Its clock started when the customer wrote it.
    createdAt: last.at,
    promise: promiseFor(desk.sla, policy, type, priority, last.at),
    assignee: agent.id,
    routed: because,
    follows: null,
    participants: ticket.people.filter(({ address }) => address !== last.address),
    note: null,
    openedBy: agent.id,
    unproven: false,
  };
  return {
    // Its message is old, and things may be due already.
    change: { do: 'split', ticketId: ticket.id, messageId: last.id, ticket: { ...fresh, lookAt: now }, by: agent.id },
    ticket: { ...factsOfNew(fresh, number), recent: [last] },
  };
}
