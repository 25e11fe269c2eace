/**
 * Did a person write this mail for the desk, or a program? Asks one question after the other, each with its file, and
 * answers with the header or line that it rests on. What the desk does about any of it is the ticket's question.
 */
import { bounceIn, type Returned } from '../bounce/bounce.ts';
import { values } from '../header.ts';
import type { Automatic, AutomaticKind, DeskIdentity } from '../message.ts';
import type { ParsedMail } from '../mime/parse.ts';
import { challengeIn } from './challenge.ts';
import { feedbackIn } from './feedback.ts';
import { bulkIn, listIn } from './list.ts';
import { receiptIn } from './receipt.ts';
import { hasRespondersLabel, isNobody, ownedUp, signsOfResponder } from './responder.ts';

export interface Letter {
  mail: ParsedMail;
  /** The From address, lower case; null where it has none. */
  from: string | null;
  subject: string;
  text: string;
  /** The mail given back within it, parsed; null where there is none. */
  returned: Returned | null;
}

/**
 * Why a mail is automatic, or null for a person's.
 *
 * The order matters. Reports name themselves, so they come first; a vacation notice that answers "Delivery failed" is no
 * bounce, so its label counts before a bounce's words; a bounce of ours often carries auto-reply headers too, and a list
 * mail may carry anything. X-Auto-Response-Suppress alone says nothing: Exchange puts it on mail of persons.
 */
export function automaticOf(letter: Letter, desk: DeskIdentity): Automatic | null {
  const { mail, from, subject, text, returned } = letter;
  const { headers } = mail;
  return (
    loop(letter, desk) ??
    found('auto-reply', receiptIn(letter)) ??
    found('feedback', feedbackIn(mail, from, subject, text, returned)) ??
    (hasRespondersLabel(subject) && !isReport(mail) ? autoReply(letter) : null) ??
    bounceIn(letter, desk) ??
    found('challenge', challengeIn(headers, from, subject, text)) ??
    autoReply(letter) ??
    found('list', listIn(headers, desk)) ??
    found('bulk', bulkIn(headers, desk)) ??
    found('bulk', fromNobody(letter))
  );
}

function found(kind: AutomaticKind, because: string | null): Automatic | null {
  return because === null ? null : { kind, because: because.slice(0, 300), bounce: null };
}

function loop({ mail, from }: Letter, desk: DeskIdentity): Automatic | null {
  const [mark] = values(mail.headers, 'x-chamado-loop');
  if (mark !== undefined && desk.addresses.includes(mark.trim().toLowerCase()))
    return found('loop', `X-Chamado-Loop: ${mark}`);
  return from !== null && desk.addresses.includes(from) ? found('loop', `From: ${from} is the desk itself`) : null;
}

function isReport({ contentType, attachments }: ParsedMail): boolean {
  return contentType === 'multipart/report' || attachments.some((part) => part.contentType.includes('delivery-status'));
}

function autoReply({ mail, from, subject, text }: Letter): Automatic | null {
  const { headers } = mail;
  return found('auto-reply', ownedUp(headers) ?? signsOfResponder({ headers, from, subject, text }));
}

/** A notice that nobody wants answered. A web form writes so too, and names whom to answer. */
function fromNobody({ mail, from }: Letter): string | null {
  if (!isNobody(from)) return null;
  const named = values(mail.headers, 'reply-to').some(
    (value) => !isNobody(value.toLowerCase().replace(/^.*<|>.*$/g, '')),
  );
  return named ? null : `From: ${from}, an address that nobody reads`;
}
