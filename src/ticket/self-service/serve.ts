/**
 * What becomes of a mail in which a customer asks something of the desk itself? One clear letter back, and the change that
 * was asked for, on the ticket that it is about. That the sender is who they say is asked before; which words make a wish
 * is `wish.ts`'s question, what is done about one `fulfil.ts`'s.
 */
import type { LetterDraft } from '../../letters/letter.ts';
import type { Message } from '../../mail/message.ts';
import type { Change, Decision, Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { languageFor } from '../language.ts';
import { ends, serialOf, threadedTo, ticketMessage } from '../outcome.ts';
import type { Thread } from '../thread.ts';
import type { Entitlement, Instant, TicketFacts, User } from '../ticket.ts';
import { messageIdFor, plainNumber, replyAddressFor, type Token } from '../token.ts';
import { type Fulfilled, fulfil } from './fulfil.ts';
import type { Wish } from './wish.ts';

export interface Asking {
  wish: Wish;
  mail: InboundMail;
  message: Message;
  /** The sender's address, lower case, and proven. */
  from: string;
  entitlement: Entitlement;
  facts: Facts;
  now: Instant;
  /** The ticket that the mail belongs to. */
  thread: Thread | null;
}

/**
 * @returns null where it is a mail as any other: the desk serves no wishes, the sender is not entitled, or it is about a
 *   ticket that they are not on but a colleague is, whose mails have a rule of their own; or it is nothing that the desk
 *   can do by itself
 */
export function serveWish(asking: Asking, desk: Desk): Decision | null {
  const { wish, entitlement, thread, facts } = asking;
  const user = entitlement.membership?.user;
  if (!desk.selfService || !user || !isServed(wish, user, entitlement)) return null;
  if (thread?.sender === 'colleague' && isAbout(thread.ticket, wish, facts)) return null;

  const fulfilled = fulfil(asking, user, desk);
  if (!fulfilled) return null;
  // The history of a ticket shows what its people asked of it.
  const on = thread?.sender === 'participant' ? thread.ticket : fulfilled.ticket;
  return {
    ...ends('answered', wish.because, ...fulfilled.because),
    changes: [...(on === null ? [] : [appended(asking, on, fulfilled)]), ...fulfilled.changes],
    letters: [answer(asking, user, fulfilled, desk), ...fulfilled.letters],
    ticket: on?.number ?? null,
    thread: thread === null ? null : { ticket: thread.ticket.number, because: thread.because },
    entitlement,
  };
}

/** An admin asks about the contract, whether or not they are on the team of one of its bots. */
function isServed({ wish }: Wish, { admin }: User, { verdict }: Entitlement): boolean {
  return verdict === 'entitled' || (wish === 'report' && admin && verdict === 'out-of-scope');
}

/** A wish that names no ticket is about the one in whose conversation it stands. */
function isAbout({ id, number }: TicketFacts, wish: Wish, { named }: Pick<Facts, 'named'>): boolean {
  if (!('number' in wish)) return false;
  return wish.number === null || wish.number === plainNumber(number) || named.some((one) => one.id === id);
}

function appended(
  { wish, mail, message, from }: Asking,
  { id: ticketId }: TicketFacts,
  { values, ticket }: Fulfilled,
): Change {
  const waits = values.kind === 'service-escalated' || values.kind === 'service-reopened';
  return {
    do: 'append',
    ticketId,
    message: ticketMessage(message, from),
    state: null,
    // The desk has answered; only who escalates a ticket, or has it opened again, waits for a person.
    what: waits && ticket?.id === ticketId ? 'wrote' : 'thanked',
    adds: [],
    because: `mail ${mail.id} is answered by the desk itself: ${wish.because}`,
  };
}

function answer(asking: Asking, user: User, { values, ticket }: Fulfilled, desk: Desk): LetterDraft {
  const { mail, message, from, wish } = asking;
  const token: Token = { number: ticket === null ? 0 : plainNumber(ticket.number), party: 'c', serial: serialOf(mail) };
  return {
    template: values.kind,
    language: languageFor(user.language, message.language, usualLanguage(asking, ticket) ?? desk.language),
    // The directory's name: the one in the mail is the sender's to choose.
    to: { name: user.name, address: from },
    values,
    messageId: messageIdFor(token, desk),
    ...threadedTo(message),
    replyTo: ticket !== null && desk.plusAddress ? replyAddressFor(token, desk) : null,
    because: `answers the wish "${wish.wish}"${ticket === null ? '' : ` about ${ticket.number}`}`,
  };
}

/** One word is too short to tell its language; what they are written to in is the best guess. */
function usualLanguage({ thread, facts }: Asking, ticket: TicketFacts | null) {
  const conversation = thread?.sender === 'participant' ? thread.ticket : null;
  return (ticket ?? conversation ?? facts.ownTickets[0])?.language;
}
