/**
 * What a mail says, once it has been read: the one type that `mail/` makes and everything else relies on.
 * It holds facts about the mail alone; what the desk does about it is `ticket/`'s question.
 */

/** A mail address with the name beside it. `address` is lower case, its local part too, so that addresses compare as they are. */
export interface Address {
  name: string;
  address: string;
}

export interface Attachment {
  /** The name that the sender gave: data, never a path. */
  filename: string | null;
  contentType: string;
  /** Bytes, decoded. */
  size: number;
  /** Of the decoded bytes, hex. */
  sha256: string;
  /** Shown within the text (has a Content-ID that the HTML refers to, or Content-Disposition: inline). */
  inline: boolean;
  /** Content-ID without angle brackets, where the HTML refers to it; absent where it does not. */
  contentId?: string;
}

export type AutomaticKind = 'bounce' | 'auto-reply' | 'list' | 'bulk' | 'feedback' | 'loop' | 'challenge';

export interface BouncedRecipient {
  address: string;
  /** RFC 3463 status, such as `5.1.1`, or null where the report gives none. */
  status: string | null;
  permanent: boolean;
  diagnostic: string | null;
}

/** Why a mail was not written by a person for this desk, and the header or line that says so. */
export interface Automatic {
  kind: AutomaticKind;
  because: string;
  bounce: { recipients: BouncedRecipient[]; originalMessageId: string | null } | null;
}

export interface Forwarded {
  from: Address | null;
  subject: string | null;
  text: string;
  /** ISO 8601, or as written where it cannot be read. */
  date: string | null;
}

/** What is known of the From domain: by the server that we trust (RFC 8601), or by a check of our own. */
export type Verdict = 'pass' | 'fail' | 'none' | 'unknown';

export interface Authentication {
  verdict: Verdict;
  because: string;
  /** Our mail server has not decided: the verdict is what stands until DKIM and DMARC are checked here. */
  undecided?: true;
}

export interface Message {
  /** With its angle brackets; null where it is missing or unusable. */
  messageId: string | null;
  /** The sender's Date, ISO 8601. Shown, never used for a clock. */
  date: string | null;
  from: Address | null;
  to: Address[];
  cc: Address[];
  subject: string;
  /** The whole text, from the plain part or the HTML. */
  text: string;
  /** What this mail adds: without quoted mail and signature; the whole text where that would be nothing. */
  replyText: string;
  /**
   * The same, but empty where nothing of the sender's own remains, and with `[cid:…]` where a picture of the mail stands in
   * it: what may be sent on under somebody's name. Null where nobody asks for it: the sender is no agent of the desk's, and
   * a program wrote it, it is forwarded, or there is more of it than a few words.
   */
  ownText: string | null;
  /** BCP 47 (`pt-BR`, `en`, `es`, `de` …); null where the text is too short to tell. */
  language: string | null;
  attachments: Attachment[];
  automatic: Automatic | null;
  forwarded: Forwarded | null;

  /** Message-IDs, with angle brackets, nearest first. */
  inReplyTo: string[];
  references: string[];
  /** Every address this mail was meant for: To, Cc, Delivered-To, X-Original-To, Envelope-To; lower case. */
  recipients: string[];
  /** By lower-case name: the decoded values in their order from the top, at most 200 headers of at most 2,000 characters. */
  headers: Record<string, string[]>;
  /** Why this mail must not be acted on whatever it says (two From headers …), or null. */
  defect: string | null;
  /** Whether the sender is who they say: by the mail server that we trust, else as far as it was checked here. */
  authentication: Authentication;
  /** The server that delivered it marked it as spam: nothing is written to its sender without an entitlement. */
  spam: boolean;
  /** Why its plain text and its HTML are two texts, or null: `text` is the one that is shown and classified. */
  textsDisagree: string | null;
  /** SHA-256 (hex) over Message-ID, From, Date and body: equal for one mail that was delivered twice. */
  fingerprint: string;
  /** Bytes of the raw mail. */
  size: number;
}

/** A mail whose sender's own words are known, as every agent's are. */
export type OwnMessage = Message & { ownText: string };

/** What a mail says, or why it can't be read. */
export type Understood = { message: Message } | { unreadable: string };

/** What `mail/` must know of the desk to read a mail. Plain data, so that it can be handed to a worker thread. */
export interface DeskIdentity {
  /** Addresses the desk receives at and writes from, lower case. */
  addresses: string[];
  /** The authserv-id of the mail server whose Authentication-Results count; null: none is trusted. */
  authservId: string | null;
  /** List-Id values, or addresses, of lists that are the desk's own way in; lower case. */
  ownLists: string[];
  /** Addresses that its agents write from, lower case. */
  agents: string[];
}
