/**
 * A whole desk for a test: the shipped config on a Dovecot and an SMTP server of the test's own, with its own directory
 * and database. It runs within the test (`startWorker`) or as the process that people start (`startRun`).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'jsonc-parser';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { loadSetup, type Setup } from '../../src/setup.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { Worker, type WorkerOptions } from '../../src/worker.ts';
import { type Dovecot, type DovecotOptions, startDovecot } from './dovecot.ts';
import { type ReceivedMail, startSmtp, type TestSmtp, type TestSmtpOptions } from './smtp.ts';
import { tempFolder } from './temp-folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One line of the worker's log. */
export interface LogLine {
  level: string;
  msg: string;
  [key: string]: unknown;
}

/** How long a test waits for what takes well under a second: other tests may have the machine meanwhile (ms). */
export const PATIENCE = 30_000;

/** What differs from the shipped config, by the path of the key: `{ 'mailbox.poll': '* * * * * *' }`. */
export type ConfigChanges = Record<string, unknown>;

export interface DeskOptions {
  dovecot?: DovecotOptions;
  smtp?: TestSmtpOptions;
  /** Port to read mail from, in place of Dovecot's own: a proxy. */
  imapPort?: (dovecot: Dovecot) => Promise<number>;
  contracts?: unknown[];
  config?: ConfigChanges;
  /** Where the database lives; default: the desk's folder. */
  databaseFolder?: string;
}

export interface TestDesk {
  readonly dovecot: Dovecot;
  readonly smtp: TestSmtp;
  readonly folder: string;
  readonly configFile: string;
  readonly directoryFile: string;
  readonly database: string;
  /** Writes the config file again, changed. */
  change(changes: ConfigChanges): void;
  setContracts(contracts: unknown[]): void;
  setup(): Promise<Setup>;
  /** Looks into the database as the command line does, beside a worker that may be running. */
  look<Result>(read: (store: Store) => Result): Promise<Result>;
}

/** Starts the servers and writes the files. All of it goes away with the test. */
export async function startDesk(options: DeskOptions = {}): Promise<TestDesk> {
  const folder = tempFolder();
  const dovecot = await startDovecot(options.dovecot);
  onTestFinished(() => dovecot.stop());
  const smtp = await startSmtp(options.smtp);
  onTestFinished(() => smtp.close());
  const configFile = join(folder, 'config.json');
  const directoryFile = join(folder, 'directory.json');
  const database = join(options.databaseFolder ?? folder, 'desk.db');

  const config = parse(readFileSync(join(ROOT, 'config.example.json'), 'utf8'));

  const desk: TestDesk = {
    dovecot,
    smtp,
    folder,
    configFile,
    directoryFile,
    database,
    change(changes) {
      for (const [path, value] of Object.entries(changes)) setAt(config, path.split('.'), value);
      writeFileSync(configFile, JSON.stringify(config, null, 2));
    },
    setContracts: (contracts) => writeFileSync(directoryFile, JSON.stringify({ contracts })),
    setup: () => loadSetup(configFile, { env: {}, secrets: 'required' }),
    async look(read) {
      const store = await openStore({ path: database, ticketPrefix: 'BLIP', mode: 'read' });
      try {
        return read(store);
      } finally {
        store.close();
      }
    },
  };
  desk.change({
    'desk.secret': 'a secret of sixteen characters and more',
    'store.path': database,
    'mailbox.host': '127.0.0.1',
    'mailbox.port': (await options.imapPort?.(dovecot)) ?? dovecot.port,
    'mailbox.secure': false,
    'mailbox.user': dovecot.user,
    'mailbox.password': dovecot.password,
    outgoing: { kind: 'smtp', host: '127.0.0.1', port: smtp.port },
    // What the mail's header says counts; no test asks the network.
    'authentication.checkSignatures': false,
    // Nobody but the customer is written to, unless a test has agents.
    agents: [],
    queues: [],
    digest: null,
    // Follow-ups go out in business hours alone: with them a test would end in another way at night.
    'followUps.rules': [],
    ...(options.config?.agents === undefined ? { 'incidents.rules': [] } : {}),
    ...options.config,
  });
  desk.setContracts(options.contracts ?? [contractOf(['ana@acme.example', 'rui@acme.example'])]);
  return desk;
}

/** A running contract on a paid plan, with all these people on the team of its paid bot. */
export function contractOf(addresses: string[], over: Record<string, unknown> = {}): unknown {
  return {
    id: 'acme',
    organization: 'Acme',
    plan: 'Plus',
    startsOn: '2020-01-01',
    endsOn: null,
    domains: [],
    bots: [
      { id: 'sales', name: 'Vendas', paid: true },
      { id: 'lab', name: 'Lab', paid: false },
    ],
    users: addresses.map((email) => ({ name: email.split('@')[0] ?? '', email, bots: ['sales'] })),
    ...over,
  };
}

export interface TestMail {
  from: string;
  subject?: string;
  text?: string;
  /** Without angle brackets; default: made of the sender and a count. */
  id?: string;
  /** What the server found of the sender; null: it says nothing. Default: DMARC passes. */
  authentication?: string | null;
  headers?: string[];
}

let mails = 0;

