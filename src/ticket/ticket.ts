/** The words of the desk as types: tickets, contracts, agents, and the facts that a decision rests on. No I/O. */
import type { Address, Attachment } from '../mail/message.ts';

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

export interface Agent {
  id: string;
  name: string;
  publicName: string;
  /** Lower case: its address and the other ones. */
  addresses: string[];
  active: boolean;
  languages: string[];
}

/** What a decision needs to know of a ticket that a mail may belong to. */
export interface TicketFacts {
  id: number;
  /** With its prefix, such as `BLIP-1024`. */
  number: string;
  subject: string;
  state: TicketState;
  /** The contract it was opened under; null where it has none. */
  contract: string | null;
  requester: string;
  /** Addresses of the participants, lower case; holds the requester. */
  participants: string[];
  solvedAt: Instant | null;
  closedAt: Instant | null;
}

/** The part of an outgoing letter that a bounce needs. */
export interface SentLetter {
  id: number;
  ticketId: number | null;
  /** The ticket's number, with prefix. */
  ticket: string | null;
  to: string;
  template: string;
  messageId: string;
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
