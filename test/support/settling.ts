/** Mails settled in a real database without a mailbox: what was read of each is given. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Directory } from '../../src/directory/directory.ts';
import { indexContracts } from '../../src/directory/index-contracts.ts';
import { mailToSettle } from '../../src/ingest.ts';
import type { Message } from '../../src/mail/message.ts';
import type { Question } from '../../src/store/facts.ts';
import type { LedgerRow } from '../../src/store/ledger.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { decide } from '../../src/ticket/decide.ts';
import type { Decision, Facts, InboundMail } from '../../src/ticket/decision.ts';
import type { Desk } from '../../src/ticket/desk.ts';
import { contract, desk, message, NOW, user } from './facts.ts';
import { tempFolder } from './temp-folder.ts';

export const LEO = user({ name: 'Léo', email: 'leo@acme.example' });
/** Ana and Léo of one contract, Otto of another. */
export const DIRECTORY = indexContracts([
  contract({ users: [user(), LEO] }),
  contract({
    id: 'other',
    organization: 'Other',
    domains: [],
    users: [user({ name: 'Otto', email: 'otto@other.example' })],
  }),
]);

/** Compiled once: it takes longer than settling a mail. Without agents, so that letters are those to customers. */
const RULES = desk({ agents: [] });

export interface Settling {
  store: Store;
  path: string;
  /** Receives mails and settles them in one batch. @returns the decisions, in the same order */
  settle(mails: Partial<Message>[], options?: Options): Promise<Decision[]>;
  /** The decision on a mail that is not received, with nothing written. */
  consider(mail: Partial<Message>, options?: Options): Promise<Decision>;
  /** Settles what waits, reading each mail as it was read at first. */
  settleWaiting(options?: Options): Promise<Decision[]>;
}

interface Options {
  now?: number;
  /** When the mail server took them; absent: now. */
  receivedAt?: number;
  rules?: Desk;
  directory?: Directory;
  /** Their bytes; else each is its uid. */
  raws?: Buffer[];
  /** In place of the desk's own decision. */
  deciding?: (mail: InboundMail, facts: Facts) => Decision;
}

export async function openSettling(): Promise<Settling> {
  const path = join(tempFolder(), 'desk.db');
  const store = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
  onTestFinished(() => store.close());
  const read = new Map<number, Message>();
  let count = 0;

  const settleRows = async (rows: LedgerRow[], options: Options) => {
    const { now = NOW, rules = RULES, directory = DIRECTORY, deciding } = options;
    const settled = await store.settle(
      rows.map((row) => {
        const known = read.get(row.id);
        return mailToSettle(row, known ? { message: known } : { unreadable: 'never read' }, rules, directory);
      }),
      deciding ?? ((mail, facts) => decide(mail, facts, rules, now)),
      now,
    );
    return settled.map((one) => {
      if ('error' in one) throw one.error;
      return one.decision;
    });
  };
  return {
    store,
    path,
    async settle(mails, options = {}) {
      const uids = mails.map(() => String(++count));
      const received = uids.map((uid, i) => {
        const raw = options.raws?.[i] ?? Buffer.from(uid);
        const receivedAt = options.receivedAt ?? options.now ?? NOW;
        return { uid, file: null, size: raw.length, receivedAt, raw, truncated: false, silent: false };
      });
      const rows = await store.receive('imap:test/INBOX', '1', received, options.now ?? NOW);
      rows.forEach((row, i) => {
        read.set(row.id, message({ messageId: `<${row.uid}@x.example>`, fingerprint: `f${row.uid}`, ...mails[i] }));
      });
      return settleRows(rows, options);
    },
    consider: async (mail, { now = NOW, rules = RULES, directory = DIRECTORY } = {}) => {
      const row = { id: NEVER, receivedAt: now, silent: false, released: [], twin: null };
      const toSettle = mailToSettle(row, { message: message({ fingerprint: 'new', ...mail }) }, rules, directory);
      return store.consider(toSettle, (one, facts) => decide(one, facts, rules, now), now);
    },
    settleWaiting: async (options = {}) => settleRows(await store.unsettled(options.now ?? NOW, 100), options),
  };
}

/** What is asked about a mail of Ana's that names nothing, unless told otherwise. */
export function question(over: Partial<Question> = {}): Omit<Question, 'id'> {
  return {
    twin: null,
    fingerprint: null,
    released: false,
    from: 'ana@acme.example',
    keys: {
      tokenNumbers: [],
      messageIds: [],
      subjectNumbers: [],
      bouncedMessageIds: [],
      agentLetters: [],
      namedNumbers: [],
      ownTickets: false,
      month: null,
    },
    directory: DIRECTORY.lookUp('ana@acme.example'),
    refusalInterval: 24 * 3_600_000,
    lettersPerDeskDay: 100,
    agents: null,
    incidents: null,
    month: null,
    ...over,
  };
}

/** Larger than any id. */
const NEVER = 2_000_000_000;

export const by = (address: string): Partial<Message> => ({ from: { name: '', address } });
