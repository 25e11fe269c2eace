/** A letter of the desk could not be delivered, or nobody knows whether it was: who hears of it. */
import type { LetterDraft } from '../../letters/letter.ts';
import type { Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Instant, TicketFacts } from '../ticket.ts';
import { tokenOfMessageId } from '../token.ts';
import { audienceOf } from './announce.ts';
import { agentName } from './card.ts';
import { leadNotice } from './lead.ts';
import { notice } from './tell.ts';

/** A letter whose sending ended, and not well. */
export interface Undelivered {
  id: number;
  to: string;
  messageId: string;
  template: string;
  /** `held`: nobody knows whether it arrived, or it could not be made; it is not sent again by itself. */
  state: 'failed' | 'held';
  /** What the server said, or why nobody knows. */
  error: string;
}

/**
 * Of a letter to a customer, those who work on its ticket; of one to an agent, the lead.
 * @param ticket the letter's; null: it was about none, and only what goes to agents is told of
 */
export function toldOfUndelivered(
  letter: Undelivered,
  ticket: TicketFacts | null,
  facts: Pick<Facts, 'routing' | 'leadNotices'>,
  desk: Desk,
  now: Instant,
): LetterDraft[] {
  const { id: letterId, to, template, error: diagnostic } = letter;
  const unsure = { notice: 'unsure', to, template, diagnostic, letterId } as const;
  const on = { serial: `${letter.id.toString(36)}--l` };
  const party = tokenOfMessageId(letter.messageId, desk)?.party ?? 'c';
  if (party === 'c') {
    if (!ticket) return [];
    const told = letter.state === 'held' ? unsure : ({ notice: 'bounced', to, template, diagnostic } as const);
    return audienceOf(ticket, facts, desk, now).map((agent) => notice(agent, told, ticket, on, desk));
  }
  const agent = agentName(party.slice('a-'.length), desk.agents);
  const bounced = { notice: 'agent-bounced', agent, address: to, diagnostic } as const;
  const told = leadNotice(letter.state === 'held' ? unsure : bounced, on, ticket, facts, desk);
  // Where it is the lead who gets no mail, this one would not arrive either.
  return told.filter((one) => one.to.address !== to);
}
