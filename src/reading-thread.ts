/**
 * How long and with how much memory may a thread read a few mails? Runs a worker thread, one group at a time, and ends it
 * when it takes too much; a new one starts with the next mail. Which mails, and how often, is `understand.ts`'s question.
 */
import { Buffer } from 'node:buffer';
import { Piscina } from 'piscina';
import type { DeskIdentity, Understood } from './mail/message.ts';
import type { FilesTask, ReadingTask } from './understand-worker.ts';

export interface ReadingThread {
  /** Starts it, where it is not there; what keeps it from starting, the first mail is told. */
  start(): Promise<void>;
  /**
   * What each of some mails says, in their order; they share the deadline.
   * @throws where one of them broke the thread or took too much; `StartError` where there is no thread
   */
  read(raws: Buffer[], desk: DeskIdentity): Promise<Understood[]>;
  /**
   * The decoded bytes of a mail's files, by their hash.
   * @throws as `read`, and where the mail cannot be read
   */
  files(raw: Buffer, sha256s: readonly string[]): Promise<Map<string, Buffer>>;
  close(): Promise<void>;
}

/** How long a thread may take to start; a machine under load needs seconds for the libraries. */
const START_MS = 60_000;
const WATCH_MS = 50;
/**
 * Bytes in buffers that a mail may cost for each of its own, and MB that any may. The largest legal mails were seen at six
 * times their size, with what waits to be collected; a mail of 24 MB and the heap stay below 512 MB together.
 */
const BUFFERS_PER_BYTE = 8;
const BUFFERS_MB = 64;
/**
 * V8 ends the whole process when a thread meets the limit of its heap at the wrong moment ("Reached heap limit"), so the
 * cap is watched from outside and V8's own limit is only what lies far behind it.
 */
const HARD_LIMIT = 3;
/** Left to itself V8 lets it grow to 128 MB, for no gain in speed that could be measured. */
const YOUNG_GENERATION_MB = 16;

/** The thread could not be started: no mail's fault. */
export class StartError extends Error {
  constructor(why: string) {
    super(`the thread that reads mail does not start: ${why}`);
  }
}

/** @param options.file a module whose default export reads a `ReadingTask`, and `files` a `FilesTask` */
export function openReadingThread(options: { file: URL; deadlineMs: number; heapMb: number }): ReadingThread {
  const pool = new Piscina({
    filename: options.file.href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: Number.POSITIVE_INFINITY,
    concurrentTasksPerWorker: 1,
    // With Atomics a thread sleeps between tasks, and what a mail's streams left undone would wake into the next one.
    atomics: 'disabled',
    recordTiming: false,
    resourceLimits: {
      maxOldGenerationSizeMb: HARD_LIMIT * options.heapMb,
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
    },
  });
  let ready = false;
  pool.on('workerCreate', () => {
    ready = true;
  });
  pool.on('workerDestroy', () => {
    ready = false;
  });
  let abortStart: ((error: StartError) => void) | null = null;
  // A thread that breaks while it starts has no task that could be rejected.
  pool.on('error', (error: Error) => abortStart?.(new StartError(error.message)));

  return {
    async start() {
      // A task without a mail: the files of none.
      await run<unknown, FilesTask>([], (raws) => ({ raws, sha256s: [] }), 'files').catch(() => undefined);
    },
    read: (raws, desk) => run<Understood[], ReadingTask>(raws, (copies) => ({ raws: copies, desk }), 'default'),
    async files(raw, sha256s) {
      const found = await run<Map<string, Uint8Array<ArrayBuffer>>, FilesTask>(
        [raw],
        (copies) => ({ raws: copies, sha256s }),
        'files',
      );
      return new Map(
        [...found].map(([sha256, bytes]) => [sha256, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]),
      );
    },
    close: () => pool.destroy(),
  };

  /** Has an export of the module do a task with copies of these mails. */
  async function run<Result, Task>(
    raws: Buffer[],
    taskOf: (copies: Uint8Array<ArrayBuffer>[]) => Task,
    name: string,
  ): Promise<Result> {
    // Copies of its own: moving the memory would take the caller's, and small buffers share theirs with others.
    const copies = raws.map((raw) => new Uint8Array(raw));
    const transferList = copies.map((copy) => copy.buffer);
    const abort = new AbortController();
    abortStart = (error) => abort.abort(error);
    const size = copies.reduce((sum, copy) => sum + copy.length, 0);
    const running = pool.run(taskOf(copies), { transferList, signal: abort.signal, name }) as Promise<Result>;
    const stop = watch(abort, size);
    try {
      return await running;
    } catch (error) {
      // The pool wraps the reason; the reason says more.
      throw abort.signal.aborted ? abort.signal.reason : new Error(`reading it broke the thread (${messageOf(error)})`);
    } finally {
      stop();
      abortStart = null;
    }
  }

  /** Ends the task that takes too long or too much; the clock begins when the thread has started. */
  function watch(abort: AbortController, size: number): () => void {
    const asked = performance.now();
    let begun = ready ? asked : null;
    const timer = setInterval(() => {
      const now = performance.now();
      if (begun === null && ready) begun = now;
      if (begun === null) {
        if (now - asked > START_MS) abort.abort(new StartError(`no answer within ${START_MS} ms`));
      } else if (now - begun > options.deadlineMs) {
        abort.abort(new Error(`reading it takes longer than ${options.deadlineMs} ms`));
      } else {
        void watchMemory(abort, size);
      }
    }, WATCH_MS);
    return () => clearInterval(timer);
  }

  async function watchMemory(abort: AbortController, size: number): Promise<void> {
    const heap = await pool.threads[0]?.getHeapStatistics().catch(() => undefined);
    if (!heap) return;
    if (heap.used_heap_size > megabytes(options.heapMb)) {
      abort.abort(new Error(`reading it needs more than ${options.heapMb} MB`));
    } else if (heap.external_memory > megabytes(BUFFERS_MB) + size * BUFFERS_PER_BYTE) {
      abort.abort(new Error('reading it needs more buffers than its size allows'));
    }
  }
}

function megabytes(count: number): number {
  return count * 1024 * 1024;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
