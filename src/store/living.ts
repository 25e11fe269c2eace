/** Which ticket does a merged one live on in? */
import { eq, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { tickets } from './schema.ts';

/** So often may a ticket be merged on before its first one is no longer followed. */
const MOST_HOPS = 5;

/** Prepares the read. @returns the id of the ticket that the given one was merged into at last; of a living one its own */
export function prepareLiving(db: Db): (ticketId: number) => number {
  const intoWhich = prepared(
    db
      .select({ into: tickets.mergedInto })
      .from(tickets)
      .where(eq(tickets.id, sql.placeholder('ticketId'))),
  );

  return (ticketId) => {
    const seen = new Set([ticketId]);
    let living = ticketId;
    while (seen.size <= MOST_HOPS) {
      const into = intoWhich.get({ ticketId: living })?.into ?? null;
      if (into === null || seen.has(into)) return living;
      seen.add(into);
      living = into;
    }
    return living;
  };
}
