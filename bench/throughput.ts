/** How many mails a second does the desk settle and acknowledge, next to what mailparser alone reads on one core? */
import { execFile } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startDovecot } from '../test/support/dovecot.ts';
import { outcomeOf, type RunningDesk, startDesk } from './desk.ts';
import { type GeneratedDirectory, generateMail } from './generate.ts';
import { startSink } from './sink.ts';

/** What a run is about. */
export interface Job {
  /** Where the generated mails are, a file each; named so that their order is that of their numbers. */
  mails: string;
  count: number;
  directory: GeneratedDirectory;
  /** Makes a new folder, for one run. */
  folder: () => string;
  profile: string | null;
}

export interface Throughput {
  mails: number;
  /** From the worker's first look at the mailbox to the last acknowledgement. */
  seconds: number;
  mailsPerSecond: number;
  /** Seconds of processor time that the worker took for it, its start included. */
  processor: number;
  /** Bytes. */
  peakMemory: number;
  outcome: Record<string, number>;
}

/** A run, with its shares of what mailparser alone came to just before and after it. */
export interface Paced extends Throughput {
  share: number;
  shareOfAllCores: number;
}

const PARSE_ONLY = fileURLToPath(new URL('./parse-only.ts', import.meta.url));
/** ms that a worker may take to start, and a run for each mail: bounds, not expectations. */
const MOST_TO_START = 60_000;
const MOST_A_MAIL = 100;

/** Writes the generated mails, a file each. */
export function writeMails(folder: string, count: number, users: number): void {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) {
    writeFileSync(join(folder, `${String(i).padStart(8, '0')}.eml`), generateMail(i, { users }).raw);
  }
}

/** What mailparser's `simpleParser` alone comes to, in mails a second. */
export interface ParseOnly {
  /** With one core of the machine. */
  oneCore: number;
  /** With all of them: it reads in one thread, but others of its engine compile and collect garbage beside it. */
  allCores: number;
  /** Seconds of processor time for all mails on one core, its start included. */
  processor: number;
}

/** Measures mailparser in processes of its own. @throws where `taskset` (util-linux) is missing */
export async function parseOnly(job: Job): Promise<ParseOnly> {
  const oneCore = await parse(job, 'taskset', ['--cpu-list', firstCore(), process.execPath]);
  const allCores = await parse(job, process.execPath, []);
  return { oneCore: oneCore.rate, allCores: allCores.rate, processor: oneCore.processor };
}

async function parse(
  { mails, count }: Job,
  command: string,
  args: string[],
): Promise<{ rate: number; processor: number }> {
  const run = promisify(execFile);
  const { stdout } = await run(command, [...args, PARSE_ONLY, mails], { timeout: MOST_TO_START + count * MOST_A_MAIL });
  const { ms, processor } = JSON.parse(stdout) as { ms: number; processor: number };
  return { rate: (count / ms) * 1_000, processor: processor / 1_000 };
}

/** The first core that this process may use: a container may not have the machine's first. */
function firstCore(): string {
  return /^Cpus_allowed_list:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
}

export function beside(run: Throughput, before: ParseOnly, after: ParseOnly): Paced {
  const share = (cores: 'oneCore' | 'allCores') => run.mailsPerSecond / ((before[cores] + after[cores]) / 2);
  return { ...run, share: share('oneCore'), shareOfAllCores: share('allCores') };
}

/** From a Maildir to a folder of letters: no server takes part. */
export async function throughMaildir(job: Job): Promise<Throughput> {
  const folder = job.folder();
  const maildir = join(folder, 'Maildir');
  for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(maildir, part), { recursive: true });
  for (const name of readdirSync(job.mails)) {
    const target = join(maildir, 'new', name);
    linkSync(join(job.mails, name), target);
  }
  const outgoing = { kind: 'folder', path: join(folder, 'letters') };
  const desk = startDesk({ ...job, folder, mailbox: { kind: 'maildir', path: maildir }, outgoing });
  return measured(desk, job, folder, () => desk.letterSent(job.count, MOST_TO_START + job.count * MOST_A_MAIL));
}

/** From a Dovecot folder to an SMTP server, each a process of its own. */
export async function throughDovecot(job: Job): Promise<Throughput> {
  const folder = job.folder();
  await using stack = new AsyncDisposableStack();
  const dovecot = stack.adopt(await startDovecot(), (server) => server.stop());
  const sink = stack.adopt(await startSink(), (server) => server.stop());
  const names = readdirSync(job.mails).sort();
  for (let at = 0; at < names.length; at += 100) {
    await dovecot.append(names.slice(at, at + 100).map((name) => readFileSync(join(job.mails, name))));
  }
  const desk = startDesk({
    ...job,
    folder,
    mailbox: imapMailbox(dovecot.port, dovecot.user, dovecot.password),
    outgoing: { kind: 'smtp', host: '127.0.0.1', port: sink.port },
  });
  // Awaited here: the servers go when this function returns.
  return await measured(desk, job, folder, async () => {
    const last = await sink.waitFor(job.count - 1, MOST_TO_START + job.count * MOST_A_MAIL, desk.gone);
    return last.at;
  });
}

/** The config of a mailbox on a loopback Dovecot. */
export function imapMailbox(port: number, user: string, password: string): Record<string, unknown> {
  return { kind: 'imap', host: '127.0.0.1', port, secure: false, user, password };
}

/** Waits for the end of a run, stops the desk, and proves from its database that the work was done. */
export async function measured(
  desk: RunningDesk,
  { count }: { count: number },
  folder: string,
  end: () => Promise<number>,
): Promise<Throughput> {
  let figures: Omit<Throughput, 'outcome'>;
  try {
    const start = await desk.reading(MOST_TO_START);
    const seconds = ((await end()) - start) / 1_000;
    figures = {
      mails: count,
      seconds,
      mailsPerSecond: count / seconds,
      processor: desk.processorTime(),
      peakMemory: desk.peakMemory(),
    };
  } finally {
    await desk.stop();
  }
  const outcome = outcomeOf(folder);
  if (outcome.opened !== count || outcome['letters sent'] !== count)
    throw new Error(`not every mail was settled and acknowledged: ${JSON.stringify(outcome)}`);
  return { ...figures, outcome };
}
