/** Letters that could not be delivered: each is told of once, whatever ends in between. Who hears of it is asked of the core. */
import type { LetterDraft } from '../letters/letter.ts';
import type { Undelivered } from '../ticket/agent/undelivered.ts';
import type { Facts } from '../ticket/decision.ts';
import type { Instant, TicketFacts } from '../ticket/ticket.ts';
import { prepareAgentFacts } from './agent-facts.ts';
import { isDatabaseError } from './database-error.ts';
import { asc, eq, sql } from './drizzle.ts';
import { prepareHistory } from './history.ts';
import { letterClaim } from './letter-claim.ts';
import { prepareLetterFacts } from './letter-facts.ts';
import type { Db, Sqlite } from './open.ts';
import { prepared } from './prepared.ts';
import { outbox } from './schema-outgoing.ts';
import { prepareTicketFacts } from './ticket-facts.ts';
import { prepareLetterWrites } from './write-letter.ts';

export type TellingUndelivered = (
  letter: Undelivered,
  ticket: TicketFacts | null,
  facts: Pick<Facts, 'routing' | 'leadNotices'>,
) => LetterDraft[];

/** So many are told of in one transaction. */
const MOST_AT_ONCE = 100;

/**
 * Prepares it: for each letter that nobody was told of yet, reads its ticket, asks for the letters, and queues them.
 * One that is in the outbox already is not written again.
 * @returns how many letters were queued, and which letters could not be told of, by an error of ours
 */
export function prepareUndelivered(sqlite: Sqlite, db: Db, prefix: string) {
  const lookUp = prepareTicketFacts(db, prefix);
  const letterFacts = prepareLetterFacts(db, prefix);
  const agents = prepareAgentFacts(db);
  const letters = prepareLetterWrites(db, prepareHistory(db));
  const untold = prepared(
    db
      .select({
        id: outbox.id,
        ticketId: outbox.ticketId,
        to: outbox.toAddress,
        messageId: outbox.messageId,
        template: outbox.template,
        error: outbox.error,
        state: outbox.state,
      })
      .from(outbox)
      .where(sql`untold = 1`)
      .orderBy(asc(outbox.id))
      .limit(MOST_AT_ONCE),
  );
  const known = prepared(
    db
      .select({ id: outbox.id })
      .from(outbox)
      .where(eq(outbox.messageId, sql.placeholder('messageId'))),
  );
  const isTold = prepared(
    db
      .update(outbox)
      .set({ untold: false })
      .where(eq(outbox.id, sql.placeholder('id'))),
  );

  type Row = ReturnType<typeof untold.all>[number];

  const one = sqlite.transaction(
    ({ ticketId, error, state, ...letter }: Row, write: TellingUndelivered, now: Instant) => {
      const ticket = ticketId === null ? null : lookUp().byId(ticketId);
      const routing = agents.routing({ counted: [], contracts: [] }, now);
      const facts = { routing, leadNotices: letterFacts.leadNotices(now) };
      const told = write({ ...letter, state: state === 'held' ? state : 'failed', error: error ?? '' }, ticket, facts);
      const fresh = told.filter(({ messageId }) => known.get({ messageId }) === undefined);
      for (const draft of fresh) letters.queue(draft, aboutWhich(draft, ticket), null, now);
      return fresh.length;
    },
  );
  const all = sqlite.transaction((write: TellingUndelivered, now: Instant) => {
    const failed: { id: number; error: Error }[] = [];
    let queued = 0;
    for (const row of untold.all()) {
      try {
        queued += one(row, write, now);
      } catch (error) {
        if (isDatabaseError(error)) throw error;
        failed.push({ id: row.id, error: error as Error });
      }
      isTold.run({ id: row.id });
    }
    return { queued, failed };
  });

  return (write: TellingUndelivered, now: Instant): ReturnType<typeof all> =>
    untold.get() === undefined ? { queued: 0, failed: [] } : all.immediate(write, now);
}

/** What leads are told of on no ticket stands on none. */
function aboutWhich({ messageId }: LetterDraft, ticket: TicketFacts | null): number | null {
  return letterClaim(messageId)?.number === 0 ? null : (ticket?.id ?? null);
}
