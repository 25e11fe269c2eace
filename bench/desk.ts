/**
 * The desk that is measured: `chamado run` in a process of its own, on the shipped example config with the bench's
 * mailbox, outgoing server and customers in it. What it is given to do is the measurements' question.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { parse } from 'jsonc-parser';
import type { GeneratedDirectory } from './generate.ts';

export interface DeskOptions {
  /** Its own: the config, the database and the log go there. */
  folder: string;
  mailbox: Record<string, unknown>;
  outgoing: Record<string, unknown>;
  directory: GeneratedDirectory;
  /** Where Node writes what the worker spent its time on, one file a thread; null: nowhere. */
  profile: string | null;
}

export interface RunningDesk {
  /** Aborts, with the end of the log as its reason, when the worker ends by itself. */
  readonly gone: AbortSignal;
  /** UTC ms: when the worker said that it reads its mailbox. @throws Error after `ms` */
  reading(ms: number): Promise<number>;
  /** UTC ms: when the worker said of its `count`th letter that it is sent. @throws Error after `ms` */
  letterSent(count: number, ms: number): Promise<number>;
  /** The most memory it ever held, in bytes. */
  peakMemory(): number;
  /** Seconds of processor time, all threads. */
  processorTime(): number;
  /** Ends it as an operator does, and waits. */
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../config.example.json', import.meta.url));
/** More letters than any run writes. */
const PLENTY = 100_000_000;
/** ms between two looks at the worker's log; the instants come from the log's lines. */
const LOOK = 25;
const MOST_TO_STOP = 60_000;
/** As "npm run chamado -- run" starts it; why, the README says. */
const AS_STARTED = {
  flags: ['--max-semi-space-size=8', '--heap-growing-percent=50'],
  env: {
    MALLOC_ARENA_MAX: '2',
    NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)),
  },
};

export function startDesk(options: DeskOptions): RunningDesk {
  const { folder, profile } = options;
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(configOf(options)));
  writeFileSync(join(folder, 'directory.json'), JSON.stringify(options.directory));
  const log = join(folder, 'worker.log');
  const output = openSync(log, 'a');
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...AS_STARTED.flags, ...profiling, MAIN, 'run', '--config', config], {
    env: { ...process.env, ...AS_STARTED.env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const gone = new AbortController();
  const lastWords = () => readFileSync(log, 'utf8').slice(-2_000);
  ended.then(() => gone.abort(new Error(`the worker ended:\n${lastWords()}`)));
  const said = follow(log);

  return {
    gone: gone.signal,
    reading: (ms) => at('"msg":"reading"', 1, ms),
    letterSent: (count, ms) => at('"msg":"letter sent"', count, ms),
    peakMemory: () => statusOf(child, /^VmHWM:\s+(\d+) kB/m) * 1_024,
    processorTime: () => processorTicks(child) / 100,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(kill, MOST_TO_STOP);
      await ended;
      clearTimeout(timer);
      process.off('exit', kill);
    },
  };

  async function at(words: string, count: number, ms: number): Promise<number> {
    for (const deadline = Date.now() + ms; ; await sleep(LOOK)) {
      const line = said(words, count);
      if (line !== null) return Date.parse((JSON.parse(line) as { time: string }).time);
      gone.signal.throwIfAborted();
      if (Date.now() > deadline) {
        throw new Error(`the worker did not say ${words} ${count} times within ${ms} ms:\n${lastWords()}`);
      }
    }
  }
}

/** What became of every mail, from the worker's database: how many there are of each disposition, and of each letter's state. */
export function outcomeOf(folder: string): Record<string, number> {
  const db = new Database(join(folder, 'chamado.db'), { readonly: true });
  try {
    const rows = db
      .prepare(
        `SELECT coalesce(disposition, 'unsettled') AS what, count(*) AS n FROM inbound GROUP BY 1
         UNION ALL SELECT 'letters ' || state, count(*) FROM outbox GROUP BY 1`,
      )
      .all() as { what: string; n: number }[];
    return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
  } finally {
    db.close();
  }
}

function configOf({ folder, mailbox, outgoing }: DeskOptions): Record<string, unknown> {
  const example = parse(readFileSync(EXAMPLE, 'utf8'), [], { allowTrailingComma: true });
  const { $schema: _, ...config } = example;
  return {
    ...config,
    desk: { ...config.desk, secret: 'a secret of the bench, which guards nothing at all' },
    store: { path: join(folder, 'chamado.db') },
    mailbox: { done: 'Processed', ...mailbox },
    outgoing,
    directory: { kind: 'file', path: join(folder, 'directory.json') },
    authentication: { ...config.authentication, authservId: 'mx.bench.example' },
    // One letter a mail: agents get one for each ticket besides.
    agents: [],
    queues: [],
    // A thousand people who write at once would be one incident.
    incidents: { rules: [] },
    limits: {
      ...config.limits,
      lettersPerRecipientHour: PLENTY,
      lettersPerRecipientDay: PLENTY,
      lettersPerDeskHour: PLENTY,
      lettersPerDeskDay: PLENTY,
      answersPerAgentHour: PLENTY,
    },
  };
}

/** Reads a growing file once, line by line. @returns asks for the nth line with some words; null where it has not come yet */
function follow(file: string): (words: string, count: number) => string | null {
  const found = new Map<string, string[]>();
  const lines: string[] = [];
  let offset = 0;
  let rest = '';
  const read = () => {
    const handle = openSync(file, 'r');
    const chunk = Buffer.alloc(1 << 18);
    for (let length = readSync(handle, chunk, 0, chunk.length, offset); length > 0; ) {
      const parts = (rest + chunk.toString('latin1', 0, length)).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      offset += length;
      length = readSync(handle, chunk, 0, chunk.length, offset);
    }
    closeSync(handle);
  };
  const seen = new Map<string, number>();
  return (words, count) => {
    read();
    const matching = found.get(words) ?? [];
    for (const line of lines.slice(seen.get(words) ?? 0)) if (line.includes(words)) matching.push(line);
    seen.set(words, lines.length);
    found.set(words, matching);
    return matching[count - 1] ?? null;
  };
}

function statusOf(child: ChildProcess, what: RegExp): number {
  return Number(what.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
}

/** Hundredths of a second (Linux: USER_HZ). */
function processorTicks(child: ChildProcess): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  // The name in parentheses may hold spaces; utime and stime are the 12th and 13th fields after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
