/**
 * The wiring: opens everything that a setup names, runs the three loops (mail in, time passing, letters out), and stops
 * them in that order, so that nothing is taken in that can't be finished.
 */
import { schedule } from 'node-cron';
import { type Authenticator, openAuthenticator } from './authenticate.ts';
import { backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { understandingOptions } from './config/understanding.ts';
import { mailboxOf, outgoingOf } from './connect.ts';
import { type Delivering, deliverDue } from './deliver.ts';
import { digestDue } from './digest.ts';
import { type FollowingUp, followUpDue, rulesDigest, type Ticked } from './follow-up.ts';
import { type Ingest, ingest, settleLeftovers } from './ingest.ts';
import type { Log } from './log.ts';
import type { Understood } from './mail/message.ts';
import { type Mailbox, MailboxError } from './mailbox/mailbox.ts';
import type { Outgoing } from './outgoing/outgoing.ts';
import { sendUntil } from './send-loop.ts';
import type { Setup } from './setup.ts';
import type { LedgerRow } from './store/ledger.ts';
import { openStore, type Settled, type Store } from './store/store.ts';
import { tickUntil } from './tick-loop.ts';
import { openUnderstanding, type Understanding } from './understand.ts';

export interface WorkerOptions {
  setup: Setup;
  clock: Clock;
  log: Log;
  /** In place of the config's mailbox: files given by path. */
  mailbox?: Mailbox;
  /** No letters are written. */
  silent?: boolean;
  /** Tickets are not followed up: that is left to who runs the desk. */
  followsNothing?: boolean;
  /** Told of each mail once its fate is committed. */
  onSettled?: (mail: LedgerRow, understood: Understood, settled: Settled) => void;
}

/** How long a stop lets a mail server go on answering (ms). */
const FINISH_READING = 5_000;
/** How long a stop goes on sending letters that are queued (ms). */
const DRAIN = 10_000;

/** A desk with everything open. Owns the connections, the threads and the database, and closes them. */
export class Worker {
  #setup: Setup;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #store: Store;
  readonly #mailbox: Mailbox;
  readonly #outgoing: Outgoing;
  readonly #understanding: Understanding;
  readonly #authenticator: Authenticator;
  readonly #ingest: Ingest;
  readonly #delivering: Delivering;
  readonly #followingUp: FollowingUp;
  readonly #follows: boolean;
  #rules: string;
  #wakeDelivery: () => void = () => undefined;
  #wakeReading: () => void = () => undefined;
  #wakeTick: () => void = () => undefined;

  /** Opens the database, and takes its lock. @throws StoreError, LockedError */
  static async open(options: WorkerOptions): Promise<Worker> {
    const { setup, log } = options;
    const { path } = setup.config.store;
    const store = await openStore({ path, ticketPrefix: setup.desk.ticketPrefix, mode: 'work' });
    if (store.copied !== null)
      log.info({ copy: store.copied }, 'the database was brought up to date; a copy of the old one stays beside it');
    return new Worker(options, store);
  }

  private constructor(options: WorkerOptions, store: Store) {
    const { setup, clock, log } = options;
    const { config } = setup;
    this.#setup = setup;
    this.#rules = rulesDigest(config, setup.directory);
    this.#follows = !(options.silent || options.followsNothing);
    this.#clock = clock;
    this.#log = log;
    this.#store = store;
    this.#mailbox = options.mailbox ?? mailboxOf(config.mailbox, (sentence) => log.warn(sentence));
    this.#outgoing = outgoingOf(config.outgoing);
    this.#understanding = openUnderstanding(understandingOptions(config));
    this.#authenticator = openAuthenticator({
      dnsServers: config.authentication.dnsServers,
      checkSignatures: () => this.#setup.config.authentication.checkSignatures,
      now: () => clock.now(),
    });
    this.#ingest = {
      store,
      mailbox: this.#mailbox,
      understand: (raw, identity) => this.#understanding.read(raw, identity),
      authenticate: this.#authenticator.authenticated,
      desk: () => this.#setup.desk,
      directory: () => this.#setup.directory,
      clock,
      mailSize: () => this.#setup.config.limits.mailSize,
      silentOlderThan: options.mailbox ? null : config.mailbox.backlog.silentOlderThan,
      silent: options.silent ?? false,
      onSettled: (mail, understood, settled) => {
        logMail(log, mail, understood, settled);
        options.onSettled?.(mail, understood, settled);
        this.#wakeDelivery();
        this.#wakeTick();
      },
      onBacklog: (mails) =>
        log.warn(
          { mails },
          'first look at this mailbox: mail older than mailbox.backlog.silentOlderThan is settled without letters',
        ),
    };
    this.#delivering = {
      store,
      outgoing: this.#outgoing,
      desk: () => this.#setup.desk,
      templates: () => this.#setup.templates,
      files: (raw, sha256s) => this.#understanding.files(raw, sha256s),
      clock,
      log,
      lettersPerDeskHour: () => this.#setup.config.limits.lettersPerDeskHour,
    };
    this.#followingUp = {
      store,
      desk: () => this.#setup.desk,
      directory: () => this.#setup.directory,
      rules: () => this.#rules,
      clock,
      log,
    };
  }

  /** Puts a new setup in force for the next mail. */
  use(setup: Setup): void {
    this.#setup = setup;
    this.#rules = rulesDigest(setup.config, setup.directory);
    this.#wakeReading();
    this.#wakeTick();
  }

  /** One pass: settles what is there, follows up and sends what is due. @throws MailboxError, or the outgoing server's words */
  async once(signal: AbortSignal): Promise<void> {
    await this.#recover();
    // What is in the outbox goes out even where the mailbox can't be read.
    const failures = [
      await errorOf(this.#readOnce(signal)),
      await errorOf(this.#tickOnce(signal)),
      await errorOf(this.#sendOnce(signal)),
    ].filter((error) => error !== null);
    if (failures.length > 1) throw new Error(failures.map(shortly).join('\n'), { cause: failures[0] });
    if (failures.length > 0) throw failures[0];
  }

  async #readOnce(signal: AbortSignal): Promise<void> {
    await ingest(this.#ingest, await this.#mailbox.open(), signal);
  }

  async #tickOnce(signal: AbortSignal): Promise<void> {
    if (this.#follows) await this.#tick(signal);
  }

  /** What time brings: follow-ups, and once a day the digest. */
  async #tick(signal: AbortSignal): Promise<Ticked> {
    const ticked = await followUpDue(this.#followingUp, signal);
    const { desk, config } = this.#setup;
    const told = await digestDue(this.#store, desk, config, this.#clock.now());
    if (ticked.acts > 0 || told) this.#wakeDelivery();
    return ticked;
  }

  async #sendOnce(signal: AbortSignal): Promise<void> {
    const { down, capped } = await deliverDue(this.#delivering, signal);
    if (capped) this.#sayCapped();
    if (down) throw new Error(`letters wait in the outbox: ${down.error}`);
  }

  /** Reads and sends until the signal aborts. @throws MailboxError where trying again can't help (wrong password …) */
  async run(signal: AbortSignal): Promise<void> {
    // While the mailbox is opened and listed.
    this.#understanding.start();
    await this.#recover();
    const stopSending = new AbortController();
    const sending = this.#sendUntil(stopSending.signal);
    const stopTicking = new AbortController();
    const ticking = this.#follows ? this.#tickUntil(stopTicking.signal) : Promise.resolve();
    try {
      await this.#readUntil(signal);
    } finally {
      stopTicking.abort();
      await ticking;
      stopSending.abort();
      await this.#drain(sending);
    }
  }

  async close(): Promise<void> {
    try {
      await Promise.allSettled([this.#mailbox.close(), this.#outgoing.close()]);
      this.#authenticator.close();
      await this.#understanding.close();
    } finally {
      this.#store.close();
    }
  }

  /** Sends what is queued; then cuts what the server leaves without an answer, which tells its outcome as any cut does. */
  async #drain(sending: Promise<void>): Promise<void> {
    const over = new AbortController();
    const cut = setTimeout(() => {
      over.abort();
      void this.#outgoing.close();
    }, DRAIN);
    try {
      await sending;
      await deliverDue(this.#delivering, over.signal);
    } catch (error) {
      this.#log.error({ err: shortly(error) }, 'letters wait for the next start');
    } finally {
      clearTimeout(cut);
    }
  }

  async #recover(): Promise<void> {
    const { queued, held } = await this.#store.outbox.recover(this.#clock.now());
    if (queued > 0) this.#log.info({ letters: queued }, 'letters that had not begun to go out are queued again');
    if (held > 0)
      this.#log.warn(
        { letters: held },
        'letters may have arrived or not when the last process ended: held ("chamado outbox list")',
      );
  }

  #sayCapped(): void {
    this.#log.warn('the desk reached limits.lettersPerDeskHour: letters wait');
  }

  async #readUntil(signal: AbortSignal): Promise<void> {
    const { mailbox, desk } = this.#setup.config;
    const poll = schedule(mailbox.poll, () => this.#wakeReading(), { noOverlap: true, timezone: desk.timeZone });
    const delay = backoff(1_000, 30_000);
    // A server that has gone silent must not hold a stop for as long as its silence is borne otherwise.
    let cut: NodeJS.Timeout | undefined;
    const onStop = () => {
      cut = setTimeout(() => void this.#mailbox.close().catch(() => undefined), FINISH_READING);
    };
    signal.addEventListener('abort', onStop);
    try {
      while (!signal.aborted) {
        try {
          await settleLeftovers(this.#ingest, signal);
          const epoch = await this.#mailbox.open();
          this.#log.info({ mailbox: this.#mailbox.name }, 'reading');
          while (!signal.aborted) {
            await ingest(this.#ingest, epoch, signal);
            delay.reset();
            await this.#news(signal);
          }
        } catch (error) {
          if (signal.aborted) return;
          if (error instanceof MailboxError && error.kind !== 'away') throw error;
          const again = delay.next();
          this.#log.error({ again, err: shortly(error) }, 'reading stopped; it is tried again');
          await this.#mailbox.close().catch(() => undefined);
          await this.#clock.sleep(again, signal);
        }
      }
    } finally {
      clearTimeout(cut);
      signal.removeEventListener('abort', onStop);
      await poll.destroy();
    }
  }

  /** Resolves when the server announces mail, the poll is due, or the worker is to stop. */
  async #news(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.#wakeReading = () => woken.abort();
    await this.#mailbox.news(AbortSignal.any([signal, woken.signal]));
  }

  #tickUntil(signal: AbortSignal): Promise<void> {
    return tickUntil({ tick: () => this.#tick(signal), clock: this.#clock, log: this.#log }, signal, (wake) => {
      this.#wakeTick = wake;
    });
  }

  #sendUntil(signal: AbortSignal): Promise<void> {
    return sendUntil(
      this.#delivering,
      signal,
      (wake) => {
        this.#wakeDelivery = wake;
      },
      () => this.#sayCapped(),
    );
  }
}

function logMail(log: Log, mail: LedgerRow, understood: Understood, settled: Settled): void {
  const message = 'message' in understood ? understood.message : null;
  const about = { mail: mail.id, uid: mail.uid, from: message?.from?.address ?? null, size: mail.size };
  if ('error' in settled) {
    log.error(
      { ...about, err: shortly(settled.error), givenUp: settled.givenUp },
      settled.givenUp ? 'quarantined: settling it failed again and again' : 'settling it failed; it is tried again',
    );
    return;
  }
  const { disposition, because, ticket, automatic } = settled.decision;
  // The whole reason is in the ledger. That of an automatic mail quotes its headers, and the log holds no words of senders.
  const quotes = automatic !== null && ['ignored', 'noted', 'bounce'].includes(disposition);
  log.info({ ...about, disposition, ticket, because: quotes ? automatic.kind : because.join('; ') }, 'mail settled');
}

/** The error that a promise ended in, or null. */
async function errorOf(work: Promise<void>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

function shortly(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
