/** When is the next tick? Twice a minute, and at once where something happened that clocks hang on. */
import { schedule } from 'node-cron';
import { backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { Ticked } from './follow-up.ts';
import type { Log } from './log.ts';

/** Seconds first. */
const TWICE_A_MINUTE = '*/30 * * * * *';
/** Between two ticks that have all tickets looked at anew (ms). */
const GO_ON = 1_000;
/** The longest wait, should the schedule ever fall silent (ms). */
const AT_LATEST = 120_000;

/**
 * Ticks until the signal aborts; an error of the database is logged and tried again.
 * @param onWaiting is given what wakes the loop, anew for each tick: mail that is settled meanwhile counts for the next
 */
export async function tickUntil(
  { tick, clock, log }: { tick: () => Promise<Ticked>; clock: Clock; log: Log },
  signal: AbortSignal,
  onWaiting: (wake: () => void) => void,
): Promise<void> {
  const delay = backoff(1_000, 60_000);
  let wake = (): void => undefined;
  /** Resolves with the tick under way: with `noOverlap` the schedule leaves out those that fall into it. */
  let underWay: Promise<unknown> = Promise.resolve();
  const scheduled = schedule(
    TWICE_A_MINUTE,
    async () => {
      wake();
      await underWay;
    },
    { noOverlap: true },
  );
  try {
    while (!signal.aborted) {
      const woken = new AbortController();
      wake = () => woken.abort();
      onWaiting(wake);
      try {
        const ticking = tick();
        underWay = ticking.catch(() => undefined);
        const ticked = await ticking;
        delay.reset();
        await clock.sleep(ticked.more ? GO_ON : AT_LATEST, AbortSignal.any([signal, woken.signal]));
      } catch (error) {
        const again = delay.next();
        log.error({ again, err: (error as Error).message }, 'following up stopped; it is tried again');
        await clock.sleep(again, signal);
      }
    }
  } finally {
    await scheduled.destroy();
  }
}
