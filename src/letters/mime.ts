/**
 * From a written letter to the mail that goes out: headers, a text part and an HTML part, as bytes. It makes the MIME
 * once; who sends it, and when, is the outbox's question.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type MimeNode from 'nodemailer/lib/mime-node';
import * as quotedPrintable from 'nodemailer/lib/qp';
import type { Instant } from '../ticket/ticket.ts';
import type { LetterDesk, LetterDraft, WrittenLetter } from './letter.ts';
import { oneLine } from './seal.ts';

/** Present on every mail that the desk writes by itself: who sees it with the desk's address has met their own mail again. */
const LOOP_HEADER = 'X-Chamado-Loop';

/**
 * @param date when the mail was made: its Date header, to the second
 * @returns the whole mail with CRLF line ends
 * @throws where an address or the Message-ID is unfit for a header
 */
export async function composeMail(
  draft: LetterDraft,
  letter: WrittenLetter,
  desk: LetterDesk,
  date: Instant,
): Promise<Buffer> {
  const [messageId] = messageIds([draft.messageId]);
  if (messageId === undefined) throw new Error(`The letter's Message-ID is unfit for a header: ${draft.messageId}`);
  const [inReplyTo] = messageIds(draft.inReplyTo === null ? [] : [draft.inReplyTo]);
  const references = messageIds(draft.references);

  const composer = new MailComposer({
    from: { name: oneLine(desk.name), address: headerAddress(desk.address) },
    to: { name: oneLine(draft.to.name), address: headerAddress(draft.to.address) },
    ...(draft.replyTo === null ? {} : { replyTo: { name: oneLine(desk.name), address: headerAddress(draft.replyTo) } }),
    subject: oneLine(letter.subject),
    date: new Date(date),
    messageId,
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(references.length === 0 ? {} : { references }),
    headers: {
      // RFC 3834 §5: nobody's machine should answer this one; the second is what Exchange understands.
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
      [LOOP_HEADER]: headerAddress(desk.address),
      'Content-Language': draft.language,
    },
    text: letter.text,
    html: letter.html,
    encoding: 'quoted-printable',
    // The boundary follows from the Message-ID, so that one letter always makes the same mail; `=_` cannot occur in
    // quoted-printable (RFC 2045 §6.7), so no text can contain it.
    boundaryPrefix: '=_',
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return assembled(composer.compile(), letter);
}

/**
 * The composer's own `build` sends a few kilobytes through a dozen streams, which costs more than writing the letter
 * does; both parts are strings in memory.
 */
function assembled(root: MimeNode, letter: WrittenLetter): Buffer {
  const head = root.buildHeaders();
  const parts = root.childNodes.map((node, index) => {
    const text = [letter.text, letter.html][index] ?? '';
    const body = quotedPrintable.wrap(quotedPrintable.encode(text.replace(/\r\n|\r|\n/g, '\r\n')));
    return `--${root.boundary}\r\n${node.buildHeaders()}\r\n\r\n${body}\r\n`;
  });
  return Buffer.from(`${head}\r\n\r\n${parts.join('')}--${root.boundary}--\r\n`);
}

/** Those that may stand in a header, as given. Ids of the mail that is answered were written by a stranger. */
function messageIds(ids: string[]): string[] {
  // RFC 5322 §2.1.1: no line over 998 characters, and an id cannot be folded.
  return ids.filter((id) => id.length <= 500 && /^<[\x21-\x3b\x3d\x3f-\x7e]+>$/.test(id));
}

/** @throws rather than to send to an address that a header would read as something else */
function headerAddress(address: string): string {
  if (/^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u.test(address)) return address;
  throw new Error(`The address is unfit for a header: ${JSON.stringify(address)}`);
}
