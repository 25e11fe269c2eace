/**
 * When does the desk write by itself, to whom, and what? The rules as the core has them, compiled from the config.
 * Which of them apply to a ticket now is asked by `follow-up.ts`.
 */
import { ALWAYS, type Calendar } from '../sla/calendar.ts';
import type { BusinessSpan } from '../sla/sla.ts';
import type { Metric, TicketState } from '../ticket.ts';

export const CUSTOMER_LETTERS = [
  'follow-up-quiet',
  'follow-up-missed',
  'follow-up-reminder',
  'follow-up-closing',
  'follow-up-closed',
  'follow-up-solved',
] as const;
export type CustomerLetter = (typeof CUSTOMER_LETTERS)[number];

/** The one letter to agents; what it is about stands in its values. */
export const AGENT_LETTER = 'agent-due';

export const AUDIENCES = ['assignee', 'queue', 'lead'] as const;
/** Who is told inside. `assignee`: who has the ticket; where nobody has, those who may take it. */
export type Audience = (typeof AUDIENCES)[number];

/**
 * What a notice is. With the event that it hangs on and its ordinal it is known again, whatever its rule is called and
 * wherever that stands.
 */
export type NoticeKind =
  | 'quiet'
  | `missed:${Metric}`
  | `${TicketState}:${CustomerLetter}`
  | `${TicketState}:close`
  | `warning:${Metric}`
  | `breach:${Metric}`
  | 'due-again';

/** A letter to the customer once something lasts for so long. */
export interface TimedLetter {
  /** The rule's name, for reasons. */
  rule: string;
  kind: NoticeKind;
  /** From 1, by time, among those of its kind. */
  ordinal: number;
  letter: CustomerLetter;
  span: BusinessSpan;
  /** The span as people read it, such as `2bd`. */
  written: string;
  /** What makes it needless if that is due later on the same occasion, or went after this was due. */
  overtakenBy: readonly NoticeKind[];
}

export interface ClosingRule {
  rule: string;
  kind: `${TicketState}:close`;
  span: BusinessSpan;
  written: string;
  /** Null: it is closed without a word. */
  letter: 'follow-up-closed' | null;
  /** The letter that announces it, and how long before. */
  notice: { kind: NoticeKind; distance: BusinessSpan };
}

export interface StateRules {
  letters: TimedLetter[];
  close: ClosingRule | null;
}

export interface ShareRule {
  rule: string;
  kind: `warning:${Metric}` | `breach:${Metric}`;
  ordinal: number;
  /** Percent of the target; at 100 it is late. */
  share: number;
  to: Audience[];
  escalates: boolean;
}

export interface FollowUpRules {
  /** Customers get follow-ups in its hours alone. */
  hours: Calendar;
  /** ms that lie at least between two follow-ups to the customer about one ticket. */
  apart: number;
  /** While a ticket is new or open and its customer hears nothing. */
  quiet: TimedLetter[];
  missed: ReadonlyMap<Metric, { rule: string; letter: 'follow-up-missed' }>;
  states: ReadonlyMap<TicketState, StateRules>;
  /** By metric, rising. */
  shares: ReadonlyMap<Metric, ShareRule[]>;
}

/** A desk that writes nothing by itself; tickets on hold still come back. */
export const NO_FOLLOW_UPS: FollowUpRules = {
  hours: ALWAYS,
  apart: 0,
  quiet: [],
  missed: new Map(),
  states: new Map(),
  shares: new Map(),
};
