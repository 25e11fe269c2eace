/** What a decision knows of incidents: those that gather tickets now, and the tickets that may become one. */
import type { IncidentFacts, OpenIncident, RecentIncident } from '../ticket/decision.ts';
import type { Instant } from '../ticket/ticket.ts';
import { and, desc, eq, gte, inArray, isNotNull, lte, ne, notExists, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { UNDER_WAY } from './parts.ts';
import { prepared } from './prepared.ts';
import { clocks, events, inbound, messages, tickets } from './schema.ts';

/** What is asked where the desk has rules for incidents. */
export interface IncidentQuestion {
  /** Tickets that were opened between these two may be of one incident with the mail. */
  from: Instant;
  to: Instant;
}

/** Nobody has more incidents at once, and no rule needs more tickets than this to see one. */
const MOST_OPEN = 100;
const MOST_RECENT = 500;

/** Prepares the reads. What it returns is for use within the caller's transaction. @param prefix what ticket numbers begin with */
export function prepareIncidentFacts(db: Db, prefix: string): (question: IncidentQuestion) => IncidentFacts {
  const open = prepared(openIncidents(db));
  const recent = prepared(recentIncidents(db));
  const withPrefix = (number: number) => `${prefix}-${number}`;

  return ({ from, to }) => ({
    open: open.all().map(
      ({ number, tag, queues, ...row }): OpenIncident => ({
        ...row,
        number: withPrefix(number),
        tag: tag ?? '',
        queues: JSON.parse(queues) as OpenIncident['queues'],
      }),
    ),
    recent: recent
      .all({ from, to })
      .map(({ number, ...row }): RecentIncident => ({ ...row, number: withPrefix(number) }))
      .toReversed(),
  });
}

/** Incidents that are under way, the newest first. */
export function openIncidents(db: Db) {
  // What letters, warnings and clocks do to it is nothing that happens on it, and whoever links it with another ticket only
  // looks around. The newest event is nearly always one of these.
  const lastAt = sql<number>`coalesce((SELECT e.at FROM events e WHERE e.ticket_id = "tickets"."id" AND (e.fact ->> 'kind' IN ('answered', 'noted') OR e.fact ->> 'joined') ORDER BY e.at DESC LIMIT 1), "tickets"."created_at")`;
  const queues = sql<string>`(SELECT json_group_array(DISTINCT p.queue) FROM tickets p WHERE p.parent_id = "tickets"."id")`;
  return db
    .select({
      number: tickets.number,
      tag: tickets.gathers,
      queues,
      assignee: tickets.assignee,
      startedAt: tickets.createdAt,
      lastAt,
    })
    .from(tickets)
    .where(and(inArray(tickets.state, UNDER_WAY), isNotNull(tickets.gathers)))
    .orderBy(desc(tickets.id))
    .limit(MOST_OPEN);
}

/** Customers' incident tickets that are under way and part of none, opened within a time; the newest first. */
export function recentIncidents(db: Db) {
  const silently = db
    .select({ id: messages.id })
    .from(messages)
    .innerJoin(inbound, eq(inbound.id, messages.inboundId))
    .where(and(eq(messages.ticketId, tickets.id), eq(inbound.silent, true)));
  // The event that a ticket begins with is the first one.
  const unproven = sql`(SELECT e.fact ->> 'unproven' FROM ${events} e WHERE e.ticket_id = "tickets"."id" ORDER BY e.at, e.id LIMIT 1)`;
  return db
    .select({
      number: tickets.number,
      subject: tickets.subject,
      tags: tickets.tags,
      queue: tickets.queue,
      assignee: tickets.assignee,
      policy: tickets.policy,
      organization: tickets.organization,
      contract: tickets.contract,
      priority: tickets.priority,
      createdAt: tickets.createdAt,
      firstResponseDue: sql<
        number | null
      >`(SELECT c.due_at FROM ${clocks} c WHERE c.ticket_id = "tickets"."id" AND c.metric = 'firstResponse' ORDER BY c.id LIMIT 1)`,
    })
    .from(tickets)
    .where(
      and(
        // In these words the partial index is known again.
        sql`type = 'incident' AND parent_id IS NULL AND gathers IS NULL`,
        gte(tickets.createdAt, sql.placeholder('from')),
        lte(tickets.createdAt, sql.placeholder('to')),
        sql`+${tickets.state} IN ('new', 'open', 'pending', 'on-hold')`,
        ne(tickets.contract, ''),
        notExists(silently),
        sql`${unproven} IS NULL`,
      ),
    )
    .orderBy(desc(tickets.createdAt), desc(tickets.id))
    .limit(MOST_RECENT);
}
