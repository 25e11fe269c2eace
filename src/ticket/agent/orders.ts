/**
 * What do an agent's commands do to a ticket? All or nothing: one that cannot be done is a trouble, and then nothing of what
 * is returned may be used. How they are written is `commands/`'s question; what two tickets have to do with
 * each other, `between.ts`'s; who hears of it, `after.ts`'s.
 */
import type { Done, Trouble } from '../../letters/agent-values.ts';
import type { Command } from '../commands/command.ts';
import type { Change, Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { leavesAs } from '../incident/no-incident.ts';
import { isThere, routeTicket } from '../routing.ts';
import type { Agent, Instant, Person, TicketEvent, TicketFacts } from '../ticket.ts';
import { between } from './between.ts';
import { agentName } from './card.ts';
import { mayWorkOn, ownLeadOf } from './permitted.ts';
import { splitOff } from './split.ts';

export interface Ordering {
  agent: Agent;
  ticket: TicketFacts;
  facts: Facts;
  now: Instant;
}

export interface Ordered {
  /** The ticket as it is after them. */
  ticket: TicketFacts;
  changes: Change[];
  done: Done[];
  troubles: Trouble[];
  /** A part of it that is a ticket of its own now. */
  split: TicketFacts | null;
  /** The ticket that it was merged into. */
  merged: TicketFacts | null;
}

/** Does the commands in their order; those that only ask for a letter (`#status`, `#help`) change nothing. */
export function doOrders(commands: readonly Command[], ordering: Ordering, desk: Desk): Ordered {
  const { agent, ticket, facts, now } = ordering;
  let ordered: Ordered = { ticket, changes: [], done: [], troubles: [], split: null, merged: null };
  for (const command of commands) doOne(command);
  return ordered;

  function doOne(command: Command): void {
    const { written } = command;
    const current = ordered.ticket;
    if (current.gathers !== null && meansNothingThere(command)) {
      ordered.troubles.push({ what: 'not-on-incident', command: written });
      return;
    }
    switch (command.do) {
      case 'state': {
        const { to, until } = command;
        if (to === current.state && until === current.holdUntil) return;
        set({ state: to, holdUntil: until }, { kind: 'state', to, until }, `is ${to}`, written);
        ordered.done.push({ did: 'state', to, until });
        return;
      }
      case 'take':
        assign(agent.id, written);
        return;
      case 'assign': {
        const other = desk.agents.find(({ id }) => id === command.agent);
        // A queue lets in its own; whoever has the ticket now is no reason to let in others.
        if (!other?.active || !mayWorkOn(other, { queue: current.queue, assignee: null }, desk)) {
          const name = agentName(command.agent, desk.agents);
          ordered.troubles.push({
            what: 'agent-not-in-queue',
            command: written,
            agent: name,
            queue: current.queue ?? '',
          });
          return;
        }
        assign(command.agent, written);
        return;
      }
      case 'queue':
        moveTo(command.queue, written);
        return;
      case 'priority':
        if (command.to === current.priority) return;
        set({ priority: command.to }, { kind: 'priority', to: command.to }, `has priority ${command.to}`, written);
        ordered.done.push({ did: 'priority', to: command.to });
        return;
      case 'type':
        if (command.to === current.type) return;
        set({ type: command.to }, { kind: 'type', to: command.to }, `is a ${command.to}`, written);
        ordered.done.push({ did: 'type', to: command.to });
        // What the agent says of its incident prevails.
        if (leavesAs(command.to, current) && !commands.some((one) => one.do === 'join' || one.do === 'leave'))
          ordered = between({ do: 'leave', written }, ordered, ordering, desk);
        return;
      case 'tag':
      case 'untag':
        tag(command.do, command.tag, written);
        return;
      case 'cc':
        addPerson(command.address, written);
        return;
      case 'uncc':
        removePerson(command.address, written);
        return;
      case 'merge':
      case 'link':
      case 'join':
      case 'leave':
        ordered = between(command, ordered, ordering, desk);
        return;
      case 'split':
        split(written);
        return;
      case 'escalate':
        escalate(written);
        return;
      case 'macro':
      case 'status':
      case 'help':
        return;
      case 'send':
      case 'drop':
      case 'for':
        ordered.troubles.push({ what: 'nothing-waits', command: written });
        return;
    }
  }

  function set(patch: Partial<TicketFacts>, event: TicketEvent, what: string, written: string): void {
    ordered.ticket = { ...ordered.ticket, ...patch };
    const { id: ticketId } = ordered.ticket;
    ordered.changes.push({ do: 'set', ticketId, set: patchOf(patch), event, what, by: agent.id, because: written });
  }

  function assign(id: string, written: string): void {
    const { state, assignee, queue } = ordered.ticket;
    if (assignee !== id) {
      const name = agentName(id, desk.agents);
      set({ assignee: id }, { kind: 'assignee', to: id }, `is given to ${name}`, written);
      ordered.done.push({ did: 'assignee', to: name });
      if (queue !== null) ordered.changes.push({ do: 'turn', queue, agent: id });
    }
    if (state === 'new') set({ state: 'open' }, { kind: 'state', to: 'open', until: null }, 'is open', written);
  }

  function moveTo(queue: string, written: string): void {
    const current = ordered.ticket;
    if (queue === current.queue) return;
    set({ queue }, { kind: 'queue', to: queue }, `goes to queue ${queue}`, written);
    // Whom the agent names has it, whatever the queue would do.
    if (commands.some((command) => command.do === 'take' || command.do === 'assign')) {
      ordered.done.push({ did: 'queue', to: queue });
      return;
    }
    const { assignee, because, isTurn } = givenIn(queue, current);
    if (assignee !== current.assignee) {
      const name = agentName(assignee, desk.agents);
      const what = name === null ? 'is given to nobody yet' : `is given to ${name}`;
      set({ assignee }, { kind: 'assignee', to: assignee }, what, because.join('; '));
    }
    if (assignee !== null && isTurn) ordered.changes.push({ do: 'turn', queue, agent: assignee });
    ordered.done.push({ did: 'queue', to: queue });
  }

  /** An incident is the lead's of its queue; a customer's ticket is given as the queue gives them. */
  function givenIn(queue: string, { gathers, tags, language, contract }: TicketFacts) {
    if (gathers !== null) {
      const lead = ownLeadOf(queue, desk);
      const has = lead !== null && isThere(lead, desk, facts.routing, now).there;
      const because = [`queue "${queue}": its lead has its incidents${has ? '' : ', and is not there'}`];
      return { assignee: has ? lead.id : null, because, isTurn: false };
    }
    return { ...routeTicket({ queue, tags, language, contract }, desk, facts.routing, now), isTurn: true };
  }

  function tag(what: 'tag' | 'untag', name: string, written: string): void {
    const { tags } = ordered.ticket;
    const has = tags.includes(name);
    if (has === (what === 'tag')) return;
    const to = has ? tags.filter((one) => one !== name) : [...tags, name];
    set({ tags: to }, { kind: 'tags', to }, has ? `is no longer tagged ${name}` : `is tagged ${name}`, written);
    ordered.done.push({ did: what, tag: name });
  }

  function addPerson(address: string, written: string): void {
    const current = ordered.ticket;
    if (current.participants.includes(address)) return;
    const membership = facts.people[address]?.memberships.find(({ contract }) => contract.id === current.contract);
    // Nobody gets in who is no user of the contract: what they would read is that customer's.
    if (!membership) {
      ordered.troubles.push({ what: 'not-a-user', command: written, address });
      return;
    }
    people([{ name: membership.user.name, address }], [], written);
    ordered.done.push({ did: 'cc', address });
  }

  function removePerson(address: string, written: string): void {
    const { participants, requester } = ordered.ticket;
    if (address === requester) ordered.troubles.push({ what: 'is-requester', command: written, address });
    else if (!participants.includes(address))
      ordered.troubles.push({ what: 'not-on-ticket', command: written, address });
    else {
      people([], [address], written);
      ordered.done.push({ did: 'uncc', address });
    }
  }

  function people(add: Person[], remove: string[], because: string): void {
    const current = ordered.ticket;
    const next = [...current.people.filter((one) => !remove.includes(one.address)), ...add];
    ordered.ticket = { ...current, people: next, participants: next.map(({ address }) => address) };
    ordered.changes.push({ do: 'people', ticketId: current.id, add, remove, by: agent.id, because });
  }

  function split(written: string): void {
    const parted = splitOff(ordered.ticket, agent, facts, desk, now);
    if (!parted) {
      ordered.troubles.push({ what: 'nothing-to-split', command: written });
      return;
    }
    ordered.changes.push(parted.change);
    ordered.split = parted.ticket;
    ordered.done.push({ did: 'split', number: parted.ticket.number });
  }

  function escalate(written: string): void {
    if (ordered.ticket.escalatedAt !== null) return;
    const event: TicketEvent = { kind: 'escalated', by: agent.id };
    set({ escalatedAt: now }, event, 'is escalated', written);
    const raised = raisedPriority(ordered.ticket.priority);
    if (raised !== ordered.ticket.priority)
      set({ priority: raised }, { kind: 'priority', to: raised }, `has priority ${raised}`, written);
    ordered.done.push({ did: 'escalated' });
  }
}

/** Commands that only a customer's ticket can follow: an incident is nobody's question, and nobody waits for an answer there. */
const NOT_ON_INCIDENT: readonly Command['do'][] = [
  'type',
  'cc',
  'uncc',
  'merge',
  'split',
  'macro',
  'escalate',
  'join',
  'leave',
];

function meansNothingThere(command: Command): boolean {
  return command.do === 'state' ? command.to === 'pending' : NOT_ON_INCIDENT.includes(command.do);
}

const RAISED = { low: 'normal', normal: 'high', high: 'urgent', urgent: 'urgent' } as const;

/** One step up: what an escalation does to a priority. */
export function raisedPriority(priority: TicketFacts['priority']): TicketFacts['priority'] {
  return RAISED[priority];
}

/** Only what is stored of a patch, and under the names it is stored by. */
function patchOf({ type, priority, state, holdUntil, tags, queue, assignee, escalatedAt }: Partial<TicketFacts>) {
  return {
    ...(type === undefined ? {} : { type }),
    ...(priority === undefined ? {} : { priority }),
    ...(state === undefined ? {} : { state, holdUntil: holdUntil ?? null }),
    ...(tags === undefined ? {} : { tags }),
    ...(queue === undefined ? {} : { queue }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(escalatedAt === undefined || escalatedAt === null ? {} : { escalatedAt }),
  };
}
