/** When tickets are one incident, out of the validated config; and what of it contradicts itself or can never come true. */
import { nearestName, type Path } from '../jsonc.ts';
import { fold } from '../ticket/fold.ts';
import type { IncidentRule, IncidentRules } from '../ticket/incident/rules.ts';
import type { Config } from './schema.ts';

/** Compiles the rules. @param problem is told each; with problems the result is not to be used */
export function compileIncidents(config: Config, problem: (path: Path, message: string) => void): IncidentRules {
  const { rules, joinsFor } = config.incidents;
  if (rules.length > 0 && !config.agents.some(({ active }) => active)) problem(['incidents', 'rules'], NOBODY_WRITES);
  const known = [...new Set(config.classification.rules.flatMap(({ set }) => set.tags ?? []))];
  const names = rules.map(({ name }) => name);
  return {
    rules: rules.map(({ name, tags = null, contracts, within }, i): IncidentRule => {
      const at: Path = ['incidents', 'rules', i];
      if (names.indexOf(name) < i) problem([...at, 'name'], `there are two rules "${name}"`);
      if (within === 0) problem([...at, 'within'], 'must be longer than nothing; "30m" is half an hour');
      tags?.forEach((tag, t) => {
        if (!known.some((one) => fold(one) === fold(tag))) problem([...at, 'tags', t], noTag(tag, known));
      });
      return { name, tags, contracts, within };
    }),
    joinsFor,
  };
}

/** Who reports something that is known waits for the desk's word, and no ticket of it presses anybody by itself. */
const NOBODY_WRITES =
  'there is no agent in "agents" who could write to the customers of an incident; without agents, leave "rules" out';

/** A ticket has its tags from the rules when it is opened, so such a rule would wait for ever. */
function noTag(tag: string, known: string[]): string {
  const nearest = nearestName(tag, known);
  return `no rule of classification.rules sets the tag "${tag}"${nearest ? `; did you mean "${nearest}"?` : ''}`;
}
