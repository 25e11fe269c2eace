/** A ticket as it is once something has happened on it that is not stored yet: its clocks are worked out anew. */
import { clocksOf } from './sla/clocks.ts';
import type { SlaRules } from './sla/sla.ts';
import type { Instant, TicketEvent, TicketFacts } from './ticket.ts';

/**
 * @param happened in its order
 * @param patch what it makes of the ticket's own fields
 */
export function afterEvents(
  ticket: TicketFacts,
  happened: readonly ({ at: Instant } & TicketEvent)[],
  patch: Partial<TicketFacts>,
  sla: SlaRules,
  now: Instant,
): TicketFacts {
  const events = [...ticket.events, ...happened];
  // Of several next responses only the last can run.
  const clocks = new Map(clocksOf(events, sla, now).map((clock) => [clock.metric, clock]));
  if (clocks.size === 0) return { ...ticket, ...patch, events };
  const shown = [...clocks.values()].map(({ metric, dueAt, state }) => ({ metric, dueAt, state }));
  return { ...ticket, ...patch, events, clocks: shown };
}
