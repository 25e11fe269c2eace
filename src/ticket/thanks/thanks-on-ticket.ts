/**
 * Does this mail on a ticket only say thanks, so that it neither reopens it nor asks for an answer? The text is
 * `thanks.ts`'s question; here it is what else the mail brings, and what the ticket waits for.
 */
import type { Message } from '../../mail/message.ts';
import type { Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { fold } from '../fold.ts';
import { isLogo } from '../logo.ts';
import type { TicketFacts } from '../ticket.ts';
import { type OnlyThanks, onlyThanks } from './thanks.ts';

/** @returns why nothing is asked; null where something may be */
export function onlyThanksOn(
  ticket: TicketFacts,
  { message, from, facts }: { message: Message; from: string; facts: Pick<Facts, 'directory'> },
  desk: Pick<Desk, 'thanks' | 'agents' | 'name'>,
): string | null {
  if (!repeatsSubject(message, ticket)) return null;
  // "Is it solved?" we ask once it is taken to be: who says yes asks for nothing.
  const said = thanksIn({ message, from, facts }, { answers: ticket.state === 'solved' }, desk);
  // "It worked, thanks" may be what the customer was asked for.
  if (said === null || (said === 'answer' && ticket.state === 'pending')) return null;
  return `it only says thanks: ${ticket.number} stays ${ticket.state}, and no answer is awaited (threading.thanks)`;
}

/**
 * Thanks alone, from this sender to this desk: neither pictures of anything nor other people's words beside them.
 * @param rules `answers`: whether it is enough that it says how the matter ended
 */
export function thanksIn(
  { message, from, facts }: { message: Message; from: string; facts: Pick<Facts, 'directory'> },
  { answers }: { answers: boolean },
  desk: Pick<Desk, 'thanks' | 'agents' | 'name'>,
): OnlyThanks | null {
  if (desk.thanks === null || message.forwarded || !message.attachments.every(isLogo)) return null;
  return onlyThanks(message.replyText, {
    phrases: desk.thanks.phrases,
    answers,
    names: [
      message.from?.name ?? '',
      from.slice(0, from.indexOf('@')),
      desk.name,
      ...facts.directory.memberships.flatMap(({ user, contract }) => [user.name, contract.organization]),
      ...desk.agents.flatMap(({ name, publicName }) => [name, publicName]),
    ],
  });
}

/** @returns whether the subject is that of a mail that is answered, as mail programs write it */
export function isReplySubject(subject: string): boolean {
  return /^(?:\[(?:ext|external|externo|externa)\] ?)?(?:re|res|ref|r|aw|antw|sv|vs|odp|ynt)(?:\[\d{1,3}\]|\(\d{1,3}\))? ?:/.test(
    fold(subject.slice(0, 1_000)).trim(),
  );
}

/** "Re:" in the languages of mail programs, and what gateways put before it. */
const REPLY_PREFIX =
  /^(?:(?:re|res|ref|r|aw|antw|sv|vs|odp|ynt)(?:\[\d{1,3}\]|\(\d{1,3}\))? ?:|\[(?:ext|external|externo|externa)\]) ?/;
const MOST_PREFIXES = 10;

/** Who writes a new subject has something new to say. Our letters on a ticket have its number first, and then words of ours. */
function repeatsSubject({ subject, inReplyTo }: Message, ticket: TicketFacts): boolean {
  const tag = `[${ticket.number.toLowerCase()}]`;
  const unprefixed = (text: string) => {
    let rest = text.replace(/\s+/g, ' ').trim();
    for (let i = 0; i < MOST_PREFIXES; i++) rest = rest.replace(REPLY_PREFIX, '').trimStart();
    return rest;
  };
  if (inReplyTo.length > 0 && unprefixed(fold(subject)).startsWith(`${tag} `)) return true;
  const bare = (text: string) => unprefixed(fold(text).replaceAll(tag, ' '));
  const own = bare(subject);
  return own === '' || own === bare(ticket.subject);
}
