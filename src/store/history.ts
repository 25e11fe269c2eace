/** The history of a ticket: what happened, in words for people and, where clocks and reports need it, as a fact. */
import type { TicketEvent } from '../ticket/ticket.ts';
import { sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { events } from './schema.ts';

export interface Happening {
  ticketId: number;
  at: number;
  /** An address, an agent's id, or `desk`. */
  by: string;
  what: string;
  because: string;
  fact?: TicketEvent;
}

/** Adds to a ticket's history. */
export type Tell = (happening: Happening) => void;

/** Prepares the write. What it returns is for use within the caller's transaction. */
export function prepareHistory(db: Db): Tell {
  const add = prepared(
    db.insert(events).values({
      ticketId: sql.placeholder('ticketId'),
      at: sql.placeholder('at'),
      by: sql.placeholder('by'),
      what: sql.placeholder('what'),
      because: sql.placeholder('because'),
      // As SQL: the column's own way would write an absent one as the text "null".
      fact: sql`${sql.placeholder('fact')}`,
    }),
  );

  return ({ ticketId, at, by, what, because, fact }) => {
    add.run({ ticketId, at, by, what, because, fact: fact === undefined ? null : JSON.stringify(fact) });
  };
}
