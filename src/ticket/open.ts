/** A new ticket for an entitled contact: what it is, whose it is, and who hears of it. */
import type { Message } from '../mail/message.ts';
import { acknowledgement } from './acknowledge.ts';
import { announce } from './agent/announce.ts';
import { factsOfNew } from './agent/card.ts';
import type { SentOn } from './agent/on-behalf.ts';
import type { Change, Decision, Facts, InboundMail, NewTicket } from './decision.ts';
import type { Desk } from './desk.ts';
import { fold } from './fold.ts';
import { followUp } from './follow-up/follow-up.ts';
import { languageFor } from './language.ts';
import { ends, ticketMessage } from './outcome.ts';
import { peopleAdded } from './participants.ts';
import { routeTicket } from './routing.ts';
import { promiseFor } from './sla/sla.ts';
import type { Classification, Entitlement, Instant, TicketFacts } from './ticket.ts';

export interface Opening {
  mail: InboundMail;
  message: Message;
  /** The sender's address, lower case. */
  from: string;
  entitlement: Entitlement;
  /** The From passes authentication. */
  verified: boolean;
  /** The closed ticket that this one follows. */
  follows: TicketFacts | null;
  facts: Facts;
  /** The instant of the decision. */
  now: Instant;
  /** The agent who sent it on for the customer; null: they wrote it. */
  sentOn: SentOn | null;
}

/** Row 13. */
export function openTicket(opening: Opening, desk: Desk): Decision {
  const { mail, message, from, entitlement, follows, facts, now, sentOn, verified } = opening;
  const membership = entitlement.membership;
  const plan = entitlement.plan === null ? undefined : desk.plans.get(fold(entitlement.plan));
  if (!membership || !plan) throw new Error(`an entitled contact without contract or plan: ${entitlement.because}`);

  const { contract, user } = membership;
  const language = languageFor(user.language, message.language, desk.language);
  const classification = asOrdered(
    desk.classify({ message, plan: plan.name, organization: contract.organization, language: message.language }),
    sentOn,
  );
  const { type, priority, queue, tags } = classification;
  const promise = promiseFor(desk.sla, contract.sla ?? plan.sla, type, priority, mail.receivedAt);
  const routed = routeTicket({ queue, tags, language, contract: contract.id }, desk, facts.routing, now);
  const assignee = sentOn?.assignee ?? routed.assignee;
  const number = `${desk.ticketPrefix}-${facts.nextNumber}`;
  const fresh: Omit<NewTicket, 'lookAt'> = {
    number: facts.nextNumber,
    subject: message.subject,
    classification,
    state: 'new',
    plan: plan.name,
    contract: contract.id,
    organization: contract.organization,
    language,
    requester: { name: user.name, address: from },
    createdAt: mail.receivedAt,
    promise,
    assignee,
    routed: sentOn?.assignee ? [`agent "${sentOn.agent.id}" said so`] : routed.because,
    follows: follows?.id ?? null,
    participants: peopleAdded({ message, from, verified, requester: from, participants: [], contract }, desk),
    message: ticketMessage(message, from),
    note: sentOn?.note ?? null,
    openedBy: sentOn?.agent.id ?? null,
  };
  const ticket: NewTicket = { ...fresh, lookAt: firstLook(fresh, number, desk, now) };
  const turn: Change[] = assignee !== null && queue !== null ? [{ do: 'turn', queue, agent: assignee }] : [];
  const told = announce(
    {
      ticket: factsOfNew(ticket, number),
      occasion: assignee === null ? 'queued' : 'assigned',
      by: sentOn?.agent.name ?? null,
      mail,
      message,
      verified,
      because: [entitlement.because, ...classification.because],
    },
    facts,
    desk,
    now,
  );
  return {
    ...ends('opened', ...reasons(opening, number)),
    changes: [{ do: 'open', ticket }, ...turn],
    letters: [acknowledgement(opening, ticket, plan, desk, follows?.number ?? null), ...told],
    ticket: number,
    classification,
    promise,
  };
}

/** Worked out here, because looking at every new ticket as it comes would cost as much again as opening it. */
function firstLook(ticket: Omit<NewTicket, 'lookAt'>, number: string, desk: Desk, now: Instant): Instant | null {
  const { type, priority } = ticket.classification;
  const opened = {
    id: 0,
    at: ticket.createdAt,
    kind: 'opened',
    type,
    priority,
    policy: ticket.promise.policy,
  } as const;
  const { acts, lookAt } = followUp(
    {
      facts: factsOfNew(ticket, number),
      events: [opened],
      notices: [],
      lastToCustomer: null,
      unreachable: false,
      awayOnly: false,
    },
    desk,
    now,
  );
  return acts.length > 0 ? now : lookAt;
}

/** What an agent says of a mail that they send on prevails over the rules. */
function asOrdered(found: Classification, sentOn: SentOn | null): Classification {
  if (!sentOn) return found;
  const { type, priority, queue, tags, agent } = sentOn;
  const ordered = [type, priority, queue, ...tags].filter((one) => one !== null);
  if (ordered.length === 0) return found;
  return {
    type: type ?? found.type,
    priority: priority ?? found.priority,
    queue: queue ?? found.queue,
    tags: [...new Set([...found.tags, ...tags])],
    because: [`agent "${agent.id}": ${ordered.join(', ')}`, ...found.because],
  };
}

function reasons(opening: Opening, number: string): string[] {
  const { entitlement, follows, message } = opening;
  const because = [entitlement.because];
  if (!opening.verified)
    because.push(`unverified, so the letter repeats no word of theirs: ${message.authentication.because}`);
  if (follows) because.push(`${follows.number} is closed for longer than the reopen window: ${number} follows it`);
  return because;
}
