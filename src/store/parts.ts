/** Which tickets are part of an incident, and what do they know of it? Found by index, also among a million of others. */
import type { ClockState, PartOf, TicketState } from '../ticket/ticket.ts';
import { and, asc, eq, inArray, isNull, ne, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { clocks, tickets } from './schema.ts';

/** So many parts of one incident are written to; a desk with more has other ways to say it. */
const MOST_PARTS = 2_000;

/** Neither solved nor closed. */
export const UNDER_WAY = ['new', 'open', 'pending', 'on-hold'] as const satisfies readonly TicketState[];

/** Whether a ticket in this state is over. */
export function isOver(state: TicketState): boolean {
  return !UNDER_WAY.some((one) => one === state);
}

/** The ids of an incident's parts that are under way, oldest first. One that was merged is closed, so it is none of them. */
export function openParts(db: Db) {
  return db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.parentId, sql.placeholder('incidentId')), inArray(tickets.state, UNDER_WAY)))
    .orderBy(asc(tickets.id))
    .limit(MOST_PARTS);
}

/** Makes the parts of an incident that are not closed wanted at once. */
export function wantedParts(db: Db) {
  return db
    .update(tickets)
    .set({ lookAt: sql`${sql.placeholder('now')}` })
    .where(and(eq(tickets.parentId, sql.placeholder('incidentId')), ne(tickets.state, 'closed')));
}

const WAITED_FOR = ['running', 'breached'] as const satisfies readonly ClockState[];

/**
 * Prepares the look-up of an incident as its parts know it: with its clocks that somebody waits for.
 * @param prefix what ticket numbers begin with
 */
export function prepareIncidentOf(db: Db, prefix: string): (incidentId: number) => PartOf | null {
  const byId = prepared(
    db
      .select({ number: tickets.number, state: tickets.state })
      .from(tickets)
      .where(eq(tickets.id, sql.placeholder('id'))),
  );
  const running = prepared(clocksWaitedFor(db));
  return (id) => {
    const row = byId.get({ id });
    if (!row) return null;
    const over = isOver(row.state);
    return { number: `${prefix}-${row.number}`, over, running: over ? [] : running.all({ id }) };
  };
}

/** The clocks of a ticket that somebody waits for: neither met nor paused. */
export function clocksWaitedFor(db: Db) {
  return db
    .select({ metric: clocks.metric, dueAt: clocks.dueAt })
    .from(clocks)
    .where(
      and(
        eq(clocks.ticketId, sql.placeholder('id')),
        inArray(clocks.state, WAITED_FOR),
        isNull(clocks.metAt),
        isNull(clocks.pausedSince),
      ),
    )
    .orderBy(asc(clocks.id));
}

/** What of an incident's clocks its parts go by: equal for clocks that are the same to them. */
export function waitedFor(
  all: readonly Pick<typeof clocks.$inferSelect, 'metric' | 'dueAt' | 'state' | 'metAt' | 'pausedSince'>[],
): string {
  const running = all.filter(
    ({ state, metAt, pausedSince }) =>
      WAITED_FOR.some((one) => one === state) && metAt === null && pausedSince === null,
  );
  return running.map(({ metric, dueAt }) => `${metric} ${dueAt}`).join();
}

/** A part of an incident as people see it. */
export interface TicketPart {
  number: string;
  subject: string;
  state: TicketState;
  organization: string;
  requester: string;
}

/** Prepares what the command line reads. @param prefix what ticket numbers begin with */
export function prepareIncidentReads(db: Db, prefix: string) {
  const withPrefix = (number: number) => `${prefix}-${number}`;
  const byId = prepared(
    db
      .select({ number: tickets.number })
      .from(tickets)
      .where(eq(tickets.id, sql.placeholder('id'))),
  );
  const parts = prepared(
    db
      .select({
        number: tickets.number,
        subject: tickets.subject,
        state: tickets.state,
        organization: tickets.organization,
        requester: tickets.requester,
      })
      .from(tickets)
      .where(eq(tickets.parentId, sql.placeholder('incidentId')))
      .orderBy(asc(tickets.id))
      .limit(MOST_PARTS),
  );

  return {
    numberOf(id: number): string | null {
      const row = byId.get({ id });
      return row ? withPrefix(row.number) : null;
    },
    /** All of them, also those that are over; oldest first. */
    partsOf: (incidentId: number): TicketPart[] =>
      parts.all({ incidentId }).map((row) => ({ ...row, number: withPrefix(row.number) })),
  };
}
