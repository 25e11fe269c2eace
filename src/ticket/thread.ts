/**
 * Which ticket does this mail belong to? A token of ours proves it for anybody; the Message-ID of a mail on the ticket,
 * or its number in the subject, only for a participant whose From is authenticated. A number alone joins nothing.
 */
import type { Message, Verdict } from '../mail/message.ts';
import type { Facts, ThreadKeys } from './decision.ts';
import type { TicketFacts } from './ticket.ts';
import { type TokenKeys, tokenOfAddress, tokenOfMessageId } from './token.ts';

/** Bounds on what one mail may make the store look up. */
const MOST_IDS = 50;
const MOST_NUMBERS = 5;

/** What must be looked up for a mail. Tokens are verified here, wherever they stand; the rest are claims. */
export function threadKeys(message: Message, keys: TokenKeys): ThreadKeys {
  const ids = [...new Set([...message.inReplyTo, ...message.references])];
  const ours = new Map(ids.map((id) => [id, tokenOfMessageId(id, keys)]));
  const tokens = [...ours.values(), ...message.recipients.map((address) => tokenOfAddress(address, keys))];
  const tokenNumbers = tokens.flatMap((token) => (token && token.number > 0 ? [token.number] : []));
  const original = message.automatic?.bounce?.originalMessageId ?? null;
  return {
    tokenNumbers: [...new Set(tokenNumbers)].slice(0, MOST_NUMBERS),
    // Nothing answers itself; and what a token of ours proves needs no claim.
    messageIds: ids.filter((id) => id !== message.messageId && !ours.get(id) && namesOneMail(id)).slice(0, MOST_IDS),
    subjectNumbers: numbersIn(message.subject, keys.ticketPrefix),
    bouncedMessageIds: [
      ...(original !== null && tokenOfMessageId(original, keys) ? [original] : []),
      ...ids.filter((id) => ours.get(id)),
    ].slice(0, MOST_IDS),
  };
}

/** A machine that does not know its own name makes the same Message-IDs as the next one. */
function namesOneMail(id: string): boolean {
  return !/@(?:localhost(?:\.[a-z0-9.-]{1,100})?|\[?127\.0\.0\.1\]?)>?$/i.test(id);
}

export interface Thread {
  ticket: TicketFacts;
  /** What the sender is to the ticket: on it, of the same contract, or neither. */
  sender: 'participant' | 'colleague' | 'stranger';
  because: string;
}

/** The ticket that a mail belongs to, or null. @param from the sender's address, lower case */
export function threadOf(from: string, verdict: Verdict, facts: Pick<Facts, 'tickets' | 'directory'>): Thread | null {
  const { byToken, byMessageId, byNumber } = facts.tickets;
  const isOn = (ticket: TicketFacts) => ticket.participants.includes(from);
  const proven = byToken.find(isOn) ?? byToken[0];
  if (proven) {
    const sender = isOn(proven) ? 'participant' : isColleague(proven, facts) ? 'colleague' : 'stranger';
    const because = `the mail carries our token for ${proven.number}`;
    return { ticket: proven, sender, because: `${because}${HOW_RELATED[sender](from, proven)}` };
  }
  if (verdict !== 'pass') return null;
  // An id that stands on several tickets of theirs proves none of them.
  const answered = byMessageId.map((tickets) => tickets.filter(isOn)).find((tickets) => tickets.length === 1)?.[0];
  if (answered)
    return {
      ticket: answered,
      sender: 'participant',
      because: `it answers a mail on ${answered.number}, and ${from} is on that ticket`,
    };
  const named = byNumber.find(isOn);
  if (named)
    return {
      ticket: named,
      sender: 'participant',
      because: `its subject names ${named.number}, and ${from} is on that ticket`,
    };
  return null;
}

const HOW_RELATED: Record<Thread['sender'], (from: string, ticket: TicketFacts) => string> = {
  participant: () => '',
  colleague: (from, { contract }) => `, and ${from}, who is not on it, is a user of the same contract "${contract}"`,
  stranger: (from) => `, but ${from} is not on that ticket`,
};

function isColleague(ticket: TicketFacts, { directory }: Pick<Facts, 'directory'>): boolean {
  return ticket.contract !== null && directory.memberships.some(({ contract }) => contract.id === ticket.contract);
}

function numbersIn(subject: string, prefix: string): number[] {
  // Phones write a hyphen that does not break.
  const pattern = new RegExp(`(?<![A-Za-z0-9])${prefix}[-\u2010\u2011](\\d{1,12})(?!\\d)`, 'gi');
  const numbers = [...subject.slice(0, 1_000).matchAll(pattern)].map((match) => Number(match[1]));
  return [...new Set(numbers)].slice(0, MOST_NUMBERS);
}
