/**
 * A whole desk within the test, on the shipped config, that is handed its mail from memory: reading thread, database and
 * SMTP are real. For tests of what becomes of many mails, one pass at a time.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'jsonc-parser';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Fetched, Listed, Mailbox } from '../../src/mailbox/mailbox.ts';
import { loadSetup } from '../../src/setup.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Disposition } from '../../src/ticket/ticket.ts';
import { Worker } from '../../src/worker.ts';
import { contractOf, movableClock } from './desk.ts';
import { startSmtp, type TestSmtp } from './smtp.ts';
import { tempFolder } from './temp-folder.ts';

const EXAMPLE = fileURLToPath(new URL('../../config.example.json', import.meta.url));

export interface Fate {
  disposition: Disposition | 'error';
  because: string;
}

export interface DeskInMemory {
  smtp: TestSmtp;
  clock: ReturnType<typeof movableClock>;
  /** Delivers the mails, makes one pass, and tells what became of them, in their order; mail that waited comes first. */
  take(mails: Iterable<Buffer>): Promise<Fate[]>;
  /** Looks into the database. */
  look<Result>(read: (store: Store) => Result): Promise<Result>;
}

export interface DeskInMemoryOptions {
  /** In place of the shipped ones, by top-level key; each is laid over what is there. */
  config?: Record<string, Record<string, unknown> | unknown[]>;
  contracts?: unknown[];
}

export async function openDeskInMemory(options: DeskInMemoryOptions = {}): Promise<DeskInMemory> {
  const folder = tempFolder();
  const smtp = await startSmtp();
  onTestFinished(() => smtp.close());
  const path = join(folder, 'desk.db');
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(configOf(options, { path, smtp }), null, 2));
  const contracts = options.contracts ?? [contractOf(['ana@acme.example', 'rui@acme.example'])];
  writeFileSync(join(folder, 'directory.json'), JSON.stringify({ contracts }));
  const setup = await loadSetup(file, { env: {}, secrets: 'required' });
  const clock = movableClock();
  const mailbox = memoryMailbox(() => clock.now());
  const fates: Fate[] = [];
  const worker = await Worker.open({
    setup,
    clock,
    mailbox,
    log: pino({ level: 'silent' }),
    onSettled: (_, __, settled) =>
      fates.push(
        'decision' in settled
          ? { disposition: settled.decision.disposition, because: settled.decision.because.join('; ') }
          : { disposition: 'error', because: settled.error.message },
      ),
  });
  onTestFinished(() => worker.close());
  return {
    smtp,
    clock,
    async take(mails) {
      fates.length = 0;
      mailbox.deliver(mails);
      await worker.once(new AbortController().signal);
      return [...fates];
    },
    async look(read) {
      const store = await openStore({ path, ticketPrefix: 'BLIP', mode: 'read' });
      try {
        return read(store);
      } finally {
        store.close();
      }
    },
  };
}

function configOf({ config = {} }: DeskInMemoryOptions, { path, smtp }: { path: string; smtp: TestSmtp }): unknown {
  const shipped = parse(readFileSync(EXAMPLE, 'utf8'));
  const own: Record<string, Record<string, unknown> | unknown[]> = {
    ...config,
    desk: { secret: 'a secret of sixteen characters and more', ...config.desk },
    store: { path },
    mailbox: { user: 'u', password: 'p', ...config.mailbox },
    authentication: { checkSignatures: false, ...config.authentication },
  };
  const merged = Object.entries(own).map(([key, value]) => [
    key,
    Array.isArray(value) ? value : { ...shipped[key], ...value },
  ]);
  return {
    ...shipped,
    ...Object.fromEntries(merged),
    outgoing: { kind: 'smtp', host: smtp.host, port: smtp.port },
    directory: { kind: 'file', path: 'directory.json' },
    digest: null,
  };
}

function memoryMailbox(now: () => number): Mailbox & { deliver(mails: Iterable<Buffer>): void } {
  const mails = new Map<string, { mail: Listed; raw: Buffer }>();
  let last = 0;
  return {
    name: 'memory',
    deliver(raws) {
      for (const raw of raws) {
        const uid = String(++last);
        mails.set(uid, { mail: { uid, size: raw.length, receivedAt: now() }, raw });
      }
    },
    open: async () => 'memory',
    list: async () => [...mails.values()].map(({ mail }) => mail),
    async *fetch(wanted): AsyncGenerator<Fetched> {
      for (const mail of wanted) {
        const kept = mails.get(mail.uid);
        yield { ...mail, raw: kept ? Buffer.from(kept.raw) : null, truncated: false };
      }
    },
    async done(uids) {
      for (const uid of uids) mails.delete(uid);
    },
    news: async () => undefined,
    close: async () => undefined,
  };
}
