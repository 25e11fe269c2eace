/**
 * One pass over a mailbox, from what is there to marked done:
 *
 *   settle what an interrupted pass left → list → fetch in batches → receive (committed: nothing can be lost any more)
 *   → understand (worker threads) → authenticate → settle (one transaction a batch) → mark done
 *
 * The next batch is fetched and read while this one is settled and marked.
 */
import { ahead } from './ahead.ts';
import type { Clock } from './clock.ts';
import type { Directory } from './directory/directory.ts';
import { giveBack } from './give-back.ts';
import type { DeskIdentity, Message, Understood } from './mail/message.ts';
import type { Fetched, Listed, Mailbox } from './mailbox/mailbox.ts';
import type { LedgerRow } from './store/ledger.ts';
import type { MailToSettle, Settled, Store } from './store/store.ts';
import { peopleNamed, personBehind } from './ticket/agent/behalf.ts';
import { decide } from './ticket/decide.ts';
import type { Release, ThreadKeys } from './ticket/decision.ts';
import type { Desk } from './ticket/desk.ts';
import { ends } from './ticket/outcome.ts';
import { monthQuestion } from './ticket/report/asked.ts';
import { threadKeys } from './ticket/thread.ts';
import type { DirectoryAnswer } from './ticket/ticket.ts';

/** A batch is this much at most: what one transaction takes, and what memory holds. */
const BATCH_MAILS = 50;
const BATCH_BYTES = 2_500_000;
/** Batches that are fetched and read while one is settled: with only one, reading stops until the next one is fetched. */
const BATCHES_AHEAD = 2;

/** Everything a pass needs. What can change while the worker runs is asked for anew. */
export interface Ingest {
  store: Store;
  mailbox: Mailbox;
  understand: (raw: Buffer, identity: DeskIdentity) => Promise<Understood>;
  /** Checks the sender, where our mail server has not; asked again each time that a mail is read. */
  authenticate: (understood: Understood, raw: Buffer, receivedAt: number, asPerson: boolean) => Promise<Understood>;
  desk: () => Desk;
  directory: () => Directory;
  clock: Clock;
  /** Bytes; larger mail is quarantined by its header. */
  mailSize: () => number;
  /** ms; null: nothing is backlog. */
  silentOlderThan: number | null;
  /** Everything is settled without letters. */
  silent: boolean;
  /** Told of each mail once its fate is committed. */
  onSettled: (mail: LedgerRow, understood: Understood, settled: Settled) => void;
  /** Told how many mails of the first look are backlog. */
  onBacklog: (mails: number) => void;
}

/**
 * Does one pass over a mailbox that is open. @returns how many mails were settled
 * @param epoch what `mailbox.open` gave
 * @throws MailboxError, or an error of the database: everything committed stays, the next pass goes on from there
 */
export async function ingest(context: Ingest, epoch: string, signal: AbortSignal): Promise<number> {
  const { store, mailbox } = context;
  let settled = await settleLeftovers(context, signal);

  const listed = await mailbox.list();
  const known = await store.known(
    mailbox.name,
    epoch,
    listed.map((mail) => mail.uid),
  );
  const fresh = listed.filter((mail) => !known.has(mail.uid));
  const silentBefore = await backlogLimit(context, epoch);
  const backlog = fresh.filter((mail) => mail.receivedAt < silentBefore).length;
  if (backlog > 0) context.onBacklog(backlog);

  // Marking goes on while the next batch is read; one at a time, and a failure ends the pass after the mail at hand is in.
  let marking = mailbox.done(listed.filter((mail) => isSettled(known.get(mail.uid))).map((mail) => mail.uid));
  marking.catch(() => undefined);
  for await (const batch of ahead(received(context, epoch, fresh, silentBefore, signal), BATCHES_AHEAD)) {
    const readings = await Promise.all(batch);
    const done = await settleBatch(context, readings);
    settled += done.length;
    const uids = done.map((mail) => mail.row.uid);
    await marking;
    marking = mailbox.done(uids);
    marking.catch(() => undefined);
    if (signal.aborted) break;
  }
  await marking;
  return settled;
}

