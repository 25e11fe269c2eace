/**
 * An agent's mail on a ticket that they may work on: what goes to the customer, what stays inside, what changes. All of it is
 * done or nothing; where the ticket moved meanwhile, the agent may be asked first.
 */
import type { Done, Moved, Trouble } from '../../letters/agent-values.ts';
import { firstNameOf } from '../../letters/first-name.ts';
import type { LetterFile } from '../../letters/letter.ts';
import { holdsMarker } from '../../letters/marker.ts';
import type { OwnMessage } from '../../mail/message.ts';
import { announcesAnswers } from '../../mail/reply/leftover.ts';
import type { Commanded } from '../commands/command.ts';
import type { AgentThread, Change, Decision, Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { fold } from '../fold.ts';
import { ends } from '../outcome.ts';
import { plainSubject } from '../subject.ts';
import type { Agent, Instant, TicketFacts, TicketMessage, TicketState } from '../ticket.ts';
import { lettersAfter } from './after.ts';
import { helpLetter, statusLetters } from './asked.ts';
import { saidOf } from './card.ts';
import { holdsMail } from './files.ts';
import { WAIT_FOR_AGENT } from './held.ts';
import { toAgent } from './letters.ts';
import { collisionPolicy, movedSince } from './moved.ts';
import { doOrders, type Ordered } from './orders.ts';
import { filesToSend, replyLetters, sendable } from './relay.ts';
import { givenUp, problem } from './tell.ts';

export interface Working {
  agent: Agent;
  mail: InboundMail;
  message: OwnMessage;
  thread: AgentThread;
  ticket: TicketFacts;
  facts: Facts;
  now: Instant;
  /** The agent's own text, taken apart. */
  read: Commanded;
  /** What happened on the ticket up to then the agent was told of, and wants it sent all the same; null: nothing was asked. */
  knowing: Instant | null;
}

export function workOn(working: Working, desk: Desk): Decision {
  const { agent, ticket, read } = working;
  const told = {
    ticket: ticket.number,
    thread: { ticket: ticket.number, because: `the mail carries the token that agent "${agent.id}" was given for it` },
  };
  const ordered = doOrders(read.commands, working, desk);
  const words = wordsOf(working, desk);
  const asked = statusLetters({ ...working, commands: read.commands, ticket: ordered.ticket }, desk);
  const troubles = [...troublesOf(working, words, desk), ...ordered.troubles, ...asked.troubles];
  if (troubles.length > 0) {
    const why = troubles.map(({ what }) => what).join(', ');
    return {
      ...ends('agent-command', `nothing of the mail of agent "${agent.id}" was done: ${why}`),
      letters: problem(working, troubles, desk),
      ...told,
    };
  }
  const moved = words.answers || changesWhoOrHow(ordered) ? allMoved(working, words, desk) : [];
  const unknown = moved.filter(({ at }) => working.knowing === null || (at !== null && at > working.knowing));
  if (unknown.length > 0 && collisionPolicy(unknown, desk.answers.collisions) === 'hold')
    return { ...held(working, unknown, desk), ...told };

  const after = settled(ordered, words.answers, agent, desk);
  const replies = words.answers
    ? replyLetters({ ...working, ticket: addressed(ticket, after), ...words, state: after.ticket.state }, desk)
    : [];
  const said = words.answers || words.note ? [say(working, words, replies[0]?.messageId ?? null)] : [];
  const done: Done[] = [
    ...(words.answers ? [{ did: 'answered' as const, to: replies.map(({ to }) => to.address) }] : []),
    ...(words.note ? [{ did: 'noted' as const }] : []),
    ...after.done,
  ];
  const disposition = words.answers ? 'agent-reply' : words.note ? 'agent-note' : 'agent-command';
  const commands = read.commands.map(({ written }) => written).join(' ');
  const what = { 'agent-reply': 'answers', 'agent-note': 'notes', 'agent-command': 'orders' }[disposition];
  return {
    ...ends(
      disposition,
      `agent "${agent.id}" ${what} on ${ticket.number}${commands === '' ? '' : `: ${commands}`}`,
      told.thread.because,
      ...(moved.length > 0 ? [`sent all the same: ${inWords(moved)}`] : []),
    ),
    changes: [...said, ...after.changes],
    letters: [...replies, ...lettersAfter({ ...working, after, answers: words.answers, moved, done }, desk)],
    ...told,
  };
}

/** Commands of an agent's mail on no ticket that need none; null where there is more to it. */
export function deskOrders(
  { agent, mail, message, facts, read }: Pick<Working, 'agent' | 'mail' | 'message' | 'facts' | 'read'>,
  desk: Desk,
): Decision | null {
  const { commands, text, troubles } = read;
  const alone = commands.every(
    (command) => command.do === 'help' || (command.do === 'status' && command.number !== null),
  );
  if (text !== '' || commands.length + troubles.length === 0 || !alone) return null;
  const asked = statusLetters({ agent, mail, commands, ticket: null, facts }, desk);
  const wrong = [...troubles, ...asked.troubles];
  const because = `agent "${agent.id}" asks: ${commands.map(({ written }) => written).join(' ')}`;
  if (wrong.length > 0) {
    const why = wrong.map(({ what }) => what).join(', ');
    return {
      ...ends('agent-command', because, why),
      letters: problem({ agent, mail, message, ticket: null }, wrong, desk),
    };
  }
  const help = commands.some((command) => command.do === 'help')
    ? [helpLetter({ agent, mail, message, ticket: null }, desk)]
    : [];
  return { ...ends('agent-command', because), letters: [...asked.letters, ...help] };
}

interface Words {
  /** What goes out, or is noted. */
  text: string;
  files: LetterFile[];
  answers: boolean;
  note: boolean;
}

function wordsOf({ agent, ticket, message, mail, read }: Working, desk: Desk): Words {
  if (read.note)
    return { text: read.text, files: [], answers: false, note: read.text !== '' || message.attachments.length > 0 };
  const macros = read.commands.flatMap((command) =>
    command.do === 'macro' ? [macroText(command.name, agent, ticket, desk)] : [],
  );
  const text = [...macros, sendable(read.text, ticket)].filter((part) => part !== '').join('\n\n');
  const files = filesToSend(message.attachments, read.text, mail.id);
  return { text, files, answers: text !== '' || files.length > 0, note: false };
}

function macroText(name: string, agent: Agent, ticket: TicketFacts, desk: Desk): string {
  const requester = ticket.people.find(({ address }) => address === ticket.requester)?.name ?? '';
  const contactName = requester === '' ? null : requester;
  const values = {
    number: ticket.number,
    subject: plainSubject(ticket.subject, ticket.number),
    contactName,
    firstName: firstNameOf(contactName),
    organization: ticket.organization,
    plan: ticket.plan,
    agentName: agent.publicName,
    deskName: desk.name,
  };
  return desk.macros.get(fold(name))?.text(values, ticket.language).trim() ?? '';
}

/** What is wrong with the mail as a whole. */
function troublesOf({ message, read }: Working, words: Words, desk: Desk): Trouble[] {
  const troubles = [...read.troubles];
  // Whatever it says above: what an agent forwards may be one of our own letters, with all that is inside.
  if (message.forwarded || (!read.note && holdsMail(message.attachments))) troubles.push({ what: 'forward' });
  // Where our letter begins amid their words, nobody can say for sure where it ends.
  else if (holdsMarker(message.ownText)) troubles.push({ what: 'quotes-our-letter' });
  else if (words.answers && announcesAnswers(read.text)) troubles.push({ what: 'answers-below' });
  const inside = words.answers ? addressIn(words.text, desk) : undefined;
  if (inside !== undefined) troubles.push({ what: 'agents-address', address: inside });
  if (read.commands.length + troubles.length === 0 && !words.answers && !words.note) troubles.push({ what: 'empty' });
  return troubles;
}

/** An agent's address in words for a customer: a signature that nothing told apart from them. */
function addressIn(text: string, { agents }: Desk): string | undefined {
  const folded = text.toLowerCase();
  return agents.flatMap(({ addresses }) => addresses).find((address) => folded.includes(address));
}

function changesWhoOrHow({ changes }: Ordered): boolean {
  return changes.some(
    (change) =>
      change.do === 'merge' ||
      (change.do === 'set' && (change.set.state !== undefined || change.set.assignee !== undefined)),
  );
}

const HOUR = 3_600_000;
/** So many answers on one ticket within an hour no person writes. */
const MOST_ANSWERS = 10;

/** What the agent should look at before anything goes out: what happened meanwhile, and what looks like a machine's doing. */
function allMoved({ agent, ticket, thread, now }: Working, { answers, text }: Words, desk: Desk): Moved[] {
  const moved = movedSince(thread, agent, desk);
  if (!answers) return moved;
  // Two responders that nothing gives away would answer each other for ever.
  const repeated = ticket.recent.some(
    (said) => said.agent === agent.id && said.direction === 'out' && said.text === text,
  );
  const answered = ticket.events.filter(({ kind, at }) => kind === 'answered' && at > now - HOUR);
  if (repeated && text !== '') moved.push({ what: 'repeated', who: null, at: null });
  if (answered.length >= MOST_ANSWERS) moved.push({ what: 'too-many', who: null, at: null });
  return moved;
}

/** The conversation as it is, and those who are on it after the commands. */
function addressed(ticket: TicketFacts, { ticket: { people, participants } }: Ordered): TicketFacts {
  return { ...ticket, people, participants };
}

/** The ticket after the commands, and after what follows from an answer by itself. */
function settled(ordered: Ordered, answers: boolean, agent: Agent, desk: Desk): Ordered {
  if (!answers) return ordered;
  let { ticket } = ordered;
  const changes = [...ordered.changes];
  const done = [...ordered.done];
  const { id: ticketId, queue } = ticket;
  const by = agent.id;
  const said = ordered.changes.some((change) => change.do === 'set' && change.set.assignee !== undefined);
  if (ticket.assignee === null && !said) {
    ticket = { ...ticket, assignee: agent.id };
    const what = `is given to ${agent.name}`;
    const event = { kind: 'assignee', to: agent.id } as const;
    changes.push({ do: 'set', ticketId, set: { assignee: agent.id }, event, what, by, because: 'the first to answer' });
    if (queue !== null) changes.push({ do: 'turn', queue, agent: agent.id });
    done.push({ did: 'assignee', to: agent.name });
  }
  const to: TicketState = desk.answers.state;
  if (!ordersState(ordered) && ticket.state !== to) {
    ticket = { ...ticket, state: to, holdUntil: null };
    const event = { kind: 'state', to, until: null } as const;
    const because = 'an agent answered';
    changes.push({ do: 'set', ticketId, set: { state: to, holdUntil: null }, event, what: `is ${to}`, by, because });
    done.push({ did: 'state', to, until: null });
  }
  return { ...ordered, ticket, changes, done };
}

/** A state that was asked for; that taking a new ticket opens it is none. */
function ordersState({ changes, done }: Ordered): boolean {
  return done.some(({ did }) => did === 'state') || changes.some((change) => change.do === 'merge');
}

function say(
  { agent, mail, message, ticket }: Working,
  { text, answers, files }: Words,
  messageId: string | null,
): Change {
  const sent = new Set(files.map(({ sha256 }) => sha256));
  const said: TicketMessage = {
    direction: answers ? 'out' : 'note',
    from: { name: answers ? agent.publicName : agent.name, address: message.from?.address ?? agent.addresses[0] },
    messageId: answers ? messageId : message.messageId,
    text,
    fullText: text,
    attachments: answers ? message.attachments.filter(({ sha256 }) => sent.has(sha256)) : message.attachments,
  };
  const because = `mail ${mail.id} of agent "${agent.id}"`;
  return { do: 'say', ticketId: ticket.id, message: said, agent: agent.id, because };
}

/** The ticket moved: the answer waits until the agent says that it is still the right one. */
function held(working: Working, moved: Moved[], desk: Desk): Decision {
  const { agent, mail, message, ticket, thread, facts, now, read } = working;
  const why = `not sent before agent "${agent.id}" says so: ${inWords(moved)}`;
  if (facts.agentAsked) return givenUp(working, why, ticket, facts, desk);
  const letter = toAgent(
    {
      agent,
      ticket,
      on: mail,
      template: 'agent-held',
      values: {
        kind: 'agent-held',
        number: ticket.number,
        subject: ticket.subject,
        moved,
        since: thread.since.map(saidOf),
        answer: read.text,
      },
      answers: message.messageId,
      because: why,
    },
    desk,
  );
  return { ...ends('waiting', why, 'the agent is asked'), letters: [letter], retryAt: now + WAIT_FOR_AGENT };
}

function inWords(moved: Moved[]): string {
  return moved.map(({ who, what }) => (who === null ? what : `${what} by ${who}`)).join(', ');
}
