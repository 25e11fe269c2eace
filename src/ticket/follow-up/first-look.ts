/** When is a ticket to be looked at first? Worked out as it is opened: looking at each as it comes would cost as much again. */
import type { Desk } from '../desk.ts';
import type { Instant, TicketFacts } from '../ticket.ts';
import { followUp } from './follow-up.ts';

/** @param ticket as it is being opened; nothing else has happened on it @returns null: never by itself */
export function firstLook(ticket: TicketFacts, desk: Pick<Desk, 'sla' | 'followUps'>, now: Instant): Instant | null {
  const { type, priority, policy, createdAt } = ticket;
  const { acts, lookAt } = followUp(
    {
      facts: ticket,
      events: [{ id: 0, at: createdAt, kind: 'opened', type, priority, policy }],
      notices: [],
      lastToCustomer: null,
      unreachable: false,
      awayOnly: false,
    },
    desk,
    now,
  );
  return acts.length > 0 ? now : lookAt;
}