/** Fetches and receives batch after batch; yields each mail as it is being read. */
async function* received(
  context: Ingest,
  epoch: string,
  mails: Listed[],
  silentBefore: number,
  signal: AbortSignal,
): AsyncGenerator<Promise<ReadMail>[]> {
  for (const batch of batches(mails)) {
    if (signal.aborted) return;
    const fetched: Fetched[] = [];
    for await (const mail of context.mailbox.fetch(batch, context.mailSize())) fetched.push(mail);
    const rows = await context.store.receive(
      context.mailbox.name,
      epoch,
      fetched.map((mail) => ({
        uid: mail.uid,
        file: mail.file ?? null,
        size: mail.size,
        receivedAt: mail.receivedAt,
        raw: mail.raw,
        truncated: mail.truncated,
        silent: context.silent || mail.receivedAt < silentBefore,
      })),
      context.clock.now(),
    );
    for (const row of rows.filter((one) => one.disposition === 'vanished')) context.onSettled(row, GONE, vanished(row));
    yield rows.flatMap((row, i) => {
      const mail = fetched[i];
      if (!mail?.raw || row.disposition !== null) return [];
      const read = readMail(context, row, mail.raw);
      // A pass may end before it gets here; then nobody is left to hear of a failure, and the row waits in the ledger.
      read.catch(() => undefined);
      return [read];
    });
  }
}

/** A mail of the ledger, with what was read of it. */
interface ReadMail {
  row: LedgerRow;
  understood: Understood;
}

/** @param raw given back in the end: the ledger has it */
async function readMail(context: Ingest, row: LedgerRow, raw: Buffer): Promise<ReadMail> {
  const asPerson = row.released.at(-1)?.as === 'human';
  try {
    const understood = await understandRow(context, row, raw);
    return { row, understood: await context.authenticate(understood, raw, row.receivedAt, asPerson) };
  } finally {
    giveBack(raw);
  }
}

async function understandRow(context: Ingest, row: LedgerRow, raw: Buffer): Promise<Understood> {
  if (row.truncated)
    return {
      unreadable: `its ${row.size} bytes are over the limit of ${context.mailSize()} (limits.mailSize): only its header was fetched`,
    };
  // What is byte for byte in the ledger already needs no second reading.
  if (row.twin !== null && row.released.length === 0)
    return { unreadable: 'not read: the same bytes are in the ledger already' };
  return context.understand(raw, context.desk().identity);
}

const GONE: Understood = { unreadable: 'it is gone' };

function vanished(row: LedgerRow): Settled {
  return {
    id: row.id,
    decision: ends('vanished', 'it was listed, and somebody removed it before it could be fetched'),
  };
}

async function settleBatch(context: Ingest, mails: ReadMail[]): Promise<ReadMail[]> {
  if (mails.length === 0) return [];
  const desk = context.desk();
  const directory = context.directory();
  const now = context.clock.now();
  const toSettle = mails.map(({ row, understood }) => mailToSettle(row, understood, desk, directory));
  const outcomes = await context.store.settle(toSettle, (mail, facts) => decide(mail, facts, desk, now), now);
  return mails.filter((mail, i) => {
    const outcome = outcomes[i];
    if (!outcome) return false;
    context.onSettled(mail.row, mail.understood, outcome);
    return 'decision' in outcome ? outcome.decision.disposition !== 'waiting' : outcome.givenUp;
  });
}

const NO_KEYS: ThreadKeys = {
  tokenNumbers: [],
  messageIds: [],
  subjectNumbers: [],
  bouncedMessageIds: [],
  agentLetters: [],
  namedNumbers: [],
  ownTickets: false,
  month: null,
};
const NOBODY: DirectoryAnswer = { memberships: [], domainContracts: [] };

