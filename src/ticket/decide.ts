/**
 * What becomes of a mail? The table of the product, row by row: the first row that fits decides, and says why.
 * Pure: facts in, decision out. A rule that wants to know more wants another fact.
 */
import type { Authentication, Automatic, Message, OwnMessage } from '../mail/message.ts';
import { agentMail } from './agent/agent-mail.ts';
import { awayAfter } from './agent/away.ts';
import { personBehind } from './agent/behalf.ts';
import type { SentOn } from './agent/on-behalf.ts';
import { answersAgent, isToAgent, withoutAnswers } from './agent/untold.ts';
import { bounceOf } from './bounced.ts';
import { withinCaps } from './caps.ts';
import type { Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';
import { entitlementOf } from './entitlement.ts';
import { joinTicket } from './join.ts';
import { openTicket } from './open.ts';
import { ends } from './outcome.ts';
import { refuse } from './refuse.ts';
import { serveWish } from './self-service/serve.ts';
import { wishIn } from './self-service/wish.ts';
import { onlyThanksForLetter } from './thanks/thanks-for-letter.ts';
import { threadOf } from './thread.ts';
import type { Instant } from './ticket.ts';

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
  if (decision.letters.length === 0) return decision;
  if (mail.silent) return { ...decision, letters: [], because: [...decision.because, `no letter: ${SILENT}`] };
  const person = 'message' in mail.understood ? personBehind(mail.understood.message, mail.release, desk) : null;
  const written = withinCaps(decision, mail, facts, desk, person);
  if (!hasNoReturnPath(mail)) return written;
  // RFC 3834 §2: nothing answers a mail without a return path, whoever wrote it.
  const left = written.letters
    .filter((letter) => (isToAgent(letter) ? answersAgent(letter) : letter.to.address === person))
    .map((letter) => ({ letter, because: `no ${letter.template}: ${NO_RETURN_PATH}` }));
  return left.length === 0 ? written : withoutAnswers(written, left, mail, facts, desk);
}

const NO_RETURN_PATH = 'the mail has an empty return path, so nothing may answer it';
const SILENT = 'settled silently, as backlog of the first start or as asked for (ingest --silent)';

function hasNoReturnPath({ understood }: InboundMail): boolean {
  const paths = 'message' in understood ? (understood.message.headers['return-path'] ?? []) : [];
  return paths.some((path) => /^<\s*>$/.test(path));
}

function decideByRow(mail: InboundMail, facts: Facts, desk: Desk, now: Instant): Decision {
  if (facts.duplicateOf && facts.duplicateOf.id !== mail.id) return ends('duplicate', facts.duplicateOf.because);
  if ('unreadable' in mail.understood) return ends('quarantined', mail.understood.unreadable);

  const { message } = mail.understood;
  const automatic = mail.release?.as === 'human' ? null : countedAutomatic(message.automatic, facts);
  const known = { authentication: message.authentication, automatic: message.automatic };
  // A bounce may come from no address at all; it acts by our token alone.
  if (automatic?.kind === 'bounce') return { ...bounceOf(automatic, mail, facts, desk, now), ...known };
  if (message.defect !== null || message.from === null)
    return { ...ends('quarantined', message.defect ?? 'it has no From address', ...ambiguousAgain(mail)), ...known };
  if (automatic)
    return { ...automaticMail(automatic, message, message.from.address.toLowerCase(), facts, desk, now), ...known };

  const authentication = vouchedFor(afterWaiting(message.authentication, mail, now), mail);
  if (authentication.verdict === 'unknown' || facts.answersWaiting) {
    const because = facts.answersWaiting ? 'it answers a mail that is still waiting' : authentication.because;
    return { ...ends('waiting', because), retryAt: now + TRY_AGAIN_AFTER, ...known };
  }
  const from = message.from.address.toLowerCase();
  const agent = desk.agents.find((one) => one.addresses.includes(from));
  if (authentication.verdict === 'fail' && !agent)
    return { ...ends('quarantined', `forged: ${authentication.because}`, ...forgedAgain(mail)), ...known };

  const asCustomer = (theirs: Message, address: string, sentOn: SentOn | null) =>
    byCustomer({ mail, message: theirs, from: address, sentOn, authentication, facts, now }, desk);
  const decided = !agent
    ? asCustomer(message, from, null)
    : hasOwnText(message)
      ? agentMail({ agent, mail, message, authentication, facts, now, asCustomer }, desk)
      : { ...ends('waiting', BEFORE_AN_AGENT), retryAt: now };
  const doubt = message.textsDisagree === null ? [] : [message.textsDisagree];
  return { ...decided, because: [...decided.because, ...doubt], ...known };
}

/** The config was changed between the reading of a mail and its decision; it is read again. */
const BEFORE_AN_AGENT = 'it was read before its sender was an agent';

function hasOwnText(message: Message): message is OwnMessage {
  return message.ownText !== null;
}

interface FromCustomer {
  mail: InboundMail;
  message: Message;
  /** The customer's address, lower case. */
  from: string;
  /** The agent who sent the mail on for them; null: they wrote it. */
  sentOn: SentOn | null;
  authentication: Authentication;
  facts: Facts;
  now: Instant;
}

/** Rows 11 to 14: a person wrote it, and the sender is who they say, or nothing proves it either way. */
function byCustomer(customer: FromCustomer, desk: Desk): Decision {
  const { mail, message, from, sentOn, authentication, facts, now } = customer;
  const verified = authentication.verdict === 'pass';
  if (!verified && desk.unverified === 'hold' && !mail.release)
    return ends('quarantined', `unverified sender, held as configured: ${authentication.because}`);

  const thread = threadOf(from, authentication.verdict, facts);
  const entitlement = entitlementOf(facts.directory, from, desk, mail.receivedAt);
  const told = { entitlement, thread: thread ? { ticket: thread.ticket.number, because: thread.because } : null };
  const wish = verified && !sentOn && desk.selfService ? wishIn(message, desk.ticketPrefix) : null;
  if (wish) {
    const served = serveWish({ wish, mail, message, from, entitlement, facts, now, thread }, desk);
    if (served) return { ...served, ...told };
  }
  const thanks =
    verified && !sentOn && !thread && !mail.release ? onlyThanksForLetter({ message, from, facts }, desk) : null;
  if (thanks) return { ...ends('noted', thanks), ...told };
  const onThread = thread ? joinTicket({ mail, message, from, verified, thread, facts, now }, desk) : null;
  if (onThread) return onThread;
  if (entitlement.verdict === 'entitled') {
    const follows = thread && thread.sender !== 'stranger' ? thread.ticket : null;
    return {
      ...openTicket({ mail, message, from, entitlement, verified, follows, facts, now, sentOn }, desk),
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

/** Rows 3 and 5: our own mail come back, and mail that a program wrote. */
function automaticMail(
  automatic: Automatic,
  message: Message,
  from: string,
  facts: Facts,
  desk: Desk,
  now: Instant,
): Decision {
  const because = `${automatic.kind}: ${automatic.because}`;
  const agent = desk.agents.find((one) => one.addresses.includes(from));
  if (agent && automatic.kind !== 'loop') return awayAfter(agent, automatic, message, facts, desk, now);
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
