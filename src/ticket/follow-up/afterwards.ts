/** What is a ticket once its follow-ups are done? So that the next look is known before anything is stored. */
import type { Instant, TicketEvent } from '../ticket.ts';
import type { Act, DueTicket, StoredEvent, What } from './act.ts';

/** @returns as it will be read; events that are yet to be stored have the ids that would come next */
export function afterwards(ticket: DueTicket, acts: readonly Act[], now: Instant): DueTicket {
  const notices = acts.map(({ kind, anchor, ordinal, outcome }) => ({ kind, anchor, ordinal, at: now, outcome }));
  let after: DueTicket = { ...ticket, notices: [...ticket.notices, ...notices] };
  for (const act of acts) if (act.outcome === 'sent') after = afterOne(after, act.what, now);
  return after;
}

function afterOne(ticket: DueTicket, what: What, now: Instant): DueTicket {
  const { facts } = ticket;
  switch (what.do) {
    case 'write':
      return { ...ticket, lastToCustomer: now };
    case 'tell':
      return ticket;
    case 'escalate': {
      const events: TicketEvent[] = [{ kind: 'escalated', by: 'desk' }];
      if (what.priority !== facts.priority) events.push({ kind: 'priority', to: what.priority });
      return {
        ...ticket,
        facts: { ...facts, escalatedAt: now, priority: what.priority },
        events: [...ticket.events, ...stored(ticket, events, now)],
      };
    }
    case 'reopen':
      return {
        ...ticket,
        facts: { ...facts, state: 'open', holdUntil: null },
        events: [...ticket.events, ...stored(ticket, [{ kind: 'state', to: 'open', until: null }], now)],
      };
    case 'close':
      return {
        ...ticket,
        facts: { ...facts, state: 'closed', closedAt: now },
        events: [...ticket.events, ...stored(ticket, [{ kind: 'state', to: 'closed', until: null }], now)],
        lastToCustomer: what.letter === null ? ticket.lastToCustomer : now,
      };
  }
}

/** Events that are yet to be stored, with the ids that would come next. */
export function stored(
  { events }: Pick<DueTicket, 'events'>,
  more: readonly TicketEvent[],
  at: Instant,
): StoredEvent[] {
  const last = events.reduce((highest, { id }) => Math.max(highest, id), 0);
  return more.map((event, i) => ({ ...event, at, id: last + 1 + i }));
}
