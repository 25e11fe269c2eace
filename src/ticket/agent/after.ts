/** Who hears of what an agent did to a ticket: those it was handed to, those it was taken from, the agent, who asked. */
import type { Moved, Notice } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import type { Desk } from '../desk.ts';
import { languageFor } from '../language.ts';
import { serialOf } from '../outcome.ts';
import { whoIsThere } from '../routing.ts';
import { serviceTicket } from '../self-service/service-ticket.ts';
import type { Agent, TicketFacts } from '../ticket.ts';
import { messageIdFor, plainNumber, replyAddressFor, type Token } from '../token.ts';
import { type Announcing, announce, escalationAudience, ticketLetter } from './announce.ts';
import { helpLetter, statusLetters } from './asked.ts';
import { agentName } from './card.ts';
import { mayWorkOn } from './permitted.ts';
import { notice, receipt } from './tell.ts';
import type { Sent, Working } from './work.ts';

export interface Worked extends Working, Pick<Sent, 'after' | 'done' | 'parts' | 'notices'> {
  /** The customer was answered. */
  answers: boolean;
  /** What had happened since the letter that was answered. */
  moved: Moved[];
}

export function lettersAfter(worked: Worked, desk: Desk): LetterDraft[] {
  const { agent, mail, message, ticket, after, parts, facts, read, done } = worked;
  const handed = handedOver(worked, desk);
  const told = handed.map(({ to }) => to.address);
  const notices = noticesOf(worked, desk)
    .filter(({ agent: other, told: what }) => what.notice === 'incident-update' || !told.includes(other.addresses[0]))
    .map(({ agent: other, told: what }) => notice(other, what, on(other, what), mail, desk));
  const asking = { agent, mail, commands: read.commands, ticket: after.ticket, facts: { named: facts.named, parts } };
  const asked = statusLetters(asking, desk);
  const help = read.commands.some((command) => command.do === 'help')
    ? [helpLetter({ agent, mail, message, ticket }, desk)]
    : [];
  return [
    ...handed,
    ...notices,
    ...(after.split ? splitLetters(worked, after.split, desk) : []),
    ...asked.letters,
    ...help,
    ...receipt({ agent, mail, message }, ticket, done, desk),
  ];

  /** Tickets of an incident are given to agents who may not see it: no answer of theirs could do anything there. */
  function on(other: Agent, what: Notice): TicketFacts | null {
    return what.notice !== 'incident-update' || mayWorkOn(other, ticket, desk) ? ticket : null;
  }
}

/** The whole ticket for who has it from now on, and for who is to look at an escalation. */
function handedOver(worked: Worked, desk: Desk): LetterDraft[] {
  const { agent, ticket, after, parts, facts, now, mail } = worked;
  const was = ticket;
  const is = after.ticket;
  const announcing: Announcing = {
    ticket: is,
    occasion: 'handed-over',
    by: agent.name,
    mail,
    message: null,
    verified: true,
    because: [],
    parts,
  };
  const moved = is.assignee !== was.assignee || is.queue !== was.queue;
  const escalated = is.escalatedAt !== null && was.escalatedAt === null;
  const urgent = escalated ? escalationAudience(is, facts, desk, now, agent.id) : [];
  const known = [agent, ...urgent].map(({ id }) => id);
  return [
    ...urgent.map((one) => ticketLetter(one, { ...announcing, occasion: 'escalated' }, desk)),
    ...(moved ? announce(announcing, facts, desk, now, known) : []),
  ];
}

/** One word for each colleague at most: what concerns them most. */
function noticesOf(worked: Worked, desk: Desk): { agent: Agent; told: Notice }[] {
  const { agent, ticket, after, answers, facts, now, moved, notices: first } = worked;
  const notices = new Map<string, { agent: Agent; told: Notice }>();
  const tell = (id: string | null, told: Notice) => {
    const other = desk.agents.find((one) => one.id === id);
    if (other?.active && (other.id !== agent.id || told.notice === 'sent-though-moved') && !notices.has(other.id))
      notices.set(other.id, { agent: other, told });
  };
  for (const { to, told } of first) tell(to, told);
  const by = agent.name;
  const is = after.ticket.assignee;
  if (after.merged) {
    for (const id of [ticket.assignee, after.merged.assignee])
      tell(id, { notice: 'merged', by, into: after.merged.number });
  }
  if (ticket.assignee === null && is === agent.id) {
    for (const other of whoIsThere(ticket.queue, desk, facts.routing, now)) tell(other.id, { notice: 'taken', by });
  } else if (ticket.assignee !== is && is === agent.id) {
    tell(ticket.assignee, { notice: 'taken', by });
  } else if (ticket.assignee !== is) {
    const to = agentName(is, desk.agents) ?? after.ticket.queue ?? '';
    tell(ticket.assignee, { notice: 'handed-over', by, to });
  }
  if (answers) tell(ticket.assignee, { notice: 'answered', by });
  // That it looked like a machine's they were asked about before.
  const happened = moved.filter(({ what }) => what !== 'repeated' && what !== 'too-many');
  if (happened.length > 0 && answers) tell(agent.id, { notice: 'sent-though-moved', moved: happened });
  return [...notices.values()];
}

/** A part that is a ticket of its own: its customer gets its number, the agent a letter to work on it from. */
function splitLetters({ agent, mail, ticket, now }: Worked, split: TicketFacts, desk: Desk): LetterDraft[] {
  const said = split.recent.at(-1);
  const card = ticketLetter(
    agent,
    { ticket: split, occasion: 'status', by: null, mail, message: null, verified: true, because: [] },
    desk,
  );
  const token: Token = { number: plainNumber(split.number), party: 'c', serial: serialOf(mail) };
  const requester = split.people[0] ?? { name: '', address: split.requester };
  const answered = said?.messageId ?? null;
  const toCustomer: LetterDraft = {
    template: 'split',
    language: languageFor(split.language, null, desk.language),
    to: requester,
    values: {
      kind: 'split',
      contactName: requester.name === '' ? null : requester.name,
      mayEscalate: false,
      ticket: serviceTicket(split, desk, now),
      from: ticket.number,
    },
    messageId: messageIdFor(token, desk),
    inReplyTo: answered,
    references: answered === null ? [] : [answered],
    replyTo: desk.plusAddress ? replyAddressFor(token, desk) : null,
    because: `${split.number} was split from ${ticket.number}`,
  };
  return [toCustomer, card];
}
