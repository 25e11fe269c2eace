/** Lets a mail go through again because a person said so, and records who, when, why, and what it was before. */
import type { Release } from '../ticket/decision.ts';
import type { Disposition } from '../ticket/ticket.ts';
import { eq } from './drizzle.ts';
import type { Db } from './open.ts';
import { inbound, raw } from './schema.ts';

/** What a person orders. */
export interface ReleaseOrder {
  /** What it must be now: nothing else is taken from under a decision that was made meanwhile. */
  from: readonly Disposition[];
  as: Release['as'];
  by: string;
  why: string | null;
}

export type ReleaseOutcome =
  | { outcome: 'released' }
  /** It was released before, and waits to be settled or is. */
  | { outcome: 'already'; disposition: Disposition; release: Release }
  | { outcome: 'unknown' }
  /** Nothing that it says can be read again. */
  | { outcome: 'lost'; because: string }
  | { outcome: 'not-held'; disposition: Disposition };

/** For use within the caller's transaction. */
export function releaseMail(db: Db, id: number, order: ReleaseOrder, now: number): ReleaseOutcome {
  const row = db.select().from(inbound).where(eq(inbound.id, id)).get();
  if (!row) return { outcome: 'unknown' };
  const disposition = row.disposition ?? 'waiting';
  const last = row.released.at(-1) ?? null;
  // Held again, or released as less than is asked for now: then it is a new release.
  const again =
    order.from.includes(disposition) || (disposition === 'waiting' && last?.as === null && order.as !== null);
  if (!again && last && !HELD.includes(disposition)) return { outcome: 'already', disposition, release: last };
  if (!again) return { outcome: 'not-held', disposition };

  const lost = whyLost(db, row);
  if (lost !== null) return { outcome: 'lost', because: lost };
  const was = last && disposition === 'waiting' ? last.was : `${disposition} (${row.because?.join('; ')})`;
  const release: Release = { at: now, by: order.by, as: order.as, why: order.why, was };
  db.update(inbound)
    .set({
      disposition: 'waiting',
      because: [WAITS],
      released: [...row.released, release],
      settledAt: null,
      retryAt: null,
      attempts: 0,
    })
    .where(eq(inbound.id, id))
    .run();
  return { outcome: 'released' };
}

/** What a person may let through; which of them, the order says. */
const HELD: Disposition[] = ['quarantined', 'ignored', 'noted', 'refused'];
const WAITS = 'released by hand: it goes through again at the next pass';

function whyLost(db: Db, row: typeof inbound.$inferSelect): string | null {
  if (row.truncated) return `only its header is kept: its ${row.size} bytes were over the limit (limits.mailSize)`;
  if (row.sha256 === null) return 'its bytes never came';
  const kept = db.select({ sha256: raw.sha256 }).from(raw).where(eq(raw.sha256, row.sha256)).get();
  return kept ? null : 'its raw bytes are not in the database';
}

/** A release as the ledger tells it. */
export function releaseLine({ at, by, as, meant, why, was }: Release): string {
  const how = meant ? 'taken up' : as === 'human' ? "released by hand as a person's mail" : 'released by hand';
  return `${new Date(at).toISOString()}: ${how} by ${by}${why === null ? '' : ` (${why})`}; it was ${was}`;
}
