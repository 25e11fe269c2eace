/** What the letters to customers are made of that the desk writes because time has passed: nothing of the inside is in them. */
import type { Instant, Metric, TicketState } from '../ticket/ticket.ts';

/** The last answer of a person, which the customer was to reply to. */
export interface Asked {
  at: Instant;
  /** The public name of who wrote it; null: it is not known. */
  agentName: string | null;
  /** Their words, as the customer got them. */
  text: string;
}

interface FollowUpCommon {
  number: string;
  /** Null where nobody has vouched for its words yet: whose they are may never have been proven. */
  subject: string | null;
  /** Of who gets the letter; null: not known. */
  contactName: string | null;
  /** The public name of who works on it; null: nobody yet. */
  agentName: string | null;
  /** Their plan may escalate, and it is not escalated yet. */
  mayEscalate: boolean;
}

export type FollowUpValues =
  /** Nobody has forgotten them. At most one of the two deadlines is told; both lie ahead. */
  | (FollowUpCommon & {
      kind: 'follow-up-quiet';
      /** The first, the second … on this occasion. */
      ordinal: number;
      state: TicketState;
      /** By when they hear from a person. */
      nextDue: Instant | null;
      /** By when it is to be solved. */
      resolutionDue: Instant | null;
    })
  | (FollowUpCommon & {
      kind: 'follow-up-missed';
      /** What was promised, and by when. */
      missed: Metric;
      promisedFor: Instant;
      escalated: boolean;
      /** The channel that the plan opens with an escalation; null: none, or it is not escalated. */
      phone: string | null;
      /** By when it is to be solved; null: that is what was missed, or nothing runs. */
      resolutionDue: Instant | null;
    })
  | (FollowUpCommon & { kind: 'follow-up-reminder'; ordinal: number; asked: Asked | null; closesAt: Instant | null })
  | (FollowUpCommon & {
      kind: 'follow-up-closing';
      state: TicketState;
      asked: Asked | null;
      closesAt: Instant | null;
    })
  | (FollowUpCommon & { kind: 'follow-up-closed'; wasSolved: boolean; reopenUntil: Instant })
  | (FollowUpCommon & { kind: 'follow-up-solved'; closesAt: Instant | null });
