/** Who of the desk hears of an incident when it is made, and what do they get? One letter each, which they answer to work on it. */
import type { AgentValues } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import { cardOf } from '../agent/card.ts';
import { toAgent } from '../agent/letters.ts';
import { leadOf, mayWorkOn, writersOf } from '../agent/permitted.ts';
import type { Facts, InboundMail, RecentIncident } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { whoIsThere } from '../routing.ts';
import type { Agent, Instant, TicketFacts } from '../ticket.ts';

/** A longer list is no help: the rest is counted. */
const MOST_SHOWN = 50;

export interface IncidentMade {
  /** As a ticket. */
  ticket: TicketFacts;
  tag: string;
  /** Oldest first. */
  parts: readonly RecentIncident[];
  because: string;
}

/**
 * To those who may work on it and are there, the lead, and whoever has one of its tickets and may work on it.
 * @param mail the one that made it
 */
export function incidentLetters(
  { ticket, tag, parts, because }: IncidentMade,
  mail: Pick<InboundMail, 'id' | 'releases'>,
  facts: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): LetterDraft[] {
  const shown = parts.slice(0, MOST_SHOWN).map(({ number, organization, subject, createdAt }) => ({
    number,
    organization,
    subject,
    createdAt,
  }));
  const writers = writersOf(ticket, desk);
  const values = (agent: Agent): AgentValues & { kind: 'agent-incident' } => ({
    kind: 'agent-incident',
    card: cardOf(ticket, desk),
    tag,
    parts: shown,
    more: parts.length - shown.length,
    writer: writers.includes(agent) ? { you: true } : { you: false, lead: writers[0]?.name ?? null },
    because: [because],
  });
  return audience(ticket, parts, facts, desk, now).map((agent) =>
    toAgent(
      {
        agent,
        ticket,
        on: mail,
        template: 'agent-incident',
        values: values(agent),
        because: `tells ${agent.name} of the incident ${ticket.number}`,
      },
      desk,
    ),
  );
}

/** Each once, however many reasons there are to tell them. */
function audience(
  ticket: TicketFacts,
  parts: readonly RecentIncident[],
  { routing }: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): Agent[] {
  const lead = leadOf(ticket.queue, desk);
  const having = new Set(parts.map(({ assignee }) => assignee));
  return [
    ...new Set([
      ...(lead && mayWorkOn(lead, ticket, desk) ? [lead] : []),
      ...whoIsThere(ticket.queue, desk, routing, now),
      // Who has one of its tickets and may not see the others is not told of them.
      ...desk.agents.filter((agent) => agent.active && having.has(agent.id) && mayWorkOn(agent, ticket, desk)),
    ]),
  ];
}
