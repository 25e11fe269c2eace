/**
 * Which tickets want to be looked at, and what is known of each? Found by the index on when they do, so that a million of
 * tickets that wait for nothing cost nothing. What is to be done about one is asked of the core.
 */
import type { DueTicket, StoredEvent } from '../ticket/follow-up/act.ts';
import type { Instant } from '../ticket/ticket.ts';
import { asc, eq, lte, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { events, inbound, messages, notices, tickets } from './schema.ts';
import { bounced } from './schema-outgoing.ts';
import { prepareTicketFacts } from './ticket-facts.ts';

/** The ids of the tickets that are due, those that have been for longest first. */
export function dueTickets(db: Db) {
  return db
    .select({ id: tickets.id })
    .from(tickets)
    .where(lte(tickets.lookAt, sql.placeholder('now')))
    .orderBy(asc(tickets.lookAt), asc(tickets.id))
    .limit(sql.placeholder('limit'));
}

/** Prepares the reads. What it returns is for use within the caller's transaction. @param prefix what ticket numbers begin with */
export function prepareDueTickets(db: Db, prefix: string) {
  const lookUp = prepareTicketFacts(db, prefix);
  const findDue = dueTickets(db).prepare();
  const eventsOf = db
    .select({ id: events.id, at: events.at, by: events.by, what: events.what, fact: events.fact })
    .from(events)
    .where(eq(events.ticketId, sql.placeholder('ticketId')))
    .orderBy(asc(events.id))
    .prepare();
  const noticesOf = db
    .select({
      kind: notices.kind,
      anchor: notices.anchor,
      ordinal: notices.ordinal,
      at: notices.at,
      outcome: notices.outcome,
    })
    .from(notices)
    .where(eq(notices.ticketId, sql.placeholder('ticketId')))
    .prepare();
  const bouncedAt = db
    .select({ at: bounced.at })
    .from(bounced)
    .where(eq(bounced.address, sql.placeholder('address')))
    .prepare();

  const loudness = db
    .select({ silent: sql<0 | 1>`min(${inbound.silent})` })
    .from(messages)
    .innerJoin(inbound, eq(inbound.id, messages.inboundId))
    .where(eq(messages.ticketId, sql.placeholder('ticketId')))
    .prepare();

  return {
    ids: (now: Instant, limit: number): number[] => findDue.all({ now, limit }).map(({ id }) => id),

    /**
     * All that was written on it is backlog, which is settled without letters: of a promise that was never given nobody
     * wants to hear that it was missed.
     */
    isBacklog: (ticketId: number): boolean => loudness.get({ ticketId })?.silent === 1,

    /** @throws where there is no such ticket */
    read(ticketId: number): DueTicket {
      const facts = lookUp().itself(ticketId);
      if (!facts) throw new Error(`there is no ticket with the id ${ticketId}`);
      const rows = eventsOf.all({ ticketId });
      return {
        facts,
        events: rows.flatMap(({ id, at, fact }): StoredEvent[] => (fact === null ? [] : [{ ...fact, at, id }])),
        notices: noticesOf.all({ ticketId }),
        ...ofHistory(rows, facts.requester),
        unreachable: bouncedAt.get({ address: facts.requester }) !== undefined,
      };
    },
  };
}

type Row = Pick<typeof events.$inferSelect, 'at' | 'by' | 'what' | 'fact'>;

/** What the words of a ticket's history tell: when the last follow-up went, and whether only a machine answered since. */
function ofHistory(rows: readonly Row[], requester: string): Pick<DueTicket, 'lastToCustomer' | 'awayOnly'> {
  let lastToCustomer: Instant | null = null;
  let awayOnly = false;
  for (const { at, by, what, fact } of rows) {
    const wroteThem = by === 'desk' && what.startsWith('wrote ') && what.endsWith(` to ${requester}`);
    if (wroteThem && what.startsWith('wrote follow-up-')) lastToCustomer = Math.max(lastToCustomer ?? at, at);
    if (by === requester && what === 'auto-reply') awayOnly = true;
    else if (wroteThem || fact?.kind === 'wrote' || what === 'thanked') awayOnly = false;
  }
  return { lastToCustomer, awayOnly };
}
