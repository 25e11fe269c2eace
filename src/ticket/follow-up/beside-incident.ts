/**
 * Which follow-ups does an incident of several customers leave out? On the incident's own ticket all that would be written
 * to a customer: it has none. On a ticket that is part of one, as long as that is not over, what would press agents: they
 * work on the incident, which has clocks of its own. Its customer waits as ever.
 */
import type { Instant, TicketFacts } from '../ticket.ts';
import { type Candidate, earlier } from './candidate.ts';

/**
 * @returns what is left to be weighed; and when the ticket is to be looked at all the same for what is put off: then its
 *   clocks stand otherwise, and once the incident is over what is still true is called for as ever
 */
export function besideIncident(
  candidates: readonly Candidate[],
  { gathers, partOf }: Pick<TicketFacts, 'gathers' | 'partOf'>,
  now: Instant,
): { candidates: readonly Candidate[]; next: Instant | null } {
  if (gathers !== null) return { candidates: candidates.filter(({ what }) => what.do !== 'write'), next: null };
  if (partOf === null || partOf.over) return { candidates, next: null };
  const putOff = candidates.filter(pressesAgents);
  return {
    candidates: candidates.filter((one) => !pressesAgents(one)),
    next: putOff.reduce<Instant | null>((first, { due }) => (due > now ? earlier(first, due) : first), null),
  };
}

function pressesAgents({ what }: Candidate): boolean {
  return what.do === 'tell' || what.do === 'escalate';
}
