/**
 * Who gets this ticket, and who of the desk is there now? Every choice says why in plain words. What the config and
 * the store know comes as values; who is told, and in which letter, is the decision's.
 */
import { dayIn } from './day.ts';
import type { RoutingFacts } from './decision.ts';
import type { Desk } from './desk.ts';
import { fold } from './fold.ts';
import { isOpen } from './sla/calendar.ts';
import type { Agent, Instant, Queue } from './ticket.ts';

/** What of a ticket says whom it is for. */
export interface ToRoute {
  queue: string | null;
  tags: readonly string[];
  /** What the customer is written to in. */
  language: string;
  /** The contract's id; null where it has none. */
  contract: string | null;
}

export interface Routing {
  /** Null: it is in none that there is. */
  queue: string | null;
  /** An agent's id; null: whoever takes it. */
  assignee: string | null;
  because: string[];
}

export type RoutingDesk = Pick<Desk, 'agents' | 'queues' | 'timeZone'>;

/**
 * Gives a ticket to one of its queue's members who are there: whom the contract knows, else who writes the language,
 * of these who has a skill for a tag, of these by the queue's strategy. Who was given it is for the store to keep, as
 * a turn of the queue.
 * @returns the queue and the agent, with the reasons in their order; no agent where the queue gives its tickets to
 *   nobody, or nobody is there
 */
export function routeTicket(ticket: ToRoute, desk: RoutingDesk, routing: RoutingFacts, now: Instant): Routing {
  if (ticket.queue === null) return nobody(null, ['it is in no queue, so nobody is assigned']);
  const queue = desk.queues.find(({ id }) => id === ticket.queue);
  if (!queue) return nobody(null, [`queue "${ticket.queue}" does not exist any more, so nobody is assigned`]);

  const { there, words } = presence(membersOf(queue, desk), desk, routing, now);
  const because = [`queue "${queue.id}": ${words}`];
  if (there.length === 0) return nobody(queue.id, because);
  const given = (agent: Agent): Routing => ({ queue: queue.id, assignee: agent.id, because });

  const keeper = keeperFor(ticket, queue, routing);
  const known = there.find(({ id }) => id === keeper);
  if (keeper !== null) because.push(keeperReason(keeper, ticket, known !== undefined));
  if (known) return given(known);
  if (queue.strategy === 'none') {
    because.push('the queue assigns nobody (strategy none): whoever takes it has it');
    return nobody(queue.id, because);
  }

  const writers = narrowed(there, ({ languages }) => writes(languages, ticket.language), because, {
    fits: `write ${ticket.language}`,
    nobody: `nobody there writes ${ticket.language}`,
  });
  const skilled = ticket.tags.length === 0 ? writers : bySkill(writers, ticket.tags, because);
  const chosen = byStrategy(queue, skilled, routing);
  because.push(chosen.because);
  return given(chosen.agent);
}

/**
 * Who is to be told of a ticket that nobody has: the members who are there, else the lead where they are, else every
 * active member and the lead, so that somebody reads it at last. Of a ticket without a queue: all active agents who are there, else
 * all active ones; of one in a queue that does not exist any more likewise the leads, who alone may work on it.
 * @param id of the queue
 */
export function whoIsThere(id: string | null, desk: RoutingDesk, routing: RoutingFacts, now: Instant): Agent[] {
  const isHere = (agent: Agent) => isThere(agent, desk, routing, now).there;
  const queue = desk.queues.find((one) => one.id === id);
  const members = queue ? membersOf(queue, desk) : id === null ? desk.agents : leadsOf(desk);
  const here = members.filter(isHere);
  if (here.length > 0) return here;
  const lead = desk.agents.filter((agent) => agent.id === queue?.lead);
  const leadHere = lead.filter(isHere);
  if (leadHere.length > 0) return leadHere;
  return [...new Set([...members, ...lead])].filter(({ active }) => active);
}

/** Does an agent get new tickets at this instant? Planned absences are days in the desk's zone, both within. */
export function isThere(
  agent: Agent,
  desk: Pick<Desk, 'timeZone'>,
  routing: Pick<RoutingFacts, 'away'>,
  now: Instant,
): { there: boolean; because: string } {
  const not = (because: string) => ({ there: false, because });
  if (!agent.active) return not('not active');
  const today = dayIn(desk.timeZone, now);
  const absence = agent.away.find(({ from, to }) => from <= today && today <= to);
  if (absence) return not(`away from ${absence.from} to ${absence.to}`);
  const awayUntil = entryOf(routing.away, agent.id);
  if (awayUntil !== undefined && now < awayUntil) {
    return not(`away by their auto-reply, until ${dayIn(desk.timeZone, awayUntil)} at the latest`);
  }
  if (agent.hours && !isOpen(agent.hours, now)) return not('outside their hours');
  return { there: true, because: 'there' };
}

