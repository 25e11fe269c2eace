/** How do a ticket's clocks stand now, and why is each deadline what it is? Reckoned anew, so also while no worker runs. */
import type { TicketRow, TicketWhole } from '../store/reads.ts';
import { clocksOf } from '../ticket/sla/clocks.ts';
import type { SlaRules } from '../ticket/sla/sla.ts';
import { sumLines } from '../ticket/sla/why.ts';

/** `why`: the sum behind the deadline, line by line; empty where the rules have no such policy any more. */
export type ReckonedClock = TicketRow['clocks'][number] & { why: string[] };

/**
 * @param timeZone the desk's @param now UTC ms
 * @returns where nothing can be reckoned, as its policy is gone: the clocks as they are stored
 */
export function clocksAt(ticket: TicketWhole, sla: SlaRules, timeZone: string, now: number): ReckonedClock[] {
  const reckoned = clocksOf(ticket.events, sla, now);
  if (reckoned.length === 0) return ticket.clocks.map((clock) => ({ ...clock, why: [] }));
  return reckoned.map((clock) => {
    const { metric, startedAt, dueAt, state, because, metAt } = clock;
    return { metric, startedAt, dueAt, state, because, metAt, why: sumLines(clock, timeZone) };
  });
}
