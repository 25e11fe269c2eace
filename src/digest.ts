/** Writes the day's digest to the admins once its hour has come. What it tells, `ticket/digest/` says; that it is written once, the store. */
import type { DigestConfig } from './config/digest-schema.ts';
import type { Store } from './store/store.ts';
import type { Desk } from './ticket/desk.ts';
import { digestLetters, digestOf, dueDigest, MOST_CLOCKS, MOST_TOLD, riskHorizon } from './ticket/digest/digest.ts';
import type { Instant } from './ticket/ticket.ts';

/**
 * Part of a tick: cheap where there is nothing to do.
 * @param config the config's `digest` and `admins` @returns whether letters were written @throws errors of the database
 */
export async function digestDue(
  store: Pick<Store, 'digest'>,
  desk: Desk,
  { digest, admins }: { digest: DigestConfig; admins: readonly string[] },
  now: Instant,
): Promise<boolean> {
  const due = digest === null || admins.length === 0 ? null : dueDigest(digest, desk.timeZone, now);
  if (!due) return false;
  return store.digest(
    {
      ...due,
      // Worked out only for a digest that is written: nearly every tick finds it written, and this takes longest of all.
      dueUntil: () => riskHorizon(desk, now),
      most: { clocks: MOST_CLOCKS, told: MOST_TOLD },
    },
    (facts) => digestLetters(digestOf(facts, desk, now), due.day, admins, desk),
    now,
  );
}
