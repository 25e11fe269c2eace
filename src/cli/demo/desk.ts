/**
 * The demo's desk: the shipped config with its ends put into a temporary folder, run by the real worker. Tells what
 * became of each mail once its letters are written.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../clock.ts';
import { ConfigError } from '../../config/load.ts';
import { parseJsonc } from '../../jsonc.ts';
import { openLog } from '../../log.ts';
import type { Understood } from '../../mail/message.ts';
import { loadSetup, type Setup } from '../../setup.ts';
import type { LedgerRow } from '../../store/ledger.ts';
import type { TicketRow } from '../../store/reads.ts';
import { openStore, type Settled } from '../../store/store.ts';
import { Worker } from '../../worker.ts';
import { settledLine } from '../settled-line.ts';
import { shippedFile } from '../shipped.ts';
import { demoDirectory } from './directory.ts';
import { lettersIn } from './letters.ts';

/** What became of one mail. */
export type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

export interface DemoDesk {
  setup: Setup;
  /** Where mail is to be delivered, and where letters lie. */
  maildir: string;
  letters: string;
  /** Rejects when the worker fails; resolves once it is stopped. */
  ended: Promise<void>;
  /** By their numbers. */
  tickets(): Promise<TicketRow[]>;
  stop(): Promise<void>;
}

/** Starts the desk. @param folder everything it has is in there @param onOutcome told of each mail, in the order they were settled */
export async function startDesk(folder: string, onOutcome: (outcome: Outcome) => void): Promise<DemoDesk> {
  const maildir = join(folder, 'Maildir');
  const letters = join(folder, 'letters');
  for (const part of ['tmp', 'new', 'cur']) await mkdir(join(maildir, part), { recursive: true });
  await mkdir(letters);
  const file = await writeConfig(folder, { maildir, letters });
  const setup = await loadSetup(file, { env: process.env, secrets: 'required' });

  const written = lettersIn(letters);
  let last = Promise.resolve();
  const worker = await Worker.open({
    setup,
    clock: systemClock,
    log: openLog('error'),
    onSettled: (mail, understood, settled) => {
      const outcome = outcomeOf(mail, understood, settled, written);
      last = last.then(async () => onOutcome(await outcome));
    },
  });
  const stopped = new AbortController();
  const ended = worker.run(stopped.signal).then(() => last);
  return {
    setup,
    maildir,
    letters,
    ended,
    async tickets() {
      const { store, desk } = setup.config;
      const reader = await openStore({ path: store.path, ticketPrefix: desk.ticketPrefix, mode: 'read' });
      try {
        return reader.reads.tickets(null, 1_000).toSorted((a, b) => (a.number < b.number ? -1 : 1));
      } finally {
        reader.close();
      }
    },
    async stop() {
      stopped.abort();
      await ended.catch(() => undefined);
      await worker.close();
    },
  };
}

/** What the demo knows of the shipped config. */
interface Example extends Record<'desk' | 'authentication', Record<string, unknown>> {
  $schema: string;
  agents: Record<string, unknown>[];
}

/** @returns the config's path: other commands can be given it while the demo runs */
async function writeConfig(
  folder: string,
  { maildir, letters }: { maildir: string; letters: string },
): Promise<string> {
  const example = shippedFile('config.example.json');
  const { document, problems } = parseJsonc(await readFile(example, 'utf8'), example);
  if (problems.length > 0) throw new ConfigError(problems);
  const { $schema: _, agents, ...config } = document.value as Example;
  const directory = join(folder, 'directory.json');
  await writeFile(directory, JSON.stringify(demoDirectory(Date.now()), null, 2));
  const file = join(folder, 'config.json');
  const demo = {
    ...config,
    desk: { ...config.desk, secret: randomBytes(32).toString('hex') },
    store: { path: join(folder, 'chamado.db') },
    mailbox: { kind: 'maildir', path: maildir },
    outgoing: { kind: 'folder', path: letters },
    directory: { kind: 'file', path: directory },
    // Its host says of every mail what it found; the demo asks no network.
    authentication: { ...config.authentication, checkSignatures: false },
    // Whenever it is shown: who gets a ticket must not hang on the hour and the day.
    agents: agents.map((agent) => ({ ...agent, hours: null, away: [] })),
  };
  await writeFile(file, JSON.stringify(demo, null, 2));
  return file;
}

async function outcomeOf(
  mail: LedgerRow,
  understood: Understood,
  settled: Settled,
  written: ReturnType<typeof lettersIn>,
) {
  const message = 'message' in understood ? understood.message : null;
  const decision = 'decision' in settled ? settled.decision : null;
  const { id, disposition, because, ticket } = settledLine(mail, settled, { uid: mail.uid });
  return {
    id,
    uid: mail.uid,
    from: message?.from?.address ?? null,
    subject: message?.subject ?? null,
    disposition,
    because,
    ticket,
    authentication: decision?.authentication ?? null,
    classification: decision?.classification ?? null,
    letters: await written(decision?.letters ?? []),
  };
}
