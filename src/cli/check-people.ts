/** Which of `check`'s notes are about people: queues that nobody works on, agents whom no ticket reaches, no phone. */
import type { Config } from '../config/schema.ts';
import type { Finding } from './check.ts';

/** What is worth a look though the desk runs with it: so it may be meant. */
export function* peopleNotes({ agents, queues, plans, desk }: Config): Generator<Finding> {
  const active = new Set(agents.filter((agent) => agent.active).map(({ id }) => id));
  for (const { id, members, lead } of queues) {
    if (members.some((member) => active.has(member))) continue;
    const told = lead !== undefined && active.has(lead) ? `its lead ${lead} is told of its tickets` : 'nobody is told';
    yield note('queues', `queue "${id}" has no active member: ${told}; add one to queues[].members`);
  }
  const queued = new Set(queues.flatMap(({ members, lead }) => (lead === undefined ? members : [...members, lead])));
  const without = [...active].filter((id) => !queued.has(id));
  if (without.length > 0)
    yield note('agents', `in no queue, so that no ticket is given to them: ${without.join(', ')}`);
  const phones = Object.keys(plans).filter((name) => plans[name]?.channels.includes('phone-on-escalation'));
  if (phones.length > 0 && desk.phone === null) {
    const named = phones.map((name) => `"${name}"`).join(' and ');
    yield note('plans', `${named} open the phone with an escalation, but "desk.phone" is null: no number is told`);
  }
}

function note(part: string, message: string): Finding {
  return { part, ok: true, message: `note: ${message}` };
}
