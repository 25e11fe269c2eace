/**
 * Rows 11 and 12: a mail that belongs to a ticket. Whether it joins it, and what that does to the ticket's state.
 * Which ticket it is, is `thread.ts`'s question.
 */
import type { Message } from '../mail/message.ts';
import { afterEvents } from './after-events.ts';
import { announce } from './agent/announce.ts';
import type { Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';
import { ends, ticketMessage } from './outcome.ts';
import { peopleAdded } from './participants.ts';
import { onlyThanksOn } from './thanks/thanks-on-ticket.ts';
import type { Thread } from './thread.ts';
import type { Instant, Person, TicketEvent, TicketState } from './ticket.ts';

export interface Joining {
  mail: InboundMail;
  message: Message;
  /** The sender's address, lower case. */
  from: string;
  /** The From passes authentication. */
  verified: boolean;
  thread: Thread;
  facts: Facts;
  /** The instant of the decision. */
  now: Instant;
}

/** @returns null where the mail joins nothing: a stranger's, or one to a ticket that is closed for too long */
export function joinTicket(joining: Joining, desk: Desk): Decision | null {
  const { mail, message, from, thread } = joining;
  const { ticket } = thread;
  const told = { ticket: ticket.number, because: thread.because };
  if (thread.sender === 'stranger') return null;
  if (thread.sender === 'colleague' && desk.colleagues === 'hold' && !mail.release)
    return { ...ends('quarantined', thread.because, 'colleagues are held as configured'), thread: told };

  const thanks = onlyThanksOn(ticket, joining, desk);
  const closed = ticket.state === 'closed';
  const late = closed && ticket.closedAt !== null && mail.receivedAt > ticket.closedAt + desk.reopenWindow;
  // Thanks for what is long over ask for no new ticket.
  if (late && thanks === null) return null;

  const because = [thread.because];
  if (thanks !== null) because.push(thanks);
  else if (closed) because.push('it was closed within the reopen window, and is open again');
  const state = thanks === null ? stateAfterReply(ticket.state) : null;
  const adds = addedTo(joining, desk);
  return {
    ...ends('appended', ...because),
    changes: [
      {
        do: 'append',
        ticketId: ticket.id,
        message: ticketMessage(message, from),
        state,
        what: thanks === null ? 'wrote' : 'thanked',
        adds,
        because: because.join('; '),
      },
    ],
    letters: thanks === null ? toldOf(joining, state, adds, desk) : [],
    ticket: ticket.number,
    thread: told,
  };
}

/** The state that a customer's reply puts a ticket in; null: as it is. */
function stateAfterReply(state: TicketState): TicketState | null {
  return state === 'new' || state === 'open' ? null : 'open';
}

/** Who works on the ticket gets what was written. */
function toldOf(
  { mail, message, verified, thread, facts, now }: Joining,
  state: TicketState | null,
  adds: Person[],
  desk: Desk,
) {
  const { ticket } = thread;
  const reopened = ticket.state === 'solved' || ticket.state === 'closed';
  const happened: TicketEvent[] = [
    { kind: 'wrote' },
    ...(state === null ? [] : [{ kind: 'state' as const, to: state, until: null }]),
  ];
  const after = afterEvents(
    ticket,
    happened.map((event) => ({ at: mail.receivedAt, ...event })),
    { state: state ?? ticket.state, people: [...ticket.people, ...adds] },
    desk.sla,
    now,
  );
  const occasion = reopened ? 'reopened' : 'wrote';
  return announce({ ticket: after, occasion, by: null, mail, message, verified, because: [] }, facts, desk, now);
}

function addedTo({ message, from, verified, thread, facts }: Joining, desk: Desk) {
  const { requester, participants, contract: id } = thread.ticket;
  const contract = facts.directory.memberships.find((one) => one.contract.id === id)?.contract ?? null;
  return peopleAdded({ message, from, verified, requester, participants, contract }, desk);
}
