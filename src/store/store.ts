/**
 * The store as the rest of the program sees it: a handful of coarse operations, each one transaction. SQLite is
 * synchronous inside; the operations are asynchronous so that another database could keep the same interface. `reads`
 * is synchronous: it is the command line's own, where nothing else waits meanwhile.
 */

import type { Decision, Facts, InboundMail } from '../ticket/decision.ts';
import { prepareCommit } from './commit.ts';
import { isDatabaseError } from './database-error.ts';
import { type DigestQuestion, prepareDigest, type Telling } from './digest.ts';
import { eq } from './drizzle.ts';
import { prepareFacts, type Question } from './facts.ts';
import { type LedgerRow, prepareLedger, type ReceivedMail } from './ledger.ts';
import { type Lock, lock } from './lock.ts';
import { prepareLookAgain } from './look-again.ts';
import { type OpenMode, openDatabase, openFile } from './open.ts';
import { changeLetter, type Outbox, prepareOutbox } from './outbox.ts';
import { discard, type Kept, type Packed, pack, unpack } from './packed.ts';
import { prepareReads, type Reads } from './reads.ts';
import { type ReleaseOrder, type ReleaseOutcome, releaseMail } from './release.ts';
import { inbound } from './schema.ts';
import { type Looking, prepareSweep, type Swept } from './sweep.ts';
import { prepareUndelivered, type TellingUndelivered } from './undelivered.ts';
import type { LedgerNote } from './write-ledger.ts';

/** A mail that is ready to be settled: what was read of it, and what must be looked up. */
export interface MailToSettle {
  mail: InboundMail;
  question: Omit<Question, 'id'>;
  note: Omit<LedgerNote, 'id' | 'receivedAt' | 'release'>;
}

/** What is to become of a mail. It may be asked twice of the same one. */
export type Deciding = (mail: InboundMail, facts: Facts) => Decision;

/** What became of one mail in a batch. */
export type Settled = { id: number; decision: Decision } | { id: number; error: Error; givenUp: boolean };

export interface Store {
  /** When a mailbox was first seen, in this epoch (UIDVALIDITY) or an earlier one: now, where it never was. */
  mailboxStart(mailbox: string, epoch: string, now: number): Promise<number>;
  /** Mails of a mailbox that are in the ledger already. */
  known(mailbox: string, epoch: string, uids: string[]): Promise<Map<string, LedgerRow>>;
  /** Commits mails to the ledger: from here on none of them can be lost. @returns their rows in the same order */
  receive(mailbox: string, epoch: string, mails: ReceivedMail[], now: number): Promise<LedgerRow[]>;
  /** Mails that have no final disposition and may be looked at now, in the order they came. */
  unsettled(now: number, limit: number): Promise<LedgerRow[]>;
  /** The raw bytes of a mail of the ledger, or why there are none. */
  raw(id: number): Promise<Kept>;
  /**
   * Settles mails in their order, in one transaction: for each one reads the facts, calls `decide`, writes.
   * An error of ours costs that mail only, and is tried again; an error of the database undoes the whole batch and is thrown.
   */
  settle(mails: MailToSettle[], decide: Deciding, now: number): Promise<Settled[]>;
  /** The decision on a mail, with nothing written. */
  consider(mail: MailToSettle, decide: Deciding, now: number): Promise<Decision>;
  /**
   * Looks at the tickets that are due, at most `limit`, in one transaction: reads each one, calls `look`, and writes what
   * it says. An error of ours costs that ticket only; an error of the database undoes all of it and is thrown.
   */
  sweep(now: number, limit: number, look: Looking): Promise<Swept>;
  /** Writes a day's digest, in one transaction with the note that it is written. @returns false where it was before */
  digest(question: DigestQuestion, tell: Telling, now: number): Promise<boolean>;
  /**
   * After a change of rules: wants the next tickets that are not closed looked at, a slice of `limit`. @param rules equal
   * for equal rules @returns whether there are more
   */
  lookAgain(rules: string, limit: number, now: number): Promise<boolean>;
  /** Queues what is to be told of letters that could not be delivered: of each letter once. */
  tellUndelivered(
    write: TellingUndelivered,
    now: number,
  ): Promise<{ queued: number; failed: { id: number; error: Error }[] }>;
  outbox: Outbox;
  reads: Reads;
  /** Puts a letter back into the queue or takes it out. @returns false where there is no such letter to change */
  changeLetter(id: number, what: 'retry' | 'drop', now: number): Promise<boolean>;
  /** Lets a mail go through again, from its raw bytes, by the rules in force then; whoever works takes it next. */
  release(id: number, how: ReleaseOrder, now: number): Promise<ReleaseOutcome>;
  /** Ends a quarantined mail for good; its raw bytes stay. @returns false unless it is in quarantine */
  drop(id: number, now: number): Promise<boolean>;
  /** A consistent copy while the database is in use. @throws where the file can't be written */
  backup(path: string): Promise<void>;
  /** The copy that was made before a migration, or null. */
  copied: string | null;
  close(): void;
}

export interface StoreOptions {
  path: string;
  /** What ticket numbers begin with. */
  ticketPrefix: string;
  /** `work` takes the lock; `change` and `read` work beside whoever has it. */
  mode: OpenMode;
}

