/** What time is it? The one clock of the shell, so that a test can run a month in seconds. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Clock {
  /** UTC ms. */
  now(): number;
  /** Resolves after `ms`, or as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    sleep(ms, undefined, { signal }).catch((error) => {
      if (!signal.aborted) throw error;
    }),
};
