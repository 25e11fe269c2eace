/** What the letters to customers are made of that answer them: a person's reply, and what they asked the desk itself. */
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
  | 'not-solved-yet';

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
  | (ServiceCommon & { kind: 'service-help' })
  | (ServiceCommon & { kind: 'service-problem'; problem: ServiceProblem; number: string | null; plan: string })
  /** A part of a ticket is one of its own now. */
  | (ServiceCommon & { kind: 'split'; ticket: ServiceTicket; from: string });
