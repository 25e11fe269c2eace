/** The tickets of a period with all that happened on them, for the report: read in batches, so that memory stays flat. */
import type { Instant, TicketEvent, TicketType } from '../ticket/ticket.ts';
import { sql } from './drizzle.ts';
import type { Db, Sqlite } from './open.ts';
import { prepared } from './prepared.ts';

/** A ticket that was there within the period. */
export interface TicketOfPeriod {
  plan: string;
  type: TicketType;
  /** An agent's id; null: nobody has it. */
  assignee: string | null;
  organization: string;
  /** Those that clocks and reports read, in the order in which they happened. */
  events: ({ at: Instant } & TicketEvent)[];
  /** Within the period, without notes. */
  messagesIn: number;
  messagesOut: number;
}

/** So many tickets are in memory at once. */
const BATCH = 500;

interface Row {
  id: number;
  plan: string;
  type: TicketType;
  assignee: string | null;
  organization: string;
}

/** Prepares the read. Of customers' tickets alone: incidents that gather them would count what was done once more. */
export function prepareReport(sqlite: Sqlite, db: Db) {
  // Whatever happens to a ticket moves its `updated_at`, so one that rested since before the period is told by it.
  const batch = prepared(
    db
      .select({
        id: sql<number>`id`,
        plan: sql<string>`plan`,
        type: sql<TicketType>`type`,
        assignee: sql<string | null>`assignee`,
        organization: sql<string>`organization`,
      })
      .from(sql`tickets`)
      .where(
        sql`id > ${sql.placeholder('after')} AND gathers IS NULL AND created_at < ${sql.placeholder('to')} AND (state NOT IN ('solved', 'closed') OR updated_at >= ${sql.placeholder('from')})`,
      )
      .orderBy(sql`id`)
      .limit(BATCH),
  );
  const eventsOf = prepared(
    db
      .select({ ticketId: sql<number>`ticket_id`, at: sql<number>`at`, fact: sql<string>`fact` })
      .from(sql`events`)
      .where(sql`ticket_id IN (SELECT value FROM json_each(${sql.placeholder('ids')})) AND fact IS NOT NULL`)
      .orderBy(sql`ticket_id, id`),
  );
  const messagesOf = prepared(
    db
      .select({ ticketId: sql<number>`ticket_id`, direction: sql<string>`direction`, n: sql<number>`count(*)` })
      .from(sql`messages`)
      .where(
        sql`ticket_id IN (SELECT value FROM json_each(${sql.placeholder('ids')})) AND at >= ${sql.placeholder('from')} AND at < ${sql.placeholder('to')}`,
      )
      .groupBy(sql`ticket_id, direction`),
  );

  // In one transaction, so that all is as of one moment, whatever the worker writes meanwhile.
  const each = sqlite.transaction((period: { from: Instant; to: Instant }, take: (ticket: TicketOfPeriod) => void) => {
    for (let after = 0; ; ) {
      const rows: Row[] = batch.all({ after, ...period });
      if (rows.length === 0) return;
      after = rows.at(-1)?.id ?? after;
      const ids = JSON.stringify(rows.map(({ id }) => id));
      const events = Map.groupBy(eventsOf.all({ ids }), ({ ticketId }) => ticketId);
      const messages = Map.groupBy(messagesOf.all({ ids, ...period }), ({ ticketId }) => ticketId);
      for (const { id, ...row } of rows) {
        const sent = (direction: string) => messages.get(id)?.find((one) => one.direction === direction)?.n ?? 0;
        take({
          ...row,
          events: (events.get(id) ?? []).map(({ at, fact }) => ({ at, ...(JSON.parse(fact) as TicketEvent) })),
          messagesIn: sent('in'),
          messagesOut: sent('out'),
        });
      }
    }
  });

  return {
    /** Each ticket that was there within a period, the oldest first. @param period UTC ms, without its end */
    ticketsOf(period: { from: Instant; to: Instant }, take: (ticket: TicketOfPeriod) => void): void {
      each.deferred(period, take);
    },
  };
}
