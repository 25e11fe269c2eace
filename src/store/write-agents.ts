/** Writes what the desk learns of its agents: who is away, and whose turn it is. */
import { eq, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { agents, turns } from './schema.ts';

/** Prepares the writes. What it returns is for use within the caller's transaction. */
export function prepareAgentWrites(db: Db) {
  const setAway = prepared(
    db
      .insert(agents)
      .values({
        id: sql.placeholder('id'),
        awayUntil: sql.placeholder('until'),
        awayBecause: sql.placeholder('because'),
      })
      .onConflictDoUpdate({
        target: agents.id,
        set: { awayUntil: sql`excluded.away_until`, awayBecause: sql`excluded.away_because` },
      }),
  );
  const lastTurn = prepared(
    db
      .select({ turn: sql<number | null>`max(${turns.turn})` })
      .from(turns)
      .where(eq(turns.queue, sql.placeholder('queue'))),
  );
  const setTurn = prepared(
    db
      .insert(turns)
      .values({ queue: sql.placeholder('queue'), agent: sql.placeholder('agent'), turn: sql.placeholder('turn') })
      .onConflictDoUpdate({ target: [turns.queue, turns.agent], set: { turn: sql`excluded.turn` } }),
  );

  return {
    /** @param until null: they are back */
    away(id: string, until: number | null, because: string): void {
      setAway.run({ id, until, because: until === null ? null : because });
    },

    /** The agent was given a ticket of the queue: they are the last to be given the next one. */
    turn(queue: string, agent: string): void {
      setTurn.run({ queue, agent, turn: (lastTurn.get({ queue })?.turn ?? 0) + 1 });
    },
  };
}
