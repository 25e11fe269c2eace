/**
 * Where mail comes from when it is an IMAP folder (RFC 9051): what is there, its bytes, and news of more. It reads on a
 * connection of its own that changes nothing; marking mail as done is `imap-mark.ts`. What a mail means is not asked here.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { giveBack } from '../give-back.ts';
import { HEADER_BYTES, headerOf } from './header.ts';
import {
  connectImap,
  DONE_KEYWORD,
  type ImapConnection,
  type ImapOptions,
  isRefusal,
  mailboxError,
  place,
  WHOLE_MAIL,
  wordsOf,
} from './imap-connection.ts';
import { ImapMarker } from './imap-mark.ts';
import { type Fetched, type Listed, type Mailbox, MailboxError } from './mailbox.ts';
import { uidSets } from './uid-set.ts';

export type { ImapOptions } from './imap-connection.ts';

/** One FETCH asks for at most so many mails, and bytes. Measured: more a round trip gains nothing. */
const BATCH_MAILS = 200;
const BATCH_BYTES = 16_777_216;

/** An IMAP folder as a mailbox. `open` may be called again after an error: it makes a new connection. */
export class ImapMailbox implements Mailbox {
  readonly name: string;
  readonly #options: ImapOptions;
  readonly #marker: ImapMarker;
  #connection: ImapConnection | null = null;
  /** Rises whenever the server says that there is more mail than before; and where it stood at the last `list`. */
  #arrivals = 0;
  #arrivalsListed = 0;
  /** Commands now under way, which IDLE must not come between. */
  #commands = 0;
  #idling: Promise<boolean | undefined> | null = null;

  constructor(options: ImapOptions) {
    this.name = `imap:${options.user}@${options.host}/${options.folder}`;
    this.#options = options;
    this.#marker = new ImapMarker(options);
  }

