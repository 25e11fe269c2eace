/**
 * Which ticket does this mail belong to? A token of ours proves it for anybody; the Message-ID of a mail on the ticket,
 * or its number in the subject, only for a participant whose From is authenticated. A number alone joins nothing.
 */
import type { Message, Verdict } from '../mail/message.ts';
import { isAgents } from './agent/behalf.ts';
import { namedNumbers } from './commands/read.ts';
import type { Facts, ThreadKeys } from './decision.ts';
import type { Desk } from './desk.ts';
import { wishIn } from './self-service/wish.ts';
import type { TicketFacts } from './ticket.ts';
import { messageIdFor, type Token, type TokenKeys, tokenOfAddress, tokenOfMessageId } from './token.ts';

/** Bounds on what one mail may make the store look up. */
const MOST_IDS = 50;
const MOST_NUMBERS = 5;
const MOST_LETTERS = 10;

/** What must be looked up for a mail. Tokens are verified here, wherever they stand; the rest are claims. */
export function threadKeys(message: Message, desk: TokenKeys & Pick<Desk, 'agents' | 'selfService'>): ThreadKeys {
  const ids = [...new Set([...message.inReplyTo, ...message.references])];
  const ours = new Map(ids.map((id) => [id, tokenOfMessageId(id, desk)]));
  const inAddresses = message.recipients.map((address) => tokenOfAddress(address, desk));
  // Nearest first: what it answers, what that answered, and then the address that it was sent to.
  const proofs: Proof[] = [
    ...ids.map((messageId) => ({ messageId, token: ours.get(messageId) ?? null })),
    ...inAddresses.map((token) => ({ messageId: token && messageIdFor(token, desk), token })),
  ].flatMap(({ messageId, token }) => (token && messageId ? [{ messageId, token }] : []));
  const original = message.automatic?.bounce?.originalMessageId ?? null;
  return {
    // What was given to an agent proves nothing of who else holds it.
    tokenNumbers: distinct(
      proofs.flatMap(({ token: { party, number } }) => (party === 'c' && number > 0 ? [number] : [])),
      MOST_NUMBERS,
    ),
    // Nothing answers itself; and what a token of ours proves needs no claim.
    messageIds: ids.filter((id) => id !== message.messageId && !ours.get(id) && namesOneMail(id)).slice(0, MOST_IDS),
    subjectNumbers: numbersIn(message.subject, desk.ticketPrefix),
    bouncedMessageIds: [
      ...(original !== null && tokenOfMessageId(original, desk) ? [original] : []),
      ...ids.filter((id) => ours.get(id)),
    ].slice(0, MOST_IDS),
    agentLetters: agentLetters(proofs),
    ...asked(message, desk),
  };
}

interface Proof {
  messageId: string;
  token: Token;
}

/** What the common root of an agent's letters on one ticket has for a serial: no letter was ever sent under it. */
const ROOT_SERIAL = '0';

function agentLetters(proofs: Proof[]): ThreadKeys['agentLetters'] {
  const given = proofs.flatMap(({ messageId, token: { number, party, serial } }) =>
    party === 'c' ? [] : [{ number, agent: party.slice('a-'.length), messageId, isRoot: serial === ROOT_SERIAL }],
  );
  const letters = given.filter(({ isRoot }) => !isRoot);
  // Some programs keep only the first Message-ID of a conversation: it proves as much, but not which letter is answered.
  const kept = letters.length > 0 ? letters : given;
  const byId = new Map(kept.map(({ isRoot: _, ...letter }) => [letter.messageId, letter]));
  return [...byId.values()].slice(0, MOST_LETTERS);
}

/** Which tickets its commands or its wish are about: an agent has commands, a customer wishes. */
function asked(
  message: Message,
  desk: Pick<Desk, 'agents' | 'selfService' | 'ticketPrefix'>,
): Pick<ThreadKeys, 'namedNumbers' | 'ownTickets' | 'month'> {
  if (message.from && isAgents(message.from.address.toLowerCase(), desk)) {
    const written = message.ownText ?? '';
    return { namedNumbers: namedNumbers(written, desk.ticketPrefix), ownTickets: false, month: null };
  }
  const wish = desk.selfService ? wishIn(message, desk.ticketPrefix) : null;
  if (!wish) return { namedNumbers: [], ownTickets: false, month: null };
  // Counting a month takes its time: nothing is read for who may be anybody.
  const month = wish.wish === 'report' && message.authentication.verdict === 'pass' ? wish.month : null;
  const number = 'number' in wish ? wish.number : null;
  return number === null
    ? { namedNumbers: [], ownTickets: true, month }
    : { namedNumbers: [number], ownTickets: false, month };
}

function distinct(numbers: number[], most: number): number[] {
  return [...new Set(numbers)].slice(0, most);
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
