/**
 * A customer says that their ticket is no incident: what follows where it is part of one that is under way? It is by itself
 * again, and goes to those who may work on it: nobody heard of it singly, and no update of the incident answers it.
 */
import type { LetterDraft } from '../../letters/letter.ts';
import type { Message } from '../../mail/message.ts';
import { announce } from '../agent/announce.ts';
import type { Change, Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Instant, TicketFacts, TicketType } from '../ticket.ts';
import { plainNumber } from '../token.ts';

export interface Saying {
  mail: InboundMail;
  message: Message;
  /** The sender's address, lower case, and proven. */
  from: string;
  facts: Pick<Facts, 'routing'>;
  now: Instant;
}

/** Does a ticket that becomes this leave its incident? */
export function leavesAs(type: TicketType, { partOf }: Pick<TicketFacts, 'partOf'>): boolean {
  return type !== 'incident' && partOf !== null && !partOf.over;
}

/**
 * @param ticket as it is with its new type, still part of the incident
 * @param because the customer's own words
 * @returns the ticket by itself, how it becomes that, and the letters to agents: none where it is solved
 */
export function leaveIncident(
  { mail, message, from, facts, now }: Saying,
  ticket: TicketFacts,
  because: string,
  desk: Desk,
): { ticket: TicketFacts; changes: Change[]; letters: LetterDraft[] } {
  const { number, type, partOf } = ticket;
  const alone: TicketFacts = { ...ticket, partOf: null };
  const why = `${because}: it is a ${type}, so it leaves ${partOf?.number}`;
  const change: Change = { do: 'part-of', number: plainNumber(number), incident: null, by: from, because: why };
  const announcing = {
    ticket: alone,
    occasion: 'queued' as const,
    by: null,
    mail,
    message,
    verified: true,
    because: [why],
  };
  const letters = ticket.state === 'solved' ? [] : announce(announcing, facts, desk, now);
  return { ticket: alone, changes: [change], letters };
}
