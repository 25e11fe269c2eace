/** A new ticket for an entitled contact: what it is, whose it is, and who hears of it. */
import type { Message } from '../mail/message.ts';
import { acknowledgement } from './acknowledge.ts';
import { announce } from './agent/announce.ts';
import { factsOfNew } from './agent/card.ts';
import type { SentOn } from './agent/on-behalf.ts';
import type { Change, Decision, Facts, InboundMail, NewTicket, RecentIncident } from './decision.ts';
import type { Desk } from './desk.ts';
import { fold } from './fold.ts';
import { firstLook } from './follow-up/first-look.ts';
import { type Belonging, belongingOf } from './incident/belonging.ts';
import { languageFor } from './language.ts';
import { ends, ticketMessage } from './outcome.ts';
import { peopleAdded } from './participants.ts';
import { routeTicket } from './routing.ts';
import { promiseFor } from './sla/sla.ts';
import type { Classification, Entitlement, Instant, SlaPromise, TicketFacts } from './ticket.ts';

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
  const number = `${desk.ticketPrefix}-${facts.nextNumber}`;
  const whose = { contract: contract.id, organization: contract.organization };
  const incident = incidentOf(opening, number, whose, classification, promise, desk);
  const given = ordered(sentOn);
  const { assignee, because: routed } =
    given ?? incident?.given ?? routeTicket({ queue, tags, language, ...whose }, desk, facts.routing, now);
  const fresh: Omit<NewTicket, 'lookAt'> = {
    number: facts.nextNumber,
    subject: message.subject,
    classification,
    state: 'new',
    plan: plan.name,
    ...whose,
    language,
    requester: { name: user.name, address: from },
    createdAt: mail.receivedAt,
    promise,
    assignee,
    routed,
    follows: follows?.id ?? null,
    participants: peopleAdded({ message, from, verified, requester: from, participants: [], contract }, desk),
    message: ticketMessage(message, from),
    note: sentOn?.note ?? null,
    openedBy: sentOn?.agent.id ?? null,
    unproven: !verified,
  };
  const opened = {
    ...factsOfNew(fresh, number),
    // Which of its clocks are the incident's as well is asked when it is looked at: no look is missed for it.
    partOf: incident && { number: incident.number, over: false, running: [] },
  };
  const ticket: NewTicket = { ...fresh, lookAt: firstLook(opened, desk, now) };
  // A ticket that comes with an incident is nobody's turn, and those who know of the incident do not hear of it singly.
  const isTurn = incident === null || given !== null;
  const turn: Change[] = isTurn && assignee !== null && queue !== null ? [{ do: 'turn', queue, agent: assignee }] : [];
  const singly = incident === null || (given !== null && incident.letters.length === 0);
  const told = singly
    ? announce(
        {
          ticket: opened,
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
      )
    : incident.letters;
  const also = { follows: follows?.number ?? null, known: incident && { since: incident.startedAt } };
  return {
    ...ends('opened', ...reasons(opening, number), ...(incident ? [incident.because] : [])),
    changes: [{ do: 'open', ticket }, ...turn, ...(incident?.changes ?? [])],
    letters: [acknowledgement(opening, ticket, plan, desk, also), ...told],
    ticket: number,
    classification,
    promise,
  };
}

/** The incident that it is part of; null: none. */
function incidentOf(
  { mail, message, facts, now, sentOn, verified }: Opening,
  number: string,
  whose: Pick<RecentIncident, 'contract' | 'organization'>,
  { type, priority, queue, tags }: Classification,
  { policy, firstResponseDue }: SlaPromise,
  desk: Desk,
): Belonging | null {
  if (type !== 'incident') return null;
  const { subject } = message;
  const assignee = sentOn?.assignee ?? null;
  const createdAt = mail.receivedAt;
  const ticket = { number, subject, ...whose, priority, queue, tags, assignee, policy, firstResponseDue, createdAt };
  return belongingOf(ticket, { unproven: !verified, mail }, facts, desk, now);
}

/** Whom the agent who sent it on says that it is for; null: they do not say. */
function ordered(sentOn: SentOn | null): { assignee: string; because: string[] } | null {
  if (!sentOn?.assignee) return null;
  return { assignee: sentOn.assignee, because: [`agent "${sentOn.agent.id}" said so`] };
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
