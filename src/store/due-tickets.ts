/**
 * Which tickets want to be looked at, and what is known of each? Found by the index on when they do, so that a million of
 * tickets that wait for nothing cost nothing. What is to be done about one is asked of the core.
 */
import type { DueTicket, StoredEvent } from '../ticket/follow-up/act.ts';
import type { Instant, TicketEvent } from '../ticket/ticket.ts';
import { asc, lte, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { prepareReadAhead, type StoredClock } from './read-ahead.ts';
import { tickets } from './schema.ts';
import { prepareTicketFacts } from './ticket-facts.ts';

/** The ids of the tickets that are due, those that have been for longest first. */
export function dueTickets(db: Db) {
  return db
    .select({ id: tickets.id })
    .from(tickets)
    .where(lte(tickets.lookAt, sql.placeholder('now')))
    .orderBy(asc(tickets.lookAt), asc(tickets.id))
    .limit(sql.placeholder('limit'));
}

/** A ticket that is due, with what the store alone asks of it. */
export interface Due {
  ticket: DueTicket;
  /** As they are stored, in the order of their ids. */
  clocks: StoredClock[];
  /**
   * All that was written on it is backlog, which is settled without letters: of a promise that was never given nobody
   * wants to hear that it was missed.
   */
  isBacklog: boolean;
}

/** Prepares the reads. What it returns is for use within the caller's transaction. @param prefix what ticket numbers begin with */
export function prepareDueTickets(db: Db, prefix: string) {
  const lookUp = prepareTicketFacts(db, prefix);
  const findDue = prepared(dueTickets(db));
  const ahead = prepareReadAhead(db);

  return {
    ids: (now: Instant, limit: number): number[] => findDue.all({ now, limit }).map(({ id }) => id),

    /** Reads some tickets. @returns what reads out one of them, which throws where there is no such ticket */
    read(ticketIds: readonly number[]): (ticketId: number) => Due {
      const of = ahead(ticketIds);
      return (ticketId) => {
        const { row, unreachable, events: rows, notices, clocks, isBacklog, people, recent } = of(ticketId);
        if (row === null) throw new Error(`there is no ticket with the id ${ticketId}`);
        const happened = rows.map(({ id, at, by, what, fact }) => {
          return { id, at, by, what, fact: fact === null ? null : factOf(fact) };
        });
        const facts = lookUp().ofRow(row, {
          people,
          recent,
          events: happened.flatMap(({ at, fact }) => (fact === null ? [] : [{ ...fact, at }])),
          clocks: clocks.map(({ metric, dueAt, state }) => ({ metric, dueAt, state })),
        });
        const ticket: DueTicket = {
          facts,
          events: happened.flatMap(({ id, at, fact }): StoredEvent[] => (fact === null ? [] : [{ ...fact, at, id }])),
          notices,
          ...ofHistory(happened, facts.requester),
          unreachable,
        };
        return { ticket, clocks, isBacklog };
      };
    },
  };
}

function factOf(json: string): TicketEvent {
  return JSON.parse(json) as TicketEvent;
}

type Row = { at: Instant; by: string; what: string; fact: TicketEvent | null };

/** What the words of a ticket's history tell: when the last follow-up went, and whether only a machine answered since. */
function ofHistory(rows: readonly Row[], requester: string): Pick<DueTicket, 'lastToCustomer' | 'awayOnly'> {
  let lastToCustomer: Instant | null = null;
  let awayOnly = false;
  for (const { at, by, what, fact } of rows) {
    const wroteThem = by === 'desk' && what.startsWith('wrote ') && what.endsWith(` to ${requester}`);
    if (wroteThem && what.startsWith('wrote follow-up-')) lastToCustomer = Math.max(lastToCustomer ?? at, at);
    if (by === requester && what === 'auto-reply') awayOnly = true;
    else if (wroteThem || fact?.kind === 'wrote' || what === 'thanked') awayOnly = false;
  }
  return { lastToCustomer, awayOnly };
}
