/**
 * What was done for one contract in a month? Its figures, by type too, and the newest of the tickets that were opened in
 * it. Tickets are taken in one by one, so that a contract with many of them needs no more memory than one with few.
 */
import type { SlaRules } from '../sla/sla.ts';
import type { Instant, TicketState, TicketType } from '../ticket.ts';
import { countFigures, type Figures, type TicketHistory } from './figures.ts';
import type { Period } from './period.ts';

/** A longer list is nothing to read in a mail. */
const MOST_LISTED = 50;

/** A ticket of the contract, as its admin may see it; its subject and type are those of today. */
export interface MonthTicket {
  /** With prefix. */
  number: string;
  subject: string;
  type: TicketType;
  /** At the end of the period, or now where that is earlier, as the figures are. */
  state: TicketState;
  /** Their address, where they gave no name. */
  requesterName: string;
  createdAt: Instant;
}

/** With what happened on it, as the report reads it. */
export interface MonthHistory extends MonthTicket {
  events: TicketHistory['events'];
}

export interface ContractMonth {
  all: Figures;
  /** The type with the most tickets first; only those of which there was any. */
  byType: { type: TicketType; figures: Figures }[];
  /** Opened in the month, newest first, at most 50. */
  tickets: MonthTicket[];
  /** How many more were opened in it. */
  more: number;
}

/** Takes a contract's tickets in one by one, and then tells. */
export interface MonthCounting {
  add(ticket: MonthHistory): void;
  result(): ContractMonth;
}

/** @param now for a month that is not over */
export function countMonth(period: Period, rules: SlaRules, now: Instant): MonthCounting {
  const counting = countFigures(period, 'type', rules, now);
  const asOf = Math.min(period.to, now);
  let newest: MonthTicket[] = [];
  let opened = 0;
  return {
    add({ events, ...current }) {
      const { type, createdAt } = current;
      counting.add({ plan: '', agent: null, organization: '', type, events, messagesIn: 0, messagesOut: 0 });
      if (createdAt < period.from || createdAt >= period.to) return;
      opened++;
      newest.push({ ...current, state: stateAt(events, period, asOf) ?? current.state });
      if (newest.length >= 2 * MOST_LISTED) newest = newestOf(newest);
    },
    result() {
      const { all, groups } = counting.report();
      const tickets = newestOf(newest).toReversed();
      return {
        all,
        byType: groups.flatMap(({ name, figures }) => (isType(name) ? [{ type: name, figures }] : [])),
        tickets,
        more: opened - tickets.length,
      };
    },
  };
}

/**
 * What a ticket was at the end of a period, or is now, by what had happened on it.
 * @returns null where that is not known
 */
function stateAt(events: MonthHistory['events'], { to }: Period, asOf: Instant): TicketState | null {
  if (events[0]?.kind !== 'opened') return null;
  let state: TicketState = 'new';
  let until: Instant | null = null;
  for (const event of events) {
    if (event.at >= to) continue;
    if (event.kind === 'merged') [state, until] = ['closed', null];
    else if (event.kind === 'state') [state, until] = [event.to, event.to === 'on-hold' ? event.until : null];
  }
  // What is put on hold until a day is open from then on.
  return until !== null && until <= asOf ? 'open' : state;
}

/** Oldest first; of the same instant, as they came in. */
function newestOf(tickets: readonly MonthTicket[]): MonthTicket[] {
  return tickets.toSorted((a, b) => a.createdAt - b.createdAt).slice(-MOST_LISTED);
}

/** Groups are named by what tickets are told apart by: here, by their types. */
function isType(name: string | null): name is TicketType {
  return name !== null;
}
