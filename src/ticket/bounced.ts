/** Row 4: a letter of ours came back. It acts by our token alone, and of a permanent failure somebody of the desk is told. */
import type { LetterDraft } from '../letters/letter.ts';
import type { Automatic } from '../mail/message.ts';
import { audienceOf } from './agent/announce.ts';
import { agentName } from './agent/card.ts';
import { leadNotice } from './agent/lead.ts';
import { notice } from './agent/tell.ts';
import type { Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';
import { ends } from './outcome.ts';
import type { Instant } from './ticket.ts';

export function bounceOf(automatic: Automatic, mail: InboundMail, facts: Facts, desk: Desk, now: Instant): Decision {
  const because = `bounce: ${automatic.because}`;
  const letter = facts.bouncedLetter;
  if (!letter) return ends('ignored', because, 'it gives back no letter of ours');
  const { id: letterId, ticketId } = letter;
  const recipients = automatic.bounce?.recipients ?? [];
  return {
    ...ends('bounce', because, `it gives back letter ${letterId} to ${letter.to}`),
    changes: [{ do: 'bounce', letterId, ticketId, recipients, because }],
    letters: toldOf(automatic, mail, facts, desk, now),
    ticket: letter.ticket,
  };
}

/** Of a letter to a customer, who works on the ticket; of one to an agent, the lead. */
function toldOf(automatic: Automatic, mail: InboundMail, facts: Facts, desk: Desk, now: Instant): LetterDraft[] {
  const letter = facts.bouncedLetter;
  const failed = automatic.bounce?.recipients.find(({ permanent }) => permanent);
  if (!letter || !failed || letter.bouncedBefore) return [];
  const { to, template, about } = letter;
  const diagnostic = [failed.status, failed.diagnostic].filter(Boolean).join(' ');
  if (letter.agent !== null) {
    const agent = agentName(letter.agent, desk.agents);
    const told = leadNotice({ notice: 'agent-bounced', agent, address: to, diagnostic }, mail, about, facts, desk);
    // Where it is the lead who gets no mail, this one would come back too.
    return told.filter((one) => one.to.address !== to);
  }
  if (!about) return [];
  return audienceOf(about, facts, desk, now).map((agent) =>
    notice(agent, { notice: 'bounced', to, template, diagnostic }, about, mail, desk),
  );
}
