/** What is to happen to one mail, as data: `decide` returns it, the store writes it, `explain` prints it. */

import type { LetterDraft } from '../letters/letter.ts';
import type { Authentication, Automatic, BouncedRecipient, Understood } from '../mail/message.ts';
import type {
  Classification,
  DirectoryAnswer,
  Disposition,
  Entitlement,
  Instant,
  Language,
  SentLetter,
  SlaPromise,
  TicketFacts,
  TicketMessage,
  TicketState,
} from './ticket.ts';

/** A person let a mail go through again. */
export interface Release {
  at: Instant;
  /** Who did it, as the machine knows them. */
  by: string;
  /** `human`: the desk was wrong to take it for automatic, or its sender for forged. Null: as the desk reads it. */
  as: 'human' | null;
  /** In the words of who did it. */
  why: string | null;
  /** What it was before, and why. */
  was: string;
}

/** One mail of the ledger, as far as it has been read. */
export interface InboundMail {
  /** The ledger's id. */
  id: number;
  /** When the server took it; every clock starts here, never at the sender's Date. */
  receivedAt: Instant;
  /** What it says; or why it could not be read. */
  understood: Understood;
  /** Older than the backlog's limit at the first start: settled without letters. */
  silent: boolean;
  /** How often a person let it go through again. */
  releases: number;
  /** The last time that a person did; null: never. */
  release: Release | null;
}

/** Everything that `decide` may know besides the mail: read by the store in the same transaction. */
export interface Facts {
  directory: DirectoryAnswer;
  /** The mail of the ledger that this one repeats, and how that is known. For a released one: a copy that reached a ticket. */
  duplicateOf: { id: number; because: string } | null;
  /**
   * Tickets named by the mail's tokens, references or subject: see `threadKeys`. By Message-ID: for each id that names
   * any, the tickets that the sender is on, at most two.
   */
  tickets: { byToken: TicketFacts[]; byMessageId: TicketFacts[][]; byNumber: TicketFacts[] };
  /** The letter of ours that a bounce gives back. */
  bouncedLetter: SentLetter | null;
  /** A mail that this one answers, from the sender's own domain, is still waiting. */
  answersWaiting: boolean;
  /** Refusals written: to this sender within the config's span, and to anybody within a day. */
  refusals: { toSender: number; today: number };
  /** Letters written to this sender within the last hour. */
  lettersToSender: number;
  /**
   * Letters written within a day: to this sender, and of these about each ticket, by its number; and whether the desk
   * wrote as many to all as `limits.lettersPerDeskDay` allows.
   */
  lettersToday: { toSender: number; toSenderOn: Record<string, number>; deskIsFull: boolean };
  /** The number that the next ticket will have, without prefix. */
  nextNumber: number;
}

/** What the store must look up for a mail; `threadKeys` says it, so that `decide` itself never queries. */
export interface ThreadKeys {
  /** Ticket numbers (without prefix) whose token on this mail verifies. */
  tokenNumbers: number[];
  /** Message-IDs that the mail answers or refers to. */
  messageIds: string[];
  /** Ticket numbers written in the subject: claims, not proofs. */
  subjectNumbers: number[];
  /** Message-IDs of ours that a bounce carries, verified. */
  bouncedMessageIds: string[];
}

export interface NewTicket {
  /** Without prefix; equals the fact `nextNumber`. */
  number: number;
  subject: string;
  classification: Classification;
  state: TicketState;
  plan: string;
  contract: string;
  organization: string;
  language: Language;
  requester: { name: string; address: string };
  createdAt: Instant;
  promise: SlaPromise;
  /** The ticket it follows, where that one is closed for too long. */
  follows: number | null;
  /** Participants besides the requester. */
  participants: Person[];
  message: TicketMessage;
}

/** Somebody on a ticket; the address in lower case. */
export interface Person {
  name: string;
  address: string;
}

export type Change =
  | { do: 'open'; ticket: NewTicket }
  | {
      do: 'append';
      ticketId: number;
      message: TicketMessage;
      /** Null: as it is. */
      state: TicketState | null;
      /** `thanked`: it asks for nothing, so nobody is waited for and no clock starts. */
      what: 'wrote' | 'thanked';
      /** Participants from now on. */
      adds: Person[];
      because: string;
    }
  | { do: 'note'; ticketId: number; what: string; because: string }
  | { do: 'bounce'; letterId: number; ticketId: number | null; recipients: BouncedRecipient[]; because: string };

export interface Decision {
  disposition: Disposition;
  /** The reasons, the deciding one first. For refusals it begins with the entitlement verdict. */
  because: string[];
  changes: Change[];
  letters: LetterDraft[];
  /** For `waiting`: when to look again. */
  retryAt: Instant | null;
  /** The number, with prefix, of the ticket that the mail is now on. */
  ticket: string | null;
  /** What was found out on the way; null where the decision did not need it. */
  thread: { ticket: string; because: string } | null;
  entitlement: Entitlement | null;
  classification: Classification | null;
  promise: SlaPromise | null;
  authentication: Authentication | null;
  automatic: Automatic | null;
}
