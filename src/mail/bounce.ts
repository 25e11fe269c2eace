/**
 * Is this mail a report that another could not be delivered, for whom, for good, and which one? Reads delivery reports
 * (RFC 3464) and, less surely, what older servers write in plain words. Whether the mail given back was ours is proven
 * by its token, elsewhere.
 */
import type { Letter } from './automatic.ts';
import { type Header, rawValues, values } from './header.ts';
import type { Automatic, BouncedRecipient, DeskIdentity } from './message.ts';
import { idsIn, messageIdOf } from './message-id.ts';

/** The mail, or its headers, that a bounce gives back. */
export interface Returned {
  headers: Header[];
}

const MOST_RECIPIENTS = 100;
const LONGEST_DIAGNOSTIC = 500;
const TEXT_READ = 20_000;

/** The bounce, or null where this mail is none. A report of a successful delivery is none. */
export function bounceIn(letter: Letter, desk: DeskIdentity): Automatic | null {
  const report = letter.mail.attachments.find((part) =>
    /^message\/(?:global-)?delivery-status$/.test(part.contentType),
  );
  const isReport =
    letter.mail.contentType === 'multipart/report' &&
    letter.mail.parameters['report-type']?.toLowerCase() === 'delivery-status';
  if (report?.content) {
    const recipients = reportedRecipients(report.content.toString('utf8'));
    if (recipients.length > 0 && recipients.every(({ action }) => SUCCESSES.has(action))) {
      return { kind: 'auto-reply', because: `delivery report: ${recipients[0]?.action}`, bounce: null };
    }
    const failed = recipients.filter(({ action }) => !SUCCESSES.has(action)).map(({ recipient }) => recipient);
    const because = isReport ? 'multipart/report; report-type=delivery-status' : `holds a ${report.contentType}`;
    return bounced(letter, desk, because, failed.length > 0 ? failed : recipientsInWords(letter));
  }
  if (isReport)
    return bounced(letter, desk, 'multipart/report; report-type=delivery-status', recipientsInWords(letter));
  const failed = values(letter.mail.headers, 'x-failed-recipients');
  if (failed.length > 0) return bounced(letter, desk, `X-Failed-Recipients: ${failed[0]}`, recipientsInWords(letter));
  const daemon = daemonBehind(letter);
  return daemon ? bounced(letter, desk, daemon, recipientsInWords(letter)) : null;
}

function bounced(letter: Letter, desk: DeskIdentity, because: string, recipients: BouncedRecipient[]): Automatic {
  return {
    kind: 'bounce',
    because: because.slice(0, 300),
    bounce: { recipients: recipients.slice(0, MOST_RECIPIENTS), originalMessageId: originalMessageId(letter, desk) },
  };
}

/** RFC 3464 §2.3.3: none of these says that a mail was lost. */
const SUCCESSES = new Set(['delivered', 'relayed', 'expanded']);

/** RFC 3464 §2.1: blocks of fields between empty lines; the first is about the mail, each other one about a recipient. */
function reportedRecipients(report: string): { action: string; recipient: BouncedRecipient }[] {
  const blocks = report
    .slice(0, 256 * 1024)
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/);
  return blocks.slice(0, MOST_RECIPIENTS + 1).flatMap((block) => {
    const fields = fieldsOf(block);
    const address = typed(fields.get('original-recipient')) ?? typed(fields.get('final-recipient'));
    if (address === null) return [];
    const final = typed(fields.get('final-recipient'));
    const diagnostic = typed(fields.get('diagnostic-code'));
    const action =
      fields
        .get('action')
        ?.toLowerCase()
        .split(/[\s(;]/)[0] ?? '';
    const status = STATUS.exec(fields.get('status') ?? '')?.[0] ?? statusIn(diagnostic ?? '');
    return {
      action,
      recipient: {
        address: bareAddress(final?.includes('@') ? final : address),
        status,
        permanent: action === 'delayed' ? false : status ? status.startsWith('5') : action === 'failed',
        diagnostic: diagnostic?.slice(0, LONGEST_DIAGNOSTIC) ?? null,
      },
    };
  });
}

/** RFC 3463 §2. */
const STATUS = /\b[245]\.\d{1,3}\.\d{1,3}\b/;

/** The status that a text gives; for a bare reply code such as 550 the undefined status of its class (RFC 3463 §3.1). */
function statusIn(text: string): string | null {
  const status = STATUS.exec(text)?.[0];
  const code = CODE.exec(text)?.[1];
  return status ?? (code === undefined ? null : `${code[0]}.0.0`);
}

function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** The value of `rfc822; ana@acme.example` or `smtp; 550 …`. */
function typed(field: string | undefined): string | null {
  if (field === undefined) return null;
  const value = field.slice(field.indexOf(';') + 1).trim();
  return value === '' ? null : value;
}

