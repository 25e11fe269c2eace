/**
 * May one more letter be written? The last brake on a mail loop. What a machine owns up to is recognised before
 * (`mail/automatic/automatic.ts`), and what carries our token joins its ticket; but a responder that hides what it is would be
 * answered for ever. Only letters are capped: the ticket is opened or continued all the same, so nothing is lost. What an
 * agent had to be told and is not, is told to the lead (`agent/untold.ts`).
 */
import type { LetterDraft } from '../letters/letter.ts';
import { answersAgent, isToAgent, mustReachAgent, withoutAnswers } from './agent/untold.ts';
import type { Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';

/** What was written before, as far as caps ask for it, and what the lead is told by. */
type Written = Pick<Facts, 'lettersToSender' | 'lettersToday' | 'answersToAgent' | 'leadNotices' | 'agentThreads'>;

/**
 * The decision without the letters that a cap forbids; its reasons say which cap, and after how many.
 * @param person whom the facts count letters to: the sender of the mail, or who it was sent on for
 */
export function withinCaps(
  decision: Decision,
  mail: InboundMail,
  facts: Written,
  desk: Desk,
  person: string | null,
): Decision {
  const { letters, ticket } = decision;
  let answers = facts.answersToAgent;
  const capped = letters.flatMap((letter) => {
    // What a person wrote is no loop.
    if (letter.byPerson) return [];
    const cap = isToAgent(letter)
      ? capOnAgents(letter, answers, facts, desk.limits)
      : capOn(letter, ticket, facts, desk.limits, person);
    if (cap === null && answersAgent(letter)) answers += 1;
    return cap === null ? [] : [{ letter, because: `no ${letter.template}: ${cap}` }];
  });
  if (capped.length === 0) return decision;
  return withoutAnswers(decision, capped, mail, facts, desk);
}

/** The cap that forbids a letter, in words; null where none does. The narrowest comes first: it names the loop. */
function capOn(
  letter: LetterDraft,
  ticket: string | null,
  facts: Written,
  limits: Desk['limits'],
  person: string | null,
): string | null {
  const to = letter.to.address;
  const { lettersToSender, lettersToday } = facts;
  const isTheirs = to === person;
  const onTicket = ticket === null ? 0 : (lettersToday.toSenderOn[ticket] ?? 0);
  if (isTheirs && onTicket >= limits.lettersPerTicketDay)
    return `${onTicket} letters to ${to} about ${ticket} within a day (limits.lettersPerTicketDay)`;
  if (isTheirs && lettersToSender >= limits.lettersPerRecipientHour)
    return `${lettersToSender} letters to ${to} within an hour (limits.lettersPerRecipientHour)`;
  if (isTheirs && lettersToday.toSender >= limits.lettersPerRecipientDay)
    return `${lettersToday.toSender} letters to ${to} within a day (limits.lettersPerRecipientDay)`;
  return breaker(facts, limits);
}

/** An agent's busy day is no loop: only what answers their own mails is counted. */
function capOnAgents(letter: LetterDraft, answers: number, facts: Written, limits: Desk['limits']): string | null {
  if (answersAgent(letter) && answers >= limits.answersPerAgentHour)
    return `${answers} answers to mails of ${letter.to.address} within an hour (limits.answersPerAgentHour)`;
  return mustReachAgent(letter) ? null : breaker(facts, limits);
}

/** So many letters are nobody's ordinary day. */
function breaker({ lettersToday }: Written, limits: Desk['limits']): string | null {
  return lettersToday.deskIsFull
    ? `the desk wrote ${limits.lettersPerDeskDay} letters within a day (limits.lettersPerDeskDay)`
    : null;
}
