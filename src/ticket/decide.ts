/**
 * What becomes of a mail? The table of the product, row by row: the first row that fits decides, and says why.
 * Pure: facts in, decision out. A rule that wants to know more wants another fact.
 */
import type { Authentication, Automatic, Message } from '../mail/message.ts';
import { withinCaps } from './caps.ts';
import type { Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';
import { entitlementOf } from './entitlement.ts';
import { joinTicket } from './join.ts';
import { openTicket } from './open.ts';
import { ends } from './outcome.ts';
import { refuse } from './refuse.ts';
import { threadOf } from './thread.ts';
import type { Agent, Instant } from './ticket.ts';

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
  const decision = withinCaps(decideByRow(mail, facts, desk, now), facts, desk.limits);
  const why = decision.letters.length > 0 ? whyNoLetter(mail) : null;
  return why === null ? decision : { ...decision, letters: [], because: [...decision.because, `no letter: ${why}`] };
}

function whyNoLetter({ silent, understood }: InboundMail): string | null {
  if (silent) return 'settled silently, as backlog of the first start or as asked for (ingest --silent)';
  // RFC 3834 §2: nothing answers a mail without a return path, whoever wrote it.
  const paths = 'message' in understood ? (understood.message.headers['return-path'] ?? []) : [];
  return paths.some((path) => /^<\s*>$/.test(path)) ? 'it has an empty return path, so nothing may answer it' : null;
}

function decideByRow(mail: InboundMail, facts: Facts, desk: Desk, now: Instant): Decision {
  if (facts.duplicateOf && facts.duplicateOf.id !== mail.id) return ends('duplicate', facts.duplicateOf.because);
  if ('unreadable' in mail.understood) return ends('quarantined', mail.understood.unreadable);

  const { message } = mail.understood;
  const automatic = mail.release?.as === 'human' ? null : countedAutomatic(message.automatic, facts);
  const known = { authentication: message.authentication, automatic: message.automatic };
  // A bounce may come from no address at all; it acts by our token alone.
  if (automatic?.kind === 'bounce') return { ...bounceOf(automatic, facts), ...known };
  if (message.defect !== null || message.from === null)
    return { ...ends('quarantined', message.defect ?? 'it has no From address', ...ambiguousAgain(mail)), ...known };
  if (automatic) return { ...automaticMail(automatic, message, message.from.address.toLowerCase(), facts), ...known };

  const authentication = vouchedFor(afterWaiting(message.authentication, mail, now), mail);
  if (authentication.verdict === 'unknown' || facts.answersWaiting) {
    const because = facts.answersWaiting ? 'it answers a mail that is still waiting' : authentication.because;
    return { ...ends('waiting', because), retryAt: now + TRY_AGAIN_AFTER, ...known };
  }
  if (authentication.verdict === 'fail')
    return { ...ends('quarantined', `forged: ${authentication.because}`, ...forgedAgain(mail)), ...known };

  const decided = byPerson(mail, message, message.from.address.toLowerCase(), authentication, facts, desk, now);
  const doubt = message.textsDisagree === null ? [] : [message.textsDisagree];
  return { ...decided, because: [...decided.because, ...doubt], ...known };
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
  if (unverified && desk.unverified === 'hold' && !mail.release)
    return ends('quarantined', `unverified sender, held as configured: ${authentication.because}`);

  const thread = threadOf(from, authentication.verdict, facts);
  const onThread = thread ? joinTicket({ mail, message, from, verified: !unverified, thread, facts }, desk) : null;
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
  if (thread?.sender === 'stranger' && !mail.release)
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
function afterWaiting(authentication: Authentication, mail: InboundMail, now: Instant): Authentication {
  const since = mail.release?.at ?? mail.receivedAt;
  if (authentication.verdict !== 'unknown' || now < since + WAIT_FOR_AUTHENTICATION) return authentication;
  return { verdict: 'none', because: `still not checkable after 4 hours: ${authentication.because}` };
}

/** A person may say that a mail is no forgery; who sent it is still not proven by that. */
function vouchedFor(authentication: Authentication, { release }: InboundMail): Authentication {
  if (authentication.verdict !== 'fail' || release?.as !== 'human') return authentication;
  return { verdict: 'none', because: `${release.by} let it through as no forgery, though ${authentication.because}` };
}

function ambiguousAgain({ release }: InboundMail): string[] {
  return release ? ['it stays held, because nobody can say whose word or which one counts: answer it by hand'] : [];
}

function forgedAgain({ release }: InboundMail): string[] {
  return release ? ['it stays held unless it is released --as human, then as of an unverified sender'] : [];
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
