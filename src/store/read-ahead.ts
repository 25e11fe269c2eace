/**
 * Some tickets and what has happened on them: their histories, notices and clocks, each kind of them read for all at once. Row by row
 * that is most of what looking at a ticket costs: a query for one costs several times what its rows do.
 *
 * The rows are as of the moment when they were read. A follow-up writes of these its own ticket's alone, and no ticket is
 * looked at twice in a sweep, so each is found as it stands.
 */
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Notice } from '../ticket/follow-up/act.ts';
import { type Instant, RECENT_MESSAGES, type RecentMessage } from '../ticket/ticket.ts';
import { asc, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { clocks, events, messages, notices, participants, tickets } from './schema.ts';
import { bounced } from './schema-outgoing.ts';
import { said, type TicketRow, type Told, ticketColumns } from './ticket-facts.ts';

/** A row of the history. */
export interface StoredHappening {
  id: number;
  at: Instant;
  by: string;
  what: string;
  /** JSON: read out with its ticket, so that one that can't be read costs that ticket only. */
  fact: string | null;
}

/** A row of the clocks, without its ticket. */
export type StoredClock = Omit<typeof clocks.$inferSelect, 'ticketId'>;

export interface ReadAhead extends Pick<Told, 'people' | 'recent'> {
  /** Null: there is no such ticket. */
  row: TicketRow | null;
  /** The requester's address gives mail back. */
  unreachable: boolean;
  /** In the order in which they happened. */
  events: StoredHappening[];
  notices: Notice[];
  clocks: StoredClock[];
  /** There is mail on it, and all of it was settled without letters. */
  isBacklog: boolean;
}

/** Prepares the reads. @returns reads ahead for some tickets, and then gives what was read of one */
export function prepareReadAhead(db: Db): (ticketIds: readonly number[]) => (ticketId: number) => ReadAhead {
  const among = (column: AnySQLiteColumn) => sql`${column} IN (SELECT value FROM json_each(${sql.placeholder('ids')}))`;
  const rowsOf = prepared(
    db
      .select({
        ...ticketColumns,
        unreachable: sql<number>`EXISTS (SELECT 1 FROM ${bounced} WHERE ${bounced.address} = ${tickets.requester})`,
      })
      .from(tickets)
      .where(among(tickets.id)),
  );
  const eventsOf = prepared(
    db
      .select({
        ticketId: events.ticketId,
        id: events.id,
        at: events.at,
        by: events.by,
        what: events.what,
        fact: sql<string | null>`${events.fact}`,
      })
      .from(events)
      .where(among(events.ticketId))
      .orderBy(asc(events.id)),
  );
  const noticesOf = prepared(
    db
      .select({
        ticketId: notices.ticketId,
        kind: notices.kind,
        anchor: notices.anchor,
        ordinal: notices.ordinal,
        at: notices.at,
        outcome: notices.outcome,
      })
      .from(notices)
      .where(among(notices.ticketId)),
  );
  const clocksOf = prepared(db.select().from(clocks).where(among(clocks.ticketId)).orderBy(asc(clocks.id)));
  const peopleOf = prepared(
    db
      .select({ ticketId: participants.ticketId, name: participants.name, address: participants.address })
      .from(participants)
      .where(among(participants.ticketId))
      .orderBy(sql`${participants.role} <> 'requester'`, asc(participants.addedAt), asc(participants.address)),
  );
  const recentOf = prepared(
    db
      .select({ ticketId: messages.ticketId, ...said })
      .from(sql`json_each(${sql.placeholder('ids')}) AS asked`)
      .innerJoin(
        messages,
        sql`${messages.id} IN (SELECT id FROM messages WHERE ticket_id = asked.value ORDER BY at DESC, id DESC LIMIT ${sql.raw(String(RECENT_MESSAGES))})`,
      )
      .orderBy(asc(messages.at), asc(messages.id)),
  );
  // The first mail that was not is enough to know: which of a ticket's many it is, nobody has to read.
  const mailOf = 'FROM messages JOIN inbound ON inbound.id = messages.inbound_id WHERE messages.ticket_id = value';
  const backlog = prepared(
    db
      .select({ ticketId: sql<number>`value` })
      .from(sql`json_each(${sql.placeholder('ids')})`)
      .where(
        sql`EXISTS (SELECT 1 ${sql.raw(mailOf)}) AND NOT EXISTS (SELECT 1 ${sql.raw(mailOf)} AND inbound.silent = 0)`,
      ),
  );

  return (ticketIds) => {
    const ids = JSON.stringify(ticketIds);
    const read = {
      rows: new Map(rowsOf.all({ ids }).map((row) => [row.id, row])),
      events: byTicket(eventsOf.all({ ids }), (row): StoredHappening => row),
      notices: byTicket(noticesOf.all({ ids }), (row): Notice => row),
      clocks: byTicket(clocksOf.all({ ids }), (row): StoredClock => row),
      people: byTicket(peopleOf.all({ ids }), ({ name, address }) => ({ name, address })),
      recent: byTicket(
        recentOf.all({ ids }),
        ({ id, at, direction, name, address, agent, messageId, text }): RecentMessage => {
          return { id, at, direction, name, address, agent, messageId, text };
        },
      ),
      backlog: new Set(backlog.all({ ids }).map(({ ticketId }) => ticketId)),
    };
    return (ticketId) => ({
      row: read.rows.get(ticketId) ?? null,
      unreachable: read.rows.get(ticketId)?.unreachable === 1,
      events: read.events.get(ticketId) ?? [],
      notices: read.notices.get(ticketId) ?? [],
      clocks: read.clocks.get(ticketId) ?? [],
      people: read.people.get(ticketId) ?? [],
      recent: read.recent.get(ticketId) ?? [],
      isBacklog: read.backlog.has(ticketId),
    });
  };
}

/** @param part what of a row is told: what goes into facts and letters must not hold more than these have */
function byTicket<T extends { ticketId: number }, P>(rows: readonly T[], part: (row: T) => P): Map<number, P[]> {
  const found = new Map<number, P[]>();
  for (const row of rows) {
    const before = found.get(row.ticketId);
    if (before) before.push(part(row));
    else found.set(row.ticketId, [part(row)]);
  }
  return found;
}
