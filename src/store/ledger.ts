/** The ledger: puts mail into it before anybody looks at it, and finds what is not settled yet. */

import type { Release } from '../ticket/decision.ts';
import type { Disposition } from '../ticket/ticket.ts';
import { and, asc, eq, isNotNull, lt, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import type { Packed } from './packed.ts';
import { prepared } from './prepared.ts';
import { epochs, inbound, raw } from './schema.ts';

/** A mail as it is put into the ledger. */
export interface ReceivedMail {
  uid: string;
  /** The path it was read from, where it came as a file. */
  file: string | null;
  size: number;
  receivedAt: number;
  /** Null: it vanished before it could be fetched. */
  raw: Buffer | null;
  truncated: boolean;
  silent: boolean;
}

/** A mail of the ledger. */
export interface LedgerRow {
  id: number;
  uid: string;
  file: string | null;
  sha256: string | null;
  size: number;
  truncated: boolean;
  receivedAt: number;
  silent: boolean;
  /** Each time that a person let it go through again. */
  released: Release[];
  disposition: Disposition | null;
  /** An earlier mail with the very same bytes. */
  twin: number | null;
}

/** Prepares the ledger's statements. All of them are for use within the caller's transaction. */
export function prepareLedger(db: Db) {
  const findStart = prepared(
    db
      .select({ at: sql<number | null>`min(${epochs.startedAt})` })
      .from(epochs)
      .where(eq(epochs.mailbox, sql.placeholder('mailbox'))),
  );
  const addEpoch = prepared(
    db
      .insert(epochs)
      .values({
        mailbox: sql.placeholder('mailbox'),
        epoch: sql.placeholder('epoch'),
        startedAt: sql.placeholder('startedAt'),
      })
      .onConflictDoNothing(),
  );
  const addRaw = prepared(
    db
      .insert(raw)
      .values({ sha256: sql.placeholder('sha256'), size: sql.placeholder('size'), zstd: sql.placeholder('zstd') })
      .onConflictDoNothing(),
  );
  const addInbound = prepared(
    db
      .insert(inbound)
      .values({
        mailbox: sql.placeholder('mailbox'),
        epoch: sql.placeholder('epoch'),
        uid: sql.placeholder('uid'),
        file: sql.placeholder('file'),
        size: sql.placeholder('size'),
        sha256: sql.placeholder('sha256'),
        truncated: sql.placeholder('truncated'),
        receivedAt: sql.placeholder('receivedAt'),
        seenAt: sql.placeholder('seenAt'),
        silent: sql.placeholder('silent'),
        disposition: sql.placeholder('disposition'),
        because: sql.placeholder('because'),
        settledAt: sql.placeholder('settledAt'),
      })
      .onConflictDoNothing(),
  );
  const byIdentity = prepared(
    db
      .select(ROW)
      .from(inbound)
      .where(
        and(
          eq(inbound.mailbox, sql.placeholder('mailbox')),
          eq(inbound.epoch, sql.placeholder('epoch')),
          eq(inbound.uid, sql.placeholder('uid')),
        ),
      ),
  );
  const findUnsettled = prepared(
    db
      .select(ROW)
      .from(inbound)
      .where(
        sql`(disposition IS NULL OR disposition = 'waiting') AND (${inbound.retryAt} IS NULL OR ${inbound.retryAt} <= ${sql.placeholder('now')})`,
      )
      .orderBy(asc(inbound.id))
      .limit(sql.placeholder('limit')),
  );
  const findTwin = prepared(
    db
      .select({ id: inbound.id })
      .from(inbound)
      .where(
        and(
          eq(inbound.sha256, sql.placeholder('sha256')),
          lt(inbound.id, sql.placeholder('id')),
          isNotNull(inbound.sha256),
        ),
      )
      .orderBy(asc(inbound.id))
      .limit(1),
  );
  const findRaw = prepared(
    db
      .select({ zstd: raw.zstd })
      .from(inbound)
      .innerJoin(raw, eq(raw.sha256, inbound.sha256))
      .where(eq(inbound.id, sql.placeholder('id'))),
  );

  const twinOf = (row: { id: number; sha256: string | null }) =>
    row.sha256 === null ? null : (findTwin.get({ sha256: row.sha256, id: row.id })?.id ?? null);

  return {
    /**
     * When the mailbox was first seen, in whatever epoch: a new UIDVALIDITY makes no mail older. Remembers `now` for an
     * epoch that is new.
     */
    mailboxStart(mailbox: string, epoch: string, now: number): number {
      addEpoch.run({ mailbox, epoch, startedAt: now });
      return findStart.get({ mailbox })?.at ?? now;
    },

    /** Adds one mail, with its raw bytes packed. A mail that is in the ledger already (same mailbox, epoch and uid) is left as it is. */
    add(mailbox: string, epoch: string, mail: ReceivedMail, packed: Packed | null, now: number): LedgerRow {
      const vanished = packed === null;
      if (packed) addRaw.run({ sha256: packed.sha256, size: mail.size, zstd: packed.zstd });
      addInbound.run({
        mailbox,
        epoch,
        uid: mail.uid,
        file: mail.file,
        size: mail.size,
        sha256: packed?.sha256 ?? null,
        truncated: mail.truncated,
        receivedAt: mail.receivedAt,
        seenAt: now,
        silent: mail.silent,
        disposition: vanished ? 'vanished' : null,
        because: vanished ? ['it was listed, and somebody removed it before it could be fetched'] : null,
        settledAt: vanished ? now : null,
      });
      const row = byIdentity.get({ mailbox, epoch, uid: mail.uid });
      if (!row) throw new Error(`mail ${mail.uid} of ${mailbox} did not get into the ledger`);
      return { ...row, twin: twinOf(row) };
    },

    /** The mail with this identity, or null. */
    find(mailbox: string, epoch: string, uid: string): LedgerRow | null {
      const row = byIdentity.get({ mailbox, epoch, uid });
      return row ? { ...row, twin: twinOf(row) } : null;
    },

    /** Mails that have no final disposition and may be looked at now, in the order they came. */
    unsettled(now: number, limit: number): LedgerRow[] {
      return findUnsettled.all({ now, limit }).map((row) => ({ ...row, twin: twinOf(row) }));
    },

    /** The compressed raw bytes of a mail, or null where it has none. */
    zstd(id: number): Buffer | null {
      return findRaw.get({ id })?.zstd ?? null;
    },
  };
}

const ROW = {
  id: inbound.id,
  uid: inbound.uid,
  file: inbound.file,
  sha256: inbound.sha256,
  size: inbound.size,
  truncated: inbound.truncated,
  receivedAt: inbound.receivedAt,
  silent: inbound.silent,
  released: inbound.released,
  disposition: inbound.disposition,
};
