/**
 * Has every ticket been looked at by the rules that are in force? After a change of them each one that is not closed wants
 * to be looked at anew: a bounded slice at a time, and a restart goes on where it was.
 */
import type { Instant } from '../ticket/ticket.ts';
import { and, asc, eq, gt, lte, ne, sql } from './drizzle.ts';
import type { Db, Sqlite } from './open.ts';
import { prepared } from './prepared.ts';
import { reviews, tickets } from './schema.ts';

/** The one row. */
const ROW = 1;

/**
 * Prepares the walk, one slice each time.
 * @returns takes what is equal for equal rules, and how many tickets a slice has; tells whether there are more to come
 */
export function prepareLookAgain(sqlite: Sqlite, db: Db): (rules: string, limit: number, now: Instant) => boolean {
  const current = prepared(db.select().from(reviews).where(eq(reviews.id, ROW)));
  const keep = prepared(
    db
      .insert(reviews)
      .values({ id: ROW, rules: sql.placeholder('rules'), upTo: sql.placeholder('upTo') })
      .onConflictDoUpdate({ target: reviews.id, set: { rules: sql`excluded.rules`, upTo: sql`excluded.up_to` } }),
  );
  const slice = prepared(
    db
      .select({ id: tickets.id })
      .from(tickets)
      .where(gt(tickets.id, sql.placeholder('after')))
      .orderBy(asc(tickets.id))
      .limit(sql.placeholder('limit')),
  );
  const want = prepared(
    db
      .update(tickets)
      .set({ lookAt: sql`${sql.placeholder('now')}` })
      .where(
        and(
          gt(tickets.id, sql.placeholder('after')),
          lte(tickets.id, sql.placeholder('last')),
          ne(tickets.state, 'closed'),
          // What is due already keeps its turn.
          sql`(${tickets.lookAt} IS NULL OR ${tickets.lookAt} > ${sql.placeholder('now')})`,
        ),
      ),
  );

  const next = sqlite.transaction((rules: string, limit: number, now: Instant): boolean => {
    const row = current.get();
    const after = row?.rules === rules ? row.upTo : 0;
    if (after === null) return false;
    // Closed ones are counted too, so that a slice is bounded whatever the tickets are.
    const ids = slice.all({ after, limit });
    const last = ids.at(-1)?.id;
    if (last !== undefined) want.run({ after, last, now });
    const more = ids.length === limit;
    keep.run({ rules, upTo: more ? (last ?? null) : null });
    return more;
  });

  return (rules, limit, now) => {
    const row = current.get();
    if (row?.rules === rules && row.upTo === null) return false;
    return next.immediate(rules, limit, now);
  };
}
