/** The letters of an act to the customer: everybody on the ticket gets one of their own, in the ticket's conversation. */
import type { Asked, FollowUpValues } from '../../letters/follow-up-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import { conversationOf, peopleOf } from '../agent/relay.ts';
import type { Desk, Plan } from '../desk.ts';
import { fold } from '../fold.ts';
import { mayEscalate } from '../self-service/plan.ts';
import { serviceTicket } from '../self-service/service-ticket.ts';
import { plainSubject } from '../subject.ts';
import type { Instant, Metric, TicketFacts } from '../ticket.ts';
import { messageIdFor, plainNumber, replyAddressFor, type Token } from '../token.ts';
import type { Act, DueTicket, What } from './act.ts';

export interface Writing {
  what: Extract<What, { do: 'write' | 'close' }>;
  act: Act;
  before: DueTicket;
  /** As it is once the act is done, with the clocks as they stand. */
  after: TicketFacts;
  serial: string;
}

/** The requester's comes first. None of an incident of several customers: its requester is the desk itself. */
export function toCustomers(writing: Writing, desk: Desk, now: Instant): LetterDraft[] {
  const { after: ticket, act, serial } = writing;
  const values = ticket.gathers === null ? valuesOf(writing, desk, now) : null;
  if (values === null) return [];
  const [requester, ...others] = peopleOf(ticket);
  const visible = { to: [requester], cc: others };
  const ids = conversationOf(ticket);
  return [requester, ...others].map((person, i) => {
    const own = i === 0 ? serial : `${serial}-${i.toString(36)}`;
    const token: Token = { number: plainNumber(ticket.number), party: 'c', serial: own };
    return {
      template: values.kind,
      language: ticket.language,
      to: person,
      visible,
      values: { ...values, contactName: person.name === '' ? null : person.name },
      messageId: messageIdFor(token, desk),
      inReplyTo: ids.at(-1) ?? null,
      references: ids,
      replyTo: desk.plusAddress ? replyAddressFor(token, desk) : null,
      because: act.because,
    };
  });
}

/** @returns null where what the letter is about is not known */
function valuesOf({ what, act, before, after }: Writing, desk: Desk, now: Instant): FollowUpValues | null {
  const { ordinal } = act;
  const { state } = before.facts;
  const plan = desk.plans.get(fold(after.plan)) ?? null;
  const common = commonOf(before, after, plan, desk, now);
  if (what.do === 'close') {
    const reopenUntil = now + desk.reopenWindow;
    return { kind: 'follow-up-closed', ...common, wasSolved: after.solvedAt !== null, reopenUntil };
  }
  const { closesAt, about } = what;
  switch (what.letter) {
    case 'follow-up-quiet': {
      const { nextDue } = serviceTicket(after, desk, now);
      const resolutionDue = nextDue === null ? ahead(after, 'resolution', now) : null;
      return { kind: what.letter, ...common, ordinal, state, nextDue, resolutionDue };
    }
    case 'follow-up-missed':
      if (about === null) return null;
      return {
        kind: what.letter,
        ...common,
        missed: about.metric,
        promisedFor: about.dueAt,
        escalated: after.escalatedAt !== null,
        phone: after.escalatedAt !== null && mayEscalate(plan) ? desk.phone : null,
        resolutionDue: about.metric === 'resolution' ? null : ahead(after, 'resolution', now),
      };
    case 'follow-up-reminder':
      return { kind: what.letter, ...common, ordinal, asked: askedOn(after, desk), closesAt };
    case 'follow-up-closing':
      return { kind: what.letter, ...common, state, asked: askedOn(after, desk), closesAt };
    case 'follow-up-closed':
      return {
        kind: what.letter,
        ...common,
        wasSolved: after.solvedAt !== null,
        reopenUntil: now + desk.reopenWindow,
      };
    case 'follow-up-solved':
      return { kind: what.letter, ...common, closesAt };
  }
}

function commonOf({ events }: DueTicket, ticket: TicketFacts, plan: Plan | null, desk: Desk, now: Instant) {
  // Before a person has answered in this conversation, nobody vouches for who began it and what they wrote.
  const vouchedFor = events.some(({ kind }) => kind === 'answered');
  return {
    number: ticket.number,
    subject: vouchedFor ? plainSubject(ticket.subject, ticket.number) : null,
    contactName: null,
    agentName: serviceTicket(ticket, desk, now).agentName,
    mayEscalate: mayEscalate(plan) && ticket.escalatedAt === null,
  };
}

/** When a clock runs out that is in time. */
function ahead({ clocks }: TicketFacts, which: Metric, now: Instant): Instant | null {
  return (
    clocks.find(({ metric, state, dueAt }) => metric === which && state === 'running' && dueAt > now)?.dueAt ?? null
  );
}

/** What a person of the desk wrote last; the names of those who left are not known any more. */
function askedOn({ recent }: TicketFacts, { agents }: Desk): Asked | null {
  const last = recent.findLast(({ direction }) => direction === 'out');
  if (!last) return null;
  const { at, agent, text } = last;
  return { at, agentName: agents.find(({ id }) => id === agent)?.publicName ?? null, text };
}
