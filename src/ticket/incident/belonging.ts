/**
 * What does it mean for a new ticket to be part of an incident, known or made by it: who has it, what changes besides, and
 * who of the desk hears of it? Whether it is part of one is asked of `gather.ts`.
 */
import type { LetterDraft } from '../../letters/letter.ts';
import type { Change, Facts, InboundMail, RecentIncident } from '../decision.ts';
import type { Desk } from '../desk.ts';
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
  /** Who has the ticket: whoever has the incident, by id; null: nobody has. */
  given: { assignee: string | null; because: string[] };
  because: string;
  /** To be done once the ticket is opened. */
  changes: Change[];
  /** To agents, of the incident; none where they know of it. */
  letters: LetterDraft[];
}

/**
 * @param ticket the new one, an incident; `unproven`: nothing proves who wrote it, so that it may join one and makes none
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
  const gathering = mail.silent ? null : gatheringOf(ticket, facts.incidents, desk.incidents);
  if (gathering === null || (unproven && gathering.how === 'makes')) return null;
  const { because } = gathering;
  const partOf = ({ number }: Pick<RecentIncident, 'number'>, incident: number): Change => ({
    do: 'part-of',
    number: plainNumber(number),
    incident,
    by: 'desk',
    because,
  });
  if (gathering.how === 'joins') {
    const { number, startedAt, assignee } = gathering.incident;
    return {
      number,
      startedAt,
      given: givenBy(number, desk.agents.find(({ id, active }) => active && id === assignee)?.id ?? null),
      because: `it is part of ${number}: ${because}`,
      changes: [partOf(ticket, plainNumber(number))],
      letters: [],
    };
  }
  const { tag, parts } = gathering;
  const number = facts.nextNumber + 1;
  const { incident, facts: made } = newIncident({ number, tag, parts, queue: ticket.queue, because }, desk, now);
  return {
    number: made.number,
    startedAt: incident.startedAt,
    given: givenBy(made.number, incident.assignee),
    because: `it makes the incident ${made.number}: ${because}`,
    changes: [{ do: 'gather', incident }, ...parts.map((part) => partOf(part, number))],
    letters: incidentLetters({ ticket: made, tag, parts, because }, mail, facts, desk, now),
  };
}

function givenBy(number: string, assignee: string | null): Belonging['given'] {
  const because = assignee === null ? `nobody has the incident ${number}` : `${assignee} has the incident ${number}`;
  return { assignee, because: [because] };
}
