/** Whose outcome is this? Hands each one to who waits for it, and those of mail that nobody waits for to a person. */
import type { Outcome } from './desk.ts';

export function inTray() {
  const arrived = new Map<string, Outcome>();
  const awaited = new Map<string, PromiseWithResolvers<Outcome>>();
  let show: ((outcome: Outcome) => void) | null = null;
  let over: Error | null = null;
  return {
    put(outcome: Outcome): void {
      const waiting = awaited.get(outcome.uid);
      awaited.delete(outcome.uid);
      if (waiting) waiting.resolve(outcome);
      else if (show) show(outcome);
      // It may come before the mail host's answer, which says under which name it was delivered.
      else arrived.set(outcome.uid, outcome);
    },
    take(uid: string): Promise<Outcome> {
      const outcome = arrived.get(uid);
      arrived.delete(uid);
      if (outcome) return Promise.resolve(outcome);
      if (over) return Promise.reject(over);
      const waiting = Promise.withResolvers<Outcome>();
      awaited.set(uid, waiting);
      return waiting.promise;
    },
    /** From now on nobody waits: everything is shown. */
    showRest(to: (outcome: Outcome) => void): void {
      show = to;
      for (const outcome of arrived.values()) to(outcome);
      arrived.clear();
    },
    /** Nothing more will come. */
    end(error: Error): void {
      over = error;
      for (const waiting of awaited.values()) waiting.reject(error);
      awaited.clear();
    },
  };
}
