/** What is to happen to one mail, as data: `decide` returns it, the store writes it, `explain` prints it. */

import type { Notice } from '../letters/agent-values.ts';
import type { LetterDraft } from '../letters/letter.ts';
import type { Authentication, Automatic, BouncedRecipient, Understood } from '../mail/message.ts';
import type { ContractMonth } from './report/contract-month.ts';
import type { MonthAsked } from './report/month.ts';
import type {
  Classification,
  DirectoryAnswer,
  Disposition,
  Entitlement,
  Instant,
  Language,
  Person,
  Priority,
  RecentMessage,
  Score,
  SentLetter,
  SlaPromise,
  TicketEvent,
  TicketFacts,
  TicketMessage,
  TicketState,
  TicketType,
} from './ticket.ts';

/** A person let a mail go through again. */
export interface Release {
  at: Instant;
  /** Who did it, as the machine knows them. */
  by: string;
  /** `human`: the desk was wrong to take it for automatic, or its sender for forged. Null: as the desk reads it. */
  as: 'human' | null;
  /** What the agent whose mail it is says that it is meant for. */
  meant?: Meant;
  /** In the words of who did it. */
  why: string | null;
  /** What it was before, and why. */
  was: string;
}

/** What an agent answers when asked about a mail of theirs that waits: send it all the same, it is this customer's, forget it. */
export type Meant =
  /** `knowing`: when the letter was written that told the agent what had happened on the ticket. */
  { do: 'send'; knowing: Instant } | { do: 'for'; address: string } | { do: 'drop' };

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
  /** The letter of ours that a bounce gives back, or that any other mail answers. */
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
  /** The letters of ours to agents that the mail answers, nearest first: their tokens verify. */
  agentThreads: AgentThread[];
  /** The agent who wrote the mail was asked what becomes of it, since it was last let go through, and has not said. */
  agentAsked: boolean;
  /** The tickets that its commands, or its wish, name: claims, not proofs. */
  named: TicketFacts[];
  /** The tickets that the sender is on and that are not closed, newest first, at most 50; only where it asks for them. */
  ownTickets: TicketFacts[];
  /** The month that the sender asks for, of each contract that they are admin of and that ran in it, by its id. */
  months: ReadonlyMap<string, ContractMonth>;
  /** What the directory knows of the addresses that an agent's commands name (`#cc`), by address in lower case. */
  people: Record<string, DirectoryAnswer>;
  routing: RoutingFacts;
  /** Letters within the last hour that answered mails of the agent who wrote this one; 0: its sender is no agent. */
  answersToAgent: number;
  /** What the gathering of incidents rests on; empty where the desk has no rule for it. */
  incidents: IncidentFacts;
  /** The tickets that are part of the incident which the mail of an agent is about, but for those that are solved or closed. */
  parts: TicketFacts[];
  /** Letters within an hour that told leads of something on no ticket, by what they told of; absent: none. */
  leadNotices: Partial<Record<Notice['notice'], number>>;
}

/** A letter of ours to an agent, as the mail that answers it proves by its token. */
export interface AgentThread {
  /** The id of the agent that the token was given to. */
  agent: string;
  /** Null where the letter is no longer known. */
  letter: {
    template: string;
    /** The mail of the ledger that it was written about; what became of it. */
    mail: { id: number; disposition: Disposition; from: string | null } | null;
  } | null;
  /** The ticket that it is about, or the one that this was merged into; null for a letter that is about none. */
  ticket: TicketFacts | null;
  /** The number of the ticket that the token names, where that one was merged since. */
  mergedFrom: string | null;
  /** What was said on the ticket after the letter was written, oldest first. */
  since: RecentMessage[];
  /** When the letter was written. */
  writtenAt: Instant;
}

/** Incidents that gather tickets, and the tickets that may become one. */
export interface IncidentFacts {
  /** Neither solved nor closed, the newest first. */
  open: OpenIncident[];
  /**
   * Customers' incident tickets that are part of none, neither solved nor closed, since the longest span of the rules; oldest
   * first. Only those whose sender was proven: nobody makes an incident by forging mail.
   */
  recent: RecentIncident[];
}

export interface OpenIncident {
  /** Its number, with prefix. */
  number: string;
  tag: string;
  /** Those of its parts, each once: it may have been moved to another one since, and a part may be in none. */
  queues: (string | null)[];
  /** An agent's id. */
  assignee: string | null;
  /** When its first ticket came. */
  startedAt: Instant;
  /** When something last happened on it: a ticket joined, or an agent wrote. */
  lastAt: Instant;
}

export interface RecentIncident
  extends Pick<
    TicketFacts,
    'number' | 'subject' | 'tags' | 'queue' | 'assignee' | 'policy' | 'organization' | 'createdAt'
  > {
  contract: string;
  priority: Priority;
  firstResponseDue: Instant | null;
}

