/** Does a letter to an agent ask about a mail of theirs that still waits? */
import type { AgentThread } from '../decision.ts';
import type { Agent } from '../ticket.ts';

/** How long a mail waits for the agent to say what it is meant for (ms); then a person of the desk sees it. */
export const WAIT_FOR_AGENT = 3 * 86_400_000;

/** Letters that ask about the mail that they were written on. */
const ASKING = ['agent-held', 'agent-question'];

export function isWaitingMailOf(agent: Agent, { template, mail }: NonNullable<AgentThread['letter']>): boolean {
  if (!ASKING.includes(template) || mail?.disposition !== 'waiting') return false;
  return mail.from !== null && agent.addresses.includes(mail.from);
}
