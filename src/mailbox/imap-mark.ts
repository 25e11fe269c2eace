/**
 * How a mail is marked as done on an IMAP server: moved to the done folder, or given a keyword where that can't be. On a
 * connection of its own, so that reading never waits for marking. Which mails are done is not asked here.
 */
import {
  connectImap,
  DONE_KEYWORD,
  folderPath,
  type ImapConnection,
  type ImapOptions,
  mailboxError,
  place,
} from './imap-connection.ts';
import { MailboxError } from './mailbox.ts';
import { uidSets } from './uid-set.ts';

/** One command marks at most so many mails. */
const BATCH_MAILS = 200;

export class ImapMarker {
  readonly #options: ImapOptions;
  #connection: ImapConnection | null = null;
  /** The done folder's path on the server; null: mail is given the keyword instead. */
  #folder: string | null = null;
  /** Marks are made one after another, whoever asks. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: ImapOptions) {
    this.#options = options;
  }

  /**
   * Marks mails as done. UIDs that are gone are no error.
   * @param epoch the UIDVALIDITY that the UIDs belong to; under another one they would name other mails.
   * @throws MailboxError
   */
  async mark(uids: string[], epoch: string): Promise<void> {
    const marked = this.#last.then(() => this.#mark(uids, epoch));
    this.#last = marked.catch(() => {});
    return marked;
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
  }

  async #mark(uids: string[], epoch: string): Promise<void> {
    if (uids.length === 0) return;
    const connection = await this.#connected();
    try {
      if (connection.epoch !== epoch) {
        throw new MailboxError(
          'away',
          `${place(this.#options)}: UIDVALIDITY changed from ${epoch} to ${connection.epoch}, so mails ${uids[0]} … can't be marked; the folder is read anew`,
        );
      }
      // A session knows the mails that it was told of: to the server a UID that came since would be no message at all.
      await connection.client.noop();
      for (const set of uidSets(uids, BATCH_MAILS)) {
        const { client } = connection;
        if (this.#folder !== null && !(await client.messageMove(set, this.#folder, { uid: true }))) {
          // A full or forbidden folder must not keep the desk from new mail.
          const flags = flagsOf(client.mailbox);
          this.#folder = this.#keyword(
            flags,
            `the server refuses to move mail to ${this.#folder} (${connection.complaint()})`,
          );
        }
        if (
          this.#folder === null &&
          !(await client.messageFlagsAdd(set, [DONE_KEYWORD], { uid: true, silent: true }))
        ) {
          throw new Error(`the server refused to flag mails ${set}`);
        }
      }
    } catch (error) {
      const complaint = connection.complaint();
      // Whatever went wrong, the next try starts from a fresh connection and finds the done folder anew.
      await this.close();
      throw mailboxError(this.#options, `marking as done (${this.#options.done})`, error, complaint);
    }
  }

  async #connected(): Promise<ImapConnection> {
    if (this.#connection?.client.usable) return this.#connection;
    const connection = await connectImap(this.#options, false);
    try {
      this.#folder = await this.#doneFolder(connection);
    } catch (error) {
      const complaint = connection.complaint();
      await connection.close();
      throw mailboxError(this.#options, `opening the folder ${this.#options.done}`, error, complaint);
    }
    this.#connection = connection;
    return connection;
  }

  /** @returns the done folder's path, made where it is missing; null where mail can't be moved there. */
  async #doneFolder({ client, complaint }: ImapConnection): Promise<string | null> {
    const { log, done } = this.#options;
    // Without UIDPLUS, moving ends in a plain EXPUNGE, which removes whatever else was marked \Deleted (RFC 4315 §2.1).
    if (!client.capabilities.has('MOVE') && !client.capabilities.has('UIDPLUS')) {
      return this.#keyword(flagsOf(client.mailbox), 'the server has neither MOVE nor UIDPLUS');
    }
    const { prefix = '', delimiter = '/' } = client.namespace ?? {};
    const path = folderPath(done).join(delimiter || '/');
    const paths = new Set([path, prefix + path]);
    const there = (await client.list()).find((each) => paths.has(each.path));
    if (there !== undefined) return there.path;
    try {
      const made = await client.mailboxCreate(folderPath(done));
      if (made.created) log?.(`${this.#options.host}: made the folder ${made.path} for mail that is done`);
      return made.path;
    } catch (error) {
      if (!client.usable) throw error;
      return this.#keyword(flagsOf(client.mailbox), `the folder ${done} can't be made (${complaint()})`);
    }
  }

  #keyword(flags: Set<string>, because: string): null {
    if (!flags.has('\\*') && !flags.has(DONE_KEYWORD)) {
      throw new MailboxError(
        'protocol',
        `${place(this.#options)}: finished mail can be neither moved (${because}) nor given a keyword; create the folder "${this.#options.done}" by hand, or use another server`,
      );
    }
    this.#options.log?.(
      `${this.#options.host}: ${because}; finished mail stays and is given the keyword ${DONE_KEYWORD}`,
    );
    return null;
  }
}

/** The flags that may be stored in the folder (RFC 9051 §7.1 PERMANENTFLAGS); where the server lists none, any. */
function flagsOf(mailbox: false | { permanentFlags?: Set<string> | undefined }): Set<string> {
  const flags = mailbox === false ? undefined : mailbox.permanentFlags;
  return flags ?? new Set(['\\*']);
}
