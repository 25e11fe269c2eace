/**
 * Which follow-ups does an incident of several customers leave out? On the incident's own ticket all that would be written
 * to a customer: it has none. On a ticket that is part of one, as long as that is not over, what would press agents about a
 * clock that the incident has as well, and at least as strictly: there they hear of it. Nor is such a ticket closed because
 * its customer is silent: they wait for the news that they were promised.
 */
import type { PartOf, TicketFacts } from '../ticket.ts';
import type { AboutClock } from './act.ts';
import type { Candidate } from './candidate.ts';

/** @returns what is left to be weighed; once the incident is over, what is still true is called for as ever */
export function besideIncident(
  candidates: readonly Candidate[],
  { gathers, partOf }: Pick<TicketFacts, 'gathers' | 'partOf'>,
): readonly Candidate[] {
  if (gathers !== null) return candidates.filter(({ what }) => what.do !== 'write');
  return partOf === null || partOf.over ? candidates : candidates.flatMap((one) => onPart(one, partOf) ?? []);
}

/** What is left of one; null: nothing. */
function onPart(one: Candidate, { running }: PartOf): Candidate | null {
  const { what } = one;
  switch (what.do) {
    case 'tell':
    case 'escalate':
      return isCovered(what.about, running) ? null : one;
    case 'close':
      return null;
    case 'write':
      if (what.letter === 'follow-up-closing') return null;
      // It is not known when the ticket is closed: not before the incident is over.
      return what.letter === 'follow-up-reminder' ? { ...one, what: { ...what, closesAt: null } } : one;
    case 'reopen':
      return one;
  }
}

/** What a customer asks on their own ticket is nobody's answer to give but there: a next response is always its own. */
function isCovered({ metric, dueAt }: AboutClock, running: PartOf['running']): boolean {
  return metric !== 'nextResponse' && running.some((one) => one.metric === metric && one.dueAt <= dueAt);
}
