/** The short letters to an agent about a mail of theirs: what went wrong, what was done, what it is meant for. */
import type { AgentValues, Done, Notice, OnIncident, Trouble } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import type { OwnMessage } from '../../mail/message.ts';
import type { Decision, Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { ends } from '../outcome.ts';
import type { Agent, Instant, TicketFacts } from '../ticket.ts';
import { WAIT_FOR_AGENT } from './held.ts';
import { leadNotice } from './lead.ts';
import { type ToAgent, toAgent } from './letters.ts';

/** The mail that a letter answers, and whose it is. */
export interface AgentsMail {
  agent: Agent;
  mail: InboundMail;
  message: OwnMessage;
}

type Ticket = Pick<TicketFacts, 'number' | 'subject' | 'gathers'>;
type OnTicket = AgentsMail & { ticket: Ticket | null };

/** Nothing was done, and why. */
export function problem({ agent, mail, message, ticket }: OnTicket, troubles: Trouble[], desk: Desk): LetterDraft[] {
  const values: AgentValues = {
    kind: 'agent-problem',
    number: ticket?.number ?? null,
    subject: ticket?.subject ?? message.subject,
    ...onIncident(ticket),
    troubles,
    text: message.ownText,
  };
  const because = `nothing was done: ${troubles.map(({ what }) => what).join(', ')}`;
  return [
    toAgent({ agent, ticket, on: mail, template: values.kind, values, answers: message.messageId, because }, desk),
  ];
}

/** What an answer to the letter comes to is told in it. */
export function onIncident(ticket: Pick<TicketFacts, 'gathers'> | null): OnIncident {
  return ticket === null || ticket.gathers === null ? {} : { onIncident: true };
}

/** What was done, for who wants to know; and for everybody where it is less than what was asked for. */
export function receipt(
  { agent, mail, message }: AgentsMail,
  ticket: Pick<TicketFacts, 'number' | 'subject'>,
  done: Done[],
  desk: Desk,
): LetterDraft[] {
  const isLess = done.some(({ did }) => did === 'left-open');
  if (done.length === 0 || !(agent.receipts || isLess)) return [];
  const { number, subject } = ticket;
  const values: AgentValues = { kind: 'agent-receipt', number, subject, done };
  const because = `${agent.name} wants receipts`;
  return [
    toAgent({ agent, ticket, on: mail, template: values.kind, values, answers: message.messageId, because }, desk),
  ];
}

/** Something that another agent should know. */
export function notice(agent: Agent, told: Notice, ticket: Ticket | null, on: ToAgent['on'], desk: Desk): LetterDraft {
  const number = ticket?.number ?? null;
  const values: AgentValues = {
    kind: 'agent-notice',
    number,
    subject: ticket?.subject ?? null,
    ...onIncident(ticket),
    ...told,
  };
  const because = `tells ${agent.name}: ${told.notice}`;
  return toAgent({ agent, ticket, on, template: values.kind, values, because }, desk);
}

/** Row 9a: the mail waits, and the agent is asked once. */
export function ask(
  about: 'no-ticket' | 'whose',
  { agent, mail, message }: AgentsMail,
  facts: Pick<Facts, 'agentAsked' | 'leadNotices'>,
  desk: Desk,
  now: Instant,
): Decision {
  const why =
    about === 'whose'
      ? `agent "${agent.id}" forwards a mail, and it is not clear whose`
      : `from agent "${agent.id}", on no agent thread of a ticket`;
  if (facts.agentAsked) return givenUp({ agent, mail, message }, why, null, facts, desk);
  const { subject, ownText: text } = message;
  const values: AgentValues = { kind: 'agent-question', about, subject, text };
  const letter = toAgent(
    { agent, ticket: null, on: mail, template: values.kind, values, answers: message.messageId, because: why },
    desk,
  );
  return { ...ends('waiting', why, 'the agent is asked'), letters: [letter], retryAt: now + WAIT_FOR_AGENT };
}

/** The agent was asked about a mail of theirs and has not said: it is held, and neither they nor the lead may miss it. */
export function givenUp(
  { agent, mail }: AgentsMail,
  why: string,
  ticket: TicketFacts | null,
  facts: Pick<Facts, 'leadNotices'>,
  desk: Desk,
): Decision {
  const told: Notice = { notice: 'not-said', agent: agent.name, mailId: mail.id };
  const lead = leadNotice(told, mail, ticket, facts, desk).filter(({ to }) => to.address !== agent.addresses[0]);
  return {
    ...ends('quarantined', why, 'the agent was asked, and did not say what becomes of it'),
    letters: [notice(agent, { ...told, yours: true }, ticket, mail, desk), ...lead],
    ticket: ticket?.number ?? null,
  };
}
