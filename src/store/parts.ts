/** Which tickets are part of an incident? Found by the index on it, also among a million of others. */
import type { TicketState } from '../ticket/ticket.ts';
import { and, asc, eq, inArray, ne, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { tickets } from './schema.ts';

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
  const byId = db
    .select({ number: tickets.number })
    .from(tickets)
    .where(eq(tickets.id, sql.placeholder('id')))
    .prepare();
  const parts = db
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
    .limit(MOST_PARTS)
    .prepare();

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
