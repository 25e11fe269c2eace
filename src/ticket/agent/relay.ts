/**
 * An agent's answer on its way to the customer: which words and files may leave the desk, and the letters that carry them.
 * Whether it may be sent at all is decided before.
 */
import type { IncidentUpdateValues, ReplyValues } from '../../letters/customer-values.ts';
import type { LetterDraft, LetterFile } from '../../letters/letter.ts';
import type { Attachment } from '../../mail/message.ts';
import type { InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { serialOf } from '../outcome.ts';
import { plainSubject } from '../subject.ts';
import type { Agent, Person, TicketFacts, TicketState } from '../ticket.ts';
import { messageIdFor, plainNumber, replyAddressFor, type Token } from '../token.ts';
import { staysInside } from './files.ts';

/**
 * The agent's words without what is not theirs to send: of the lines that they quote, those stay that a customer wrote on
 * this ticket; any other may be a note, or a letter of ours.
 */
export function sendable(text: string, { recent }: Pick<TicketFacts, 'recent'>): string {
  const customers = recent.filter(({ direction }) => direction === 'in').map((said) => squeezed(said.text));
  return text
    .split('\n')
    .filter((line) => {
      if (!/^\s*>/.test(line)) return true;
      const words = squeezed(line.replace(/^[\s>]+/, ''));
      return words === '' || customers.some((said) => said.includes(words));
    })
    .join('\n')
    .replace(/\n(?:\s*>?\s*\n){2,}/g, '\n\n')
    .trim();
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * The files that go to the customer: what is attached, and the pictures that stand in the words. A signature's logo stays, and so
 * does what the agent's program added, and every mail.
 */
export function filesToSend(attachments: readonly Attachment[], text: string, mailId: number): LetterFile[] {
  return attachments.flatMap((attachment) => {
    const { sha256, filename, contentType, size, contentId } = attachment;
    const shown = contentId !== undefined && text.includes(`[cid:${contentId}]`);
    if ((contentId !== undefined && !shown) || staysInside(attachment)) return [];
    return [{ mailId, sha256, filename, contentType, size, contentId: shown ? contentId : null }];
  });
}

export interface Relaying {
  agent: Agent;
  ticket: TicketFacts;
  mail: InboundMail;
  /** What may be sent. */
  text: string;
  files: LetterFile[];
  /** What the ticket is after it. */
  state: TicketState;
}

/** What a person writes to customers: on one ticket, or on all that are part of an incident. */
export type ReplyKind = (ReplyValues | IncidentUpdateValues)['kind'];

/** The Message-IDs that a letter to the customer's side refers to, oldest first (RFC 5322 §3.6.4). */
export function conversationOf({ recent, lastLetter }: Pick<TicketFacts, 'recent' | 'lastLetter'>): string[] {
  const said = recent.flatMap(({ messageId, direction }) =>
    messageId === null || direction === 'note' ? [] : [messageId],
  );
  // What an agent sent on for them has no id that they would know: what they have is our acknowledgement.
  return said.length > 0 || !lastLetter ? said : [lastLetter];
}

/** A letter for each participant, in which everybody sees everybody; the requester's comes first. */
export function replyLetters(
  { agent, ticket, mail, text, files, state }: Relaying,
  desk: Desk,
  kind: ReplyKind = 'reply',
): LetterDraft[] {
  const [requester, ...others] = peopleOf(ticket);
  const visible = { to: [requester], cc: others };
  const ids = conversationOf(ticket);
  const answered = ticket.recent.findLast(({ direction, messageId }) => direction === 'in' && messageId !== null);
  return [requester, ...others].map((person, i) => {
    const token: Token = { number: plainNumber(ticket.number), party: 'c', serial: serialOf(mail, i) };
    return {
      template: kind,
      language: ticket.language,
      to: person,
      visible,
      fromName: `${agent.publicName} (${desk.name})`,
      byPerson: true,
      ...(files.length > 0 ? { files } : {}),
      values: {
        kind,
        number: ticket.number,
        contactName: person.name === '' ? null : person.name,
        subject: plainSubject(ticket.subject, ticket.number),
        answer: text,
        agentName: agent.publicName,
        organization: ticket.organization,
        state,
      },
      messageId: messageIdFor(token, desk),
      inReplyTo: answered?.messageId ?? ids.at(-1) ?? null,
      references: ids,
      replyTo: desk.plusAddress ? replyAddressFor(token, desk) : null,
      because: `the answer of ${agent.name} on ${ticket.number}`,
    };
  });
}

/** Everybody on a ticket, the requester first. */
export function peopleOf({ people, requester }: TicketFacts): [Person, ...Person[]] {
  const first = people.find(({ address }) => address === requester) ?? { name: '', address: requester };
  return [first, ...people.filter(({ address }) => address !== requester)];
}
