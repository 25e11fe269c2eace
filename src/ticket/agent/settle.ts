/** What follows by itself from an agent's words that go out: whoever answers first has the ticket, and its state changes. */
import type { Change } from '../decision.ts';
import type { Agent, TicketFacts, TicketState } from '../ticket.ts';
import type { Ordered } from './orders.ts';

/** The agent has it now, where nobody had it and the commands did not say whose it is. */
export function takenBy(agent: Agent, ordered: Ordered): Ordered {
  const { ticket, changes } = ordered;
  const said = changes.some((change) => change.do === 'set' && change.set.assignee !== undefined);
  if (ticket.assignee !== null || said) return ordered;
  const { id: ticketId, queue } = ticket;
  const set = { assignee: agent.id };
  const event = { kind: 'assignee', to: agent.id } as const;
  const what = `is given to ${agent.name}`;
  const because = 'the first to answer';
  return {
    ...ordered,
    ticket: { ...ticket, ...set },
    changes: [
      ...changes,
      { do: 'set', ticketId, set, event, what, by: agent.id, because },
      ...(queue === null ? [] : [{ do: 'turn' as const, queue, agent: agent.id }]),
    ],
    done: [...ordered.done, { did: 'assignee', to: agent.name }],
  };
}

/** The ticket is in this state now, because the agent answered. */
export function inState(to: TicketState, ordered: Ordered, agent: Agent): Ordered {
  const { ticket, changes, done } = ordered;
  if (ticket.state === to) return ordered;
  return {
    ...ordered,
    ticket: { ...ticket, state: to, holdUntil: null },
    changes: [...changes, becomes(to, ticket, agent, 'an agent answered')],
    done: [...done, { did: 'state', to, until: null }],
  };
}

/** A ticket's new state, as a change. */
export function becomes(
  to: TicketState,
  { id: ticketId }: Pick<TicketFacts, 'id'>,
  { id: by }: Pick<Agent, 'id'>,
  because: string,
): Change {
  const event = { kind: 'state', to, until: null } as const;
  return { do: 'set', ticketId, set: { state: to, holdUntil: null }, event, what: `is ${to}`, by, because };
}