/** What the giving of tickets to agents rests on. */
export interface RoutingFacts {
  /** By agent's id: an auto-reply of theirs told that they are away, at most until then. */
  away: Record<string, Instant>;
  /** By queue, by agent: the ordinal of the last ticket that they were given; absent: none yet. */
  turns: Record<string, Record<string, number>>;
  /** By agent: their tickets that are neither solved nor closed, counted up to 1,000; only those whom a queue asks for. */
  open: Record<string, number>;
  /** By contract's id: who last had a ticket of it. */
  keepers: Record<string, string>;
}

/** What the store must look up for a mail; `threadKeys` says it, so that `decide` itself never queries. */
export interface ThreadKeys {
  /** Ticket numbers (without prefix) whose token on this mail verifies. */
  tokenNumbers: number[];
  /** Message-IDs that the mail answers or refers to. */
  messageIds: string[];
  /** Ticket numbers written in the subject: claims, not proofs. */
  subjectNumbers: number[];
  /** Message-IDs of ours that a bounce carries, or any other mail answers or refers to, verified. */
  bouncedMessageIds: string[];
  /** Letters of ours to agents whose tokens it carries, verified, nearest first. */
  agentLetters: { number: number; agent: string; messageId: string }[];
  /** Ticket numbers (without prefix) that its commands or its wish name. */
  namedNumbers: number[];
  /** It asks for the sender's own tickets. */
  ownTickets: boolean;
  /** It asks for this month's figures of the contracts that the sender, who is proven, is admin of; null: for none. */
  month: MonthAsked | null;
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
  assignee: string | null;
  /** Why it went to whom it went. */
  routed: string[];
  /** When it wants to be looked at first; null: never by itself. */
  lookAt: Instant | null;
  /** The ticket it follows, where that one is closed for too long. */
  follows: number | null;
  /** Participants besides the requester. */
  participants: Person[];
  message: TicketMessage;
  /** What the agent who sent it on says of it, inside. */
  note: TicketMessage | null;
  /** The agent who sent it on for the customer; null: the customer wrote it. */
  openedBy: string | null;
  /** Nothing proves who wrote it. */
  unproven: boolean;
}

/** An incident that gathers the tickets of several customers: a ticket of the desk's own. */
export interface NewIncident {
  /** Without prefix: the fact `nextNumber`, or the one after it. */
  number: number;
  tag: string;
  subject: string;
  priority: Priority;
  queue: string | null;
  assignee: string | null;
  /** The desk itself, which is never written to; its organization has the same name. */
  requester: Person;
  /** The desk's. */
  language: Language;
  /** When the first of its tickets came: its clocks start there. */
  startedAt: Instant;
  /** Of the most urgent of its tickets. */
  promise: SlaPromise;
  lookAt: Instant | null;
  because: string;
}

/** What becomes of a ticket's own fields; what is absent stays as it is. */
export interface TicketPatch {
  type?: TicketType;
  priority?: Priority;
  state?: TicketState;
  /** Given with `state`. */
  holdUntil?: Instant | null;
  tags?: string[];
  queue?: string | null;
  assignee?: string | null;
  escalatedAt?: Instant;
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
  /** An agent's answer or note. */
  | { do: 'say'; ticketId: number; message: TicketMessage; agent: string; because: string }
  /** One thing about a ticket changes; `what` tells it to people. `by`: an agent's id, a customer's address, or `desk`. */
  | { do: 'set'; ticketId: number; set: TicketPatch; event: TicketEvent; what: string; by: string; because: string }
  | { do: 'people'; ticketId: number; add: Person[]; remove: string[]; by: string; because: string }
  /** A customer says how they were served; a later score of the same address replaces the earlier. */
  | { do: 'rate'; ticketId: number; score: Score; by: string; because: string }
  | { do: 'link'; ticketId: number; otherId: number; number: string; other: string; by: string }
  | { do: 'gather'; incident: NewIncident }
  /** Numbers without prefix: a ticket, also one that is opened by the same decision, and its incident; null: none any more. */
  | { do: 'part-of'; number: number; incident: number | null; by: string; because: string }
  /** Closes the ticket; its messages stay where they are, its people are on the other one too, and mail to it goes there. */
  | { do: 'merge'; ticketId: number; intoId: number; number: string; into: string; by: string }
  /** A stored message leaves its ticket and becomes one of its own. */
  | { do: 'split'; ticketId: number; messageId: number; ticket: Omit<NewTicket, 'message'>; by: string }
  /** An agent is away by their own auto-reply, at most until then; null: they are back. */
  | { do: 'away'; agent: string; until: Instant | null; because: string }
  /** An agent was given a ticket of a queue: it is the turn of the others. */
  | { do: 'turn'; queue: string; agent: string }
  /** An agent said what a waiting mail of theirs is meant for: it goes through again. */
  | { do: 'meant'; mailId: number; meant: Meant; by: string }
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
