/**
 * May one more letter be written? The last brake on a mail loop. What a machine owns up to is recognised before
 * (`mail/automatic/automatic.ts`), and what carries our token joins its ticket; but a responder that hides what it is would be
 * answered for ever. Only letters are capped: the ticket is opened or continued all the same, so nothing is lost.
 */
import type { LetterDraft } from '../letters/letter.ts';
import type { Decision, Facts } from './decision.ts';
import type { Desk } from './desk.ts';

/** What was written before, as far as caps ask for it. */
type Written = Pick<Facts, 'lettersToSender' | 'lettersToday'>;

/** The decision without the letters that a cap forbids; its reasons say which cap, and after how many. */
export function withinCaps(decision: Decision, facts: Written, limits: Desk['limits']): Decision {
  const { letters, ticket } = decision;
  const capped = letters.flatMap((letter) => {
    const cap = capOn(letter, ticket, facts, limits);
    return cap === null ? [] : [{ letter, because: `no ${letter.template}: ${cap}` }];
  });
  if (capped.length === 0) return decision;
  return {
    ...decision,
    letters: letters.filter((letter) => !capped.some((one) => one.letter === letter)),
    because: [...decision.because, ...capped.map((one) => one.because)],
  };
}

/** The cap that forbids a letter, in words; null where none does. The narrowest comes first: it names the loop. */
function capOn(letter: LetterDraft, ticket: string | null, facts: Written, limits: Desk['limits']): string | null {
  const to = letter.to.address;
  const { lettersToSender, lettersToday } = facts;
  const onTicket = ticket === null ? 0 : (lettersToday.toSenderOn[ticket] ?? 0);
  if (onTicket >= limits.lettersPerTicketDay)
    return `${onTicket} letters to ${to} about ${ticket} within a day (limits.lettersPerTicketDay)`;
  if (lettersToSender >= limits.lettersPerRecipientHour)
    return `${lettersToSender} letters to ${to} within an hour (limits.lettersPerRecipientHour)`;
  if (lettersToday.toSender >= limits.lettersPerRecipientDay)
    return `${lettersToday.toSender} letters to ${to} within a day (limits.lettersPerRecipientDay)`;
  // The breaker: so many letters are nobody's ordinary day.
  if (lettersToday.deskIsFull)
    return `the desk wrote ${limits.lettersPerDeskDay} letters within a day (limits.lettersPerDeskDay)`;
  return null;
}
