/**
 * Is this mail a report that another could not be delivered, for whom, for good, and which one? Asks for its signs
 * (`signs.ts`), reads its report (`report.ts`) or else its words (`notice.ts`), and finds the mail that
 * it is about. Whether that mail was ours is proven by its token, elsewhere.
 */

import type { Letter } from '../automatic/automatic.ts';
import { type Header, headersOf, rawValues } from '../header.ts';
import type { Automatic, BouncedRecipient, DeskIdentity } from '../message.ts';
import { idsIn, messageIdOf } from '../message-id.ts';
import type { ParsedAttachment } from '../mime/parse.ts';
import { addressesOf } from '../sender/address.ts';
import { type Known, type Notice, noticeIn, recipientsInWords } from './notice.ts';
import { holdsReport, isSuccess, type ReportedRecipient, reportedRecipients } from './report.ts';
import { signOfBounce } from './signs.ts';

/** The mail, or its headers, that a bounce gives back. */
export interface Returned {
  headers: Header[];
  attachments?: ParsedAttachment[];
}

const MOST_RECIPIENTS = 100;
const LONGEST_READ = 100_000;

/** The bounce, or null where this mail is none. A report of a successful delivery is none. */
export function bounceIn(letter: Letter, desk: DeskIdentity): Automatic | null {
  const because = signOfBounce(letter);
  if (because === null) return null;
  const reported = recipientsReported(letter);
  if (reported.length > 0 && reported.every(isSuccess)) {
    return { kind: 'auto-reply', because: `delivery report: ${reported[0]?.action}`, bounce: null };
  }
  const notice = noticeIn(letter.text);
  const returned = letter.returned ?? returnedIn(notice.copy);
  const failed = reported.filter((recipient) => !isSuccess(recipient)).map(({ recipient }) => recipient);
  const recipients = explained(failed, recipientsInWords(notice, knownOf(letter, returned, failed, desk)));
  return {
    kind: 'bounce',
    because: because.slice(0, 300),
    bounce: {
      recipients: recipients.slice(0, MOST_RECIPIENTS),
      originalMessageId: originalMessageId(letter, notice, returned, desk),
    },
  };
}

/** The recipients of the report, wherever it stands: in its part, in the mail given back where a gateway wrapped it, in the text. */
function recipientsReported({ mail, returned, text }: Letter): ReportedRecipient[] {
  for (const parts of [mail.attachments, returned?.attachments ?? []]) {
    const report = parts.find(({ contentType }) => /^message\/(?:global-)?delivery-status$/.test(contentType));
    const recipients = report?.content ? reportedRecipients(report.content.toString('utf8')) : [];
    if (recipients.length > 0) return recipients;
  }
  const start = text.slice(0, LONGEST_READ);
  return holdsReport(start) ? reportedRecipients(start) : [];
}

/** The reported recipients, with what the words beside them say where the report is silent; else those of the words. */
function explained(reported: BouncedRecipient[], worded: BouncedRecipient[]): BouncedRecipient[] {
  if (reported.length === 0) return worded;
  return reported.map((recipient) => {
    const words = worded.find(({ address }) => address === recipient.address);
    return {
      ...recipient,
      status: recipient.status ?? words?.status ?? null,
      diagnostic: recipient.diagnostic ?? words?.diagnostic ?? null,
    };
  });
}

function knownOf(
  { mail, subject }: Letter,
  returned: Returned | null,
  reported: BouncedRecipient[],
  desk: DeskIdentity,
): Known {
  const of = (headers: Header[], names: string[]) =>
    names.flatMap((name) => addressesOf(headers, name)).map(({ address }) => address);
  const failed = addressesOf(mail.headers, 'x-failed-recipients').map(({ address }) => address);
  return {
    failed: reported.length > 0 ? reported.map(({ address }) => address) : failed,
    own: new Set([
      ...desk.addresses,
      ...of(mail.headers, ['to', 'delivered-to', 'x-original-to', 'from']),
      ...of(returned?.headers ?? [], ['from', 'sender', 'return-path']),
    ]),
    returnedTo: of(returned?.headers ?? [], ['to', 'cc']),
    subject,
  };
}

/** The headers at the top of what a text gives back. */
function returnedIn(copy: string): Returned | null {
  if (copy === '') return null;
  const lines = copy
    .slice(0, LONGEST_READ)
    .replace(/\n[ \t]+/g, ' ')
    .split('\n');
  const first = lines.findIndex((line) => NAMED.test(line));
  if (first < 0 || first > 12) return null;
  const end = lines.findIndex((line, at) => at > first && line === '');
  const head = lines.slice(first, end < 0 ? undefined : end).filter((line) => NAMED.test(line));
  return { headers: headersOf(head.map((line) => ({ key: line.slice(0, line.indexOf(':')), line }))) };
}

const NAMED = /^[!-9;-~]{1,80}:/;
/** The shape of the Message-IDs that the desk writes; whether one is genuine its MAC says. */
const OURS = /[a-z][a-z0-9]{1,9}-\d{1,12}\.[a-z]\.[a-z0-9]{1,16}\.[a-z0-9]{25}@[a-z0-9.-]{1,253}/gi;
const ID_LINE = /^[ \t>|]{0,20}(?:original-|x-original-)?message-id[ \t]{0,10}:[^\n<]{0,80}(<[^<>\n]{3,900}>)/im;

/** The Message-ID of the mail that failed: one of ours wherever it stands, else from what is given back, else from the notice. */
function originalMessageId(
  { mail, text, returned: attached }: Letter,
  notice: Notice,
  returned: Returned | null,
  desk: DeskIdentity,
): string | null {
  const parts = [...mail.attachments, ...(attached?.attachments ?? [])].flatMap(({ content }) =>
    content ? [content.subarray(0, LONGEST_READ).toString('latin1')] : [],
  );
  const inHeaders = returned ? messageIdOf(returned.headers) : null;
  const texts = [...parts, notice.copy, text.slice(0, LONGEST_READ)];
  const domains = new Set(desk.addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)));
  const ours = [inHeaders ?? '', ...texts]
    .flatMap((given) => given.match(OURS) ?? [])
    .find((id) => domains.has(id.slice(id.indexOf('@') + 1).toLowerCase()));
  if (ours) return `<${ours}>`;
  if (inHeaders) return inHeaders;
  const [inText] = texts.flatMap((given) => idsIn(ID_LINE.exec(given)?.[1] ?? ''));
  if (inText) return inText;
  const named = ['x-original-message-id', 'original-message-id', 'in-reply-to', 'references'];
  const answered = named.map((name) => rawValues(mail.headers, name).flatMap(idsIn)).find((ids) => ids.length > 0);
  return answered?.at(-1) ?? null;
}