  async open(): Promise<string> {
    await this.close();
    const connection = await connectImap(this.#options, true);
    connection.client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) this.#arrivals += 1;
    });
    this.#idling = null;
    this.#connection = connection;
    return connection.epoch;
  }

  async list(): Promise<Listed[]> {
    return this.#run('listing', async (client) => {
      // A session sees the folder as it was told of it last: NOOP has it told.
      await client.noop();
      // Noted before asking: what the server announces from here on may not be in its answer.
      this.#arrivalsListed = this.#arrivals;
      const uids = await this.#search(client, { unKeyword: DONE_KEYWORD });
      const rows = new Map<number, Listed>();
      for (const set of uidSets(uids, 5_000)) {
        for (const row of await client.fetchAll(set, { uid: true, size: true, internalDate: true }, { uid: true })) {
          // Rows without a size are flag changes made elsewhere, not answers.
          if (row.size !== undefined) rows.set(row.uid, listed(row));
        }
      }
      const missing = uids.filter((uid) => !rows.has(uid));
      const [hidden] = await this.#stillThere(client, missing);
      if (hidden !== undefined) throw this.#withheld(hidden);
      // Gone since the search: listed all the same, so that it is known of and found gone by `fetch`.
      for (const uid of missing) rows.set(uid, { uid: `${uid}`, size: 0, receivedAt: Date.now() });
      return uids.flatMap((uid) => rows.get(uid) ?? []);
    });
  }

  async *fetch(mails: Listed[], maxBytes: number): AsyncGenerator<Fetched> {
    for (const batch of batches(mails, maxBytes)) {
      yield* await this.#run('fetching', (client) => this.#fetchBatch(client, batch, maxBytes));
    }
  }

  async done(uids: string[]): Promise<void> {
    const epoch = this.#connection?.epoch;
    if (epoch === undefined) throw this.#notOpen('marking');
    await this.#marker.mark(uids, epoch);
  }

  async news(signal: AbortSignal): Promise<void> {
    const connection = this.#connection;
    if (connection === null) throw this.#notOpen('waiting for news');
    const { client } = connection;
    const lost = (): MailboxError =>
      mailboxError(this.#options, 'waiting for news', new Error('the connection was lost'), connection.complaint());
    if (signal.aborted || this.#arrivals > this.#arrivalsListed) return;
    if (!client.usable) throw lost();

    const over = new AbortController();
    const heard = Promise.withResolvers<void>();
    const onExists = (): void => {
      if (this.#arrivals > this.#arrivalsListed) heard.resolve();
    };
    const onClose = (): void => heard.reject(lost());
    client.on('exists', onExists);
    client.on('close', onClose);
    signal.addEventListener('abort', () => heard.resolve(), { signal: over.signal });
    if (this.#options.idle) this.#listen(client, over.signal).catch(onClose);
    try {
      await heard.promise;
    } finally {
      over.abort();
      client.off('exists', onExists);
      client.off('close', onClose);
    }
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    await Promise.all([connection?.close(), this.#marker.close()]);
  }

  /** Keeps the server in IDLE until told otherwise. Keepalives and other commands end an IDLE, so it is begun again. */
  async #listen(client: ImapFlow, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && client.usable) {
      let pause = 20;
      if (this.#commands === 0) {
        const idling = this.#idling ?? client.idle();
        this.#idling = idling;
        // false: refused, or the connection has gone, which its `close` event tells. Never at full speed.
        if ((await idling) === false) pause = 5_000;
        if (this.#idling === idling) this.#idling = null;
      }
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  }

  async #fetchBatch(client: ImapFlow, mails: Listed[], maxBytes: number): Promise<Fetched[]> {
    const bodies = await this.#bodies(client, mails, maxBytes);
    const missing = mails.filter((mail) => !bodies.has(mail.uid));
    const there = new Set((await this.#stillThere(client, uidsOf(missing))).map(String));
    for (const mail of missing.filter((each) => there.has(each.uid))) {
      // A row may come without its source when flags change meanwhile: asked again, alone.
      const body = (await this.#bodies(client, [mail], maxBytes)).get(mail.uid);
      if (body !== undefined) bodies.set(mail.uid, body);
      else if ((await this.#stillThere(client, uidsOf([mail]))).length > 0) throw this.#withheld(mail.uid);
    }
    return mails.map((mail) => {
      const raw = bodies.get(mail.uid) ?? null;
      return { ...mail, raw, truncated: raw !== null && mail.size > maxBytes };
    });
  }

  /** The bytes of those mails that the server gives; the others are left out. @throws where the connection fails. */
  async #bodies(client: ImapFlow, mails: Listed[], maxBytes: number): Promise<Map<string, Buffer>> {
    const bodies = new Map<string, Buffer>();
    const [first] = mails;
    try {
      if (first !== undefined && first.size > maxBytes) {
        const source = { start: 0, maxLength: HEADER_BYTES };
        const row = await client.fetchOne(first.uid, { uid: true, source }, { uid: true });
        const start = row === false ? undefined : row.source;
        if (start?.length) bodies.set(first.uid, headerOf(start));
      } else if (first !== undefined && first.size > WHOLE_MAIL) {
        const { content } = await client.download(first.uid, undefined, { uid: true, chunkSize: WHOLE_MAIL });
        if (content !== undefined) {
          const pieces: Buffer[] = await content.toArray();
          bodies.set(first.uid, Buffer.concat(pieces));
          // A large mail would else be held twice until the next search of the heap.
          for (const piece of pieces) giveBack(piece);
        }
      } else {
        for (const set of uidSets(uidsOf(mails), BATCH_MAILS)) {
          // Nothing may be awaited on this connection within the loop: it would wait for ever.
          for await (const row of client.fetch(set, { uid: true, size: true, source: true }, { uid: true })) {
            const { source } = row;
            if (Buffer.isBuffer(source) && (source.length > 0 || row.size === 0)) bodies.set(`${row.uid}`, source);
          }
        }
      }
    } catch (error) {
      // RFC 5530 §3 EXPUNGEISSUED: a NO because some of them are gone; which, the caller finds out.
      if (!client.usable || !isRefusal(error)) throw error;
    }
    return bodies;
  }

  /** Which of these the folder still has, asked afresh: NOOP first, because a session may be shown what is already gone. */
  async #stillThere(client: ImapFlow, uids: number[]): Promise<number[]> {
    if (uids.length === 0) return [];
    await client.noop();
    const there: number[] = [];
    for (const uid of uidSets(uids, 5_000)) there.push(...(await this.#search(client, { uid })));
    return there;
  }

  async #search(client: ImapFlow, query: { uid?: string; unKeyword?: string }): Promise<number[]> {
    const found = await client.search(query, { uid: true });
    // `false` is NO. Taken for "nothing found" it would lose mail.
    if (!Array.isArray(found)) throw new Error('the server refused SEARCH');
    return found.sort((a, b) => a - b);
  }

  async #run<Result>(step: string, work: (client: ImapFlow) => Promise<Result>): Promise<Result> {
    const connection = this.#connection;
    if (connection === null) throw this.#notOpen(step);
    this.#commands += 1;
    try {
      return await work(connection.client);
    } catch (error) {
      throw mailboxError(this.#options, step, error, connection.complaint());
    } finally {
      this.#commands -= 1;
    }
  }

  #withheld(uid: string | number): MailboxError {
    return new MailboxError(
      'away',
      `${place(this.#options)}: the server lists mail ${uid} but does not give it; it is asked for again later. If this goes on, look at that mail with another client`,
    );
  }

  #notOpen(step: string): MailboxError {
    return mailboxError(this.#options, step, new Error('the mailbox is not open'));
  }
}

/** Logs in, selects the folder and says in one line what is there. @throws MailboxError as `open` does. */
export async function probeImap(options: ImapOptions): Promise<string> {
  const connection = await connectImap(options, true);
  try {
    const { client } = connection;
    const waiting = await client.search({ unKeyword: DONE_KEYWORD }, { uid: true });
    if (!Array.isArray(waiting)) throw new Error('the server refused SEARCH');
    const count = waiting.length === 1 ? '1 mail waits' : `${waiting.length} mails wait`;
    const can = ['IDLE', 'MOVE', 'UIDPLUS'].map((each) => (client.capabilities.has(each) ? each : `no ${each}`));
    const line = client.secureConnection ? 'TLS' : 'no TLS';
    return `logged in as ${options.user} (${line}); ${count} in ${options.folder}; the server has ${can.join(', ')}`;
  } catch (error) {
    throw mailboxError(options, 'looking', error, wordsOf(error));
  } finally {
    await connection.close();
  }
}

/** Groups that one FETCH can bring; a large mail, and one over the limit, is a group of its own. The order stays. */
function* batches(mails: Listed[], maxBytes: number): Generator<Listed[]> {
  let batch: Listed[] = [];
  let bytes = 0;
  for (const mail of mails) {
    const alone = mail.size > WHOLE_MAIL || mail.size > maxBytes;
    if (batch.length > 0 && (alone || batch.length === BATCH_MAILS || bytes + mail.size > BATCH_BYTES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    if (alone) {
      yield [mail];
    } else {
      batch.push(mail);
      bytes += mail.size;
    }
  }
  if (batch.length > 0) yield batch;
}

function listed(row: FetchMessageObject): Listed {
  const receivedAt = row.internalDate === undefined ? Number.NaN : new Date(row.internalDate).getTime();
  return { uid: `${row.uid}`, size: row.size ?? 0, receivedAt: Number.isNaN(receivedAt) ? Date.now() : receivedAt };
}

function uidsOf(mails: Listed[]): number[] {
  return mails.map((mail) => Number(mail.uid));
}
