/** Where mail comes from: the one interface that IMAP and Maildir both keep. Nothing here decides anything. */

/** What is known of a mail before its body is fetched. */
export interface Listed {
  /** Stable within (mailbox, epoch): the IMAP UID, or the unique part of a Maildir file's name. */
  uid: string;
  /** Bytes. */
  size: number;
  /** When the server took it: IMAP INTERNALDATE, a Maildir file's time. UTC ms. */
  receivedAt: number;
}

/** One mail as the mailbox gave it. */
export interface Fetched extends Listed {
  /** The caller's own: the mailbox keeps no part of it. null: it was listed, and is gone (expunged by somebody else). */
  raw: Buffer | null;
  /** Set where only the header was fetched, because the mail is over the size limit. */
  truncated: boolean;
  /** The path it was read from, where it came as a file. */
  file?: string;
}

export interface Mailbox {
  /** Its name in the ledger, stable over restarts: `imap:user@host/INBOX`, `maildir:/path`. */
  readonly name: string;
  /**
   * Connects and selects. @returns the epoch: UIDVALIDITY as a string (`maildir` for a Maildir).
   * @throws MailboxError
   */
  open(): Promise<string>;
  /** Everything that is there and not yet marked done, oldest first. Sizes, no bodies. Never empty because of an error: it throws. */
  list(): Promise<Listed[]>;
  /**
   * Fetches the mails in the given order, in as few round trips as is sound. A mail larger than `maxBytes` comes
   * truncated to its header. Yields every uid asked for exactly once, in order; a mail proven to be gone has `raw: null`.
   * @throws MailboxError where the server did not give a mail that it still lists.
   */
  fetch(mails: Listed[], maxBytes: number): AsyncIterable<Fetched>;
  /** Marks mails as done (moved to the done folder; flagged where that can't be). Gone ones are no error. */
  done(uids: string[]): Promise<void>;
  /** Resolves when there may be new mail, or the signal aborts; rejects when the connection is lost. */
  news(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** What went wrong with a mailbox, and whether trying again can help. */
export class MailboxError extends Error {
  /** `login`: stop and say so. `protocol`: the server can't be used as it is; stop. `away`: back off and go on. */
  readonly kind: 'login' | 'protocol' | 'away';
  constructor(kind: 'login' | 'protocol' | 'away', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MailboxError';
    this.kind = kind;
  }
}
