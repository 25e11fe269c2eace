/**
 * The desk that is soaked: the real pass over a mailbox, the real tick, a real database, and a courier in place of the
 * mail server, who hands each letter over as data. Mails come as what would have been read of them: parsing is no part of
 * this. Its clock is moved, it is stopped and started, and its ticks are broken off in the middle.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { type FollowingUp, followUpDue, rulesDigest } from '../../src/follow-up.ts';
import { type Ingest, ingest } from '../../src/ingest.ts';
import type { LetterDraft } from '../../src/letters/letter.ts';
import type { Message } from '../../src/mail/message.ts';
import type { Mailbox } from '../../src/mailbox/mailbox.ts';
import { loadSetup, type Setup } from '../../src/setup.ts';
import { openStore, type Store } from '../../src/store/store.ts';

/** How a tick is broken off: after a slice was committed, or within one, which is undone by that. */
export type Crash = 'after a slice' | 'within a slice';

/** What happened to the desk, counted. */
export interface Counted {
  mails: number;
  /** Errors of ours on mails: there must be none. */
  errors: string[];
  dispositions: Record<string, number>;
  ticks: number;
  looked: number;
  acts: number;
  lookErrors: string[];
  reloads: number;
  restarts: number;
  crashes: Record<Crash, number>;
  letters: number;
}

export interface SoakDesk {
  readonly counted: Counted;
  readonly setup: Setup;
  /** Puts a mail into the mailbox, where it waits for the next pass. @param receivedAt by the mail server's clock */
  deliver(message: Message, receivedAt: number): void;
  /** Reads the mailbox, ticks, and hands letters over. @returns these letters */
  pass(crash: Crash | null): Promise<LetterDraft[]>;
  /** Puts a config in force. */
  reload(file: Record<string, unknown>): Promise<void>;
  /** Closes the store and opens it anew. */
  restart(): Promise<void>;
  close(): void;
}

class Broken extends Error {}

/** @param folder its config, directory and database go there @param now the desk's own clock */
export async function openSoakDesk(
  folder: string,
  file: Record<string, unknown>,
  directory: unknown,
  now: () => number,
): Promise<SoakDesk> {
  const path = join(folder, 'config.json');
  const database = join(folder, 'chamado.db');
  writeFileSync(join(folder, 'directory.json'), JSON.stringify(directory));
  const load = async (config: Record<string, unknown>) => {
    const own = { ...config, directory: { kind: 'file', path: join(folder, 'directory.json') } };
    writeFileSync(path, JSON.stringify(own));
    return loadSetup(path, { env: {}, secrets: 'required' });
  };
  const open = () => openStore({ path: database, ticketPrefix: 'BLIP', mode: 'work' });
  let setup = await load(file);
  let rules = rulesDigest(setup.config, setup.directory);
  let store: Store = await open();
  const clock = { now, sleep: () => nextTurn() };
  const signal = new AbortController().signal;
  const waiting = new Map<string, { message: Message; receivedAt: number }>();
  /** What was read of mails that are not settled yet, by their uid: some wait in the ledger for days. */
  const read = new Map<string, Message>();
  let uid = 0;
  const counted: Counted = {
    mails: 0,
    errors: [],
    dispositions: {},
    ticks: 0,
    looked: 0,
    acts: 0,
    lookErrors: [],
    reloads: 0,
    restarts: 0,
    crashes: { 'after a slice': 0, 'within a slice': 0 },
    letters: 0,
  };

  const log = pino({ level: 'error' }, { write: (line) => void counted.lookErrors.push(line) });

  const reading = (): Ingest => ({
    store,
    mailbox: mailboxOf(waiting),
    understand: async (raw) => {
      const message = read.get(raw.toString());
      return message ? { message } : { unreadable: 'never written' };
    },
    authenticate: async (understood) => understood,
    desk: () => setup.desk,
    directory: () => setup.directory,
    clock,
    mailSize: () => setup.config.limits.mailSize,
    silentOlderThan: null,
    silent: false,
    onSettled: (row, _, settled) => {
      if ('error' in settled) {
        counted.errors.push(settled.error.stack ?? settled.error.message);
        return;
      }
      const { disposition } = settled.decision;
      if (disposition !== 'waiting') read.delete(row.uid);
      counted.mails++;
      counted.dispositions[disposition] = (counted.dispositions[disposition] ?? 0) + 1;
    },
    onBacklog: () => undefined,
  });
  const following = (crash: Crash | null): FollowingUp => ({
    store: crash === null ? store : breakingOff(store, crash, () => counted.crashes[crash]++),
    desk: () => setup.desk,
    directory: () => setup.directory,
    rules: () => rules,
    clock,
    log,
  });
  const restart = async () => {
    store.close();
    store = await open();
    await store.outbox.recover(now());
    counted.restarts++;
  };

  return {
    counted,
    get setup() {
      return setup;
    },
    deliver(message, receivedAt) {
      const key = String(++uid);
      waiting.set(key, { message, receivedAt });
      read.set(key, message);
    },
    async pass(crash) {
      if (waiting.size > 0) await ingest(reading(), '1', signal);
      counted.ticks++;
      try {
        const { looked, acts } = await followUpDue(following(crash), signal);
        counted.looked += looked;
        counted.acts += acts;
      } catch (error) {
        if (!(error instanceof Broken) && !isFull(error)) throw error;
        await restart();
      }
      return handOver(store, now(), counted);
    },
    async reload(config) {
      setup = await load(config);
      rules = rulesDigest(setup.config, setup.directory);
      counted.reloads++;
    },
    restart,
    close: () => store.close(),
  };
}

