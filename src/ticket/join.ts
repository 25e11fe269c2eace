/**
 * Rows 11 and 12: a mail that belongs to a ticket. Whether it joins it, and what that does to the ticket's state.
 * Which ticket it is, is `thread.ts`'s question.
 */
import type { Message } from '../mail/message.ts';
import type { Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';
import { ends, ticketMessage } from './outcome.ts';
import { peopleAdded } from './participants.ts';
import { onlyThanksOn } from './thanks/thanks-on-ticket.ts';
import type { Thread } from './thread.ts';
import type { TicketState } from './ticket.ts';

export interface Joining {
  mail: InboundMail;
  message: Message;
  /** The sender's address, lower case. */
  from: string;
  /** The From passes authentication. */
  verified: boolean;
  thread: Thread;
  facts: Facts;
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
  return {
    ...ends('appended', ...because),
    changes: [
      {
        do: 'append',
        ticketId: ticket.id,
        message: ticketMessage(message, from),
        state: thanks === null ? stateAfterReply(ticket.state) : null,
        what: thanks === null ? 'wrote' : 'thanked',
        adds: addedTo(joining),
        because: because.join('; '),
      },
    ],
    ticket: ticket.number,
    thread: told,
  };
}

/** The state that a customer's reply puts a ticket in; null: as it is. */
function stateAfterReply(state: TicketState): TicketState | null {
  return state === 'new' || state === 'open' ? null : 'open';
}

function addedTo({ message, from, verified, thread, facts }: Joining) {
  const { requester, participants, contract: id } = thread.ticket;
  const contract = facts.directory.memberships.find((one) => one.contract.id === id)?.contract ?? null;
  return peopleAdded({ message, from, verified, requester, participants, contract });
}
