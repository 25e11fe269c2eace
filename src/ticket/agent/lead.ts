/** What the lead of a queue is told of: mail that was held although it says to be an agent's, and agents who get no mail. */
import type { Notice } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import type { Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { TicketFacts } from '../ticket.ts';
import type { ToAgent } from './letters.ts';
import { leadOf } from './permitted.ts';
import { notice } from './tell.ts';

/** Whoever forges an agent's address must not be able to fill a lead's mailbox, nor to hide other news: so many an hour of each kind. */
const MOST_NOTICES = 5;

/**
 * @param ticket whose queue's lead is told; null: the first lead's
 * @returns no letter where there is no lead, or where leads were told of enough of the kind within the hour
 */
export function leadNotice(
  told: Notice,
  on: ToAgent['on'],
  ticket: Pick<TicketFacts, 'queue'> | null,
  { leadNotices }: Pick<Facts, 'leadNotices'>,
  desk: Desk,
): LetterDraft[] {
  const lead = (leadNotices[told.notice] ?? 0) < MOST_NOTICES ? leadOf(ticket?.queue ?? null, desk) : null;
  // On no ticket: what is told of is no part of a customer's matter, and an answer to it goes nowhere.
  return lead ? [notice(lead, told, null, on, desk)] : [];
}
