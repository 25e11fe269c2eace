/**
 * What is an incident that several customers' tickets make: its promise, its priority, who has it? A ticket of the desk's
 * own: nobody but agents is ever written to on it.
 */
import { ownLeadOf } from '../agent/permitted.ts';
import type { Facts, NewIncident, RecentIncident } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { firstLook } from '../follow-up/first-look.ts';
import { isThere } from '../routing.ts';
import { promiseFor } from '../sla/sla.ts';
import { type Instant, PRIORITIES, type Priority, type TicketFacts } from '../ticket.ts';

export interface Making {
  /** The incident's, without prefix. */
  number: number;
  tag: string;
  /** Its tickets, oldest first: one at least. */
  parts: readonly RecentIncident[];
  /** Of the ticket that makes it. */
  queue: string | null;
  because: string;
}

/** The incident as it is stored, and as a ticket. @param now when it is made, for its first look */
export function newIncident(
  { number, tag, parts, queue, because }: Making,
  { routing }: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): { incident: NewIncident; facts: TicketFacts } {
  const [first] = parts;
  if (!first) throw new Error('an incident needs a ticket to be made of');
  const priority = highestOf(parts);
  // The lead of another queue does not speak for this one.
  const lead = ownLeadOf(queue, desk);
  const incident: Omit<NewIncident, 'lookAt'> = {
    number,
    tag,
    subject: first.subject,
    priority,
    queue,
    // With a lead who is not there it would wait, and each later ticket with it: then whoever takes it has it.
    assignee: lead && isThere(lead, desk, routing, now).there ? lead.id : null,
    requester: { name: desk.name, address: desk.address },
    language: desk.language,
    startedAt: first.createdAt,
    promise: promiseFor(desk.sla, strictest(first, parts, desk), 'incident', priority, first.createdAt),
    because,
  };
  const facts = factsOf(incident, desk);
  return { incident: { ...incident, lookAt: firstLook(facts, desk, now) }, facts };
}

function highestOf(parts: readonly RecentIncident[]): Priority {
  return PRIORITIES.findLast((one) => parts.some(({ priority }) => priority === one)) ?? 'normal';
}

/** The policy by which somebody is to be answered first; one that the config no longer has promises nothing. */
function strictest(first: RecentIncident, parts: Making['parts'], { sla }: Desk): string {
  const dueOf = ({ policy, firstResponseDue }: RecentIncident) =>
    sla.policies.has(policy) ? (firstResponseDue ?? Number.MAX_SAFE_INTEGER) : Number.POSITIVE_INFINITY;
  return parts.reduce((strict, one) => (dueOf(one) < dueOf(strict) ? one : strict), first).policy;
}

function factsOf(incident: Omit<NewIncident, 'lookAt'>, { ticketPrefix }: Desk): TicketFacts {
  const { tag, promise, requester } = incident;
  const running = (metric: 'firstResponse' | 'resolution', dueAt: number | null) =>
    dueAt === null ? [] : [{ metric, dueAt, state: 'running' as const }];
  return {
    id: 0,
    number: `${ticketPrefix}-${incident.number}`,
    subject: incident.subject,
    type: 'incident',
    priority: incident.priority,
    state: 'new',
    tags: [tag],
    queue: incident.queue,
    assignee: incident.assignee,
    plan: '',
    contract: null,
    organization: requester.name,
    policy: promise.policy,
    language: incident.language,
    requester: requester.address,
    participants: [],
    people: [],
    createdAt: incident.startedAt,
    solvedAt: null,
    closedAt: null,
    holdUntil: null,
    escalatedAt: null,
    gathers: tag,
    partOf: null,
    events: [],
    clocks: [...running('firstResponse', promise.firstResponseDue), ...running('resolution', promise.resolutionDue)],
    recent: [],
  };
}
