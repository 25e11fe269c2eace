/**
 * Row 9: an agent sends a customer's mail on, or writes down what a customer said. The ticket is the customer's, and so is
 * the entitlement that is asked for; what the agent adds stays inside.
 */
import type { Trouble } from '../../letters/agent-values.ts';
import { holdsMarker } from '../../letters/marker.ts';
import type { Message } from '../../mail/message.ts';
import type { Command, Commanded } from '../commands/command.ts';
import type { Decision } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { ends, ticketMessage } from '../outcome.ts';
import type { Agent, Priority, TicketFacts, TicketMessage, TicketType } from '../ticket.ts';
import type { FromAgent } from './agent-mail.ts';
import { isAgents } from './behalf.ts';
import { factsOfNew } from './card.ts';
import { doOrders } from './orders.ts';
import { mayWorkOn } from './permitted.ts';
import { type Appended, afterJoining, type SentOnMail, withOrders } from './sent-on-joins.ts';
import { notice, problem } from './tell.ts';

/** Who sent a customer's mail on, and what they say of it. */
export interface SentOn {
  agent: Agent;
  /** Inside; null: nothing. */
  note: TicketMessage | null;
  /** What a new ticket is to be, in place of what the rules say. */
  type: TicketType | null;
  priority: Priority | null;
  tags: string[];
  queue: string | null;
  assignee: string | null;
}

/** @param from `address`: the customer's, as it is named or forwarded */
export function onBehalf(from: SendingOn, desk: Desk): Decision {
  const { agent, message, address, read } = from;
  const theirs = customersMail(message, address, read, agent);
  const troubles = troublesOf(from, theirs, desk);
  if (troubles.length > 0) return nothingDone(from, troubles, null, desk);

  const sentOn = sentOnBy(from);
  const decided = from.asCustomer(theirs, address.toLowerCase(), sentOn);
  const decision = { ...decided, because: [...decided.because, `sent on by agent "${agent.id}" for ${address}`] };
  for (const change of decision.changes) {
    if (change.do === 'append') return ontoTicket({ ...from, theirs, sentOn }, decision, change, desk);
    if (change.do !== 'open') continue;
    const number = `${desk.ticketPrefix}-${change.ticket.number}`;
    const opened = { ...factsOfNew(change.ticket, number), assignee: null };
    const { troubles: wrong } = doOrders(ordersIn(read), { ...from, ticket: opened }, desk);
    if (wrong.length > 0) return nothingDone(from, wrong, null, desk);
  }
  return whoMayNot(decision) ? notEntitled(decision, from, desk) : decision;
}

/** A mail that an agent sends on for somebody. */
export type SendingOn = FromAgent & { address: string; read: Commanded };

/** Commands that can be said of a ticket that does not exist yet. */
const FOR_NEW = ['for', 'type', 'priority', 'tag', 'queue', 'take', 'assign'];

/** What is wrong with the mail, whatever ticket it would be on. */
function troublesOf({ message, address, read }: SendingOn, theirs: Message, desk: Desk): Trouble[] {
  const troubles = [...read.troubles];
  for (const { do: what, written } of read.commands)
    if (!FOR_NEW.includes(what)) troubles.push({ what: 'nothing-waits', command: written });
  // Without anything that is forwarded, the words would be the customer's own.
  if (read.note && !message.forwarded) {
    const named = read.commands.find((command) => command.do === 'for');
    troubles.push({ what: 'contradiction', command: named?.written ?? '#for', other: '#note' });
  }
  // A letter of ours, or a colleague's mail, is no customer's, whatever an agent says: notes may stand in it.
  const source = message.forwarded?.from?.address ?? null;
  const inside = isOurs(address, desk) || (source !== null && isOurs(source, desk)) || holdsMarker(theirs.text);
  if (inside) troubles.push({ what: 'forward' });
  return troubles;
}

/** Whether mail from there is the desk's, also under an address with a token, or an agent's. */
function isOurs(address: string, desk: Desk): boolean {
  const plain = address.toLowerCase();
  return desk.identity.addresses.includes(plain.replace(/\+[^@]*@/, '@')) || isAgents(plain, desk);
}