/** What the store needs to settle a mail. */
export function mailToSettle(
  row: Pick<LedgerRow, 'id' | 'receivedAt' | 'silent' | 'released' | 'twin'>,
  understood: Understood,
  desk: Desk,
  directory: Directory,
): MailToSettle {
  const message = 'message' in understood ? understood.message : null;
  const sender = message?.from?.address.toLowerCase() ?? null;
  const release = row.released.at(-1) ?? null;
  // Contracts, tickets and letters are those of whose matter it is: a customer's, also where an agent sends it on.
  const from = message && personBehind(message, release, desk);
  const keys = message ? threadKeys(message, desk) : NO_KEYS;
  const known = from === null ? NOBODY : directory.lookUp(from);
  return {
    mail: {
      id: row.id,
      receivedAt: row.receivedAt,
      understood,
      silent: row.silent,
      releases: row.released.length,
      release,
    },
    question: {
      twin: row.twin,
      fingerprint: message?.fingerprint ?? null,
      released: row.released.length > 0,
      from,
      keys,
      directory: known,
      month: keys.month === null ? null : monthQuestion(keys.month, known, row.receivedAt, desk),
      refusalInterval: desk.limits.refusalInterval,
      lettersPerDeskDay: desk.limits.lettersPerDeskDay,
      agents:
        desk.agents.length === 0 ? null : agentQuestion(message, sender, row.released.at(-1) ?? null, desk, directory),
      incidents: from === null ? null : incidentQuestion(row.receivedAt, desk),
    },
    note: {
      messageId: message?.messageId ?? null,
      fingerprint: message?.fingerprint ?? null,
      from: sender,
      subject: message?.subject ?? null,
    },
  };
}

function agentQuestion(
  message: Message | null,
  sender: string | null,
  release: Release | null,
  desk: Desk,
  directory: Directory,
): MailToSettle['question']['agents'] {
  const counting = desk.queues.filter(({ strategy }) => strategy === 'least-open');
  const named = message ? peopleNamed(message, desk) : [];
  const agent = desk.agents.find(({ addresses }) => sender !== null && addresses.includes(sender));
  return {
    fromAgent: agent?.id ?? null,
    asked: agent ? { address: agent.addresses[0], since: release?.at ?? 0 } : null,
    people: Object.fromEntries(named.map((address) => [address, directory.lookUp(address)])),
    counted: [...new Set(counting.flatMap(({ members }) => members))],
    keepers: desk.queues.some(({ sameAgent }) => sameAgent),
  };
}

/** Asked by when mails came, so that what piled up while the desk was down is gathered as it would have been then. */
function incidentQuestion(receivedAt: number, { incidents }: Desk): MailToSettle['question']['incidents'] {
  const longest = Math.max(0, ...incidents.rules.map(({ within }) => within));
  return longest === 0 ? null : { from: receivedAt - longest, to: receivedAt + longest };
}

/** Mails that are in the ledger and not settled: an interrupted pass left them, or they waited and their time has come. */
export async function settleLeftovers(context: Ingest, signal: AbortSignal): Promise<number> {
  const now = context.clock.now();
  let settled = 0;
  const seen = new Set<number>();
  while (!signal.aborted) {
    const rows = (await context.store.unsettled(now, BATCH_MAILS)).filter((row) => !seen.has(row.id));
    if (rows.length === 0) return settled;
    for (const batch of batches(rows)) {
      for (const row of batch) seen.add(row.id);
      const mails = await Promise.all(batch.map((row) => readAgain(context, row)));
      settled += (await settleBatch(context, mails)).length;
    }
  }
  return settled;
}

async function readAgain(context: Ingest, row: LedgerRow): Promise<ReadMail> {
  const kept = await context.store.raw(row.id);
  return 'lost' in kept ? { row, understood: { unreadable: kept.lost } } : readMail(context, row, kept.raw);
}

async function backlogLimit(context: Ingest, epoch: string): Promise<number> {
  const startedAt = await context.store.mailboxStart(context.mailbox.name, epoch, context.clock.now());
  return context.silentOlderThan === null ? Number.NEGATIVE_INFINITY : startedAt - context.silentOlderThan;
}

function isSettled(row: LedgerRow | undefined): boolean {
  return row !== undefined && row.disposition !== null && row.disposition !== 'waiting';
}

function* batches<T extends { size: number }>(mails: T[]): Generator<T[]> {
  let batch: T[] = [];
  let bytes = 0;
  for (const mail of mails) {
    if (batch.length > 0 && (batch.length === BATCH_MAILS || bytes + mail.size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(mail);
    bytes += mail.size;
  }
  if (batch.length > 0) yield batch;
}
