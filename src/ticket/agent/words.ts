/**
 * What of an agent's mail is words, for the customer or for the desk alone, and what is wrong with them? Commands are
 * `orders.ts`'s question; on whose tickets the words go out, `work.ts`'s and `incident-update.ts`'s.
 */
import type { Trouble } from '../../letters/agent-values.ts';
import { firstNameOf } from '../../letters/first-name.ts';
import type { LetterFile } from '../../letters/letter.ts';
import { holdsMarker } from '../../letters/marker.ts';
import { announcesAnswers } from '../../mail/reply/leftover.ts';
import type { Change } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { fold } from '../fold.ts';
import { plainSubject } from '../subject.ts';
import type { Agent, TicketFacts, TicketMessage } from '../ticket.ts';
import { holdsMail } from './files.ts';
import { filesToSend, sendable } from './relay.ts';
import type { Working } from './work.ts';

export interface Words {
  /** What goes out, or is noted. */
  text: string;
  files: LetterFile[];
  answers: boolean;
  note: boolean;
}

export function wordsOf({ agent, ticket, message, mail, read }: Working, desk: Desk): Words {
  if (read.note)
    return { text: read.text, files: [], answers: false, note: read.text !== '' || message.attachments.length > 0 };
  const macros = read.commands.flatMap((command) =>
    command.do === 'macro' ? [macroText(command.name, agent, ticket, desk)] : [],
  );
  // What one customer wrote is not for all the others of an incident.
  const own = sendable(read.text, ticket.gathers === null ? ticket : { recent: [] });
  const text = [...macros, own].filter((part) => part !== '').join('\n\n');
  // A picture in a quoted line that stays inside stays with it.
  const files = filesToSend(message.attachments, own, mail.id);
  return { text, files, answers: text !== '' || files.length > 0, note: false };
}

function macroText(name: string, agent: Agent, ticket: TicketFacts, desk: Desk): string {
  const requester = ticket.people.find(({ address }) => address === ticket.requester)?.name ?? '';
  const contactName = requester === '' ? null : requester;
  const values = {
    number: ticket.number,
    subject: plainSubject(ticket.subject, ticket.number),
    contactName,
    firstName: firstNameOf(contactName),
    organization: ticket.organization,
    plan: ticket.plan,
    agentName: agent.publicName,
    deskName: desk.name,
  };
  return desk.macros.get(fold(name))?.text(values, ticket.language).trim() ?? '';
}

/** What is wrong with the mail as a whole. */
export function wrongWithMail({ message, read }: Working, words: Words, desk: Desk): Trouble[] {
  const troubles = [...read.troubles];
  // Whatever it says above: what an agent forwards may be one of our own letters, with all that is inside.
  if (message.forwarded || (!read.note && holdsMail(message.attachments))) troubles.push({ what: 'forward' });
  // Where our letter begins amid their words, nobody can say for sure where it ends.
  else if (holdsMarker(message.ownText)) troubles.push({ what: 'quotes-our-letter' });
  else if (words.answers && announcesAnswers(read.text)) troubles.push({ what: 'answers-below' });
  const inside = words.answers ? addressIn(words.text, desk) : undefined;
  if (inside !== undefined) troubles.push({ what: 'agents-address', address: inside });
  if (read.commands.length + troubles.length === 0 && !words.answers && !words.note) troubles.push({ what: 'empty' });
  return troubles;
}

/** An agent's address in words for a customer: a signature that nothing told apart from them. */
function addressIn(text: string, { agents }: Desk): string | undefined {
  const folded = text.toLowerCase();
  return agents.flatMap(({ addresses }) => addresses).find((address) => folded.includes(address));
}

/** The words as they stay on a ticket. @param messageId of the letter that takes them to its requester; null: there is none */
export function saying(
  { agent, mail, message }: Working,
  { text, answers, files }: Words,
  { id: ticketId }: Pick<TicketFacts, 'id'>,
  messageId: string | null,
): Change {
  const sent = new Set(files.map(({ sha256 }) => sha256));
  const said: TicketMessage = {
    direction: answers ? 'out' : 'note',
    from: { name: answers ? agent.publicName : agent.name, address: message.from?.address ?? agent.addresses[0] },
    messageId: answers ? messageId : message.messageId,
    text,
    fullText: text,
    attachments: answers ? message.attachments.filter(({ sha256 }) => sent.has(sha256)) : message.attachments,
  };
  return { do: 'say', ticketId, message: said, agent: agent.id, because: `mail ${mail.id} of agent "${agent.id}"` };
}
