/**
 * A small world of mail without servers: desks with real databases, people, responders, and a clock that the test moves.
 * Every letter of a desk goes into the mailbox of whoever it is addressed to, as their mail server would hand it out.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { deliverDue } from '../../src/deliver.ts';
import { ingest } from '../../src/ingest.ts';
import { filesIn } from '../../src/mail/mime/files.ts';
import { readMail } from '../../src/mail/read.ts';
import type { Mailbox } from '../../src/mailbox/mailbox.ts';
import type { Outgoing } from '../../src/outgoing/outgoing.ts';
import { loadSetup } from '../../src/setup.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import { CONFIG, makeDeskFolder } from './desk-folder.ts';

const MINUTE = 60_000;

/** A letter on its way: who sent it, to whom, and its bytes as text. */
export interface Posted {
  from: string;
  to: string;
  raw: string;
}

export interface VirtualDesk {
  address: string;
  store: Store;
  /** What became of each mail, in order. */
  settled: { from: string; decision: Decision }[];
}

export interface VirtualPost {
  /** Hands a mail to whoever has that address; to nobody where nobody has. */
  send(mail: Posted): void;
  /** Opens a desk at an address. `contacts` may have its support. */
  desk(
    address: string,
    contacts: string[],
    over?: { ticketPrefix?: string; limits?: Record<string, number> },
  ): Promise<VirtualDesk>;
  /** Somebody, or something, that answers each mail to this address. */
  answering(address: string, answer: (mail: Posted) => Posted | null): void;
  /** Lets the hours go by; `hourly` is called as each begins. Mail takes a minute to arrive. */
  pass(hours: number, hourly?: (hour: number) => void): Promise<void>;
  /** Letters that desks have written. */
  letters: Posted[];
}

/** @param relay what becomes of each letter of a desk on its way */
export function virtualPost(relay: (raw: string) => string = (raw) => raw): VirtualPost {
  let now = Date.parse('2026-11-03T13:00:00Z');
  const clock: Clock = { now: () => now, sleep: () => nextTurn() };
  const arriving: Posted[] = [];
  const receivers = new Map<string, (mail: Posted) => void>();
  const works: (() => Promise<void>)[] = [];
  const letters: Posted[] = [];

  return {
    letters,
    send: (mail) => void arriving.push(mail),
    answering(address, answer) {
      receivers.set(address, (mail) => {
        const answered = answer(mail);
        if (answered) arriving.push(answered);
      });
    },
    async desk(address, contacts, { ticketPrefix = 'BLIP', limits = {} } = {}) {
      const folder = await makeDeskFolder({ desk: { ...CONFIG.desk, address, ticketPrefix }, limits }, [
        {
          id: 'everybody',
          organization: 'Everybody',
          plan: 'Plus',
          startsOn: '2020-01-01',
          endsOn: null,
          domains: [],
          bots: [{ id: 'sales', name: 'Vendas', paid: true }],
          users: contacts.map((email) => ({ name: email, email, language: 'pt-BR', bots: ['sales'] })),
        },
      ]);
      const setup = await loadSetup(folder.config, { env: {}, secrets: 'required' });
      const store = await openStore({ path: folder.database, ticketPrefix, mode: 'work' });
      onTestFinished(async () => {
        store.close();
        await folder.remove();
      });
      const waiting = new Map<string, { raw: Buffer; receivedAt: number }>();
      let uid = 0;
      receivers.set(address, ({ from, raw }) => {
        const verdict = `Authentication-Results: mx.blip.example; dmarc=pass header.from=${from.slice(from.indexOf('@') + 1)}`;
        waiting.set(String(++uid), {
          raw: Buffer.from(`Return-Path: <${from}>\r\n${verdict}\r\n${raw}`),
          receivedAt: now,
        });
      });
      const settled: VirtualDesk['settled'] = [];
      const signal = new AbortController().signal;
      const outgoing: Outgoing = {
        async send({ from, recipients, mime }, begun) {
          await begun();
          for (const to of recipients) {
            const letter = { from, to, raw: relay(mime.toString()) };
            letters.push(letter);
            arriving.push(letter);
          }
          return { outcome: 'settled', accepted: recipients, deferred: [], refused: [], response: '250 ok' };
        },
        verify: async () => undefined,
        close: async () => undefined,
      };
      works.push(async () => {
        if (waiting.size > 0) await ingest(reading, '1', signal);
        const delivered = await deliverDue(delivering, signal);
        if (delivered.down) throw new Error(delivered.down.error);
      });
      const reading: Parameters<typeof ingest>[0] = {
        store,
        mailbox: mailboxOf(address, waiting),
        understand: async (raw, identity) => ({ message: await readMail(raw, identity) }),
        authenticate: async (understood) => understood,
        desk: () => setup.desk,
        directory: () => setup.directory,
        clock,
        mailSize: () => setup.config.limits.mailSize,
        silentOlderThan: null,
        silent: false,
        onSettled: (_row, understood, one) => {
          if ('error' in one) throw one.error;
          const from = 'message' in understood ? (understood.message.from?.address ?? '') : '';
          settled.push({ from, decision: one.decision });
        },
        onBacklog: () => undefined,
      };
      const delivering: Parameters<typeof deliverDue>[0] = {
        store,
        outgoing,
        desk: () => setup.desk,
        templates: () => setup.templates,
        files: filesIn,
        clock,
        log: pino({ level: 'silent' }),
        lettersPerDeskHour: () => setup.config.limits.lettersPerDeskHour,
      };
      return { address, store, settled };
    },
    async pass(hours, hourly) {
      for (let hour = 0; hour < hours; hour++) {
        hourly?.(hour);
        for (let minute = 0; minute < 60; minute++) {
          now += MINUTE;
          // What is sent in this minute arrives in the next one.
          const mails = arriving.splice(0);
          if (mails.length === 0) continue;
          for (const mail of mails) receivers.get(mail.to)?.(mail);
          for (const work of works) await work();
        }
      }
    },
  };
}

function mailboxOf(name: string, waiting: Map<string, { raw: Buffer; receivedAt: number }>): Mailbox {
  const listed = () => [...waiting].map(([uid, { raw, receivedAt }]) => ({ uid, size: raw.length, receivedAt }));
  return {
    name: `memory:${name}`,
    open: async () => '1',
    list: async () => listed(),
    async *fetch(mails) {
      for (const mail of mails) {
        const kept = waiting.get(mail.uid);
        yield { ...mail, raw: kept ? Buffer.from(kept.raw) : null, truncated: false };
      }
    },
    done: async (uids) => {
      for (const uid of uids) waiting.delete(uid);
    },
    news: async () => undefined,
    close: async () => undefined,
  };
}
