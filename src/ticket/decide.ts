/**
 * What becomes of a mail? The table of the product, row by row: the first row that fits decides, and says why.
 * Pure: facts in, decision out. A rule that wants to know more wants another fact.
 */
import type { Authentication, Automatic, Message } from '../mail/message.ts';
import type { Change, Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';
import { entitlementOf } from './entitlement.ts';
import { openTicket } from './open.ts';
import { ends, ticketMessage } from './outcome.ts';
import { refuse } from './refuse.ts';
import { type Thread, threadOf } from './thread.ts';
import type { Agent, Instant, TicketState } from './ticket.ts';

/** How long a sender who can't be checked now is waited for, and how often it is tried (ms). */
const WAIT_FOR_AUTHENTICATION = 4 * 3_600_000;
const TRY_AGAIN_AFTER = 10 * 60_000;

/**
 * Decides what becomes of one mail.
 * @param mail as far as it was read
 * @param facts what the store and the directory know, read for this mail (see `threadKeys`)
 * @param now the instant of the decision; entitlement and clocks go by `mail.receivedAt`
 */
export function decide(mail: InboundMail, facts: Facts, desk: Desk, now: Instant): Decision {
  const decision = decideByRow(mail, facts, desk, now);
  if (!mail.silent || decision.letters.length === 0) return decision;
  return {
    ...decision,
    letters: [],
    because: [
      ...decision.because,
      'no letter: settled silently, as backlog of the first start or as asked for (ingest --silent)',
    ],
  };
}

function decideByRow(mail: InboundMail, facts: Facts, desk: Desk, now: Instant): Decision {
  if (facts.duplicateOf && mail.releases === 0) return ends('duplicate', facts.duplicateOf.because);
  if ('unreadable' in mail.understood) return ends('quarantined', mail.understood.unreadable);

  const { message } = mail.understood;
  const automatic = mail.releases > 0 ? null : countedAutomatic(message.automatic, facts);
  const known = { authentication: message.authentication, automatic: message.automatic };
  // A bounce may come from no address at all; it acts by our token alone.
  if (automatic?.kind === 'bounce') return { ...bounceOf(automatic, facts), ...known };
  if (message.defect !== null || message.from === null)
    return { ...ends('quarantined', message.defect ?? 'it has no From address'), ...known };
  if (automatic) return { ...automaticMail(automatic, message, message.from.address.toLowerCase(), facts), ...known };

  const authentication = afterWaiting(message.authentication, mail.receivedAt, now);
  if (authentication.verdict === 'unknown' || facts.answersWaiting) {
    const because = facts.answersWaiting ? 'it answers a mail that is still waiting' : authentication.because;
    return { ...ends('waiting', because), retryAt: now + TRY_AGAIN_AFTER, ...known };
  }
  if (authentication.verdict === 'fail')
    return { ...ends('quarantined', `forged: ${authentication.because}`), ...known };

  return { ...byPerson(mail, message, message.from.address.toLowerCase(), authentication, facts, desk, now), ...known };
}

/** Rows 8 to 14: a person wrote it, and the sender is who they say, or nothing proves it either way. */
function byPerson(
  mail: InboundMail,
  message: Message,
  from: string,
  authentication: Authentication,
  facts: Facts,
  desk: Desk,
  now: Instant,
): Decision {
  const agent = desk.agents.find((one) => one.addresses.includes(from));
  if (agent) return agentMail(agent, authentication);

  const unverified = authentication.verdict !== 'pass';
  if (unverified && desk.unverified === 'hold')
    return ends('quarantined', `unverified sender, held as configured: ${authentication.because}`);

  const thread = threadOf(from, authentication.verdict, facts);
  const onThread = thread ? joinTicket(mail, message, from, thread, desk) : null;
  if (onThread) return onThread;

  const entitlement = entitlementOf(facts.directory, from, desk, mail.receivedAt);
  const told = { entitlement, thread: thread ? { ticket: thread.ticket.number, because: thread.because } : null };
  if (entitlement.verdict === 'entitled') {
    const follows = thread && thread.sender !== 'stranger' ? thread.ticket : null;
    return {
      ...openTicket({ mail, message, from, entitlement, verified: !unverified, follows, facts, now }, desk),
      ...told,
    };
  }
  // Row 12: who holds a token without being on the ticket, and is no customer, is looked at by a person.
  if (thread?.sender === 'stranger')
    return { ...ends('quarantined', `${thread.because}; ${entitlement.because}`), ...told };
  return { ...refuse({ mail, message, from, entitlement, authentication, facts }, desk), ...told };
}

/** List and bulk headers say little on a mail of somebody we know. */
function countedAutomatic(automatic: Automatic | null, facts: Facts): Automatic | null {
  if (!automatic) return null;
  const byList = automatic.kind === 'list' || automatic.kind === 'bulk';
  return byList && facts.directory.memberships.length > 0 ? null : automatic;
}

/** Row 4. */
function bounceOf(automatic: Automatic, facts: Facts): Decision {
  const because = `bounce: ${automatic.because}`;
  const letter = facts.bouncedLetter;
  if (!letter) return ends('ignored', because, 'it gives back no letter of ours');
  const { id: letterId, ticketId } = letter;
  const recipients = automatic.bounce?.recipients ?? [];
  return {
    ...ends('bounce', because, `it gives back letter ${letterId} to ${letter.to}`),
    changes: [{ do: 'bounce', letterId, ticketId, recipients, because }],
    ticket: letter.ticket,
  };
}

/** Rows 3 and 5: our own mail come back, and mail that a program wrote. */
function automaticMail(automatic: Automatic, message: Message, from: string, facts: Facts): Decision {
  const because = `${automatic.kind}: ${automatic.because}`;
  const thread = automatic.kind === 'loop' ? null : threadOf(from, message.authentication.verdict, facts);
  if (!thread) return ends('ignored', because);
  const { ticket } = thread;
  return {
    ...ends('noted', because, thread.because),
    changes: [{ do: 'note', ticketId: ticket.id, what: automatic.kind, because }],
    ticket: ticket.number,
  };
}

/** A check that could not be made counts as not made once it was waited for long enough. */
function afterWaiting(authentication: Authentication, receivedAt: Instant, now: Instant): Authentication {
  if (authentication.verdict !== 'unknown' || now < receivedAt + WAIT_FOR_AUTHENTICATION) return authentication;
  return { verdict: 'none', because: `still not checkable after 4 hours: ${authentication.because}` };
}

function agentMail(agent: Agent, authentication: Authentication): Decision {
  if (authentication.verdict !== 'pass') {
    return ends(
      'quarantined',
      `claims to be from agent "${agent.id}" without authentication: ${authentication.because}`,
    );
  }
  return ends('quarantined', `from agent "${agent.id}", on no agent thread of a ticket`);
}

/** Rows 11 and 12 as far as the mail joins the ticket; null where it opens one of its own. */
function joinTicket(mail: InboundMail, message: Message, from: string, thread: Thread, desk: Desk): Decision | null {
  const { ticket } = thread;
  const told = { ticket: ticket.number, because: thread.because };
  if (thread.sender === 'stranger') return null;
  if (thread.sender === 'colleague' && desk.colleagues === 'hold') {
    return { ...ends('quarantined', thread.because, 'colleagues are held as configured'), thread: told };
  }
  const because = [thread.because];
  if (ticket.state === 'closed') {
    if (ticket.closedAt !== null && mail.receivedAt > ticket.closedAt + desk.reopenWindow) return null;
    because.push('it was closed within the reopen window, and is open again');
  }
  const change: Change = {
    do: 'append',
    ticketId: ticket.id,
    message: ticketMessage(message, from),
    state: stateAfterReply(ticket.state),
    because: because.join('; '),
  };
  return { ...ends('appended', ...because), changes: [change], ticket: ticket.number, thread: told };
}

/** The state that a customer's reply puts a ticket in; null: as it is. */
function stateAfterReply(state: TicketState): TicketState | null {
  return state === 'new' || state === 'open' ? null : 'open';
}
