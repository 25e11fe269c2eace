/** What the daily digest to the admins is made of. */
import type { Instant, Metric } from '../ticket/ticket.ts';

export interface DigestValues {
  kind: 'digest';
  /** The first and the last day that it tells of, `YYYY-MM-DD`; equal: one day. */
  firstDay: string;
  lastDay: string;
  opened: number;
  solved: number;
  breached: number;
  /** What is due within the next working day, the nearest first. `more`: beyond those that are told. */
  atRisk: { count: number; tickets: { number: string; subject: string; metric: Metric; dueAt: Instant }[] };
  /** Tickets whose customer has waited longest for an answer. */
  oldest: { number: string; subject: string; organization: string; since: Instant }[];
  /** The newest are told. */
  quarantine: { count: number; mails: { id: number; from: string | null; because: string }[] };
  /** Letters that failed or are held, and those that are tried again. */
  outbox: {
    failed: number;
    held: number;
    deferred: number;
    letters: { id: number; to: string; error: string | null }[];
  };
  /** Addresses that gave mail back since the digest before. */
  bounced: { count: number; addresses: string[] };
  /** Mails of agents that wait until they say what they are meant for. */
  waiting: { count: number; mails: { id: number; from: string | null; since: Instant }[] };
}
