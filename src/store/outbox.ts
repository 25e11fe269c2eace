/** The outbox: which letters are due, and what became of each attempt. Every operation is one transaction. */

import type { LetterDraft } from '../letters/letter.ts';
import { and, asc, count, eq, gt, inArray, lte, sql } from './drizzle.ts';
import type { Db, Sqlite } from './open.ts';
import { prepared } from './prepared.ts';
import { events } from './schema.ts';
import { bounced, mails, outbox } from './schema-outgoing.ts';

/** A letter that is due. */
export interface DueLetter {
  id: number;
  to: string;
  messageId: string;
  draft: LetterDraft;
  /** The finished mail; null before the first attempt, and for a letter with files: that one may be large (`Outbox.mime`). */
  mime: Buffer | null;
  attempts: number;
  createdAt: number;
}

/** What became of an attempt. `again` says when to try next; `answered`: the server had its say, so that it counts as one. */
export type Attempt =
  | { id: number; state: 'sent' }
  | { id: number; state: 'queued'; again: number; error: string; answered: boolean }
  | { id: number; state: 'failed'; error: string; addressRefused: boolean }
  | { id: number; state: 'held'; error: string };

export interface Outbox {
  /** Letters that are due, oldest first. */
  due(now: number, limit: number): Promise<DueLetter[]>;
  /** The finished mail of a letter; null before its first attempt. */
  mime(id: number): Promise<Buffer | null>;
  /** The instant of the next letter that will be due, or null. */
  nextDue(): Promise<number | null>;
  /** How many letters went out since. */
  sentSince(instant: number): Promise<number>;
  /**
   * Claims letters for sending, with their finished mails. @returns the ids that were still there to be claimed
   */
  claim(letters: { id: number; mime: Buffer }[]): Promise<number[]>;
  /** Records which letters' bodies are about to go out, and what became of attempts. */
  record(begunIds: number[], attempts: Attempt[], now: number): Promise<void>;
  /**
   * After a start: letters that were being sent when the last process ended. Those whose body had not begun are
   * queued again; the others are held, because nobody knows whether they arrived.
   */
  recover(now: number): Promise<{ queued: number; held: number }>;
}

