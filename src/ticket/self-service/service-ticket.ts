/** A ticket as its customer may see it: nothing of the inside, and no promise that is over. */
import type { ServiceTicket } from '../../letters/customer-values.ts';
import type { Desk } from '../desk.ts';
import type { Instant, TicketFacts } from '../ticket.ts';

/** @param now the instant that "next" is after */
export function serviceTicket(ticket: TicketFacts, { agents }: Pick<Desk, 'agents'>, now: Instant): ServiceTicket {
  const { number, subject, type, priority, state, createdAt } = ticket;
  return {
    number,
    subject,
    type,
    priority,
    state,
    createdAt,
    agentName: agents.find(({ id }) => id === ticket.assignee)?.publicName ?? null,
    nextDue: nextDue(ticket, now),
    answeredAt: ticket.recent.findLast(({ direction }) => direction === 'out')?.at ?? null,
  };
}

function nextDue({ state, clocks }: TicketFacts, now: Instant): Instant | null {
  if (state === 'solved' || state === 'closed') return null;
  // By when it is solved is no word of a person.
  const responses = clocks.filter(({ metric, state: stands }) => metric !== 'resolution' && stands === 'running');
  const ahead = responses.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
