/**
 * An agent's mail on a ticket that they may work on: what goes to the customer, what stays inside, what changes. All of it is
 * done or nothing; where the ticket moved meanwhile, the agent may be asked first. What of it on an incident goes to all its
 * customers is `incident-update.ts`'s question.
 */
import type { Done, Moved, Notice, Trouble } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import type { OwnMessage } from '../../mail/message.ts';
import type { Commanded } from '../commands/command.ts';
import type { AgentThread, Change, Decision, Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { ends } from '../outcome.ts';
import type { Agent, Instant, TicketFacts } from '../ticket.ts';
import { lettersAfter } from './after.ts';
import { helpLetter, statusLetters } from './asked.ts';
import { saidOf } from './card.ts';
import { WAIT_FOR_AGENT } from './held.ts';
import { updated, wrongWithUpdate } from './incident-update.ts';
import { toAgent } from './letters.ts';
import { collisionPolicy, movedSince } from './moved.ts';
import { doOrders, type Ordered } from './orders.ts';
import { replyLetters } from './relay.ts';
import { inState, takenBy } from './settle.ts';
import { givenUp, onIncident, problem } from './tell.ts';
import { saying, type Words, wordsOf, wrongWithMail } from './words.ts';

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

/** What an agent's words and commands come to. */
export interface Sent {
  /** The ticket after the commands, and after what follows from words that go out. */
  after: Ordered;
  /** Everything that is said and changed. */
  changes: Change[];
  /** To customers. */
  letters: LetterDraft[];
  done: Done[];
  /** Of an incident: what is part of it and is not over by then. */
  parts: TicketFacts[];
  /** What colleagues, by id, are to hear rather than anything else. */
  notices: { to: string; told: Notice }[];
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
  const troubles = [
    ...wrongWithMail(working, words, desk),
    ...ordered.troubles,
    ...(ticket.gathers === null ? [] : wrongWithUpdate(working, ordered, words, desk)),
    ...asked.troubles,
  ];
  if (troubles.length > 0) {
    const why = troubles.map(({ what }) => what).join(', ');
    return {
      ...ends('agent-command', `nothing of the mail of agent "${agent.id}" was done: ${why}`),
      letters: problem(isNotOfTicket(troubles) ? { ...working, ticket: null } : working, troubles, desk),
      ...told,
    };
  }
  const moved = words.answers || changesWhoOrHow(ordered) ? allMoved(working, words, desk) : [];
  const unknown = moved.filter(({ at }) => working.knowing === null || (at !== null && at > working.knowing));
  if (unknown.length > 0 && collisionPolicy(unknown, desk.answers.collisions) === 'hold')
    return { ...held(working, unknown, desk), ...told };

  const sent = (ticket.gathers === null ? answered : updated)(working, ordered, words, desk);
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
    changes: sent.changes,
    letters: [...sent.letters, ...lettersAfter({ ...working, ...sent, answers: words.answers, moved }, desk)],
    ...told,
  };
}

/** What answers it may again be meant for a colleague alone: it must not be about the incident. */
function isNotOfTicket(troubles: readonly Trouble[]): boolean {
  return troubles.some(({ what }) => what === 'answer-the-card');
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

/** On a customer's ticket. */
function answered(working: Working, ordered: Ordered, words: Words, desk: Desk): Sent {
  const { ticket } = working;
  const after = words.answers ? settled(ordered, working, desk) : ordered;
  const letters = words.answers
    ? replyLetters({ ...working, ticket: addressed(ticket, after), ...words, state: after.ticket.state }, desk)
    : [];
  const said = words.answers || words.note ? [saying(working, words, ticket, letters[0]?.messageId ?? null)] : [];
  const done: Done[] = [
    ...(words.answers ? [{ did: 'answered' as const, to: letters.map(({ to }) => to.address) }] : []),
    ...(words.note ? [{ did: 'noted' as const }] : []),
    ...after.done,
  ];
  return { after, changes: [...said, ...after.changes], letters, done, parts: [], notices: [] };
}

/** The conversation as it is, and those who are on it after the commands. */
function addressed(ticket: TicketFacts, { ticket: { people, participants } }: Ordered): TicketFacts {
  return { ...ticket, people, participants };
}

/** The ticket after the commands, and after what follows from an answer by itself. */
function settled(ordered: Ordered, { agent, read }: Working, desk: Desk): Ordered {
  const taken = takenBy(agent, ordered);
  // A state that was asked for; that taking a new ticket opens it is none.
  const asked = read.commands.some((command) => command.do === 'state' || command.do === 'merge');
  if (asked) return taken;
  const { partOf } = taken.ticket;
  // Nothing is asked of a customer while the incident lasts: nobody is to be reminded, or closed for saying nothing.
  return inState(partOf !== null && !partOf.over ? 'open' : desk.answers.state, taken, agent);
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
        ...onIncident(ticket),
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