function nobody(queue: string | null, because: string[]): Routing {
  return { queue, assignee: null, because };
}

function membersOf(queue: Queue, desk: RoutingDesk): Agent[] {
  return [...new Set(queue.members)].flatMap((id) => desk.agents.find((agent) => agent.id === id) ?? []);
}

/** Where no queue has an active lead, everybody. */
function leadsOf({ queues, agents }: RoutingDesk): Agent[] {
  const leads = agents.filter((agent) => agent.active && queues.some(({ lead }) => lead === agent.id));
  return leads.length > 0 ? leads : agents;
}

function presence(
  members: Agent[],
  desk: RoutingDesk,
  routing: RoutingFacts,
  now: Instant,
): { there: Agent[]; words: string } {
  const looked = members.map((agent) => ({ agent, ...isThere(agent, desk, routing, now) }));
  const there = looked.filter((one) => one.there).map(({ agent }) => agent);
  const absent = looked.filter((one) => !one.there).map(({ agent, because }) => `${agent.id} (${because})`);
  const who = there.length > 0 ? `there: ${listed(there)}` : 'nobody is there, so nobody is assigned';
  return { there, words: absent.length > 0 ? `${who}; not there: ${shortened(absent)}` : who };
}

function keeperFor({ contract }: ToRoute, { sameAgent }: Queue, routing: RoutingFacts): string | null {
  return sameAgent && contract !== null ? (entryOf(routing.keepers, contract) ?? null) : null;
}

function keeperReason(keeper: string, { contract }: ToRoute, isHere: boolean): string {
  const had = `${keeper} had the last ticket of contract "${contract}"`;
  return isHere ? `${had} and gets this one too` : `${had}, but is not among those there`;
}

/** Those who fit; where nobody does, all of them: better another's language than nobody's ticket. */
function narrowed(
  agents: Agent[],
  fits: (agent: Agent) => boolean,
  because: string[],
  words: { fits: string; nobody: string },
): Agent[] {
  const fitting = agents.filter(fits);
  if (fitting.length === 0) {
    because.push(`${words.nobody}, so it is for any of them`);
    return agents;
  }
  if (fitting.length < agents.length) because.push(`${words.fits}: ${listed(fitting)}`);
  return fitting;
}

function writes(languages: string[], language: string): boolean {
  // Whoever writes one kind of Portuguese or Spanish is read by who writes another.
  const base = baseOf(language);
  return languages.some((one) => baseOf(one) === base);
}

function baseOf(language: string): string {
  return language.toLowerCase().split(/[-_]/)[0] ?? '';
}

function bySkill(agents: Agent[], tags: readonly string[], because: string[]): Agent[] {
  const wanted = new Set(tags.map(fold));
  return narrowed(agents, ({ skills }) => skills.some((skill) => wanted.has(fold(skill))), because, {
    fits: `have a skill for ${shortened(tags)}`,
    nobody: `nobody of them has a skill for ${shortened(tags)}`,
  });
}

/** @param agents one at least, in the order of the config, which decides between equals */
function byStrategy(queue: Queue, agents: Agent[], routing: RoutingFacts): { agent: Agent; because: string } {
  const turns = entryOf(routing.turns, queue.id) ?? {};
  const turnOf = ({ id }: Agent) => entryOf(turns, id) ?? Number.NEGATIVE_INFINITY;
  const openOf = ({ id }: Agent) => entryOf(routing.open, id) ?? 0;
  // Only the last turn counts: who comes back has the next ticket, and not all that they missed.
  const byTurn = (a: Agent, b: Agent) => compare(turnOf(a), turnOf(b));
  const byOpen = (a: Agent, b: Agent) => compare(openOf(a), openOf(b)) || byTurn(a, b);
  const [agent] = agents.toSorted(queue.strategy === 'least-open' ? byOpen : byTurn);
  if (!agent) throw new Error('a strategy needs somebody to choose from');
  if (agents.length === 1) return { agent, because: `${agent.id} is the only one` };
  if (queue.strategy === 'least-open') {
    return { agent, because: `least-open: ${agent.id} has ${openOf(agent)} open` };
  }
  const last = entryOf(turns, agent.id) === undefined ? 'was given none yet' : 'was given one longest ago';
  return { agent, because: `round-robin: ${agent.id} ${last}` };
}

/** Minus infinity equals itself, which a difference would not show. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Ids come from files: one may be called as something that every object has. */
function entryOf<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function listed(agents: Agent[]): string {
  return shortened(agents.map(({ id }) => id));
}

/** A reason is a line, also where a queue has a hundred members. */
const MOST_NAMES = 12;

function shortened(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
