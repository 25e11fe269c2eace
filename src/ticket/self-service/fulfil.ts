/** What is done about a customer's wish, and what are they told? Nothing of a ticket that they are not on. */
import type { ServiceProblem, ServiceValues } from '../../letters/customer-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import { afterEvents } from '../after-events.ts';
import { notice } from '../agent/tell.ts';
import type { Change, TicketPatch } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { leaveIncident, leavesAs } from '../incident/no-incident.ts';
import type { TicketEvent, TicketFacts, User } from '../ticket.ts';
import { rateTicket, reopenTicket } from './after-solved.ts';
import { escalateTicket } from './escalate.ts';
import { isAdmin, monthReport } from './month-report.ts';
import { mayEscalate, planFor } from './plan.ts';
import type { Asking } from './serve.ts';
import { serviceTicket } from './service-ticket.ts';
import { whichTicket } from './which-ticket.ts';
import type { Wish } from './wish.ts';

/** A list that is longer is no answer. */
const MOST_LISTED = 20;

export interface Fulfilled {
  /** For the letter to the customer. */
  values: ServiceValues;
  /** The ticket that it is about, as it is then. */
  ticket: TicketFacts | null;
  changes: Change[];
  /** To agents. */
  letters: LetterDraft[];
  because: string[];
}

/** A wish about one ticket. */
type TicketWish = Extract<Wish, { number: number | null }>;

/** What every letter tells, and what a problem names. */
interface Told {
  common: { contactName: string | null; mayEscalate: boolean };
  plan: string;
}

/**
 * @param user the sender, as the directory has them
 * @returns null where it is a mail as any other: there is nothing to open again, or words that a person is to read
 */
export function fulfil(asking: Asking, user: User, desk: Desk): Fulfilled | null {
  const { wish, facts, from, now } = asking;
  switch (wish.wish) {
    case 'help':
      return answered(
        { kind: 'service-help', ...told(asking, user, null, desk).common, admin: isAdmin(facts.directory) },
        null,
      );
    case 'report': {
      // In the conversation of a ticket it may well say which report that one is about.
      if (asking.thread !== null) return null;
      const about = told(asking, user, null, desk);
      if (!isAdmin(facts.directory)) return problem(about, 'not-admin', null, null, `${from} is admin of no contract`);
      const { values, because } = monthReport(wish.month, asking, about.common, desk);
      return answered(values, null, because);
    }
    case 'list': {
      const own = facts.ownTickets.filter(({ participants }) => participants.includes(from));
      const newest = own.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, MOST_LISTED);
      const values: ServiceValues = {
        kind: 'service-list',
        ...told(asking, user, null, desk).common,
        tickets: newest.map((ticket) => serviceTicket(ticket, desk, now)),
        more: own.length > newest.length,
      };
      return answered(values, null, `tickets that ${from} is on and that are not closed: ${own.length}`);
    }
    default:
      return onTicket(asking, wish, user, desk);
  }
}

function onTicket(asking: Asking, wish: TicketWish, user: User, desk: Desk): Fulfilled | null {
  const { from, thread, facts } = asking;
  const which = whichTicket({ number: wish.number, final: wish.wish === 'close', from, thread, facts });
  const ticket = 'ticket' in which ? which.ticket : null;
  const about = told(asking, user, ticket, desk);
  const named = wish.number === null ? null : `${desk.ticketPrefix}-${wish.number}`;
  if (wish.wish === 'escalate' && !about.common.mayEscalate)
    return problem(about, 'plan', ticket, null, `plan ${about.plan} has no phone-on-escalation`);
  if ('problem' in which) {
    if (wish.wish === 'reopen' || (wish.wish === 'rate' && wish.commented)) return null;
    const because = named === null ? 'which ticket it is about is not clear' : `${named} is no ticket of ${from}`;
    return problem(about, which.problem, null, named, because);
  }
  const done = doWish(asking, wish, which.ticket, user, about, desk);
  return done && { ...done, because: [which.because, ...done.because] };
}

