/** The shapes that every row of the table ends in. */
import type { Message } from '../mail/message.ts';
import type { Decision, InboundMail } from './decision.ts';
import type { Disposition, TicketMessage } from './ticket.ts';

/** A decision that changes nothing and writes to nobody. */
export function ends(disposition: Disposition, ...because: string[]): Decision {
  return {
    disposition,
    because,
    changes: [],
    letters: [],
    retryAt: null,
    ticket: null,
    thread: null,
    entitlement: null,
    classification: null,
    promise: null,
    authentication: null,
    automatic: null,
  };
}

/** A customer's mail as a message on a ticket. @param from the sender's address, lower case */
export function ticketMessage(message: Message, from: string): TicketMessage {
  return {
    direction: 'in',
    from: { name: message.from?.name ?? '', address: from },
    messageId: message.messageId,
    text: message.replyText,
    fullText: message.text,
    attachments: message.attachments,
  };
}

/** What makes the token of a letter on this mail unlike any other's: a mail that goes through again may be written to again. */
export function serialOf(mail: InboundMail): string {
  return mail.releases === 0 ? mail.id.toString(36) : `${mail.id.toString(36)}r${mail.releases.toString(36)}`;
}
