/** Which agents may see a ticket and work on it? Whether their mail is really theirs is not asked here. */
import type { Desk } from '../desk.ts';
import type { Agent, TicketFacts } from '../ticket.ts';

/** A ticket's queue lets in its members and its lead, and whoever the ticket was given to; without a queue any agent. */
export function mayWorkOn(
  { id }: Pick<Agent, 'id'>,
  ticket: Pick<TicketFacts, 'queue' | 'assignee'>,
  { queues }: Pick<Desk, 'queues'>,
): boolean {
  if (ticket.assignee === id || ticket.queue === null) return true;
  const queue = queues.find((one) => one.id === ticket.queue);
  // Of a queue that the config no longer has, the leads are left to say what becomes of its tickets.
  return queue ? queue.lead === id || queue.members.includes(id) : queues.some(({ lead }) => lead === id);
}

/** The agent who is told of what needs a decision on a ticket: the lead of its queue, else the first lead that there is. */
export function leadOf(queue: string | null, { queues, agents }: Pick<Desk, 'queues' | 'agents'>): Agent | null {
  const active = (id: string | null) => agents.find((agent) => agent.id === id && agent.active) ?? null;
  const own = ownLeadOf(queue, { queues, agents });
  return own ?? queues.map(({ lead }) => active(lead)).find((agent) => agent !== null) ?? null;
}

/** A queue's own lead, where they are active. @param queue its id; null: no queue has a lead, so nobody */
export function ownLeadOf(queue: string | null, { queues, agents }: Pick<Desk, 'queues' | 'agents'>): Agent | null {
  const lead = queues.find(({ id }) => id === queue)?.lead ?? null;
  return agents.find(({ id, active }) => active && id === lead) ?? null;
}

/**
 * Who writes to all customers of an incident, and says that it is over: the lead of its queue, and whoever has taken it. The
 * lead comes first; nobody, where it has to be taken first.
 */
export function writersOf(
  { queue, assignee }: Pick<TicketFacts, 'queue' | 'assignee'>,
  desk: Pick<Desk, 'queues' | 'agents'>,
): Agent[] {
  const lead = ownLeadOf(queue, desk);
  const taken = desk.agents.filter(({ id, active }) => active && id === assignee && id !== lead?.id);
  return lead === null ? taken : [lead, ...taken];
}
