/** The parent's side of `smtp-sink.ts`: starts it, counts what it accepts, ends it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AcceptedMail, FromSink } from './smtp-sink.ts';

export interface Sink {
  readonly port: number;
  /** In the order of acceptance. */
  readonly accepted: AcceptedMail[];
  /** The mail with this index, once it has been accepted. @throws Error after `ms`, or where the signal aborts */
  waitFor(index: number, ms: number, signal?: AbortSignal): Promise<AcceptedMail>;
  stop(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const child = fork(fileURLToPath(new URL('./smtp-sink.ts', import.meta.url)), { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const accepted: AcceptedMail[] = [];
  const waiting = new Set<() => void>();
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the SMTP server of the bench ended with ${code}`)));
    child.on('message', (message: FromSink) => {
      if ('port' in message) return resolve(message.port);
      accepted.push(...message.accepted);
      for (const look of waiting) look();
    });
  });
  return {
    port,
    accepted,
    waitFor(index, ms, signal) {
      return new Promise((resolve, reject) => {
        const end = (finish: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          signal?.removeEventListener('abort', abort);
          finish();
        };
        const look = () => {
          const mail = accepted[index];
          if (mail) end(() => resolve(mail));
        };
        const abort = () => end(() => reject(signal?.reason));
        const late = () => new Error(`${accepted.length} acknowledgements came within ${ms} ms, not ${index + 1}`);
        const timer = setTimeout(() => end(() => reject(late())), ms);
        waiting.add(look);
        signal?.addEventListener('abort', abort);
        if (signal?.aborted) abort();
        look();
      });
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
