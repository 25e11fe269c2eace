/**
 * Does this mail on a ticket only say thanks, so that it neither reopens it nor asks for an answer? The text is
 * `thanks.ts`'s question; here it is what else the mail brings, and what the ticket waits for.
 */
import type { Attachment, Message } from '../../mail/message.ts';
import type { Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { fold } from '../fold.ts';
import type { TicketFacts } from '../ticket.ts';
import { onlyThanks } from './thanks.ts';

/** @returns why nothing is asked; null where something may be */
export function onlyThanksOn(
  ticket: TicketFacts,
  { message, from, facts }: { message: Message; from: string; facts: Pick<Facts, 'directory'> },
  desk: Pick<Desk, 'thanks' | 'agents' | 'name'>,
): string | null {
  if (desk.thanks === null || message.forwarded || !message.attachments.every(isLogo)) return null;
  if (!repeatsSubject(message.subject, ticket)) return null;
  const said = onlyThanks(message.replyText, {
    phrases: desk.thanks.phrases,
    names: [
      message.from?.name ?? '',
      from.slice(0, from.indexOf('@')),
      desk.name,
      ...facts.directory.memberships.flatMap(({ user, contract }) => [user.name, contract.organization]),
      ...desk.agents.flatMap(({ name, publicName }) => [name, publicName]),
    ],
  });
  // "It worked, thanks" may be what the customer was asked for.
  if (said === null || (said === 'answer' && ticket.state === 'pending')) return null;
  return `it only says thanks: ${ticket.number} stays ${ticket.state}, and no answer is awaited (threading.thanks)`;
}

/** Bytes; a screenshot is larger. */
const LARGEST_LOGO = 50_000;

/** The picture of a signature, shown within the text. */
function isLogo({ inline, contentType, size }: Attachment): boolean {
  return inline && /^image\//i.test(contentType) && size <= LARGEST_LOGO;
}

/** "Re:" in the languages of mail programs, and what gateways put before it. */
const REPLY_PREFIX =
  /^(?:(?:re|res|ref|r|aw|antw|sv|vs|odp|ynt)(?:\[\d{1,3}\]|\(\d{1,3}\))? ?:|\[(?:ext|external|externo|externa)\]) ?/;
const MOST_PREFIXES = 10;

/** Who writes a new subject has something new to say. */
function repeatsSubject(subject: string, ticket: TicketFacts): boolean {
  const tag = `[${ticket.number.toLowerCase()}]`;
  const bare = (text: string) => {
    let rest = fold(text).replaceAll(tag, ' ').replace(/\s+/g, ' ').trim();
    for (let i = 0; i < MOST_PREFIXES; i++) rest = rest.replace(REPLY_PREFIX, '').trimStart();
    return rest;
  };
  const own = bare(subject);
  return own === '' || own === bare(ticket.subject);
}