/** A mail as the server hands it out, in plain UTF-8 text. */
export function mailOf({ from, subject, text, id, authentication, headers }: TestMail): Buffer {
  mails += 1;
  const domain = from.slice(from.indexOf('@') + 1);
  const verdict = authentication === undefined ? `dmarc=pass header.from=${domain}` : authentication;
  const encoded = Buffer.from(subject ?? 'Ajuda com o bot').toString('base64');
  return Buffer.from(
    [
      ...(verdict === null ? [] : [`Authentication-Results: mx.blip.example; ${verdict}`]),
      `From: <${from}>`,
      'To: <suporte@blip.example>',
      `Subject: =?UTF-8?B?${encoded}?=`,
      `Message-ID: <${id ?? `${mails}.${from}`}>`,
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      ...(headers ?? []),
      '',
      text ?? 'Bom dia, como eu altero o texto do menu do nosso bot?',
      '',
    ].join('\r\n'),
  );
}

/** What has been logged, and waiting for more of it. */
export interface Logged {
  lines: LogLine[];
  /** The first line, from the `from`th on, whose message contains the words. @throws Error after `ms` */
  line(words: string, from?: number, ms?: number): Promise<LogLine>;
}

export interface RunningWorker extends Logged {
  worker: Worker;
  log: Log;
  /** Stops it as SIGTERM does. @throws what the run threw */
  stop(): Promise<void>;
}

/** Runs a worker within the test; stopped with it at the latest. */
export async function startWorker(
  desk: TestDesk,
  options: Partial<Omit<WorkerOptions, 'log'>> = {},
): Promise<RunningWorker> {
  const lines: LogLine[] = [];
  const log = pino(
    { base: null, formatters: { level: (level) => ({ level }) } },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  const setup = options.setup ?? (await desk.setup());
  const worker = await Worker.open({ clock: systemClock, ...options, setup, log });
  const stopping = new AbortController();
  const running = worker.run(stopping.signal);
  running.catch(() => undefined);
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopping.abort();
    stopped ??= running.finally(() => worker.close());
    return stopped;
  };
  onTestFinished(() => stop().catch(() => undefined));
  return { worker, log, stop, lines, line: lineIn(lines) };
}

export interface Run extends Logged {
  child: ChildProcess;
  /** Everything that it wrote, to both streams. */
  output(): string;
  /** The end of it, for people. */
  tail(): string;
  /** Sends the signal, if one is named, and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null; ms: number }>;
}

/** Starts `chamado COMMAND` as a process of its own; killed with the test at the latest. */
export function startRun(desk: TestDesk, command: string[] = ['run']): Run {
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), '--config', desk.configFile, ...command], {
    cwd: desk.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Code that was compiled once starts in two thirds of the time.
    env: { ...process.env, NO_COLOR: '1' },
  });
  const lines: LogLine[] = [];
  let text = '';
  let rest = '';
  const take = (chunk: Buffer) => {
    text += chunk;
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts.filter((one) => one.startsWith('{'))) lines.push(JSON.parse(part));
  };
  child.stderr?.on('data', take);
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    lines,
    line: lineIn(lines, () => text.slice(-2_000)),
    output: () => text,
    tail: () => text.slice(-2_000),
    async end(signal) {
      const from = Date.now();
      if (signal) child.kill(signal);
      const [code, by] = await ended;
      return { code, signal: by, ms: Date.now() - from };
    },
  };
}

/** A clock that the test moves: it runs as the real one does, and jumps where told, which wakes all who sleep. */
export function movableClock(): Clock & { advance(ms: number): void } {
  let ahead = 0;
  let jump = new AbortController();
  return {
    now: () => Date.now() + ahead,
    sleep: (ms, signal) => systemClock.sleep(ms, AbortSignal.any([signal, jump.signal])),
    advance(ms) {
      ahead += ms;
      jump.abort();
      jump = new AbortController();
    },
  };
}

/** Waits until a condition holds. @throws Error that says what did not come true within `ms` */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = PATIENCE,
  every = 20,
): Promise<void> {
  for (const deadline = Date.now() + ms; !(await holds()); await sleep(every)) {
    if (Date.now() > deadline) throw new Error(`after ${ms} ms still not: ${what}`);
  }
}

/** Waits until the INBOX is empty. */
export async function untilInboxIsEmpty(desk: TestDesk): Promise<void> {
  const empty = async () => (await desk.dovecot.mailboxContents('INBOX')).length === 0;
  await until('INBOX is empty', empty, PATIENCE, 100);
}

/** The mails that the SMTP server has accepted, once there are so many. */
export function untilSent(desk: TestDesk, count: number): Promise<ReceivedMail[]> {
  return desk.smtp.waitFor(count, PATIENCE);
}

/** How many mails each address was sent, by the SMTP server's account. */
export function mailsPerRecipient(smtp: TestSmtp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const to of smtp.received.flatMap((mail) => mail.to)) counts.set(to, (counts.get(to) ?? 0) + 1);
  return counts;
}

function setAt(object: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) object[key] = value;
  else setAt(object[key] as Record<string, unknown>, rest, value);
}

function lineIn(
  lines: LogLine[],
  output = () =>
    lines
      .map((line) => JSON.stringify(line))
      .join('\n')
      .slice(-2_000),
): Logged['line'] {
  return async (words, from = 0, ms = PATIENCE) => {
    const find = () => lines.slice(from).find((line) => line.msg.includes(words));
    await until(`"${words}" in the log`, () => find() !== undefined, ms).catch((error: Error) => {
      throw new Error(`${error.message}\n${output()}`);
    });
    return find() as LogLine;
  };
}
