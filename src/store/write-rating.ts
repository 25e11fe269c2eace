/** Writes what a customer says of the service on a ticket: one score of each address, the last one that they gave. */
import type { Change } from '../ticket/decision.ts';
import { sql } from './drizzle.ts';
import type { Tell } from './history.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { ratings } from './schema.ts';

/** Prepares the write. What it returns is for use within the caller's transaction. */
export function prepareRatings(db: Db, tell: Tell) {
  const rate = prepared(
    db
      .insert(ratings)
      .values({
        ticketId: sql.placeholder('ticketId'),
        address: sql.placeholder('address'),
        score: sql.placeholder('score'),
        at: sql.placeholder('at'),
      })
      .onConflictDoUpdate({
        target: [ratings.ticketId, ratings.address],
        set: { score: sql`excluded.score`, at: sql`excluded.at` },
      }),
  );

  /** @param at when the mail came that says it */
  return ({ ticketId, score, by, because }: Extract<Change, { do: 'rate' }>, at: number): void => {
    rate.run({ ticketId, address: by, score, at });
    tell({ ticketId, at, by, what: `rated ${score} of 3`, because });
  };
}
