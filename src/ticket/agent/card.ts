/** A ticket as a letter to an agent shows it. Whom it is shown to is asked before. */
import type { PartOfIncident, Said, TicketCard } from '../../letters/agent-values.ts';
import type { NewTicket } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { RecentMessage, TicketFacts } from '../ticket.ts';
import { waitsForAnswer } from './waiting.ts';

/** @param parts those of an incident that are not over; absent: they are not known here */
export function cardOf(
  ticket: TicketFacts,
  { agents }: Pick<Desk, 'agents'>,
  parts?: readonly TicketFacts[],
): TicketCard {
  const { number, subject, type, priority, state, tags, queue, organization, plan, createdAt, holdUntil, clocks } =
    ticket;
  const requester = ticket.people.find(({ address }) => address === ticket.requester);
  return {
    number,
    subject,
    type,
    priority,
    state,
    tags,
    queue,
    assignee: agentName(ticket.assignee, agents),
    requester: requester ?? { name: '', address: ticket.requester },
    people: ticket.people.filter(({ address }) => address !== ticket.requester),
    organization,
    plan,
    createdAt,
    holdUntil,
    clocks,
    gathers: ticket.gathers,
    partOf: ticket.partOf?.number ?? null,
    parts: ticket.gathers === null || !parts ? null : partsOnCard(parts),
  };
}

/** A longer list is no help: the rest is counted. */
const MOST_PARTS = 50;

function partsOnCard(parts: readonly TicketFacts[]): NonNullable<TicketCard['parts']> {
  const shown = parts.slice(0, MOST_PARTS).map(
    (part): PartOfIncident => ({
      number: part.number,
      organization: part.organization,
      state: part.state,
      createdAt: part.createdAt,
      waits: waitsForAnswer(part),
    }),
  );
  return { shown, more: parts.length - shown.length };
}

/** An agent's name by id; the id where the config no longer has them. */
export function agentName(id: string, agents: Desk['agents']): string;
export function agentName(id: string | null, agents: Desk['agents']): string | null;
export function agentName(id: string | null, agents: Desk['agents']): string | null {
  return id === null ? null : (agents.find((agent) => agent.id === id)?.name ?? id);
}

/** One message as it is told of. */
export function saidOf({ at, name, address, direction, text }: RecentMessage): Said {
  // A picture that went with it is not here again.
  const shown = text.replace(/\[cid:([^\]\n]{1,200})\]/g, '[$1]');
  return { at, who: name === '' ? address : name, direction, text: shown };
}

/** A ticket that is being opened, as those who hear of it see it. */
export function factsOfNew(ticket: Omit<NewTicket, 'message' | 'lookAt'>, number: string): TicketFacts {
  const { subject, classification, state, plan, contract, organization, language, requester, createdAt, promise } =
    ticket;
  const people = [requester, ...ticket.participants];
  const running = (metric: 'firstResponse' | 'resolution', dueAt: number | null) =>
    dueAt === null ? [] : [{ metric, dueAt, state: 'running' as const }];
  return {
    id: 0,
    number,
    subject,
    type: classification.type,
    priority: classification.priority,
    state,
    tags: classification.tags,
    queue: classification.queue,
    assignee: ticket.assignee,
    plan,
    contract,
    organization,
    policy: promise.policy,
    language,
    requester: requester.address,
    participants: people.map(({ address }) => address),
    people,
    createdAt,
    solvedAt: null,
    closedAt: null,
    holdUntil: null,
    escalatedAt: null,
    gathers: null,
    partOf: null,
    events: [],
    clocks: [...running('firstResponse', promise.firstResponseDue), ...running('resolution', promise.resolutionDue)],
    recent: [],
  };
}
