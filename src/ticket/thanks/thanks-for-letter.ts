/**
 * Does this mail only say thanks for a letter of ours that is about no ticket, such as a list of them or the report of a
 * month? Nothing is to be opened for it then. Thanks on a ticket are `thanks-on-ticket.ts`'s question.
 */
import type { Message } from '../../mail/message.ts';
import type { Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { isReplySubject, thanksIn } from './thanks-on-ticket.ts';

/**
 * @param thanked the sender is proven, and the mail belongs to no ticket
 * @returns why nothing is asked; null where something may be
 */
export function onlyThanksForLetter(
  thanked: { message: Message; from: string; facts: Pick<Facts, 'directory' | 'bouncedLetter'> },
  desk: Pick<Desk, 'thanks' | 'agents' | 'name'>,
): string | null {
  const { message, facts } = thanked;
  const letter = facts.bouncedLetter;
  if (letter === null || letter.ticketId !== null || letter.agent !== null) return null;
  // Who writes a new subject has something new to say.
  if (!isReplySubject(message.subject)) return null;
  if (thanksIn(thanked, { answers: false }, desk) === null) return null;
  return `it only says thanks for our letter "${letter.template}", which is about no ticket (threading.thanks)`;
}
