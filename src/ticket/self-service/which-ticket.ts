/**
 * Which ticket is a customer's wish about? Only ever one that its sender is on: of any other it is not even said whether
 * there is one.
 */
import type { Facts } from '../decision.ts';
import type { Thread } from '../thread.ts';
import type { TicketFacts } from '../ticket.ts';
import { plainNumber } from '../token.ts';

export interface Naming {
  /** The number that the wish names, without prefix; null where it names none. */
  number: number | null;
  /** A ticket is closed by it for good: then nothing is guessed of several. */
  final: boolean;
  /** The sender's address, lower case. */
  from: string;
  /** The ticket that the mail belongs to. */
  thread: Thread | null;
  /** `named` holds the one that the wish names and, where that one says that it was merged, the one that it lives on in. */
  facts: Pick<Facts, 'named' | 'ownTickets'>;
}

export type WhichTicket = { ticket: TicketFacts; because: string } | { problem: 'no-such-ticket' | 'which-ticket' };

/** The ticket that is meant, and how that is known; or why there is none that could be. */
export function whichTicket({ number, final, from, thread, facts }: Naming): WhichTicket {
  const theirs = (ticket: TicketFacts) => ticket.participants.includes(from);
  const own = facts.ownTickets.filter(theirs);
  if (number !== null) {
    const conversation = thread === null ? [] : [thread.ticket];
    const known = [...conversation, ...facts.named, ...own].find((one) => plainNumber(one.number) === number);
    // Nothing is to happen any more on one that was merged: the one that it lives on in is meant.
    const into = known?.mergedInto;
    const ticket = into === undefined ? known : facts.named.find((one) => one.number === into);
    if (!known || !ticket || !theirs(ticket)) return { problem: 'no-such-ticket' };
    const asNamed = into === undefined ? ticket.number : `${known.number}, which is ${into} since it was merged`;
    return { ticket, because: `it names ${asNamed}, and ${from} is on that ticket` };
  }
  if (thread !== null) {
    // Who answers in the conversation of one ticket means no other one, though they may be on it alone.
    return theirs(thread.ticket) ? { ticket: thread.ticket, because: thread.because } : { problem: 'which-ticket' };
  }
  const only = onlyOne(own) ?? (final ? null : onlyOne(own.filter(({ state }) => state !== 'solved')));
  return only
    ? { ticket: only, because: `it names no ticket, and ${only.number} is the only open one of ${from}` }
    : { problem: 'which-ticket' };
}

function onlyOne(tickets: TicketFacts[]): TicketFacts | null {
  return tickets.length === 1 ? (tickets[0] ?? null) : null;
}
