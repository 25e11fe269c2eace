/**
 * Looks at the tickets that are due, a bounded number in one transaction: reads each, asks what is to be done, and writes
 * it. What that is, the core decides; when the next sweep is, the caller.
 */
import type { LetterDraft } from '../letters/letter.ts';
import type { RoutingFacts } from '../ticket/decision.ts';
import type { Act, DueTicket, FollowUp } from '../ticket/follow-up/act.ts';
import type { UnderPlan } from '../ticket/follow-up/under-plan.ts';
import type { Instant } from '../ticket/ticket.ts';
import { prepareAgentFacts } from './agent-facts.ts';
import { isDatabaseError } from './database-error.ts';
import { type Due, prepareDueTickets } from './due-tickets.ts';
import { prepareHistory } from './history.ts';
import type { Db, Sqlite } from './open.ts';
import { prepareParticipants } from './participants.ts';
import { prepareFollowUpWrites } from './write-follow-up.ts';
import { prepareLetterWrites } from './write-letter.ts';
import { prepareTicketWrites } from './write-ticket.ts';

/** What is to be done about one ticket, with the letters that it takes. */
export type Look = Omit<FollowUp, 'acts'> & {
  acts: { act: Act; letters: LetterDraft[] }[];
  /** The plan and the policy that it is under from now on; null: as before. */
  becomes: UnderPlan | null;
};

export type Looking = (ticket: DueTicket, facts: { routing: RoutingFacts }) => Look;

export interface Swept {
  /** Tickets. */
  looked: number;
  /** Notices that were recorded, sent or skipped. */
  acts: number;
  /** Tickets that an error of ours came between; they are looked at again later. */
  failed: { ticketId: number; error: Error }[];
}

/** How long a ticket rests after an error of ours (ms). */
const TRY_AGAIN_AFTER = 15 * 60_000;

/**
 * Prepares the sweep. It takes the tickets that are due, those that have been for longest first; an error of ours costs
 * that ticket only, an error of the database undoes the whole sweep and is thrown.
 * @param prefix what ticket numbers begin with
 */
export function prepareSweep(sqlite: Sqlite, db: Db, prefix: string) {
  const due = prepareDueTickets(db, prefix);
  const agents = prepareAgentFacts(db);
  const tell = prepareHistory(db);
  const tickets = prepareTicketWrites(db, tell, prepareParticipants(db, tell));
  const followUps = prepareFollowUpWrites(db, tell, tickets, prepareLetterWrites(db, tell));

  const one = (read: () => Due, look: Looking, routing: RoutingFacts, now: Instant): number => {
    const { ticket, clocks, isBacklog } = read();
    const looked = look(ticket, { routing });
    return followUps.write(ticket.facts, clocks, isBacklog ? { ...looked, acts: [], lookAt: null } : looked, now);
  };
  // A transaction within a transaction is a savepoint.
  const oneApart = sqlite.transaction(one);

  const sweep = sqlite.transaction((now: Instant, limit: number, look: Looking, apart: boolean): Swept => {
    const swept: Swept = { looked: 0, acts: 0, failed: [] };
    const ids = due.ids(now, limit);
    if (ids.length === 0) return swept;
    const routing = agents.routing({ counted: [], contracts: [] }, now);
    const read = due.read(ids);
    for (const ticketId of ids) {
      swept.looked++;
      try {
        swept.acts += (apart ? oneApart : one)(() => read(ticketId), look, routing, now);
      } catch (error) {
        if (!apart || isDatabaseError(error)) throw error;
        tickets.look(ticketId, now + TRY_AGAIN_AFTER);
        swept.failed.push({ ticketId, error: error as Error });
      }
    }
    return swept;
  });

  return (now: Instant, limit: number, look: Looking): Swept => {
    // Asked without taking the database for writing: most ticks find nothing.
    if (due.ids(now, 1).length === 0) return { looked: 0, acts: 0, failed: [] };
    try {
      return sweep.immediate(now, limit, look, false);
    } catch (error) {
      if (isDatabaseError(error)) throw error;
      // All of it is undone. Each by itself, it costs its own ticket only; but for a savepoint SQLite copies every page that
      // is written after it, an eighth of what a sweep costs, so there are none as long as nothing goes wrong.
      return sweep.immediate(now, limit, look, true);
    }
  };
}
