/** A new ticket for an entitled contact, and its acknowledgement with the promise of their contract. */
import type { LetterDraft } from '../letters/letter.ts';
import type { Message } from '../mail/message.ts';
import type { Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';
import { fold } from './fold.ts';
import { languageFor } from './language.ts';
import { ends, serialOf, ticketMessage } from './outcome.ts';
import { peopleAdded } from './participants.ts';
import { promiseFor } from './sla/sla.ts';
import type { Entitlement, Instant, TicketFacts } from './ticket.ts';
import { messageIdFor, replyAddressFor, type Token } from './token.ts';

/** A References header grows with every reply; the nearest ones are enough to thread by (RFC 5322 §3.6.4). */
const MOST_REFERENCES = 10;

export interface Opening {
  mail: InboundMail;
  message: Message;
  /** The sender's address, lower case. */
  from: string;
  entitlement: Entitlement;
  /** The From passes authentication. */
  verified: boolean;
  /** The closed ticket that this one follows. */
  follows: TicketFacts | null;
  facts: Facts;
  /** The instant of the decision. */
  now: Instant;
}

/** Row 13. */
export function openTicket(opening: Opening, desk: Desk): Decision {
  const { mail, message, from, entitlement, follows, facts } = opening;
  const membership = entitlement.membership;
  const plan = entitlement.plan === null ? undefined : desk.plans.get(fold(entitlement.plan));
  if (!membership || !plan) throw new Error(`an entitled contact without contract or plan: ${entitlement.because}`);

  const { contract, user } = membership;
  const language = languageFor(user.language, message.language, desk.language);
  const classification = desk.classify({
    message,
    plan: plan.name,
    organization: contract.organization,
    language: message.language,
  });
  const promise = promiseFor(
    desk.sla,
    contract.sla ?? plan.sla,
    classification.type,
    classification.priority,
    mail.receivedAt,
  );
  const number = `${desk.ticketPrefix}-${facts.nextNumber}`;
  const letter = acknowledgement(opening, number, language, desk, {
    kind: 'acknowledgement',
    number,
    contactName: user.name,
    // No word of somebody who may be anybody goes out.
    subject: opening.verified ? message.subject : null,
    type: classification.type,
    priority: classification.priority,
    plan: plan.name,
    organization: contract.organization,
    receivedAt: mail.receivedAt,
    firstResponseDue: inTime(promise.firstResponseDue, opening.now),
    aroundTheClock: promise.aroundTheClock,
    follows: follows?.number ?? null,
  });
  return {
    ...ends('opened', ...reasons(opening, number)),
    changes: [
      {
        do: 'open',
        ticket: {
          number: facts.nextNumber,
          subject: message.subject,
          classification,
          state: 'new',
          plan: plan.name,
          contract: contract.id,
          organization: contract.organization,
          language,
          requester: { name: user.name, address: from },
          createdAt: mail.receivedAt,
          promise,
          follows: follows?.id ?? null,
          participants: peopleAdded({
            message,
            from,
            verified: opening.verified,
            requester: from,
            participants: [],
            contract,
          }),
          message: ticketMessage(message, from),
        },
      },
    ],
    letters: [letter],
    ticket: number,
    classification,
    promise,
  };
}

/** A letter promises no time that is over (after an outage, say); the clock runs all the same. */
function inTime(due: Instant | null, now: Instant): Instant | null {
  return due !== null && due > now ? due : null;
}

function reasons(opening: Opening, number: string): string[] {
  const { entitlement, follows, message } = opening;
  const because = [entitlement.because];
  if (!opening.verified)
    because.push(`unverified, so the letter repeats no word of theirs: ${message.authentication.because}`);
  if (follows) because.push(`${follows.number} is closed for longer than the reopen window: ${number} follows it`);
  return because;
}

function acknowledgement(
  opening: Opening,
  number: string,
  language: LetterDraft['language'],
  desk: Desk,
  values: LetterDraft['values'],
): LetterDraft {
  const token: Token = { number: opening.facts.nextNumber, party: 'c', serial: serialOf(opening.mail) };
  // Not even in a header goes out what somebody wrote who may be anybody.
  const { messageId, references } = opening.verified ? opening.message : { messageId: null, references: [] };
  return {
    template: 'acknowledgement',
    language,
    // The directory's name: the one in the mail is the sender's to choose.
    to: { name: opening.entitlement.membership?.user.name ?? '', address: opening.from },
    values,
    messageId: messageIdFor(token, desk),
    inReplyTo: messageId,
    references: messageId === null ? [] : [...references.slice(0, MOST_REFERENCES).toReversed(), messageId],
    replyTo: desk.plusAddress ? replyAddressFor(token, desk) : null,
    because: `acknowledges ${number}`,
  };
}
