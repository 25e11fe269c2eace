/** What a ticket brings to be looked at, and what is to be done about it: the words that `follow-up.ts` and the shell share. */
import type { Clock, TimedEvent } from '../sla/clocks.ts';
import type { Instant, Metric, Priority, TicketFacts } from '../ticket.ts';
import type { AGENT_LETTER, Audience, CustomerLetter, NoticeKind } from './rules.ts';

/** An event with the id that it is stored under. */
export type StoredEvent = TimedEvent & { id: number };

/** Something that was done, or deliberately not: it never happens again. */
export interface Notice {
  kind: NoticeKind;
  /** The id of the event that it hangs on. */
  anchor: number;
  ordinal: number;
  at: Instant;
  outcome: 'sent' | 'skipped';
}

/** All that is asked of a ticket. */
export interface DueTicket {
  facts: TicketFacts;
  /** All of them, in the order in which they happened. */
  events: readonly StoredEvent[];
  /** All of them, in any order. */
  notices: readonly Notice[];
  /** When the last follow-up was written to the customer; null: none yet. */
  lastToCustomer: Instant | null;
  /** The requester's address gives mail back. */
  unreachable: boolean;
  /** There came something from the customer since the last letters, and all of it was auto-replies. */
  awayOnly: boolean;
}

/** A clock that something is said of. */
export interface AboutClock {
  metric: Metric;
  /** By when it was promised. */
  dueAt: Instant;
}

export type What =
  /** A letter to the customer; `closesAt`: when the ticket is closed if they stay silent, where it is to be. */
  | { do: 'write'; letter: CustomerLetter; about: AboutClock | null; closesAt: Instant | null }
  /** A letter inside, at a share of a target. */
  | {
      do: 'tell';
      letter: typeof AGENT_LETTER;
      occasion: 'warning' | 'breach';
      to: Audience[];
      about: AboutClock;
      share: number;
    }
  /** The ticket gets this priority, counts as escalated from now on, and those are told. */
  | {
      do: 'escalate';
      letter: typeof AGENT_LETTER;
      occasion: 'escalated';
      to: Audience[];
      about: AboutClock;
      share: number;
      priority: Priority;
    }
  /** The hold is over: the ticket is open, and whoever has it is told. */
  | { do: 'reopen'; letter: typeof AGENT_LETTER; occasion: 'due-again'; to: Audience[] }
  /**
   * The ticket is closed. `letter`: the one to the customer; null: none. `announced`: they were told before. `tell`: who
   * hears inside that the customer could not be told.
   */
  | { do: 'close'; letter: 'follow-up-closed' | null; announced: boolean; tell: Audience[] };

/** One notice, and what it does; it is recorded in the same transaction. */
export type Act = {
  kind: NoticeKind;
  anchor: number;
  ordinal: number;
  /** When it became due. */
  due: Instant;
  /** The rule's name: for people, never to know it again by. */
  rule: string;
  because: string;
} & ({ outcome: 'sent'; what: What } | { outcome: 'skipped' });

export interface FollowUp {
  /** As they stand once the acts are done. */
  clocks: readonly Clock[];
  /** At most one of them writes to the customer. */
  acts: Act[];
  /**
   * When there may next be something to do, as long as nothing else happens to the ticket; null: never. `now` or before:
   * as soon as the acts are stored.
   */
  lookAt: Instant | null;
}
