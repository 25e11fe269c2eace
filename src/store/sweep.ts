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
import { prepareDueTickets } from './due-tickets.ts';
import { type Happening, prepareHistory, type Tell } from './history.ts';
import type { Db, Sqlite } from './open.ts';
import { prepareParticipants } from './participants.ts';
import { type LookedAt, prepareFollowUpWrites } from './write-follow-up.ts';
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
  const write = prepareHistory(db);
  // What the writes tell is kept until all else is written: one table after the other.
  const told: Happening[] = [];
  const tell: Tell = (happening) => void told.push(happening);
  const tickets = prepareTicketWrites(db, tell, prepareParticipants(db, tell));
  const followUps = prepareFollowUpWrites(db, tell, tickets, prepareLetterWrites(db, tell));

  const writeAll = (looked: readonly LookedAt[], now: Instant): number => {
    told.length = 0;
    const acts = followUps.write(looked, now);
    for (const happening of told) write(happening);
    return acts;
  };
  const lookAtEach = (ids: readonly number[], look: Looking, routing: RoutingFacts, now: Instant): number => {
    const read = due.read(ids);
    let acts = 0;
    let looked: LookedAt[] = [];
    for (const ticketId of ids) {
      const { ticket, clocks, isBacklog } = read(ticketId);
      const found = look(ticket, { routing });
      looked.push({
        ticket: ticket.facts,
        stored: clocks,
        look: isBacklog ? { ...found, acts: [], lookAt: null } : found,
      });
      if (ticket.facts.gathers === null) continue;
      // Its parts go by what is stored of an incident, so that is written before they are read.
      acts += writeAll(looked, now);
      looked = [];
    }
    return acts + writeAll(looked, now);
  };
  // A transaction within a transaction is a savepoint.
  const lookAtApart = sqlite.transaction(lookAtEach);

  const sweep = sqlite.transaction((now: Instant, limit: number, look: Looking, apart: boolean): Swept => {
    const ids = due.ids(now, limit);
    if (ids.length === 0) return { looked: 0, acts: 0, failed: [] };
    const routing = agents.routing({ counted: [], contracts: [] }, now);
    if (!apart) return { looked: ids.length, acts: lookAtEach(ids, look, routing, now), failed: [] };
    const swept: Swept = { looked: ids.length, acts: 0, failed: [] };
    for (const ticketId of ids) {
      try {
        swept.acts += lookAtApart([ticketId], look, routing, now);
      } catch (error) {
        if (isDatabaseError(error)) throw error;
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
