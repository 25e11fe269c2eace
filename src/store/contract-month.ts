/** The tickets of a contract in a month with what happened on them, given to who counts them: read in batches, never all at once. */
import type { Facts } from '../ticket/decision.ts';
import type { MonthQuestion } from '../ticket/report/asked.ts';
import type { MonthHistory } from '../ticket/report/contract-month.ts';
import type { Instant, TicketState, TicketType } from '../ticket/ticket.ts';
import { sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';

/** So many tickets are in memory at once. */
const BATCH = 500;

/** Prepares the reads. The function it returns is for use within the caller's transaction. */
export function prepareMonths(db: Db, prefix: string): (question: MonthQuestion, now: Instant) => Facts['months'] {
  // As in the report, whatever happens to a ticket moves its `updated_at`. A desk's own incident belongs to no contract.
  const batch = prepared(
    db
      .select({
        id: sql<number>`id`,
        number: sql<number>`number`,
        subject: sql<string>`subject`,
        type: sql<TicketType>`type`,
        state: sql<TicketState>`state`,
        requesterName: sql<string>`iif(requester_name = '', requester, requester_name)`,
        createdAt: sql<number>`created_at`,
      })
      .from(sql`tickets INDEXED BY tickets_contract`)
      .where(
        sql`contract = ${sql.placeholder('contract')} AND id > ${sql.placeholder('after')} AND gathers IS NULL AND created_at < ${sql.placeholder('to')} AND (state NOT IN ('solved', 'closed') OR updated_at >= ${sql.placeholder('from')})`,
      )
      .orderBy(sql`id`)
      .limit(BATCH),
  );
  // One JSON text a ticket, each fact being an object that is not empty: to read them row by row takes several times as long.
  const eventsOf = prepared(
    db
      .select({
        ticketId: sql<number>`ticket_id`.as('ticket_id'),
        events: sql<string>`'[' || group_concat('{"at":' || at || ',' || substr(fact, 2) ORDER BY id) || ']'`.as(
          'events',
        ),
      })
      .from(sql`events`)
      .where(sql`ticket_id IN (SELECT value FROM json_each(${sql.placeholder('ids')})) AND fact IS NOT NULL`)
      .groupBy(sql`ticket_id`),
  );

  return ({ contracts, from, to, counting }, now) => {
    const monthOf = (contract: string) => {
      const count = counting(now);
      for (let after = 0; ; ) {
        const rows = batch.all({ contract, after, from, to });
        const ids = JSON.stringify(rows.map(({ id }) => id));
        const events = new Map(eventsOf.all({ ids }).map((one) => [one.ticketId, one.events]));
        for (const { id, number, ...row } of rows) {
          const happened = JSON.parse(events.get(id) ?? '[]') as MonthHistory['events'];
          count.add({ ...row, number: `${prefix}-${number}`, events: happened });
        }
        if (rows.length < BATCH) return count.result();
        after = rows.at(-1)?.id ?? after;
      }
    };
    return new Map(contracts.map((contract) => [contract, monthOf(contract)]));
  };
}
