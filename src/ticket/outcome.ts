/** The shapes that every row of the table ends in. */
import type { LetterDraft } from '../letters/letter.ts';
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

/**
 * What makes the token of a letter on this mail unlike any other's: a mail that goes through again may be written to again.
 * @param nth of several letters on one mail to one party about one ticket, from 0
 */
export function serialOf(mail: Pick<InboundMail, 'id' | 'releases'>, nth = 0): string {
  const again = mail.releases === 0 ? '' : `-r${mail.releases.toString(36)}`;
  return `${mail.id.toString(36)}${again}${nth === 0 ? '' : `-${nth.toString(36)}`}`;
}

/** A References header grows with every reply; the nearest ones are enough to thread by. */
const MOST_REFERENCES = 10;

/** What a letter that answers a mail has in its In-Reply-To and its References (RFC 5322 §3.6.4), oldest first. */
export function threadedTo({
  messageId,
  references,
}: Pick<Message, 'messageId' | 'references'>): Pick<LetterDraft, 'inReplyTo' | 'references'> {
  if (messageId === null) return { inReplyTo: null, references: [] };
  return { inReplyTo: messageId, references: [...references.slice(0, MOST_REFERENCES).toReversed(), messageId] };
}
