/** The words of the desk as types: tickets, contracts, agents, and the facts that a decision rests on. No I/O. */
import type { Address, Attachment } from '../mail/message.ts';
import type { Calendar } from './sla/calendar.ts';

export const TICKET_TYPES = ['doubt', 'task', 'incident'] as const;
export type TicketType = (typeof TICKET_TYPES)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const TICKET_STATES = ['new', 'open', 'pending', 'on-hold', 'solved', 'closed'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export const METRICS = ['firstResponse', 'nextResponse', 'resolution'] as const;
export type Metric = (typeof METRICS)[number];

export const LANGUAGES = ['pt-BR', 'en', 'es'] as const;
/** The languages that the desk writes in. */
export type Language = (typeof LANGUAGES)[number];

export const DISPOSITIONS = [
  'opened',
  'appended',
  'agent-reply',
  'agent-note',
  'agent-command',
  'answered',
  'refused',
  'noted',
  'bounce',
  'ignored',
  'duplicate',
  'quarantined',
  'vanished',
  'waiting',
] as const;
/** What became of an inbound mail. `waiting` is the one that is not final. */
export type Disposition = (typeof DISPOSITIONS)[number];

/** The first ticket's number, without prefix. */
export const FIRST_NUMBER = 1001;

/** What a customer says of the service on a ticket: 3 good, 2 so-so, 1 bad. */
export type Score = 1 | 2 | 3;

/** An instant: UTC milliseconds since 1970. */
export type Instant = number;

/** One paid (or not) bot of a contract: who is on its team is in the contract's scope. */
export interface Bot {
  id: string;
  name: string;
  paid: boolean;
}

export interface User {
  name: string;
  email: string;
  otherEmails: string[];
  language: string | null;
  /** Ids of the bots whose team this user is on. */
  bots: string[];
  admin: boolean;
}

export interface Contract {
  id: string;
  organization: string;
  /** As the directory writes it: a plan's name or one of its aliases. */
  plan: string;
  /** Calendar days in the desk's zone, both within the contract; `endsOn` null: open end. ISO `YYYY-MM-DD`. */
  startsOn: string;
  endsOn: string | null;
  domains: string[];
  /** A policy that overrides the plan's. */
  sla: string | null;
  bots: Bot[];
  users: User[];
}

/** A contact as a user of one contract. One address may stand in several. */
export interface Membership {
  contract: Contract;
  user: User;
}

/** What the directory knows of one address. */
export interface DirectoryAnswer {
  memberships: Membership[];
  /** Contracts that name the address's domain, though perhaps not the address. */
  domainContracts: Contract[];
}

export const ENTITLEMENT_VERDICTS = [
  'entitled',
  'no-contract',
  'not-started',
  'ended',
  'plan-without-email',
  'not-a-user',
  'out-of-scope',
] as const;
export type EntitlementVerdict = (typeof ENTITLEMENT_VERDICTS)[number];

/** May this contact have support by e-mail now? */
export interface Entitlement {
  verdict: EntitlementVerdict;
  /** The plan's canonical name; null where there is no contract. */
  plan: string | null;
  /** The contract's id. */
  contract: string | null;
  organization: string | null;
  because: string;
  /** The membership it rests on; null where the sender is no registered user. */
  membership: Membership | null;
}

export interface Classification {
  type: TicketType;
  priority: Priority;
  tags: string[];
  queue: string | null;
  /** Every rule that matched, and on what words. */
  because: string[];
}

/** The promise on a new ticket. Absent targets are null. */
export interface SlaPromise {
  policy: string;
  firstResponseDue: Instant | null;
  resolutionDue: Instant | null;
  /** The promise runs in a 24x7 calendar. */
  aroundTheClock: boolean;
  because: string;
}

/** Somebody on a ticket; the address in lower case. */
export interface Person {
  name: string;
  address: string;
}

export interface Agent {
  id: string;
  /** The full name, shown inside only. */
  name: string;
  /** The name that customers see. */
  publicName: string;
  /** Lower case: the one that letters go to, and the other ones it may write from. */
  addresses: [string, ...string[]];
  active: boolean;
  /** BCP 47; the first is the one that the desk writes to it in. */
  languages: string[];
  /** Tags of tickets that it is the one for. */
  skills: string[];
  /** Planned absences: calendar days in the desk's zone (ISO `YYYY-MM-DD`), both within. */
  away: { from: string; to: string }[];
  /** When it works; new tickets go to others outside. Null: always. */
  hours: Calendar | null;
  /** It wants a receipt of everything that it did, not only of what was not done. */
  receipts: boolean;
}

/** A group of agents. */
export interface Queue {
  id: string;
  /** Agents' ids. */
  members: string[];
  /** The agent who is told of what needs a decision; may see its tickets as a member does. */
  lead: string | null;
  strategy: 'round-robin' | 'least-open' | 'none';
  /** Whoever last had a ticket of the same contract has the next one too, while they are there. */
  sameAgent: boolean;
}

/** What a decision needs to know of a ticket that a mail may belong to. */
export interface TicketFacts {
  id: number;
  /** With its prefix, such as `BLIP-1024`. */
  number: string;
  /** The number of the ticket that it was merged into; told only of one that is named: else that other one is given. */
  mergedInto?: string;
  subject: string;
  type: TicketType;
  priority: Priority;
  state: TicketState;
  tags: string[];
  queue: string | null;
  /** An agent's id. */
  assignee: string | null;
  plan: string;
  /** The contract it was opened under; null where it has none. */
  contract: string | null;
  organization: string;
  /** The SLA policy's name. */
  policy: string;
  /** What the customer is written to in. */
  language: Language;
  requester: string;
  /** Addresses of the participants, lower case; holds the requester. */
  participants: string[];
  /** The participants with their names, the requester first. */
  people: Person[];
  createdAt: Instant;
  solvedAt: Instant | null;
  closedAt: Instant | null;
  /** On hold until then; null: until somebody says so. */
  holdUntil: Instant | null;
  escalatedAt: Instant | null;
  /**
   * The tag whose incidents it gathers: it is the parent of customers' tickets, and no customer's; its requester is the
   * desk, which is never written to. Null: a customer's ticket.
   */
  gathers: string | null;
  /** The incident that it is a part of; null: none. */
  partOf: PartOf | null;
  /** What clocks are worked out from, in the order in which it happened. */
  events: ({ at: Instant } & TicketEvent)[];
  /** The clocks as they are stored. */
  clocks: { metric: Metric; dueAt: Instant; state: ClockState }[];
  /** What was said on it, oldest first: the last ones, at most `RECENT_MESSAGES`. */
  recent: RecentMessage[];
  /**
   * The Message-ID of the desk's last letter to the requester on it, with angle brackets; null: none is known. Told only
   * where nothing in `recent` has an id to thread by.
   */
  lastLetter?: string | null;
}

/** An incident, as a ticket that is part of it knows it. */
export interface PartOf {
  /** With its prefix. */
  number: string;
  /** It is solved or closed. */
  over: boolean;
  /** Its clocks that somebody waits for, the late ones too: neither met nor paused, as they are stored. For follow-ups. */
  running: readonly { metric: Metric; dueAt: Instant }[];
}

/** So many messages of a ticket are told of in a letter to an agent, and so many ids thread a reply. */
export const RECENT_MESSAGES = 10;

/** One message of a ticket as a decision sees it. */
export interface RecentMessage {
  /** Of the stored message. */
  id: number;
  at: Instant;
  direction: TicketMessage['direction'];
  name: string;
  address: string;
  /** Who of the desk wrote it; null: a customer. */
  agent: string | null;
  /** With angle brackets; for an answer, that of the letter to the requester. */
  messageId: string | null;
  /** Its first 4,000 characters. */
  text: string;
}

export const CLOCK_STATES = ['running', 'paused', 'met', 'breached', 'cancelled'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/**
 * Something that happened on a ticket, as far as it is read again: clocks are worked out from these, never patched.
 * Each stands beside the words that people read.
 */
export type TicketEvent =
  /** `unproven`: nothing proved who wrote the mail that opened it. */
  | { kind: 'opened'; type: TicketType; priority: Priority; policy: string; unproven?: true }
  /** A customer asked or said something. */
  | { kind: 'wrote' }
  /** A person of the desk answered the customer. */
  | { kind: 'answered'; agent: string }
  | { kind: 'noted'; agent: string }
  | { kind: 'state'; to: TicketState; until: Instant | null }
  | { kind: 'type'; to: TicketType }
  | { kind: 'priority'; to: Priority }
  /** By the SLA policy's name: the plan of its contract changed, or what that promises. */
  | { kind: 'policy'; to: string }
  | { kind: 'tags'; to: string[] }
  | { kind: 'queue'; to: string | null }
  | { kind: 'assignee'; to: string | null }
  /** By an agent's id, a customer's address, or the desk. */
  | { kind: 'escalated'; by: string }
  | { kind: 'merged'; into: string }
  /** `joined`: that one became part of this one, an incident. */
  | { kind: 'linked'; with: string; joined?: true }
  /** It is a part of this incident from now on; null: of none any more. */
  | { kind: 'part-of'; incident: string | null };

/** The part of an outgoing letter that a bounce needs. */
export interface SentLetter {
  id: number;
  ticketId: number | null;
  /** The ticket's number, with prefix. */
  ticket: string | null;
  to: string;
  template: string;
  messageId: string;
  /** The id of the agent that it went to; null: a customer. */
  agent: string | null;
  /** Its ticket; null: it is about none. */
  about: TicketFacts | null;
  /** It was given back before. */
  bouncedBefore: boolean;
}

/** A stored message of a ticket: a customer's mail, an answer, or an agent's note. */
export interface TicketMessage {
  direction: 'in' | 'out' | 'note';
  from: Address;
  messageId: string | null;
  /** What is shown: the new text. */
  text: string;
  /** The whole text. */
  fullText: string;
  attachments: Attachment[];
}
