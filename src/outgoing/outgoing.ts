/** Where letters go out: the one interface that SMTP and a folder both keep. Which letter goes when is `deliver.ts`'s question. */

/** A finished mail with its envelope. */
export interface Parcel {
  /** The outbox row's id; a folder names its file by it. */
  id: number;
  messageId: string;
  /** Envelope sender: the desk. */
  from: string;
  /** Only those who have not accepted it yet. */
  recipients: string[];
  mime: Buffer;
}

/** What a server said of one recipient. `code` null: it did not answer in SMTP. */
export interface RecipientAnswer {
  address: string;
  /** It spoke of this address (in answer to RCPT), not of the mail. */
  named: boolean;
  code: number | null;
  response: string;
}

/**
 * What became of a parcel.
 * `settled`: the server answered for each recipient: accepted, deferred (4xx: again later) or refused (5xx: never again).
 * `not-begun`: it failed before any byte of the mail went out, so that trying again is safe.
 * `unknown`: the body was on its way and no answer came. It may have been delivered.
 */
export type SendResult =
  | {
      outcome: 'settled';
      accepted: string[];
      deferred: RecipientAnswer[];
      refused: RecipientAnswer[];
      response: string;
    }
  | { outcome: 'not-begun'; error: string; login: boolean }
  | { outcome: 'unknown'; error: string };

export interface Outgoing {
  /**
   * Sends one parcel. Awaits `begun` just before the first byte of the body goes out, after the server has said 354:
   * if `begun` rejects nothing is sent and the outcome is `not-begun`. Never rejects.
   */
  send(parcel: Parcel, begun: () => Promise<void>): Promise<SendResult>;
  /** Connects and logs in. @throws Error with the server's words where that fails. */
  verify(): Promise<void>;
  close(): Promise<void>;
}
