/** A notice that may be called for: when it becomes due, and until when it is true. Whether it goes is asked by `weigh.ts`. */
import type { Calendar } from '../sla/calendar.ts';
import type { Clock } from '../sla/clocks.ts';
import type { Instant } from '../ticket.ts';
import type { DueTicket, What } from './act.ts';
import type { FollowUpRules, NoticeKind } from './rules.ts';
import type { Stretches } from './stretches.ts';

export interface Candidate {
  kind: NoticeKind;
  anchor: number;
  ordinal: number;
  due: Instant;
  /** From then on it is no longer true, if nothing else happens; later than `due`. Null: it stays so. */
  until: Instant | null;
  /** What makes it untrue then, in words. */
  ended: string;
  rule: string;
  because: string;
  overtakenBy: readonly NoticeKind[];
  what: What;
}

/** What the candidates of a ticket are worked out from. */
export interface Looked {
  ticket: DueTicket;
  clocks: readonly Clock[];
  stretches: Stretches;
  rules: FollowUpRules;
  /** That of the ticket's policy. */
  calendar: Calendar;
  /** That of the policy that it had then. */
  calendarAt: (at: Instant) => Calendar;
  now: Instant;
}

/** The earlier of two instants; null is none. */
export function earlier(a: Instant | null, b: Instant | null): Instant | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}
