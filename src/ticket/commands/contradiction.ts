/** Which of an agent's commands cannot both be done? Orders that are the same were made one before. */
import type { Trouble } from '../../letters/agent-values.ts';
import type { Command } from './command.ts';

/** @param note `#note` as it was written; null where there is none. @returns one for each pair, in the order of the text */
export function contradictionsIn(commands: readonly Command[], note: string | null): Trouble[] {
  const troubles: Trouble[] = [];
  const seen = new Map<string, Command>();
  for (const command of commands) {
    for (const claim of claimsOf(command)) {
      const other = seen.get(claim);
      if (other && other !== command) {
        troubles.push({ what: 'contradiction', command: command.written, other: other.written });
        break;
      }
      seen.set(claim, command);
    }
    if (note !== null && NEVER_WITH_NOTE.has(command.do))
      troubles.push({ what: 'contradiction', command: command.written, other: note });
  }
  return troubles;
}

/** A macro's text is for the customer; a mail that waits is sent or dropped as it is. */
const NEVER_WITH_NOTE = new Set<Command['do']>(['macro', 'send', 'drop']);

/** What a command decides: two commands that decide the same thing, and are not the same, contradict each other. */
function claimsOf(command: Command): string[] {
  switch (command.do) {
    case 'state':
      return ['state'];
    case 'take':
    case 'assign':
      return ['assignee'];
    case 'queue':
    case 'priority':
    case 'type':
    case 'macro':
      return [command.do];
    case 'tag':
    case 'untag':
      return [`tag ${command.tag}`];
    case 'cc':
    case 'uncc':
      return [`person ${command.address}`];
    case 'merge':
      // It closes the ticket, and what stands on it is the other one's.
      return ['state', 'parts', 'incident'];
    case 'join':
    case 'leave':
      return ['incident'];
    case 'split':
      return ['parts'];
    case 'send':
    case 'drop':
    case 'for':
      return ['what waits'];
    case 'link':
    case 'escalate':
    case 'status':
    case 'help':
      return [];
  }
}
