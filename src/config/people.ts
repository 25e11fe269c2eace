/** Who works on tickets, out of the validated config; and what of it contradicts itself or names what is not there. */
import { nearestName, type Path } from '../jsonc.ts';
import type { Calendar } from '../ticket/sla/calendar.ts';
import type { Agent, Queue } from '../ticket/ticket.ts';
import type { Config } from './schema.ts';

type Tell = (path: Path, message: string) => void;

/**
 * Compiles agents and queues.
 * @param calendars those of `sla.calendars`, by name
 * @param problem is told each; with problems the result is not to be used
 */
export function compilePeople(
  config: Config,
  calendars: ReadonlyMap<string, Calendar>,
  problem: Tell,
): { agents: Agent[]; queues: Queue[] } {
  checkAddresses(config, problem);
  const known = config.agents.map(({ id }) => id);
  repeated(known, (i) => problem(['agents', i, 'id'], `there are two agents "${known[i]}"`));
  const queueIds = config.queues.map(({ id }) => id);
  repeated(queueIds, (i) => problem(['queues', i, 'id'], `there are two queues "${queueIds[i]}"`));

  const agents = config.agents.map((agent, i): Agent => {
    const { id, name, publicName, active, languages, skills, away, receipts } = agent;
    const hours = agent.hours === null ? null : (calendars.get(agent.hours) ?? null);
    if (agent.hours !== null && !hours) {
      const nearest = orNearest(agent.hours, [...calendars.keys()]);
      problem(['agents', i, 'hours'], `there is no calendar "${agent.hours}" in sla.calendars${nearest}`);
    }
    const addresses: Agent['addresses'] = [agent.email, ...agent.otherEmails];
    return { id, name, publicName, addresses, active, languages, skills, away, hours, receipts };
  });

  const queues = config.queues.map(({ id, members, lead = null, strategy, sameAgent }, i): Queue => {
    members.forEach((member, m) => {
      if (!known.includes(member)) problem(['queues', i, 'members', m], noAgent(member, known));
    });
    if (lead !== null && !known.includes(lead)) problem(['queues', i, 'lead'], noAgent(lead, known));
    return { id, members: [...new Set(members)], lead, strategy, sameAgent };
  });
  return { agents, queues };
}

/** Agents and the desk must not stand for two things at once. */
function checkAddresses(config: Config, problem: Tell): void {
  const owners = new Map([config.desk.address, ...config.desk.otherAddresses].map((address) => [address, 'the desk']));
  config.agents.forEach((agent, i) => {
    for (const address of [agent.email, ...agent.otherEmails]) {
      const owner = owners.get(address);
      if (owner) problem(['agents', i], `${address} is an address of ${owner} too`);
      owners.set(address, `agent "${agent.id}"`);
    }
  });
}

function repeated(names: string[], tell: (i: number) => void): void {
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) tell(i);
  });
}

function noAgent(id: string, known: string[]): string {
  return `there is no agent "${id}"${orNearest(id, known)}`;
}

function orNearest(written: string, known: string[]): string {
  const nearest = nearestName(written, known);
  return nearest ? `; did you mean "${nearest}"?` : '';
}
