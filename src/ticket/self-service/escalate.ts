/** A customer escalates their ticket: what that does to it, and who of the desk hears of it. */
import type { LetterDraft } from '../../letters/letter.ts';
import type { Message } from '../../mail/message.ts';
import { afterEvents } from '../after-events.ts';
import { escalationAudience, ticketLetter } from '../agent/announce.ts';
import { raisedPriority } from '../agent/orders.ts';
import type { Change, Facts, InboundMail, TicketPatch } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Instant, TicketEvent, TicketFacts } from '../ticket.ts';

export interface Escalating {
  /** Neither closed nor escalated before. */
  ticket: TicketFacts;
  mail: InboundMail;
  message: Message;
  /** The sender's address, lower case, and the name that agents are told. */
  from: string;
  by: string;
  /** Why: the customer's own words first. */
  because: [string, ...string[]];
  facts: Pick<Facts, 'routing'>;
  now: Instant;
}

/** @returns the ticket as it is then, how it becomes that, and the letters to who has it and to the lead */
export function escalateTicket(
  { ticket, mail, message, from, by, because, facts, now }: Escalating,
  desk: Desk,
): { ticket: TicketFacts; changes: Change[]; letters: LetterDraft[] } {
  const priority = raisedPriority(ticket.priority);
  const waits = ticket.state === 'pending' || ticket.state === 'on-hold' || ticket.state === 'solved';
  const changes: Change[] = [set({ escalatedAt: now }, { kind: 'escalated', by: from }, 'is escalated')];
  if (priority !== ticket.priority)
    changes.push(set({ priority }, { kind: 'priority', to: priority }, `has priority ${priority}`));
  // Whoever escalates still has the matter, and waits for the desk.
  if (waits)
    changes.push(set({ state: 'open', holdUntil: null }, { kind: 'state', to: 'open', until: null }, 'is open'));

  const happened: TicketEvent[] = [
    { kind: 'wrote' },
    ...changes.flatMap((change) => (change.do === 'set' ? [change.event] : [])),
  ];
  const escalated = afterEvents(
    ticket,
    happened.map((event) => ({ at: mail.receivedAt, ...event })),
    { escalatedAt: now, priority, ...(waits ? { state: 'open', holdUntil: null, solvedAt: null } : {}) },
    desk.sla,
    now,
  );
  const announcing = {
    ticket: escalated,
    occasion: 'escalated' as const,
    by,
    mail,
    message,
    verified: true,
    because,
  };
  const letters = escalationAudience(escalated, facts, desk, now).map((agent) => ticketLetter(agent, announcing, desk));
  return { ticket: escalated, changes, letters };

  function set(patch: TicketPatch, event: TicketEvent, what: string): Change {
    return { do: 'set', ticketId: ticket.id, set: patch, event, what, by: from, because: because[0] };
  }
}
