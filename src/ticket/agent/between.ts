/**
 * What do the commands do that put a ticket together with another one: merge, link, join an incident, leave it? The other is
 * one that the agent may work on, too; whether there is one that they may not see is not told.
 */
import type { Command } from '../commands/command.ts';
import type { Change } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { TicketFacts } from '../ticket.ts';
import { plainNumber } from '../token.ts';
import type { Ordered, Ordering } from './orders.ts';
import { mayWorkOn } from './permitted.ts';

export type BetweenCommand = Extract<Command, { do: 'merge' | 'link' | 'join' | 'leave' }>;

/** Does one such command, after what was ordered before it. */
export function between(command: BetweenCommand, ordered: Ordered, ordering: Ordering, desk: Desk): Ordered {
  switch (command.do) {
    case 'merge':
      return merge(command, ordered, ordering, desk);
    case 'link':
      return link(command, ordered, ordering, desk);
    case 'join':
      return join(command, ordered, ordering, desk);
    case 'leave':
      return leave(command, ordered, ordering);
  }
}

/** A command that names another ticket. */
interface Naming {
  number: number;
  written: string;
}

function merge(command: Naming, ordered: Ordered, ordering: Ordering, desk: Desk): Ordered {
  const { agent, now } = ordering;
  const into = other(command, ordered, ordering, desk);
  if ('troubles' in into) return into;
  const { ticket } = ordered;
  const { id: ticketId, number, contract } = ticket;
  // The people of the one would read what the people of the other wrote; and an incident is nobody's matter.
  if (into.contract === null || into.contract !== contract)
    return troubled(ordered, { what: 'other-contract', command: command.written, number: into.number });
  return {
    ...ordered,
    ticket: { ...ticket, state: 'closed', closedAt: now },
    changes: [...ordered.changes, { do: 'merge', ticketId, intoId: into.id, number, into: into.number, by: agent.id }],
    done: [...ordered.done, { did: 'merged', into: into.number }],
    merged: into,
  };
}

function link(command: Naming, ordered: Ordered, ordering: Ordering, desk: Desk): Ordered {
  const to = other(command, ordered, ordering, desk);
  if ('troubles' in to) return to;
  const { id: ticketId, number } = ordered.ticket;
  const change = { do: 'link', ticketId, otherId: to.id, number, other: to.number, by: ordering.agent.id } as const;
  return {
    ...ordered,
    changes: [...ordered.changes, change],
    done: [...ordered.done, { did: 'linked', with: to.number }],
  };
}

/** It is a part of this incident alone from now on, whatever it was a part of. */
function join(command: Naming, ordered: Ordered, ordering: Ordering, desk: Desk): Ordered {
  const { written } = command;
  const incident = named(command.number, ordering, desk);
  if (!incident || incident.gathers === null || isOver(incident)) {
    const number = `${desk.ticketPrefix}-${command.number}`;
    return troubled(ordered, { what: 'no-such-incident', command: written, number });
  }
  if (ordered.ticket.partOf?.number === incident.number) return ordered;
  return {
    ...ordered,
    ticket: { ...ordered.ticket, partOf: { number: incident.number, over: false, running: [] } },
    changes: [...ordered.changes, partOfChange(ordered.ticket, incident.number, written, ordering)],
    done: [...ordered.done, { did: 'joined', incident: incident.number }],
  };
}

function leave({ written }: Pick<Naming, 'written'>, ordered: Ordered, ordering: Ordering): Ordered {
  const { partOf } = ordered.ticket;
  if (partOf === null) return troubled(ordered, { what: 'on-no-incident', command: written });
  return {
    ...ordered,
    ticket: { ...ordered.ticket, partOf: null },
    changes: [...ordered.changes, partOfChange(ordered.ticket, null, written, ordering)],
    done: [...ordered.done, { did: 'left', incident: partOf.number }],
  };
}

function partOfChange(
  { number }: TicketFacts,
  incident: string | null,
  because: string,
  { agent }: Ordering,
): Change & { do: 'part-of' } {
  const to = incident === null ? null : plainNumber(incident);
  return { do: 'part-of', number: plainNumber(number), incident: to, by: agent.id, because };
}

/** The ticket that is named besides this one; or what was ordered, with the trouble that there is none. */
function other({ number, written }: Naming, ordered: Ordered, ordering: Ordering, desk: Desk): TicketFacts | Ordered {
  const found = named(number, ordering, desk);
  if (!found) {
    const told = `${desk.ticketPrefix}-${number}`;
    return troubled(ordered, { what: 'no-such-ticket', command: written, number: told });
  }
  return found.id === ordering.ticket.id ? troubled(ordered, { what: 'same-ticket', command: written }) : found;
}

function named(number: number, { agent, facts }: Ordering, desk: Desk): TicketFacts | null {
  const one = facts.named.find((ticket) => plainNumber(ticket.number) === number);
  // Of one that was merged, the one that lives on is meant.
  const found = one?.mergedInto ? facts.named.find((ticket) => ticket.number === one.mergedInto) : one;
  return found && mayWorkOn(agent, found, desk) ? found : null;
}

function isOver({ state }: Pick<TicketFacts, 'state'>): boolean {
  return state === 'solved' || state === 'closed';
}

function troubled(ordered: Ordered, trouble: Ordered['troubles'][number]): Ordered {
  return { ...ordered, troubles: [...ordered.troubles, trouble] };
}
