/** Writes what became of a mail into its row of the ledger; or that it goes through again, or could not be settled. */
import type { Change, Decision, Meant, Release } from '../ticket/decision.ts';
import { eq, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { inbound } from './schema.ts';

/** What was read of the mail, for the ledger. */
export interface LedgerNote {
  id: number;
  receivedAt: number;
  messageId: string | null;
  fingerprint: string | null;
  from: string | null;
  subject: string | null;
  /** The last time that a person let it go through again; null: never. */
  release: Release | null;
}

/** Prepares the writes. What it returns is for use within the caller's transaction. */
export function prepareLedgerWrites(db: Db) {
  const settleOne = prepared(
    db
      .update(inbound)
      .set({
        disposition: sql`${sql.placeholder('disposition')}`,
        because: sql`${sql.placeholder('because')}`,
        ticketId: sql`${sql.placeholder('ticketId')}`,
        settledAt: sql`${sql.placeholder('settledAt')}`,
        retryAt: sql`${sql.placeholder('retryAt')}`,
        attempts: 0,
        messageId: sql`${sql.placeholder('messageId')}`,
        fingerprint: sql`${sql.placeholder('fingerprint')}`,
        fromAddress: sql`${sql.placeholder('from')}`,
        subject: sql`${sql.placeholder('subject')}`,
      })
      .where(eq(inbound.id, sql.placeholder('id'))),
  );
  const findMail = prepared(
    db
      .select({ disposition: inbound.disposition, because: inbound.because, released: inbound.released })
      .from(inbound)
      .where(eq(inbound.id, sql.placeholder('id'))),
  );
  const takeUp = prepared(
    db
      .update(inbound)
      .set({
        disposition: 'waiting',
        because: sql`${sql.placeholder('because')}`,
        released: sql`${sql.placeholder('released')}`,
        retryAt: null,
        attempts: 0,
      })
      .where(eq(inbound.id, sql.placeholder('id'))),
  );

  return { settle, meant, failed };

  /** @param ticketId the ticket that the mail is now on; null: none */
  function settle(note: LedgerNote, decision: Decision, ticketId: number | null, now: number): void {
    const final = decision.disposition !== 'waiting';
    settleOne.run({
      id: note.id,
      disposition: decision.disposition,
      because: JSON.stringify(decision.because),
      ticketId,
      settledAt: final ? now : null,
      retryAt: final ? null : decision.retryAt,
      messageId: note.messageId,
      fingerprint: note.fingerprint,
      from: note.from,
      subject: note.subject,
    });
  }

  /** The mail goes through again at the next pass, and whoever decides then knows what was said of it. */
  function meant({ mailId, meant, by }: Extract<Change, { do: 'meant' }>, now: number): void {
    const row = findMail.get({ id: mailId });
    if (!row || (row.disposition !== null && row.disposition !== 'waiting'))
      throw new Error(`mail ${mailId} does not wait: nothing can be said of what it is meant for`);
    const was = `waiting (${row.because?.join('; ')})`;
    const release: Release = { at: now, by, as: null, meant, why: inWords(meant), was };
    takeUp.run({
      id: mailId,
      because: JSON.stringify([`${by} said what it is meant for: it goes through again at the next pass`]),
      released: JSON.stringify([...row.released, release]),
    });
  }

  /** An error of ours came between. After the third it is a person's to look at. @returns whether it was given up */
  function failed(note: LedgerNote, error: Error, retryAt: number, now: number): boolean {
    const row = db
      .update(inbound)
      .set({ attempts: sql`attempts + 1`, retryAt })
      .where(eq(inbound.id, note.id))
      .returning({ attempts: inbound.attempts })
      .get();
    if (!row || row.attempts < MOST_ATTEMPTS) return false;
    db.update(inbound)
      .set({
        disposition: 'quarantined',
        because: [`settling it failed ${row.attempts} times: ${error.message}`],
        settledAt: now,
        retryAt: null,
        fromAddress: note.from,
        subject: note.subject,
      })
      .where(eq(inbound.id, note.id))
      .run();
    return true;
  }
}

const MOST_ATTEMPTS = 3;

function inWords(meant: Meant): string {
  switch (meant.do) {
    case 'send':
      return 'send it all the same';
    case 'for':
      return `it is from ${meant.address}`;
    case 'drop':
      return 'forget it';
  }
}
