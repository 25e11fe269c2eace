/**
 * How is hostile mail kept from harming the desk? Each mail is read in a worker thread with a deadline and a cap on its
 * memory, so one that breaks or hangs its thread costs itself only. What a mail says is `mail/`'s question; one thread's
 * life is `reading-thread.ts`'s.
 */
import type { Buffer } from 'node:buffer';
import type { DeskIdentity, Understood } from './mail/message.ts';
import { openReadingThread, StartError } from './reading-thread.ts';

export interface Understanding {
  /**
   * What a mail says, or why it cannot be read. A mail that broke or hung its thread has been tried twice.
   *
   * @param raw is copied when its turn comes; keep it unchanged until then
   * @throws where no thread can be started, or the pool is closed
   */
  read(raw: Buffer, desk: DeskIdentity): Promise<Understood>;
  /** Ends the threads. Reads that are not done are rejected. */
  close(): Promise<void>;
}

export interface UnderstandingOptions {
  /** Default 1: a second one gains little on two cores. */
  threads?: number;
  /** ms that one mail may take, from the moment a thread begins with it. */
  deadlineMs: number;
  /** MB of JavaScript heap of each thread. Its buffers are bounded by a multiple of the mail's size. */
  heapMb: number;
  /** Another worker file, with the same default export. */
  workerFile?: URL;
}

const ATTEMPTS = 2;

/** Starts a thread when the first mail needs it. */
export function openUnderstanding(options: UnderstandingOptions): Understanding {
  const file = options.workerFile ?? ownWorkerFile();
  const idle = Array.from({ length: options.threads ?? 1 }, () => openReadingThread({ ...options, file }));
  const all = [...idle];
  const waiting: Job[] = [];
  let closed = false;

  function begin(): void {
    while (waiting.length > 0 && !closed) {
      const thread = idle.pop();
      if (!thread) return;
      const job = waiting.shift();
      if (!job) return;
      void thread
        .read(job.raw, job.desk)
        .then(job.resolve, (error: unknown) => failed(job, error))
        .finally(() => {
          idle.push(thread);
          begin();
        });
    }
  }

  /** Tried again behind the others, so that they flow: the fault may have been the machine's. */
  function failed(job: Job, error: unknown): void {
    job.attempts++;
    if (closed) job.reject(closedError());
    else if (error instanceof StartError) job.reject(error);
    else if (job.attempts < ATTEMPTS) waiting.push(job);
    else job.resolve({ unreadable: `${error instanceof Error ? error.message : String(error)}, ${ATTEMPTS} times` });
  }

  return {
    read(raw, desk) {
      if (closed) return Promise.reject(closedError());
      return new Promise((resolve, reject) => {
        waiting.push({ raw, desk, attempts: 0, resolve, reject });
        begin();
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(closedError());
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}

interface Job {
  raw: Buffer;
  desk: DeskIdentity;
  attempts: number;
  resolve(understood: Understood): void;
  reject(error: unknown): void;
}

function closedError(): Error {
  return new Error('the reading of mail is closed');
}

/** Beside this file, as source or as built. */
function ownWorkerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./understand-worker.${extension}`, import.meta.url);
}
