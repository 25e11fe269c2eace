/**
 * How is hostile mail kept from harming the desk? Each mail is read in a worker thread with a deadline and a cap on its
 * memory, so one that breaks or hangs its thread costs itself only. What a mail says is `mail/`'s question; one thread's
 * life is `reading-thread.ts`'s.
 */
import type { Buffer } from 'node:buffer';
import type { DeskIdentity, Understood } from './mail/message.ts';
import { openReadingThread, type ReadingThread, StartError } from './reading-thread.ts';

export interface Understanding {
  /** Starts the threads, which the first mail would otherwise wait for. */
  start(): void;
  /**
   * What a mail says, or why it cannot be read. A mail that broke or hung its thread has been tried twice.
   *
   * @param raw is copied when its turn comes; keep it unchanged until then
   * @throws where no thread can be started, or the pool is closed
   */
  read(raw: Buffer, desk: DeskIdentity): Promise<Understood>;
  /**
   * The decoded bytes of a mail's files, by their hash (SHA-256, hex); one that it does not hold is missing.
   *
   * @param raw as for `read`
   * @throws where the mail cannot be read or broke its thread twice, no thread can be started, or the pool is closed
   */
  files(raw: Buffer, sha256s: readonly string[]): Promise<Map<string, Buffer>>;
  /** Ends the threads. Reads that are not done are rejected. */
  close(): Promise<void>;
}

export interface UnderstandingOptions {
  /** Default 1: a second one gains little on two cores. */
  threads?: number;
  /** ms that a mail may take, from the moment a thread begins with it and those that go along. */
  deadlineMs: number;
  /** MB of JavaScript heap of each thread. Its buffers are bounded by a multiple of the mail's size. */
  heapMb: number;
  /** Another worker file, with the same default export. */
  workerFile?: URL;
}

const ATTEMPTS = 2;

/** A thread starts when the first mail needs it, or by `start`. */
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
      const group = nextGroup(waiting);
      void read(thread, group).finally(() => {
        idle.push(thread);
        begin();
      });
    }
  }

  async function read(thread: ReadingThread, group: Job[]): Promise<void> {
    const [first] = group;
    if (!first) return;
    try {
      if (first.kind === 'files') {
        first.resolve(await thread.files(first.raw, first.sha256s));
        return;
      }
      const reads = group.filter((job) => job.kind === 'read');
      const understood = await thread.read(
        reads.map((job) => job.raw),
        first.desk,
      );
      for (const [i, job] of reads.entries()) job.resolve(understood[i] as Understood);
    } catch (error) {
      // Where no thread starts, trying each alone would not help.
      const then = group.length === 1 || error instanceof StartError ? failed : again;
      for (const job of group) then(job, error);
    }
  }

  /** Which one it was shows when each is read alone. */
  function again(job: Job): void {
    job.alone = true;
    if (closed) job.reject(closedError());
    else waiting.push(job);
  }

  /** Tried again behind the others, so that they flow: the fault may have been the machine's. */
  function failed(job: Job, error: unknown): void {
    job.attempts++;
    if (closed) job.reject(closedError());
    else if (error instanceof StartError) job.reject(error);
    else if (job.attempts < ATTEMPTS) waiting.push(job);
    else giveUp(job, `${error instanceof Error ? error.message : String(error)}, ${ATTEMPTS} times`);
  }

  return {
    start() {
      if (closed) return;
      for (const thread of idle.splice(0)) {
        void thread.start().finally(() => {
          idle.push(thread);
          begin();
        });
      }
    },
    read(raw, desk) {
      if (closed) return Promise.reject(closedError());
      return new Promise((resolve, reject) => {
        waiting.push({ kind: 'read', raw, desk, attempts: 0, alone: false, resolve, reject });
        begin();
      });
    },
    files(raw, sha256s) {
      if (closed) return Promise.reject(closedError());
      return new Promise((resolve, reject) => {
        waiting.push({ kind: 'files', raw, sha256s, attempts: 0, alone: true, resolve, reject });
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

/** Mails that go to a thread together: a thread that had to ask for each would spend half its time waiting for this one. */
const GROUP_MAILS = 16;
const GROUP_BYTES = 1_000_000;

/** Takes the next mail, with those behind it that may go along. One that was with a failure before goes alone. */
function nextGroup(waiting: Job[]): Job[] {
  const [first] = waiting;
  const most = first?.alone ? 1 : GROUP_MAILS;
  let bytes = 0;
  const end = waiting.findIndex((job, i) => {
    bytes += job.raw.length;
    return i > 0 && (i >= most || bytes > GROUP_BYTES || job.alone || deskOf(job) !== deskOf(first));
  });
  return waiting.splice(0, end === -1 ? waiting.length : end);
}

function deskOf(job: Job | undefined): DeskIdentity | null {
  return job?.kind === 'read' ? job.desk : null;
}

interface Asked {
  raw: Buffer;
  attempts: number;
  alone: boolean;
  reject(error: unknown): void;
}

interface ReadJob extends Asked {
  kind: 'read';
  desk: DeskIdentity;
  resolve(understood: Understood): void;
}

/** Always alone. */
interface FilesJob extends Asked {
  kind: 'files';
  sha256s: readonly string[];
  resolve(files: Map<string, Buffer>): void;
}

type Job = ReadJob | FilesJob;

function giveUp(job: Job, why: string): void {
  if (job.kind === 'read') job.resolve({ unreadable: why });
  else job.reject(new Error(why));
}

function closedError(): Error {
  return new Error('the reading of mail is closed');
}

/** Beside this file, as source or as built. */
function ownWorkerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./understand-worker.${extension}`, import.meta.url);
}
