/** When are letters sent? As soon as they are written or due; and after the server was away, when it is back. */
import { backoff } from './backoff.ts';
import { type Delivering, deliverDue } from './deliver.ts';

/** The longest wait: what another process put into the outbox is found within it (ms). */
const LOOK_AT_OUTBOX = 5_000;

/**
 * Sends until the signal aborts; an error is logged and tried again.
 * @param onWaiting is given what wakes the loop, anew for each round
 * @param onCapped told once when the desk has written its share of an hour
 */
export async function sendUntil(
  context: Delivering,
  signal: AbortSignal,
  onWaiting: (wake: () => void) => void,
  onCapped: () => void,
): Promise<void> {
  const { store, clock, log } = context;
  // An idle connection that the server closed looks like a server that is away: the first retry comes at once.
  const delay = backoff(100, 60_000);
  let wasCapped = false;
  while (!signal.aborted) {
    const woken = new AbortController();
    onWaiting(() => woken.abort());
    try {
      const { sent, down, capped } = await deliverDue(context, signal);
      if (sent > 0 || !down) delay.reset();
      if (capped && !wasCapped) onCapped();
      wasCapped = capped;
      if (down) {
        const again = delay.next();
        log.error(
          { again, err: down.error },
          down.login
            ? 'the outgoing server refuses the login; letters wait'
            : 'the outgoing server can not be used now; letters wait',
        );
        await clock.sleep(again, signal);
        continue;
      }
      const due = await store.outbox.nextDue();
      const wait = due === null || capped ? LOOK_AT_OUTBOX : Math.min(LOOK_AT_OUTBOX, Math.max(50, due - clock.now()));
      await clock.sleep(wait, AbortSignal.any([signal, woken.signal]));
    } catch (error) {
      const again = delay.next();
      log.error({ again, err: (error as Error).message }, 'sending stopped; it is tried again');
      await clock.sleep(again, signal);
    }
  }
}
