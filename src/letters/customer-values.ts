/** What the letters to customers are made of that answer them: a person's reply, and what they asked the desk itself. */
import type { ContractMonth } from '../ticket/report/contract-month.ts';
import type { Instant, Priority, Score, TicketState, TicketType } from '../ticket/ticket.ts';

/** An agent's answer. */
export interface ReplyValues {
  kind: 'reply';
  number: string;
  contactName: string | null;
  /** The subject of the conversation, without prefix or number. */
  subject: string;
  /** The agent's own words, line by line; `[cid:…]` where a picture stands. */
  answer: string;
  /** The agent's public name. */
  agentName: string;
  organization: string;
  /** What the ticket is after it. */
  state: TicketState;
}

/** What an agent writes to all customers of an incident: each has it on their own ticket. */
export interface IncidentUpdateValues extends Omit<ReplyValues, 'kind'> {
  kind: 'incident-update';
}

/** A ticket as its customer may see it. */
export interface ServiceTicket {
  number: string;
  subject: string;
  type: TicketType;
  priority: Priority;
  state: TicketState;
  createdAt: Instant;
  /** The public name of who works on it; null: nobody yet. */
  agentName: string | null;
  /** By when they hear from a person; null where nothing runs or it is over. */
  nextDue: Instant | null;
  /** When a person of the desk last answered. */
  answeredAt: Instant | null;
}

/** What could not be done for a customer. */
export type ServiceProblem =
  /** No ticket of theirs has this number. */
  | 'no-such-ticket'
  /** They named none, and have several, or none at all. */
  | 'which-ticket'
  /** Their plan has no escalation. */
  | 'plan'
  | 'already-closed'
  | 'already-escalated'
  /** It cannot be rated before it is solved. */
  | 'not-solved-yet'
  /** They ask for what only an admin of their contract may have. */
  | 'not-admin';

/** A contract's month, as its admin may see it. */
export interface ContractReport extends ContractMonth {
  /** Its id. */
  contract: string;
  organization: string;
}

interface ServiceCommon {
  contactName: string | null;
  /** Whether their plan may escalate. */
  mayEscalate: boolean;
}

export type ServiceValues =
  | (ServiceCommon & { kind: 'service-list'; tickets: ServiceTicket[]; more: boolean })
  | (ServiceCommon & { kind: 'service-status'; ticket: ServiceTicket })
  | (ServiceCommon & { kind: 'service-closed'; ticket: ServiceTicket })
  /** `phone`: the channel that the plan opens with it; null: none. */
  | (ServiceCommon & { kind: 'service-escalated'; ticket: ServiceTicket; phone: string | null })
  | (ServiceCommon & { kind: 'service-type'; ticket: ServiceTicket })
  /** `score`: 3 good, 2 so-so, 1 bad. `commented`: they said more, and the team has it. */
  | (ServiceCommon & { kind: 'service-rated'; ticket: ServiceTicket; score: Score; commented: boolean })
  | (ServiceCommon & { kind: 'service-reopened'; ticket: ServiceTicket })
  | (ServiceCommon & {
      kind: 'service-report';
      /** `YYYY-MM`. */
      month: string;
      /** The instant that it holds for, where the month is not over; null: it is. */
      asOf: Instant | null;
      /** The month is to come: nothing is told of it. */
      future: boolean;
      /** Those that the reader is admin of and that ran in that month. */
      contracts: ContractReport[];
      /** Those that they are admin of and that did not: each is told of in a line. Days are `YYYY-MM-DD`. */
      outside: { contract: string; organization: string; startsOn: string; endsOn: string | null }[];
    })
  /** `admin`: whether the reader may ask for the report of a contract. Absent in letters of older versions. */
  | (ServiceCommon & { kind: 'service-help'; admin?: boolean })
  | (ServiceCommon & { kind: 'service-problem'; problem: ServiceProblem; number: string | null; plan: string })
  /** A part of a ticket is one of its own now. */
  | (ServiceCommon & { kind: 'split'; ticket: ServiceTicket; from: string });
