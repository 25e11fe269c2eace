/**
 * What does this mail say? The whole reading, bytes in, `Message` out: each question has its file, and this one asks them
 * in order. It knows nothing of tickets and reads nothing but the bytes.
 */
import type { Buffer } from 'node:buffer';
import { automaticOf } from './automatic/automatic.ts';
import type { Returned } from './bounce/bounce.ts';
import { isoDate } from './date.ts';
import { fingerprint } from './fingerprint.ts';
import { forwardedIn } from './forward/forward.ts';
import { type Header, headerRecord, headersOf, rawValues, values } from './header.ts';
import { languageOf } from './language/language.ts';
import type { Attachment, DeskIdentity, Message } from './message.ts';
import { inReplyToOf, messageIdOf, referencesOf } from './message-id.ts';
import { attachedMail } from './mime/attached.ts';
import { type ParsedAttachment, type ParsedMail, parseMail } from './mime/parse.ts';
import { singleLine } from './printable.ts';
import { recipientsOf } from './recipients.ts';
import { mayBeBrief } from './reply/brief.ts';
import { ownText } from './reply/own.ts';
import { replyText } from './reply/reply.ts';
import { addressesOf, senderOf } from './sender/address.ts';
import { readAuthentication } from './sender/authentication-results.ts';
import { listInFrom } from './sender/list-sender.ts';
import { markedAsSpam } from './sender/spam.ts';
import { comparedText, htmlOf, isAllHtml } from './text/text.ts';

const LONGEST_SUBJECT = 1_000;
const LONGEST_FILENAME = 255;

/**
 * Reads a mail.
 *
 * @param raw the whole mail as it came
 * @param desk whose mail it is: its addresses, its own lists, the server it trusts
 * @throws where the mail cannot be read at all: it is over a limit of the parser (256 KB of header, 500 parts, 50 deep)
 */
export async function readMail(raw: Buffer, desk: DeskIdentity): Promise<Message> {
  const mail = await parseMail(raw);
  const { headers } = mail;
  const sender = senderOf(headers);
  const from = sender.address?.address ?? null;
  const subject = (values(headers, 'subject')[0] ?? '').slice(0, LONGEST_SUBJECT);
  const { text, disagree } = comparedText(mail.body);
  const attached = await attachedMail(mail);
  const automatic = automaticOf({ mail, from, subject, text, returned: attached ?? returnedHeaders(mail) }, desk);
  const html = htmlOf(mail.body);
  const reply = replyText(text, html);
  const attachments = attachmentsOf(mail, html);
  const forwarded = automatic ? null : forwardedIn(text, subject, attached);
  const name = sender.address?.name ?? '';
  const isWhole = isAllHtml(mail.body);
  // An agent's words are sent on, and anybody's few words may be a wish.
  const asked =
    desk.agents.includes(from ?? '') || (!automatic && !forwarded && mayBeBrief(text, isWhole ? html : null, name));
  return {
    messageId: messageIdOf(headers),
    date: isoDate(values(headers, 'date')[0] ?? ''),
    from: sender.address,
    to: addressesOf(headers, 'to'),
    cc: addressesOf(headers, 'cc'),
    subject,
    text,
    replyText: reply,
    ownText: asked ? ownText(text, { html, isWhole }, attachments.filter(isPicture), name) : null,
    language: languageOf(reply, subject),
    // What is in a mail forwarded as an attachment came with it.
    attachments:
      attached && !automatic ? [...attachments, ...attachmentsOf(attached, htmlOf(attached.body))] : attachments,
    automatic,
    forwarded,
    inReplyTo: inReplyToOf(headers),
    references: referencesOf(headers),
    recipients: recipientsOf(headers, desk.addresses),
    headers: headerRecord(headers),
    defect:
      defectOf(headers) ??
      sender.defect ??
      (automatic === null || automatic.kind === 'loop' ? listInFrom(headers, from, desk) : null),
    authentication: readAuthentication(headers, sender.defect || !from ? null : domainOf(from), desk.authservId),
    spam: markedAsSpam(headers),
    textsDisagree: disagree,
    fingerprint: fingerprint(raw, headers),
    size: raw.length,
  };
}

/** RFC 5322 §3.6: these stand at most once. Where they do not, programs differ over which one they show. */
function defectOf(headers: Header[]): string | null {
  for (const [name, shown] of [
    ['subject', 'Subject'],
    ['message-id', 'Message-ID'],
  ] as const) {
    const count = rawValues(headers, name).length;
    if (count > 1) return `${count} ${shown} headers`;
  }
  return null;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** The headers that a bounce gives back in place of the whole mail (RFC 3462 §2). */
function returnedHeaders({ attachments }: ParsedMail): Returned | null {
  const part = attachments.find(({ contentType }) =>
    /^(?:text\/rfc822-headers|message\/(?:global-)?headers)$/.test(contentType),
  );
  if (!part?.content) return null;
  const lines = part.content
    .toString('latin1')
    .slice(0, 256 * 1024)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  return {
    headers: headersOf(
      lines.filter((line) => line.includes(':')).map((line) => ({ key: line.slice(0, line.indexOf(':')), line })),
    ),
  };
}

function attachmentsOf({ attachments }: ParsedMail, html: string): Attachment[] {
  const shown = attachments.some(({ contentId }) => contentId !== null) ? contentIdsIn(html) : new Set<string>();
  const named = new Set<string>();
  return attachments.map((part) => {
    const { contentId } = part;
    const isShown = contentId !== null && shown.has(contentId);
    // A text that names it means the first of its name, as the programs do that people read with.
    const picture = isShown && isPictureType(part) && PLAIN_ID.test(contentId) && !named.has(contentId);
    if (picture) named.add(contentId);
    return {
      filename: filenameOf(part),
      contentType: singleLine(part.contentType).slice(0, LONGEST_FILENAME),
      size: part.size,
      sha256: part.sha256,
      inline: part.disposition === 'inline' || isShown,
      ...(picture ? { contentId } : {}),
    };
  });
}

/** What can be shown within a text. Apple Mail refers to other files in the same way, and shows an icon. */
function isPictureType({ contentType }: ParsedAttachment): boolean {
  return contentType.startsWith('image/');
}

/** What may stand in a header, in `cid:` and in brackets as it is. */
const PLAIN_ID = /^[^\s<>()[\]"'\\\x00-\x1f\x7f-\uffff]{1,200}$/;

function isPicture(attachment: Attachment): attachment is Attachment & { contentId: string } {
  return attachment.contentId !== undefined;
}

function filenameOf({ filename }: ParsedAttachment): string | null {
  const name = singleLine(filename ?? '').slice(0, LONGEST_FILENAME);
  return name === '' ? null : name;
}

/** RFC 2392 §2: what the HTML shows in its place; in its address an id may be percent-encoded. */
function contentIdsIn(html: string): Set<string> {
  return new Set(
    Array.from(html.matchAll(/\bcid:([^'"\s<>)]{1,256})/gi), ([, id = '']) => [id, id.replace(/%40/g, '@')]).flat(),
  );
}
