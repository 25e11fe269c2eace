/** An agent's auto-reply: it is never sent on, and while they are away new tickets go to others. */
import type { Automatic, Message } from '../../mail/message.ts';
import type { Change, Decision, Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { ends } from '../outcome.ts';
import type { Agent, Instant } from '../ticket.ts';

/** Only a proven sender is away: else anybody could take an agent off duty. */
export function awayAfter(
  agent: Agent,
  automatic: Automatic,
  message: Message,
  facts: Pick<Facts, 'agentThreads'>,
  desk: Pick<Desk, 'awayAfterAutoReply'>,
  now: Instant,
): Decision {
  const because = `${automatic.kind} of agent "${agent.id}": ${automatic.because}`;
  const ticket = facts.agentThreads.find((thread) => thread.agent === agent.id)?.ticket ?? null;
  const proven = message.authentication.verdict === 'pass';
  const until = now + desk.awayAfterAutoReply;
  const changes: Change[] = [];
  if (proven && automatic.kind === 'auto-reply') changes.push({ do: 'away', agent: agent.id, until, because });
  const told =
    changes.length > 0 ? [`new tickets go to others until ${new Date(until).toISOString()}, or until they write`] : [];
  if (!ticket || !proven) return { ...ends('ignored', because, ...told), changes };
  return {
    ...ends('noted', because, ...told),
    changes: [...changes, { do: 'note', ticketId: ticket.id, what: automatic.kind, because }],
    ticket: ticket.number,
  };
}
