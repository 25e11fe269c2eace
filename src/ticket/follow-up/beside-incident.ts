/**
 * Which follow-ups does an incident of several customers leave out? On the incident's own ticket all that would be written
 * to a customer: it has none. On a ticket that is part of one, as long as that is not over, what would press agents: they
 * work on the incident, which has clocks of its own. Its customer waits as ever.
 */
import type { TicketFacts } from '../ticket.ts';
import type { Candidate } from './candidate.ts';

/** @returns what is left to be weighed; once the incident is over, what is still true is called for as ever */
export function besideIncident(
  candidates: readonly Candidate[],
  { gathers, partOf }: Pick<TicketFacts, 'gathers' | 'partOf'>,
): readonly Candidate[] {
  if (gathers !== null) return candidates.filter(({ what }) => what.do !== 'write');
  return partOf === null || partOf.over ? candidates : candidates.filter((one) => !pressesAgents(one));
}

function pressesAgents({ what }: Candidate): boolean {
  return what.do === 'tell' || what.do === 'escalate';
}
