/** What happened on a ticket between the letter that an agent answers and the answer? What is said of it is the letters'. */
import type { Moved } from '../../letters/agent-values.ts';
import type { AgentThread } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Agent, Instant } from '../ticket.ts';
import { agentName } from './card.ts';

/**
 * What the agent could not know when the letter was written, in its order; what cannot be dated comes first.
 * Notes, and what the agent did, count for nothing.
 */
export function movedSince(
  { ticket, since, mergedFrom, writtenAt }: AgentThread,
  agent: Pick<Agent, 'id'>,
  { agents }: Pick<Desk, 'agents'>,
): Moved[] {
  if (!ticket) return [];
  const moved: Moved[] = [];
  if (mergedFrom !== null) moved.push({ what: 'merged', who: null, at: null, ticket: mergedFrom });
  for (const { direction, agent: by, name, address, at } of since) {
    if (direction === 'in') moved.push({ what: 'wrote', who: name === '' ? address : name, at });
    if (direction === 'out' && by !== null && by !== agent.id)
      moved.push({ what: 'answered', who: agentName(by, agents), at });
  }
  const { assignee, closedAt, events } = ticket;
  const given = events.findLast((event) => event.kind === 'assignee' && event.to === assignee);
  if (assignee !== null && assignee !== agent.id && given && given.at > writtenAt)
    moved.push({ what: 'handed-over', who: agentName(assignee, agents), at: given.at });
  if (closedAt !== null && closedAt > writtenAt) moved.push({ what: 'closed', who: null, at: closedAt });
  return moved.toSorted((a, b) => order(a.at) - order(b.at));
}

function order(at: Instant | null): number {
  return at ?? 0;
}

/** What becomes of the answer: it is held where any of what happened asks for it, and always where a program may write it. */
export function collisionPolicy(moved: readonly Moved[], collisions: Desk['answers']['collisions']): 'hold' | 'send' {
  const held = moved.some(({ what }) => KIND[what] === 'always' || collisions[KIND[what]] === 'hold');
  return held ? 'hold' : 'send';
}

const KIND: Record<Moved['what'], keyof Desk['answers']['collisions'] | 'always'> = {
  answered: 'colleagueAnswered',
  'handed-over': 'colleagueAnswered',
  wrote: 'customerWrote',
  merged: 'mergedOrClosed',
  closed: 'mergedOrClosed',
  repeated: 'always',
  'too-many': 'always',
};
