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
  const own = queues.find(({ id }) => id === queue)?.lead ?? null;
  const active = (id: string | null) => agents.find((agent) => agent.id === id && agent.active) ?? null;
  return active(own) ?? queues.map(({ lead }) => active(lead)).find((agent) => agent !== null) ?? null;
}
