/** The letters of an act inside: to whom its rule tells of a ticket's clocks, or of a customer who could not be told. */
import type { AgentValues } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import { audienceOf } from '../agent/announce.ts';
import { cardOf, saidOf } from '../agent/card.ts';
import { toAgent } from '../agent/letters.ts';
import { leadOf, mayWorkOn } from '../agent/permitted.ts';
import { notice } from '../agent/tell.ts';
import type { Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { whoIsThere } from '../routing.ts';
import { businessTimeBetween } from '../sla/calendar.ts';
import type { Clock } from '../sla/clocks.ts';
import type { Agent, Instant, TicketFacts } from '../ticket.ts';
import type { AboutClock, Act, What } from './act.ts';
import type { Audience } from './rules.ts';

export interface Telling {
  what: Extract<What, { do: 'tell' | 'escalate' | 'reopen' }>;
  act: Act;
  /** As the ticket is once the act is done, with the clocks as they stand. */
  after: TicketFacts;
  /** All of them as they stand then. */
  clocks: readonly Clock[];
  serial: string;
}

/** One letter to each; who is named twice gets one. */
export function toAgents(
  { what, act, after: ticket, clocks, serial }: Telling,
  facts: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): LetterDraft[] {
  const said = ticket.recent.findLast(({ direction }) => direction === 'in');
  const values: AgentValues = {
    kind: 'agent-due',
    occasion: what.occasion,
    about: what.do === 'reopen' ? null : { ...clockOf(what.about, clocks, ticket, desk, now), share: what.share },
    card: cardOf(ticket, desk),
    message: said ? { ...saidOf(said), address: said.address } : null,
  };
  return toldOf(what.to, ticket, facts, desk, now).map((agent) =>
    toAgent({ agent, ticket, on: { serial }, template: values.kind, values, because: act.because }, desk),
  );
}

/** The ticket is closed, and the customer could not be told of it. */
export function untold(
  to: readonly Audience[],
  ticket: TicketFacts,
  serial: string,
  facts: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): LetterDraft[] {
  const told = { notice: 'closed-untold', to: ticket.requester } as const;
  return toldOf(to, ticket, facts, desk, now).map((agent) => notice(agent, told, ticket, { serial }, desk));
}

/** Each once, however many of them mean the same person. */
function toldOf(
  to: readonly Audience[],
  ticket: TicketFacts,
  facts: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): Agent[] {
  const agents = to.flatMap((audience) => meant(audience, ticket, facts, desk, now));
  return agents.filter(({ id }, i) => agents.findIndex((one) => one.id === id) === i);
}

function meant(
  audience: Audience,
  ticket: TicketFacts,
  facts: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): Agent[] {
  switch (audience) {
    case 'assignee':
      return audienceOf(ticket, facts, desk, now);
    case 'queue':
      return whoIsThere(ticket.queue, desk, facts.routing, now);
    case 'lead':
      return [leadOf(ticket.queue, desk)].flatMap((lead) => (lead && mayWorkOn(lead, ticket, desk) ? [lead] : []));
  }
}

/**
 * The clock that the letter is about, as it stands: a deadline that was missed is still the same, one that was not the
 * escalation may have moved. Where it put it into the past, or took the clock away, the one that called for it is told.
 */
function clockOf(
  { metric, dueAt: called }: AboutClock,
  clocks: readonly Clock[],
  { policy }: TicketFacts,
  { sla }: Desk,
  now: Instant,
) {
  const clock = clocks.findLast((one) => one.metric === metric);
  const calendar = clock?.calendar ?? sla.policies.get(policy)?.calendar;
  const dueAt = clock && clock.dueAt > clock.promisedAt ? clock.dueAt : called;
  if (!calendar) return { metric, dueAt, left: dueAt - now, businessTime: false };
  return { metric, dueAt, left: businessTimeBetween(calendar, now, dueAt), businessTime: calendar.kind === 'hours' };
}
