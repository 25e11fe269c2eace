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
  if ('unreadable' in mail.reading) return ends('quarantined', mail.reading.unreadable);

  const { message } = mail.reading;
  const automatic = mail.releases > 0 ? null : countedAutomatic(message.automatic, facts);
  const known = { authentication: message.authentication, automatic: message.automatic };
  if (automatic) return { ...automaticMail(automatic, facts), ...known };
  if (message.defect !== null || message.from === null)
    return { ...ends('quarantined', message.defect ?? 'it has no From address'), ...known };

  const authentication = settled(message.authentication, mail.receivedAt, now);
  if (authentication.verdict === 'unknown' || facts.answersWaiting) {
    const because = facts.answersWaiting ? 'it answers a mail that is still waiting' : authentication.because;
    return { ...ends('waiting', because), retryAt: now + TRY_AGAIN_AFTER, ...known };
  }
  if (authentication.verdict === 'fail')
    return { ...ends('quarantined', `forged: ${authentication.because}`), ...known };

  return { ...byPerson(mail, message, message.from.address.toLowerCase(), authentication, facts, desk), ...known };
}

/** Rows 8 to 14: a person wrote it, and the sender is who they say, or nothing proves it either way. */
function byPerson(
  mail: InboundMail,
  message: Message,
  from: string,
  authentication: Authentication,
  facts: Facts,
  desk: Desk,
): Decision {
  const agent = desk.agents.find((one) => one.addresses.includes(from));
  if (agent) return agentMail(agent, authentication);

  const unverified = authentication.verdict !== 'pass';
  if (unverified && desk.unverified === 'hold')
    return ends('quarantined', `unverified sender, held as configured: ${authentication.because}`);

  const thread = threadOf(from, authentication.verdict, facts.tickets);
  const onThread = thread ? joinTicket(mail, message, from, thread, facts, desk) : null;
  if (onThread) return onThread;

  const entitlement = entitlementOf(facts.directory, from, desk, mail.receivedAt);
  const told = { entitlement, thread: thread ? { ticket: thread.ticket.number, because: thread.because } : null };
  if (entitlement.verdict === 'entitled') {
    const follows = thread?.participant ? thread.ticket : null;
    return {
      ...openTicket({ mail, message, from, entitlement, verified: !unverified, follows, facts }, desk),
      ...told,
    };
  }
  // Row 12: who holds a token without being on the ticket, and is no customer, is looked at by a person.
  if (thread && !thread.participant)
    return { ...ends('quarantined', `${thread.because}; ${entitlement.because}`), ...told };
  return { ...refuse({ mail, message, from, entitlement, authentication, facts }, desk), ...told };
}

/** List and bulk headers say little on a mail of somebody we know. */
function countedAutomatic(automatic: Automatic | null, facts: Facts): Automatic | null {
  if (!automatic) return null;
  const byList = automatic.kind === 'list' || automatic.kind === 'bulk';
  return byList && facts.directory.memberships.length > 0 ? null : automatic;
}

/** Rows 3 to 5. */
function automaticMail(automatic: Automatic, facts: Facts): Decision {
  const because = `${automatic.kind}: ${automatic.because}`;
  switch (automatic.kind) {
    case 'loop':
      return ends('ignored', because);
    case 'bounce': {
      const letter = facts.bouncedLetter;
      if (!letter) return ends('ignored', because, 'it gives back no letter of ours');
      const change: Change = {
        do: 'bounce',
        letterId: letter.id,
        ticketId: letter.ticketId,
        recipients: automatic.bounce?.recipients ?? [],
        because,
      };
      return {
        ...ends('bounce', because, `it gives back letter ${letter.id} to ${letter.to}`),
        changes: [change],
        ticket: letter.ticket,
      };
    }
    case 'auto-reply':
    case 'list':
    case 'bulk':
    case 'feedback':
    case 'challenge': {
      const ticket = facts.tickets.byToken[0];
      if (!ticket) return ends('ignored', because);
      const change: Change = { do: 'note', ticketId: ticket.id, what: automatic.kind, because };
      return {
        ...ends('noted', because, `it carries our token for ${ticket.number}`),
        changes: [change],
        ticket: ticket.number,
      };
    }
  }
}

/** A check that could not be made counts as not made once it was waited for long enough. */
function settled(authentication: Authentication, receivedAt: Instant, now: Instant): Authentication {
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
function joinTicket(
  mail: InboundMail,
  message: Message,
  from: string,
  thread: Thread,
  facts: Facts,
  desk: Desk,
): Decision | null {
  const { ticket } = thread;
  const because = [thread.because];
  if (!thread.participant) {
    const colleague =
      ticket.contract !== null && facts.directory.memberships.some(({ contract }) => contract.id === ticket.contract);
    if (!colleague) return null;
    because.push(`${from} is a user of the same contract "${ticket.contract}"; colleagues: ${desk.colleagues}`);
    if (desk.colleagues === 'hold')
      return { ...ends('quarantined', ...because), thread: { ticket: ticket.number, because: thread.because } };
  }
  const reopened = stateAfterReply(ticket.state);
  if (ticket.state === 'closed') {
    if (ticket.closedAt !== null && mail.receivedAt > ticket.closedAt + desk.reopenWindow) return null;
    because.push('it was closed within the reopen window, and is open again');
  }
  const change: Change = {
    do: 'append',
    ticketId: ticket.id,
    message: ticketMessage(message, from),
    state: reopened,
    because: because.join('; '),
  };
  return {
    ...ends('appended', ...because),
    changes: [change],
    ticket: ticket.number,
    thread: { ticket: ticket.number, because: thread.because },
  };
}

/** The state that a customer's reply puts a ticket in; null: as it is. */
function stateAfterReply(state: TicketState): TicketState | null {
  return state === 'new' || state === 'open' ? null : 'open';
}