function bareAddress(value: string): string {
  return value.replace(/^<|>$/g, '').trim().toLowerCase();
}

const DAEMONS = /^(?:mailer-daemon|postmaster|mail-daemon|maildaemon|mail\.daemon|mdaemon)(?:[@ <]|$)/;
const FAILURE_SUBJECT =
  /undeliver|delivery (?:status|failure|failed|problem|report|delayed)|deliver(?:y|ed)? .{0,20}fail|returned mail|mail delivery|failure notice|mail failed|return(?:ed|ing) to sender|non-?delivery|delayed mail|could not (?:send|deliver)|n[ãa]o (?:foi )?entreg|falha (?:na|de) entrega|devolvid|mensagem n[ãa]o entregue|no (?:se ha )?(?:podido )?entrega|error de entrega|unzustellbar/i;

/** Servers that write no report: a mail daemon, its empty return path, and a subject or text about a failure. */
function daemonBehind({ mail, from, subject, text }: Letter): string | null {
  const nullPath = values(mail.headers, 'return-path').some((value) => /^<\s*>$/.test(value));
  const daemon = DAEMONS.test(from ?? values(mail.headers, 'from')[0]?.toLowerCase() ?? '');
  const failure = FAILURE_SUBJECT.test(subject);
  const wrongAddress = /\b5\d\d[ -](?:#?5\.\d{1,3}\.\d{1,3})?/.test(text.slice(0, TEXT_READ));
  if (daemon && (failure || (nullPath && wrongAddress))) return `From: ${from ?? 'a mail daemon'}; Subject: ${subject}`;
  return nullPath && failure ? `Return-Path: <>; Subject: ${subject}` : null;
}

const ADDRESS = /[A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g;
const CODE = /(?<![\d.])([45]\d\d)(?![\d.])/;

/** The failed recipients from X-Failed-Recipients, or from lines that name an address near a reply code. */
function recipientsInWords({ mail, text }: Letter): BouncedRecipient[] {
  const lines = text.slice(0, TEXT_READ).split('\n');
  const header = values(mail.headers, 'x-failed-recipients').flatMap((value) => value.match(ADDRESS) ?? []);
  const own = new Set(
    ['to', 'delivered-to', 'from']
      .flatMap((name) => values(mail.headers, name))
      .flatMap((value) => value.toLowerCase().match(ADDRESS) ?? []),
  );
  const end = lines.findIndex((line) =>
    /^\W*(?:below this line|-+ ?(?:this is a copy|original message|message header|returned message|undelivered))/i.test(
      line,
    ),
  );
  const about = end < 0 ? lines : lines.slice(0, end);
  const named =
    header.length > 0 ? header : about.flatMap((line) => (line.length <= 1_000 ? (line.match(ADDRESS) ?? []) : []));
  const addresses = [...new Set(named.map((address) => address.toLowerCase()))].filter(
    (address) => !own.has(address) && !DAEMONS.test(address),
  );
  return addresses.slice(0, MOST_RECIPIENTS).map((address) => {
    const at = about.findIndex((line) => line.toLowerCase().includes(address));
    const near = about
      .slice(Math.max(0, at), at + 8)
      .join(' ')
      .slice(0, 2_000);
    const status = statusIn(near);
    const diagnostic = about.slice(Math.max(0, at), at + 8).find((line) => STATUS.test(line) || CODE.test(line));
    return {
      address,
      status,
      permanent: !status?.startsWith('4'),
      diagnostic: diagnostic?.trim().slice(0, LONGEST_DIAGNOSTIC) ?? null,
    };
  });
}

/** The shape of the Message-IDs that the desk writes; whether one is genuine its MAC says. */
const OURS = /[a-z][a-z0-9]{1,9}-\d{1,12}\.[a-z]\.[a-z0-9]{1,16}\.[a-z0-9]{25}@[a-z0-9.-]{1,253}/gi;

/** The Message-ID of the mail that failed: from what is given back, else one of ours that stands in the text. */
function originalMessageId({ mail, text, returned }: Letter, desk: DeskIdentity): string | null {
  const inReturned = returned ? messageIdOf(returned.headers) : null;
  if (inReturned) return inReturned;
  const domains = new Set(desk.addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)));
  const ours = (text.slice(0, 100_000).match(OURS) ?? []).find((id) =>
    domains.has(id.slice(id.indexOf('@') + 1).toLowerCase()),
  );
  if (ours) return `<${ours}>`;
  const answered = ['in-reply-to', 'references', 'x-original-message-id', 'original-message-id'].flatMap((name) =>
    rawValues(mail.headers, name).flatMap(idsIn),
  );
  return answered.at(-1) ?? null;
}
