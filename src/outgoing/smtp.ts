/**
 * Sends parcels through an SMTP server, and knows of each whether its body has gone out.
 * What an answer means is `answers.ts`'s question; when to send, and when again, is `deliver.ts`'s.
 */
import { isAscii } from 'node:buffer';
import { Readable } from 'node:stream';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import type { Options as PoolOptions, SentMessageInfo } from 'nodemailer/lib/smtp-pool';
import { isLoopback } from '../loopback.ts';
import { resultOfError, resultOfTaken, type SmtpError } from './answers.ts';
import type { Outgoing, Parcel, SendResult } from './outgoing.ts';

export interface SmtpOptions {
  host: string;
  port: number;
  /** TLS from the first byte. Default: on port 465 only. Where false, STARTTLS is required unless the host is loopback. */
  secure?: boolean;
  /** Without a user there is no login. */
  user?: string;
  password?: string;
  /** How many connections are held at once. Default 5. */
  connections?: number;
  /** ms in which a connection must be up: name, TCP, greeting, TLS. Default 60,000. */
  connectTimeout?: number;
  /** ms of silence after which the server is given up. Default 600,000: RFC 5321 §4.5.3.2.6 asks for 10 min after the body. */
  answerTimeout?: number;
  /** ms that `close` leaves to mails under way. Default 30,000. */
  closeTimeout?: number;
}

/** A mail as nodemailer carries it, with the one stream that holds its bytes. */
interface ParcelMail extends SendMailOptions {
  body: () => Readable;
}

export class SmtpOutgoing implements Outgoing {
  readonly #options: PoolOptions;
  readonly #closeTimeout: number;
  readonly #pool: Transporter<SentMessageInfo, PoolOptions>;
  readonly #underWay = new Set<Promise<SendResult>>();

  constructor(options: SmtpOptions) {
    this.#closeTimeout = options.closeTimeout ?? 30_000;
    this.#options = poolOptions(options);
    this.#pool = createTransport({ ...this.#options, pool: true });
    // The pool takes a connection, says MAIL, RCPT and DATA, and reads this stream only after the 354.
    this.#pool.use('stream', (mail, done) => {
      mail.message.createReadStream = (mail.data as ParcelMail).body;
      done();
    });
  }

  /** See `Outgoing.send`. While no connection is free it waits for one. */
  async send(parcel: Parcel, begun: () => Promise<void>): Promise<SendResult> {
    const sending = this.#send(parcel, new Body(parcel.mime, begun));
    this.#underWay.add(sending);
    try {
      return await sending;
    } finally {
      this.#underWay.delete(sending);
    }
  }

  /** Connects and logs in over a connection of its own. @throws Error with the server's words. */
  async verify(): Promise<void> {
    // A person waits for this one: it gives up sooner than a mail does.
    const timeout = Math.min(this.#options.socketTimeout ?? VERIFY_TIMEOUT, VERIFY_TIMEOUT);
    await createTransport({ ...this.#options, socketTimeout: timeout }).verify();
  }

  /** Takes no more mail, lets those under way finish for a while, then cuts them: their outcome is told as usual. */
  async close(): Promise<void> {
    this.#pool.close();
    const cut = setTimeout(() => this.#pool.close({ force: true }), this.#closeTimeout);
    await Promise.all(this.#underWay);
    clearTimeout(cut);
  }

  async #send(parcel: Parcel, body: Body): Promise<SendResult> {
    const mail: ParcelMail = {
      envelope: {
        // Objects, so that an address is never parsed as a list of them.
        from: parcel.from === '' ? false : { name: '', address: parcel.from },
        to: parcel.recipients.map((address) => ({ name: '', address })),
        size: parcel.mime.length,
        use8BitMime: !isAscii(parcel.mime),
      },
      messageId: parcel.messageId,
      raw: parcel.mime,
      body: () => body.stream(),
    };
    try {
      return resultOfTaken(parcel.recipients, await this.#pool.sendMail(mail));
    } catch (error) {
      // The caller hears of the end only after it has been heard about the beginning.
      await body.settled();
      return resultOfError(parcel.recipients, error as SmtpError, body.sent);
    }
  }
}

/** The bytes of one mail, held back until `begun` has been awaited. */
class Body {
  /** Whether any byte has left: from here on the server may have the mail. */
  sent = false;
  readonly #mime: Buffer;
  readonly #begun: () => Promise<void>;
  #beginning: Promise<void> | null = null;

  constructor(mime: Buffer, begun: () => Promise<void>) {
    this.#mime = mime;
    this.#begun = begun;
  }

  /** A stream that calls `begun` at its first read, and fails with its error. */
  stream(): Readable {
    let offset = 0;
    const push = (stream: Readable): void => {
      const chunk = this.#mime.subarray(offset, offset + CHUNK);
      offset += chunk.length;
      stream.push(chunk.length > 0 ? chunk : null);
    };
    const start = (stream: Readable): void => {
      // The connection may have gone while `begun` was awaited: then nothing has been sent.
      if (stream.destroyed) return;
      this.sent = true;
      push(stream);
    };
    const body = this;
    return new Readable({
      read() {
        if (offset > 0) push(this);
        // Never twice: a pool that tried again by itself could deliver a mail twice.
        else if (body.sent) this.destroy(new Error('the mail has already been begun'));
        else
          body.#begin().then(
            () => start(this),
            (error: Error) => this.destroy(error),
          );
      },
    });
  }

  /** When `begun`, if it was called, has ended in any way. */
  async settled(): Promise<void> {
    await this.#beginning?.catch(() => {});
  }

  #begin(): Promise<void> {
    // `async`, so that one that throws is one that rejects.
    this.#beginning ??= (async () => this.#begun())();
    return this.#beginning;
  }
}

/** Small enough that a mail of 25 MB never blocks the others while its lines are looked through. */
const CHUNK = 64 * 1024;
const VERIFY_TIMEOUT = 30_000;

function poolOptions(options: SmtpOptions): PoolOptions {
  const secure = options.secure ?? options.port === 465;
  const loopback = isLoopback(options.host);
  return {
    host: options.host,
    port: options.port,
    secure,
    requireTLS: !secure && !loopback,
    // Nobody stands between us and a server on this machine, and its certificate seldom says `localhost`.
    ...(loopback ? { tls: { rejectUnauthorized: false } } : {}),
    // Forced: a server that offers no login to a configured user is told as such, not found out mail by mail.
    ...(options.user ? { auth: { user: options.user, pass: options.password ?? '' }, forceAuth: true } : {}),
    maxConnections: options.connections ?? 5,
    // A new connection costs many mails' time; a server that wants fewer mails a connection says 421.
    maxMessages: Number.POSITIVE_INFINITY,
    // Trying again is for the outbox, which remembers what was tried.
    maxRequeues: 0,
    connectionTimeout: options.connectTimeout ?? 60_000,
    greetingTimeout: options.connectTimeout ?? 60_000,
    socketTimeout: options.answerTimeout ?? 600_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
