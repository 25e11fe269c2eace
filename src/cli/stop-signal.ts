/** When does a person, or the system, want this process to stop? */
import { say } from './command.ts';

/** A signal that aborts at SIGTERM or SIGINT: work under way is finished. A second one ends the process at once. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(1);
      say(`${name}: finishing what is under way (again to stop at once)`);
      stop.abort();
    });
  }
  return stop.signal;
}