/** @param ticket the one that it would have been on, where the agent may know it */
function nothingDone(from: SendingOn, troubles: Trouble[], ticket: TicketFacts | null, desk: Desk): Decision {
  const why = troubles.map(({ what }) => what).join(', ');
  return {
    ...ends('agent-command', `agent "${from.agent.id}" sends a mail on, and nothing was done: ${why}`),
    letters: problem({ ...from, ticket }, troubles, desk),
    ticket: ticket?.number ?? null,
  };
}

/** The customer's mail is on a ticket that there is: so are the agent's words and commands, or nothing is. */
function ontoTicket(from: SentOnMail, joining: Decision, appended: Appended, desk: Desk): Decision {
  const commands = ordersIn(from.read);
  const joined = afterJoining(from, appended, desk);
  if (commands.length > 0 && !mayWorkOn(from.agent, joined, desk))
    return nothingDone(from, [{ what: 'not-permitted', number: joined.number }], null, desk);
  const ordered = doOrders(commands, { ...from, ticket: joined }, desk);
  if (ordered.troubles.length > 0) return nothingDone(from, ordered.troubles, joined, desk);
  return withOrders(from, joining, joined, ordered, desk);
}

/** What the commands do besides naming the customer. */
function ordersIn({ commands }: Commanded): Command[] {
  return commands.filter((command) => command.do !== 'for');
}

/** Whether nothing came of it because the customer may not have support. */
function whoMayNot({ changes, entitlement }: Decision): boolean {
  return changes.length === 0 && entitlement !== null && entitlement.verdict !== 'entitled';
}

/** The agent is told. Of the others only who is registered is: a stranger did not write here. */
function notEntitled(decision: Decision, { agent, mail, address }: SendingOn, desk: Desk): Decision {
  const registered = decision.entitlement?.membership !== null;
  const because = decision.entitlement?.because ?? '';
  return {
    ...decision,
    because: registered ? decision.because : [...decision.because, `no letter: ${address} did not write here`],
    letters: [
      ...(registered ? decision.letters : []),
      notice(agent, { notice: 'not-entitled', address, because }, null, mail, desk),
    ],
  };
}

function sentOnBy({ agent, message, read }: SendingOn): SentOn {
  const sentOn: SentOn = { agent, note: null, type: null, priority: null, tags: [], queue: null, assignee: null };
  for (const command of read.commands) {
    if (command.do === 'type') sentOn.type = command.to;
    else if (command.do === 'priority') sentOn.priority = command.to;
    else if (command.do === 'tag') sentOn.tags.push(command.tag);
    else if (command.do === 'queue') sentOn.queue = command.queue;
    else if (command.do === 'take') sentOn.assignee = agent.id;
    else if (command.do === 'assign') sentOn.assignee = command.agent;
  }
  // Where nothing is forwarded, the agent's words are the customer's matter itself.
  if (message.forwarded && read.text !== '') {
    const { address } = message.from ?? { address: agent.addresses[0] };
    sentOn.note = {
      ...ticketMessage(message, address),
      direction: 'note',
      from: { name: agent.name, address },
      text: read.text,
      attachments: [],
    };
  }
  return sentOn;
}

/** The mail as it would be, had the customer sent it here: the forwarder's headers, ids and recipients are not theirs. */
function customersMail(message: Message, address: string, read: Commanded, agent: Agent): Message {
  const { forwarded } = message;
  const text = forwarded?.text ?? read.text;
  const name = forwarded?.from?.address.toLowerCase() === address.toLowerCase() ? forwarded.from.name : '';
  return {
    ...message,
    messageId: null,
    from: { name, address },
    to: [],
    cc: [],
    subject: forwarded?.subject ?? message.subject,
    text,
    replyText: text,
    ownText: text,
    forwarded: null,
    inReplyTo: [],
    references: [],
    authentication: {
      verdict: 'pass',
      because: `agent "${agent.id}" vouches for it: ${message.authentication.because}`,
    },
    textsDisagree: null,
  };
}
