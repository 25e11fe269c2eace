/**
 * Is this mail a report of abuse, by the receivers of our mail: a feedback loop's (RFC 5965), or one of those that are
 * older than the standard or do not keep it?
 */
import type { Returned } from '../bounce/bounce.ts';
import { values } from '../header.ts';
import type { ParsedMail } from '../mime/parse.ts';

/** Why a mail is a report of abuse, or null. @param returned the mail that it reports, where it gives one back */
export function feedbackIn(
  mail: ParsedMail,
  from: string | null,
  subject: string,
  text: string,
  returned: Returned | null,
): string | null {
  const { headers, contentType, parameters, attachments } = mail;
  // RFC 5965 §3.
  if (contentType === 'multipart/report' && parameters['report-type']?.toLowerCase() === 'feedback-report')
    return 'multipart/report; report-type=feedback-report';
  if (attachments.some((part) => part.contentType === 'message/feedback-report'))
    return 'holds a message/feedback-report';
  // The predecessor of RFC 5965 that abuse desks write: x-arf.org.
  const [xarf] = [...values(headers, 'x-xarf'), ...values(headers, 'x-arf')];
  if (xarf !== undefined && !/^no$/i.test(xarf)) return `X-XARF: ${xarf}`;
  const [spamcop] = values(headers, 'x-spamcop-sourceip');
  if (spamcop !== undefined) return `X-SpamCop-SourceIP: ${spamcop}`;
  // The Junk Mail Reporting Program of Hotmail and Outlook.com writes it into the mail that it gives back.
  const [reported] = returned ? values(returned.headers, 'x-hmxmroriginalrecipient') : [];
  if (reported !== undefined) return `gives back a mail with X-HmXmrOriginalRecipient: ${reported}`;
  if (COMPLAINT.test(subject)) {
    if (returned !== null) return `Subject: ${subject}; and it gives back a mail`;
    if (REPORTERS.test(from ?? '') && (ADDRESS.test(subject) || hasField(text)))
      return `Subject: ${subject}; and From: ${from}`;
  }
  return fieldsInText(text);
}

/** How the feedback loops title their reports. People who sit behind abuse@ begin theirs so too. */
const COMPLAINT =
  /^\s*(?:complaint about message from|email feedback report for ip|e-?mail abuse report|abuse report (?:for|from|about|re)\b|\[?abuse\]? report\b|(?:fw: ?)?\[?fbl\]?[: -]|feedback loop report|\[?spamcop \([\d.:a-f]{2,45}\))/i;
const REPORTERS =
  /^(?:staff@hotmail\.|scomp@aol\.|fbl|feedback-?loop|feedbackloop|abuse|complaints?|arf|postmaster|report)[^@]{0,40}@?/;

/** An address of the Internet, as IPv4 or IPv6: those who report a mail name where it came from. */
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[\da-f]{1,4}:[\da-f:]{0,30}:[\da-f]{1,4}\b/i;

const FIELD =
  /^(?:User-Agent|Version|Source-IP|Original-Mail-From|Original-Rcpt-To|Original-Envelope-Id|Arrival-Date|Received-Date|Reported-Domain|Reported-URI|Reporting-MTA|Removal-Recipient|Incidents|Auth-Failure):[ \t]*\S/i;

function hasField(text: string): boolean {
  return text
    .slice(0, 50_000)
    .split('\n')
    .slice(0, 1_000)
    .some((line) => FIELD.test(line));
}

/** The fields of RFC 5965 §3.1 in plain text: reports that lost their parts on the way. One line of it may be a quote of anything. */
function fieldsInText(text: string): string | null {
  const start = text.slice(0, 50_000);
  if (!/feedback-type:/i.test(start)) return null;
  const lines = start.split('\n').slice(0, 1_000);
  const at = lines.findIndex((line) =>
    /^Feedback-Type:[ \t]*(?:abuse|fraud|virus|other|not-spam|auth-failure|opt-out)/i.test(line),
  );
  if (at < 0) return null;
  const beside = lines.slice(Math.max(0, at - 15), at + 15).filter((line) => FIELD.test(line)).length;
  return beside >= 2 ? `its text has the fields of a feedback report (${lines[at]?.trim().slice(0, 60)})` : null;
}