/** A store whose first sweep that has work to do ends as if the process had died: before its commit, or after it. */
function breakingOff(store: Store, crash: Crash, onBreak: () => void): Store {
  return {
    ...store,
    async sweep(now, limit, look) {
      let looked = 0;
      const swept = await store.sweep(now, limit, (ticket, facts) => {
        const found = look(ticket, facts);
        // Some of the slice is written by then.
        if (crash === 'within a slice' && ++looked > 1) {
          onBreak();
          throw new Database.SqliteError('no space is left', 'SQLITE_FULL');
        }
        return found;
      });
      if (crash === 'after a slice' && swept.acts > 0) {
        onBreak();
        throw new Broken();
      }
      return swept;
    },
  };
}

function isFull(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_FULL';
}

const NOTHING = Buffer.alloc(0);
const AT_ONCE = 200;

/** As the courier takes them: claimed, begun, sent. */
async function handOver(store: Store, now: number, counted: Counted): Promise<LetterDraft[]> {
  const letters: LetterDraft[] = [];
  for (;;) {
    const due = await store.outbox.due(now, AT_ONCE);
    if (due.length === 0) return letters;
    const claimed = new Set(await store.outbox.claim(due.map(({ id }) => ({ id, mime: NOTHING }))));
    const taken = due.filter(({ id }) => claimed.has(id));
    const sent = taken.map(({ id }) => ({ id, state: 'sent' as const }));
    await store.outbox.record([...claimed], sent, now);
    letters.push(...taken.map(({ draft }) => draft));
    counted.letters += taken.length;
  }
}

function mailboxOf(waiting: Map<string, { receivedAt: number }>): Mailbox {
  const listed = () => [...waiting].map(([uid, { receivedAt }]) => ({ uid, size: uid.length, receivedAt }));
  return {
    name: 'memory:soak',
    open: async () => '1',
    list: async () => listed(),
    async *fetch(mails) {
      for (const mail of mails) yield { ...mail, raw: Buffer.from(mail.uid), truncated: false };
    },
    done: async (uids) => {
      for (const uid of uids) waiting.delete(uid);
    },
    news: async () => undefined,
    close: async () => undefined,
  };
}
