/** The acknowledgement of a new ticket, with the promise of the contract. Nothing of an unproven sender's words is in it. */
import type { LetterDraft } from '../letters/letter.ts';
import type { NewTicket } from './decision.ts';
import type { Desk, Plan } from './desk.ts';
import type { Opening } from './open.ts';
import { serialOf, threadedTo } from './outcome.ts';
import { mayEscalate } from './self-service/plan.ts';
import type { Instant } from './ticket.ts';
import { messageIdFor, replyAddressFor, type Token } from './token.ts';

export interface Also {
  /** The number of the closed ticket that this one follows. */
  follows: string | null;
  /** Since when the desk knows of the incident that it is part of. */
  known: { since: Instant } | null;
}

export function acknowledgement(
  { mail, message, from, verified, now }: Opening,
  ticket: NewTicket,
  plan: Plan,
  desk: Desk,
  { follows, known }: Also,
): LetterDraft {
  const number = `${desk.ticketPrefix}-${ticket.number}`;
  const token: Token = { number: ticket.number, party: 'c', serial: serialOf(mail) };
  return {
    template: 'acknowledgement',
    language: ticket.language,
    // The directory's name: the one in the mail is the sender's to choose.
    to: { name: ticket.requester.name, address: from },
    values: {
      kind: 'acknowledgement',
      number,
      contactName: ticket.requester.name,
      subject: verified ? message.subject : null,
      type: ticket.classification.type,
      priority: ticket.classification.priority,
      plan: plan.name,
      organization: ticket.organization,
      receivedAt: mail.receivedAt,
      firstResponseDue: inTime(ticket.promise.firstResponseDue, now),
      aroundTheClock: ticket.promise.aroundTheClock,
      follows,
      // What it would ask for is only done for who is proven.
      mayEscalate: verified && mayEscalate(plan),
      known,
    },
    messageId: messageIdFor(token, desk),
    // Not even in a header goes out what somebody wrote who may be anybody.
    ...threadedTo(verified ? message : { messageId: null, references: [] }),
    replyTo: desk.plusAddress ? replyAddressFor(token, desk) : null,
    because: `acknowledges ${number}`,
  };
}

/** A letter promises no time that is over (after an outage, say); the clock runs all the same. */
function inTime(due: Instant | null, now: Instant): Instant | null {
  return due !== null && due > now ? due : null;
}
