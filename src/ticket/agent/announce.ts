/**
 * Who of the desk hears of a ticket, and what do they get? A letter that can be worked from, to whom the ticket was given,
 * else to all who may take it.
 */
import type { Occasion } from '../../letters/agent-values.ts';
import type { LetterDraft, LetterFile } from '../../letters/letter.ts';
import type { Message } from '../../mail/message.ts';
import type { Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { isThere, whoIsThere } from '../routing.ts';
import type { Agent, Instant, TicketFacts } from '../ticket.ts';
import { cardOf, saidOf } from './card.ts';
import { toAgent } from './letters.ts';
import { leadOf, mayWorkOn } from './permitted.ts';

export interface Announcing {
  /** As it is after what is told of. */
  ticket: TicketFacts;
  occasion: Occasion;
  /** Who handed it over or escalated it, by name. */
  by: string | null;
  mail: Pick<InboundMail, 'id' | 'releases' | 'receivedAt'>;
  /** The customer's mail that is new; null: there is none. */
  message: Message | null;
  /** The From of that mail is proven. */
  verified: boolean;
  /** Why the ticket is what it is. */
  because: string[];
  /** Of an incident: what is part of it and is not over; absent: not known here. */
  parts?: readonly TicketFacts[];
}

/** The letters that bring a ticket to those who are to work on it. @param except who knows already, by id */
export function announce(
  announcing: Announcing,
  facts: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
  except: readonly string[] = [],
): LetterDraft[] {
  return audienceOf(announcing.ticket, facts, desk, now)
    .filter(({ id }) => !except.includes(id))
    .map((agent) => ticketLetter(agent, announcing, desk));
}

/**
 * Whom a ticket concerns now: who has it (while they are away also the lead; are these the same, those who may take it), else
 * those who may take it. Away is not who has finished for today.
 */
export function audienceOf(
  ticket: Pick<TicketFacts, 'queue' | 'assignee'>,
  { routing }: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): Agent[] {
  const assignee = desk.agents.find(({ id, active }) => active && id === ticket.assignee);
  if (!assignee) return whoIsThere(ticket.queue, desk, routing, now);
  if (isThere({ ...assignee, hours: null }, desk, routing, now).there) return [assignee];
  const lead = leadOf(ticket.queue, desk);
  if (lead?.id === assignee.id) return [...new Set([assignee, ...whoIsThere(ticket.queue, desk, routing, now)])];
  return lead && mayWorkOn(lead, ticket, desk) ? [assignee, lead] : [assignee];
}

/**
 * Who hears of an escalation: who has the ticket, and the lead of its queue; where there is neither, or it is only who
 * escalates, those who may take it. An escalation that nobody hears of is none.
 * @param by the id of the agent who escalates; null: it is a customer
 */
export function escalationAudience(
  ticket: Pick<TicketFacts, 'queue' | 'assignee'>,
  facts: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
  by: string | null = null,
): Agent[] {
  const assignee = desk.agents.find(({ id, active }) => active && id === ticket.assignee) ?? null;
  const lead = leadOf(ticket.queue, desk);
  const told = [assignee, lead && mayWorkOn(lead, ticket, desk) ? lead : null].filter((agent) => agent !== null);
  const others = [...new Set(told)].filter(({ id }) => id !== by);
  if (others.length > 0) return others;
  return whoIsThere(ticket.queue, desk, facts.routing, now).filter(({ id }) => id !== by);
}

/** One letter with the whole ticket. */
export function ticketLetter(agent: Agent, announcing: Announcing, desk: Desk): LetterDraft {
  const { ticket, occasion, by, mail, message, verified, because, parts } = announcing;
  const files = filesOf(message, mail.id, desk.agentFilesUpTo);
  const mine = occasion === 'queued' && ticket.assignee === agent.id ? 'assigned' : occasion;
  return toAgent(
    {
      agent,
      ticket,
      on: mail,
      template: 'agent-ticket',
      values: {
        kind: 'agent-ticket',
        occasion: mine,
        by,
        card: cardOf(ticket, desk, parts),
        message: message && {
          at: mail.receivedAt,
          who: message.from?.name || (message.from?.address ?? ''),
          address: message.from?.address ?? '',
          direction: 'in',
          text: message.replyText,
        },
        unverified: message !== null && !verified,
        because,
        attached: files.attached.map(named),
        listed: files.listed.map(named),
        before: ticket.recent.map(saidOf),
      },
      files: files.attached,
      because: `tells ${agent.name} of ${ticket.number} (${mine})`,
    },
    desk,
  );
}

function named({ filename, size }: LetterFile): { name: string; size: number } {
  return { name: filename ?? '', size };
}

/** The files of a mail that go along, as far as they fit, and those that are only told of. */
function filesOf(
  message: Message | null,
  mailId: number,
  upTo: number,
): { attached: LetterFile[]; listed: LetterFile[] } {
  const attached: LetterFile[] = [];
  const listed: LetterFile[] = [];
  let bytes = 0;
  for (const { sha256, filename, contentType, size } of message?.attachments ?? []) {
    const fits = bytes + size <= upTo;
    if (fits) bytes += size;
    (fits ? attached : listed).push({ mailId, sha256, filename, contentType, size, contentId: null });
  }
  return { attached, listed };
}