/** Opens the store. @throws StoreError, LockedError */
export async function openStore(options: StoreOptions): Promise<Store> {
  // The lock comes first: two processes must not migrate one database at the same time.
  const held: Lock | null = options.mode === 'work' ? lock(options.path) : null;
  const { sqlite, db, copied } = await openDatabase(options.path, options.mode).catch((error) => {
    held?.release();
    throw error;
  });
  const ledger = prepareLedger(db);
  const readFacts = prepareFacts(db, options.ticketPrefix);
  const commit = prepareCommit(db, options.ticketPrefix);
  const sweep = prepareSweep(sqlite, db, options.ticketPrefix);
  const digest = prepareDigest(sqlite, db, options.ticketPrefix);
  const lookAgain = prepareLookAgain(sqlite, db);
  const tellUndelivered = prepareUndelivered(sqlite, db, options.ticketPrefix);
  const release = sqlite.transaction((id: number, how: ReleaseOrder, now: number) => releaseMail(db, id, how, now));

  const receive = sqlite.transaction(
    (mailbox: string, epoch: string, mails: { mail: ReceivedMail; packed: Packed | null }[], now: number) =>
      mails.map(({ mail, packed }) => ledger.add(mailbox, epoch, mail, packed, now)),
  );
  const settleOne = (toSettle: MailToSettle, decide: Deciding, now: number): Decision => {
    const { mail, question, note } = toSettle;
    const decision = decide(mail, readFacts({ ...question, id: mail.id }, now));
    commit.write({ ...note, id: mail.id, receivedAt: mail.receivedAt, release: mail.release }, decision, now);
    return decision;
  };
  const settleTogether = sqlite.transaction((mails: MailToSettle[], decide: Deciding, now: number) =>
    mails.map((toSettle): Settled => ({ id: toSettle.mail.id, decision: settleOne(toSettle, decide, now) })),
  );
  // A transaction within a transaction is a savepoint.
  const settleOneApart = sqlite.transaction(settleOne);
  const settleEachApart = sqlite.transaction((mails: MailToSettle[], decide: Deciding, now: number) =>
    mails.map((toSettle): Settled => {
      const { id, receivedAt, release } = toSettle.mail;
      try {
        return { id, decision: settleOneApart(toSettle, decide, now) };
      } catch (error) {
        if (isDatabaseError(error)) throw error;
        const givenUp = commit.failed(
          { ...toSettle.note, id, receivedAt, release },
          error as Error,
          now + TRY_AGAIN_AFTER,
          now,
        );
        return { id, error: error as Error, givenUp };
      }
    }),
  );

  /** Apart only where an error of ours has undone all of it: a savepoint for each mail has SQLite copy most pages. */
  function settle(mails: MailToSettle[], decide: Deciding, now: number): Settled[] {
    try {
      return settleTogether.immediate(mails, decide, now);
    } catch (error) {
      if (isDatabaseError(error)) throw error;
      return settleEachApart.immediate(mails, decide, now);
    }
  }

  return {
    mailboxStart: async (mailbox, epoch, now) => ledger.mailboxStart(mailbox, epoch, now),
    known: async (mailbox, epoch, uids) =>
      new Map(
        uids.flatMap((uid) => {
          const row = ledger.find(mailbox, epoch, uid);
          return row ? [[uid, row] as const] : [];
        }),
      ),
    receive: async (mailbox, epoch, mails, now) => {
      // Before the transaction: compressing takes far longer than writing.
      const packed: Parameters<typeof receive>[2] = [];
      for (const mail of mails) packed.push({ mail, packed: mail.raw && (await pack(mail.raw)) });
      const rows = receive.immediate(mailbox, epoch, packed, now);
      for (const one of packed) if (one.packed) discard(one.packed);
      return rows;
    },
    unsettled: async (now, limit) => ledger.unsettled(now, limit),
    raw: async (id) => unpack(ledger.zstd(id)),
    settle: async (mails, decide, now) => settle(mails, decide, now),
    consider: async ({ mail, question }, decide, now) => decide(mail, readFacts({ ...question, id: mail.id }, now)),
    sweep: async (now, limit, look) => sweep(now, limit, look),
    digest: async (question, tell, now) => digest(question, tell, now),
    lookAgain: async (rules, limit, now) => lookAgain(rules, limit, now),
    tellUndelivered: async (write, now) => tellUndelivered(write, now),
    outbox: prepareOutbox(sqlite, db),
    reads: prepareReads(sqlite, db, options.ticketPrefix),
    changeLetter: async (id, what, now) => changeLetter(db, id, what, now),
    release: async (id, how, now) => release.immediate(id, how, now),
    drop: async (id, now) => drop(id, now),
    backup: (path) => backup(options.path, path),
    copied,
    close: () => {
      sqlite.close();
      held?.release();
    },
  };

  function drop(id: number, now: number): boolean {
    const row = db.select().from(inbound).where(eq(inbound.id, id)).get();
    if (row?.disposition !== 'quarantined') return false;
    const because = [...(row.because ?? []), `dropped from quarantine by hand on ${new Date(now).toISOString()}`];
    db.update(inbound).set({ disposition: 'ignored', because }).where(eq(inbound.id, id)).run();
    return true;
  }
}

/** On a connection of its own, within one snapshot: a commit of the worker would otherwise begin the copy anew, again and again. */
async function backup(from: string, to: string): Promise<void> {
  const source = openFile(from, { readonly: true });
  try {
    source.exec('BEGIN; SELECT count(*) FROM sqlite_master;');
    await source.backup(to);
  } finally {
    source.close();
  }
}

/** How long a mail rests after an error of ours (ms). */
const TRY_AGAIN_AFTER = 60_000;