function doWish(
  asking: Asking,
  wish: TicketWish,
  ticket: TicketFacts,
  user: User,
  about: Told,
  desk: Desk,
): Fulfilled | null {
  const { mail, from, now, entitlement } = asking;
  const { common } = about;
  const { number } = ticket;
  if (wish.wish === 'status')
    return answered({ kind: 'service-status', ...common, ticket: serviceTicket(ticket, desk, now) }, ticket);
  if (wish.wish === 'reopen') {
    const reopened = reopenTicket(asking, ticket, desk);
    if (!reopened) return null;
    const card = serviceTicket(reopened.ticket, desk, now);
    return { ...answered({ kind: 'service-reopened', ...common, ticket: card }, null), ...reopened };
  }
  if (wish.wish === 'rate') {
    const { score, commented } = wish;
    const rated = rateTicket(asking, { score, commented, by: nameOf(user, from) }, ticket, desk);
    if (!rated)
      return commented ? null : problem(about, 'not-solved-yet', ticket, number, `${number} is ${ticket.state}`);
    const card = serviceTicket(ticket, desk, now);
    return { ...answered({ kind: 'service-rated', ...common, ticket: card, score, commented }, null), ...rated };
  }
  if (ticket.state === 'closed') return problem(about, 'already-closed', ticket, number, `${number} is closed already`);

  switch (wish.wish) {
    case 'close': {
      const closed: TicketFacts = { ...ticket, state: 'closed', closedAt: now, holdUntil: null };
      return {
        ...answered({ kind: 'service-closed', ...common, ticket: serviceTicket(closed, desk, now) }, closed),
        changes: [set({ state: 'closed', holdUntil: null }, { kind: 'state', to: 'closed', until: null }, 'is closed')],
        letters: closedNotice(asking, ticket, user, desk),
      };
    }
    case 'escalate': {
      if (ticket.escalatedAt !== null)
        return problem(about, 'already-escalated', ticket, number, `${number} is escalated already`);
      const by = nameOf(user, from);
      const because: [string, string] = [wish.because, entitlement.because];
      const { ticket: escalated, changes, letters } = escalateTicket({ ...asking, ticket, by, because }, desk);
      const card = serviceTicket(escalated, desk, now);
      const values: ServiceValues = { kind: 'service-escalated', ...common, ticket: card, phone: desk.phone };
      return { ...answered(values, escalated), changes, letters };
    }
    case 'type': {
      const { type } = wish;
      const typed = afterEvents(ticket, [{ at: mail.receivedAt, kind: 'type', to: type }], { type }, desk.sla, now);
      const card = serviceTicket(typed, desk, now);
      const done = answered({ kind: 'service-type', ...common, ticket: card }, typed);
      if (type === ticket.type) return done;
      const changes = [set({ type }, { kind: 'type', to: type }, `is a ${type}`)];
      if (!leavesAs(type, typed)) return { ...done, changes };
      const left = leaveIncident(asking, typed, wish.because, desk);
      return { ...done, ...left, changes: [...changes, ...left.changes] };
    }
  }

  function set(patch: TicketPatch, event: TicketEvent, what: string): Change {
    return { do: 'set', ticketId: ticket.id, set: patch, event, what, by: from, because: wish.because };
  }
}

function told({ from, entitlement, facts, mail }: Asking, user: User, ticket: TicketFacts | null, desk: Desk): Told {
  const plan = planFor(ticket, { from, entitlement, directory: facts.directory }, mail.receivedAt, desk);
  return {
    common: { contactName: user.name === '' ? null : user.name, mayEscalate: mayEscalate(plan) },
    plan: plan?.name ?? entitlement.plan ?? '',
  };
}

function answered(values: ServiceValues, ticket: TicketFacts | null, ...because: string[]): Fulfilled {
  return { values, ticket, changes: [], letters: [], because };
}

/** @param named as it was asked for, or as it is; the words are the same whether there is such a ticket or not */
function problem(
  { common, plan }: Told,
  what: ServiceProblem,
  ticket: TicketFacts | null,
  named: string | null,
  because: string,
): Fulfilled {
  const number = ticket?.number ?? named;
  return answered({ kind: 'service-problem', ...common, problem: what, number, plan }, ticket, because);
}

/** Who works on it should not go on. */
function closedNotice({ mail, from }: Asking, ticket: TicketFacts, user: User, desk: Desk): LetterDraft[] {
  const agent = desk.agents.find(({ id, active }) => active && id === ticket.assignee);
  if (!agent) return [];
  return [notice(agent, { notice: 'closed-by-customer', by: nameOf(user, from) }, ticket, mail, desk)];
}

function nameOf({ name }: User, from: string): string {
  return name === '' ? from : name;
}
