/**
 * Rows 8 to 10: a mail that says it is an agent's. It acts only where its sender is proven, the agent is active, its token was
 * given to this very agent for this ticket, and they may see it; else it is held, and somebody is told.
 */
import type { Trouble } from '../../letters/agent-values.ts';
import type { Authentication, Message, OwnMessage } from '../../mail/message.ts';
import type { Commanded } from '../commands/command.ts';
import { readCommands } from '../commands/read.ts';
import type { AgentThread, Change, Decision, Facts, InboundMail, Meant } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { ends } from '../outcome.ts';
import type { Agent, Instant, TicketFacts } from '../ticket.ts';
import { isWaitingMailOf } from './held.ts';
import { leadNotice } from './lead.ts';
import { onBehalf, type SentOn } from './on-behalf.ts';
import { mayWorkOn } from './permitted.ts';
import { type AgentsMail, ask, problem } from './tell.ts';
import { deskOrders, workOn } from './work.ts';

export interface FromAgent {
  agent: Agent;
  mail: InboundMail;
  message: OwnMessage;
  authentication: Authentication;
  facts: Facts;
  now: Instant;
  /** Decides a mail as that of a customer. */
  asCustomer: (message: Message, address: string, sentOn: SentOn) => Decision;
}

export function agentMail(from: FromAgent, desk: Desk): Decision {
  const { agent, mail, authentication, facts, now } = from;
  const address = from.message.from?.address ?? '';
  const told = { agent: agent.name, address, mailId: mail.id };
  if (authentication.verdict !== 'pass') {
    const { because } = authentication;
    return {
      ...ends('quarantined', `claims to be from agent "${agent.id}" without authentication: ${because}`),
      letters: leadNotice({ notice: 'unproven-agent', ...told, because }, mail, null, facts, desk),
    };
  }
  if (!agent.active) {
    return {
      ...ends('quarantined', `from agent "${agent.id}", who is not active`),
      letters: leadNotice({ notice: 'inactive-agent', ...told }, mail, null, facts, desk),
    };
  }
  const decision = provenMail(from, told, desk);
  const away = facts.routing.away[agent.id] ?? 0;
  if (away <= now) return decision;
  const back: Change = { do: 'away', agent: agent.id, until: null, because: `${agent.name} wrote again` };
  return { ...decision, changes: [...decision.changes, back] };
}

/** Of an active agent who is who they say. */
function provenMail(from: FromAgent, told: { agent: string; address: string; mailId: number }, desk: Desk): Decision {
  const { agent, mail, message, facts, now } = from;
  const meant = mail.release?.meant ?? null;
  if (meant?.do === 'drop') return ends('ignored', `agent "${agent.id}" let it be dropped`);
  const read = readCommands(message.ownText, desk, now);
  if (meant?.do === 'for') return onBehalf({ ...from, address: meant.address, read }, desk);

  const thread = facts.agentThreads.find((one) => one.agent === agent.id) ?? null;
  const answered = thread?.letter && isWaitingMailOf(agent, thread.letter) ? thread.letter.mail : null;
  const choice = thread && answered ? choiceIn(read, thread) : null;
  if (choice && answered)
    return chosen({ agent, mail, message }, choice, answered.id, thread?.ticket ?? null, read, desk);
  const ticket = thread?.ticket ?? null;
  if (!thread || !ticket) return withoutTicket(from, read, desk);

  if (!mayWorkOn(agent, ticket, desk)) {
    const troubles: Trouble[] = [{ what: 'not-permitted', number: ticket.number }];
    const because = `agent "${agent.id}" holds a token for ${ticket.number}, but is not of its queue "${ticket.queue}"`;
    return {
      ...ends('quarantined', because),
      letters: [
        ...problem({ agent, ticket: null, mail, message }, troubles, desk),
        ...leadNotice({ notice: 'not-permitted', ...told }, mail, ticket, facts, desk),
      ],
    };
  }
  const knowing = meant?.do === 'send' ? meant.knowing : null;
  const decision = workOn({ agent, mail, message, thread, ticket, facts, now, read, knowing }, desk);
  if (!answered || decision.disposition !== 'agent-reply') return decision;
  // What they write now stands in place of what waited.
  const instead: Change = { do: 'meant', mailId: answered.id, meant: { do: 'drop' }, by: agent.id };
  return { ...decision, changes: [...decision.changes, instead] };
}

/** The agent says of a mail of theirs that waits what it is meant for, and nothing besides. */
function chosen(
  about: AgentsMail,
  { meant, written }: Choice,
  mailId: number,
  ticket: TicketFacts | null,
  read: Commanded,
  desk: Desk,
): Decision {
  const { agent } = about;
  const other = read.commands.find((command) => command.written !== written);
  const troubles = [...read.troubles];
  if (other) troubles.push({ what: 'contradiction', command: written, other: other.written });
  // Words that would go nowhere are told of, and not lost.
  else if (read.text !== '')
    troubles.push({ what: 'wrong-argument', command: written, written: read.text.slice(0, 60), known: [] });
  const because = `agent "${agent.id}" says of mail ${mailId}: ${meant.do}`;
  const on = { ticket: ticket?.number ?? null };
  if (troubles.length > 0) {
    const why = `nothing was done: ${troubles.map(({ what }) => what).join(', ')}`;
    return { ...ends('agent-command', because, why), letters: problem({ ...about, ticket }, troubles, desk), ...on };
  }
  return { ...ends('agent-command', because), changes: [{ do: 'meant', mailId, meant, by: agent.id }], ...on };
}

/** On no agent thread: a customer's mail sent on, a question to the desk, or nobody knows what. */
function withoutTicket(from: FromAgent, read: Commanded, desk: Desk): Decision {
  const { agent, mail, message, facts } = from;
  const named = read.commands.find((command) => command.do === 'for');
  const address = named?.address ?? message.forwarded?.from?.address ?? null;
  if (address !== null && (named || message.forwarded)) return onBehalf({ ...from, address, read }, desk);
  if (message.forwarded) return ask('whose', { agent, mail, message }, facts, desk, from.now);
  return (
    deskOrders({ agent, mail, message, facts, read }, desk) ??
    ask('no-ticket', { agent, mail, message }, facts, desk, from.now)
  );
}

interface Choice {
  meant: Meant;
  written: string;
}

/** A question is answered by whose mail it is, a collision by whether to send: the one is no answer to the other. */
function choiceIn({ commands }: Commanded, { letter, writtenAt }: AgentThread): Choice | null {
  const asks = letter?.template === 'agent-question' ? 'whose' : 'whether';
  for (const command of commands) {
    const { written } = command;
    if (command.do === 'drop') return { meant: { do: 'drop' }, written };
    if (command.do === 'send' && asks === 'whether') return { meant: { do: 'send', knowing: writtenAt }, written };
    if (command.do === 'for' && asks === 'whose') return { meant: { do: 'for', address: command.address }, written };
  }
  return null;
}