export function prepareOutbox(sqlite: Sqlite, db: Db): Outbox {
  const findDue = prepared(
    db
      .select({
        id: outbox.id,
        to: outbox.toAddress,
        messageId: outbox.messageId,
        draft: outbox.draft,
        // Fifty mails as large as a desk accepts would be more than there is memory for.
        mime: sql<Buffer | null>`iif(json_array_length(${outbox.draft}, '$.files') > 0, NULL, ${mails.mime})`,
        attempts: outbox.attempts,
        createdAt: outbox.createdAt,
      })
      .from(outbox)
      .leftJoin(mails, eq(mails.letterId, outbox.id))
      .where(and(eq(outbox.state, 'queued'), lte(outbox.nextAttemptAt, sql.placeholder('now'))))
      .orderBy(asc(outbox.nextAttemptAt), asc(outbox.id))
      .limit(sql.placeholder('limit')),
  );
  const findMime = prepared(
    db
      .select({ mime: mails.mime })
      .from(mails)
      .where(eq(mails.letterId, sql.placeholder('id'))),
  );
  const findNext = prepared(
    db
      .select({ at: sql<number | null>`min(${outbox.nextAttemptAt})` })
      .from(outbox)
      .where(eq(outbox.state, 'queued')),
  );
  const countSent = prepared(
    db
      .select({ n: count() })
      .from(outbox)
      .where(gt(outbox.sentAt, sql.placeholder('since'))),
  );
  const claimOne = prepared(
    db
      .update(outbox)
      .set({ state: 'sending', attempts: sql`attempts + 1`, begunAt: null })
      .where(and(eq(outbox.id, sql.placeholder('id')), eq(outbox.state, 'queued'))),
  );
  const keepMail = prepared(
    db
      .insert(mails)
      .values({ letterId: sql.placeholder('id'), mime: sql.placeholder('mime') })
      .onConflictDoNothing(),
  );
  const beginOne = prepared(
    db
      .update(outbox)
      .set({ begunAt: sql`${sql.placeholder('now')}` })
      .where(eq(outbox.id, sql.placeholder('id'))),
  );
  const finishOne = prepared(
    db
      .update(outbox)
      .set({
        state: sql`${sql.placeholder('state')}`,
        attempts: sql`attempts - ${sql.placeholder('uncounted')}`,
        nextAttemptAt: sql`${sql.placeholder('again')}`,
        sentAt: sql`${sql.placeholder('sentAt')}`,
        error: sql`${sql.placeholder('error')}`,
        untold: sql`${sql.placeholder('untold')}`,
      })
      .where(eq(outbox.id, sql.placeholder('id')))
      .returning({ ticketId: outbox.ticketId, to: outbox.toAddress, template: outbox.template }),
  );
  const markRefused = prepared(
    db
      .insert(bounced)
      .values({
        address: sql.placeholder('address'),
        at: sql.placeholder('at'),
        diagnostic: sql.placeholder('diagnostic'),
      })
      .onConflictDoUpdate({
        target: bounced.address,
        set: { at: sql`excluded.at`, diagnostic: sql`excluded.diagnostic` },
      }),
  );
  const addEvent = prepared(
    db.insert(events).values({
      ticketId: sql.placeholder('ticketId'),
      at: sql.placeholder('at'),
      by: 'desk',
      what: sql.placeholder('what'),
      because: sql.placeholder('because'),
    }),
  );

  const claim = sqlite.transaction((letters: { id: number; mime: Buffer }[]) =>
    letters.flatMap(({ id, mime }) => {
      if (claimOne.run({ id }).changes === 0) return [];
      keepMail.run({ id, mime });
      return [id];
    }),
  );
  const record = sqlite.transaction((begunIds: number[], attempts: Attempt[], now: number) => {
    for (const id of begunIds) beginOne.run({ id, now });
    for (const attempt of attempts) finishAttempt(attempt, now);
  });
  const recover = sqlite.transaction((now: number) => {
    const held = db
      .update(outbox)
      .set({
        state: 'held',
        error: 'the process ended while its body was going out: it may have arrived',
        untold: true,
      })
      .where(and(eq(outbox.state, 'sending'), sql`begun_at IS NOT NULL`))
      .returning({ id: outbox.id, ticketId: outbox.ticketId, to: outbox.toAddress, template: outbox.template })
      .all();
    for (const letter of held) tellTicket(letter, 'is held', 'nobody knows whether it arrived', now);
    const queued = db
      .update(outbox)
      .set({ state: 'queued', attempts: sql`attempts - 1`, nextAttemptAt: now })
      .where(eq(outbox.state, 'sending'))
      .run();
    return { held: held.length, queued: queued.changes };
  });

  return {
    due: async (now, limit) => findDue.all({ now, limit }),
    mime: async (id) => findMime.get({ id })?.mime ?? null,
    nextDue: async () => findNext.get()?.at ?? null,
    sentSince: async (since) => countSent.get({ since })?.n ?? 0,
    claim: async (letters) => claim.immediate(letters),
    record: async (begunIds, attempts, now) => record.immediate(begunIds, attempts, now),
    recover: async (now) => recover.immediate(now),
  };

  function finishAttempt(attempt: Attempt, now: number): void {
    const letter = finishOne.get({
      id: attempt.id,
      state: attempt.state,
      uncounted: attempt.state === 'queued' && !attempt.answered ? 1 : 0,
      again: attempt.state === 'queued' ? attempt.again : null,
      sentAt: attempt.state === 'sent' ? now : null,
      error: attempt.state === 'sent' ? null : attempt.error,
      untold: attempt.state === 'failed' || attempt.state === 'held' ? 1 : 0,
    });
    if (!letter) return;
    if (attempt.state === 'held') tellTicket(letter, 'is held', attempt.error, now);
    if (attempt.state === 'failed') {
      tellTicket(letter, 'failed', attempt.error, now);
      if (attempt.addressRefused) markRefused.run({ address: letter.to, at: now, diagnostic: attempt.error });
    }
  }

  function tellTicket(
    letter: { ticketId: number | null; to: string; template: string },
    what: string,
    because: string,
    at: number,
  ): void {
    if (letter.ticketId === null) return;
    addEvent.run({ ticketId: letter.ticketId, at, what: `${letter.template} to ${letter.to} ${what}`, because });
  }
}

/** For the command line: puts a letter back into the queue, or takes it out. @returns false where there is none in these states */
export function changeLetter(db: Db, id: number, what: 'retry' | 'drop', now: number): boolean {
  const from = ['queued', 'failed', 'held'] as const;
  const to =
    what === 'retry'
      ? // With all its attempts before it: one that was given up would else be given up again at the first "later".
        { state: 'queued' as const, attempts: 0, nextAttemptAt: now, error: 'tried again by hand' }
      : { state: 'failed' as const, nextAttemptAt: null, error: 'dropped by hand' };
  return db.transaction((tx) => {
    const changed = tx
      .update(outbox)
      .set(to)
      .where(and(eq(outbox.id, id), inArray(outbox.state, from)))
      .returning({ ticketId: outbox.ticketId, to: outbox.toAddress, template: outbox.template })
      .get();
    if (changed?.ticketId) {
      const told = `${changed.template} to ${changed.to} ${what === 'retry' ? 'is queued again' : 'is dropped'}`;
      tx.insert(events)
        .values({ ticketId: changed.ticketId, at: now, by: 'admin', what: told, because: 'by hand' })
        .run();
    }
    return changed !== undefined;
  });
}
