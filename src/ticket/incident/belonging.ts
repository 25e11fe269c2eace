/**
 * What does it mean for a new ticket to be part of an incident, known or made by it: who has it, what changes besides, and
 * who of the desk hears of it? Whether it is part of one is asked of `gather.ts`.
 */
import type { LetterDraft } from '../../letters/letter.ts';
import type { Change, Facts, InboundMail, OpenIncident, RecentIncident } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { isThere } from '../routing.ts';
import type { Instant } from '../ticket.ts';
import { plainNumber } from '../token.ts';
import { gatheringOf } from './gather.ts';
import { incidentLetters } from './letters.ts';
import { newIncident } from './new-incident.ts';

export interface Belonging {
  /** The incident's number, with prefix. */
  number: string;
  /** When its first ticket came. */
  startedAt: Instant;
  /** Who has the ticket: whoever has the incident and is there, by id; null: nobody. */
  given: { assignee: string | null; because: string[] };
  because: string;
  /** To be done once the ticket is opened. */
  changes: Change[];
  /** To agents, of the incident; none where they know of it. */
  letters: LetterDraft[];
}

/**
 * @param ticket the new one, an incident; `unproven`: nothing proves who wrote it, so it stays by itself and an agent sees
 *   it: what is written to all of an incident would go to somebody who may never have asked
 * @param mail the one that it came in
 * @returns null where it stays by itself; so does all that is settled without a word
 */
export function belongingOf(
  ticket: RecentIncident,
  { unproven, mail }: { unproven: boolean; mail: InboundMail },
  facts: Pick<Facts, 'incidents' | 'nextNumber' | 'routing'>,
  desk: Desk,
  now: Instant,
): Belonging | null {
  const gathering = mail.silent || unproven ? null : gatheringOf(ticket, facts.incidents, desk.incidents);
  if (gathering === null) return null;
  const { because } = gathering;
  const partOf = ({ number }: Pick<RecentIncident, 'number'>, incident: number): Change => ({
    do: 'part-of',
    number: plainNumber(number),
    incident,
    by: 'desk',
    because,
  });
  if (gathering.how === 'joins') {
    const { number, startedAt } = gathering.incident;
    return {
      number,
      startedAt,
      given: givenWith(gathering.incident, facts, desk, now),
      because: `it is part of ${number}: ${because}`,
      changes: [partOf(ticket, plainNumber(number))],
      letters: [],
    };
  }
  const { tag, parts } = gathering;
  const number = facts.nextNumber + 1;
  const { incident, facts: made } = newIncident({ number, tag, parts, queue: ticket.queue, because }, facts, desk, now);
  return {
    number: made.number,
    startedAt: incident.startedAt,
    given: givenBy(made.number, incident.assignee),
    because: `it makes the incident ${made.number}: ${because}`,
    changes: [{ do: 'gather', incident }, ...parts.map((part) => partOf(part, number))],
    letters: incidentLetters({ ticket: made, tag, parts, because }, mail, facts, desk, now),
  };
}

/** Nobody hears of it singly: with who is not there it would wait unseen, however late. */
function givenWith(
  { number, assignee }: OpenIncident,
  { routing }: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): Belonging['given'] {
  const agent = desk.agents.find(({ id }) => id === assignee);
  if (!agent) return givenBy(number, null);
  const { there, because } = isThere(agent, desk, routing, now);
  if (there) return givenBy(number, agent.id);
  return { assignee: null, because: [`${agent.id} has the incident ${number}, but is not there: ${because}`] };
}

function givenBy(number: string, assignee: string | null): Belonging['given'] {
  const because = assignee === null ? `nobody has the incident ${number}` : `${assignee} has the incident ${number}`;
  return { assignee, because: [because] };
}
