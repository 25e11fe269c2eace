/**
 * From a written letter to the mail that goes out: headers, a text part and an HTML part, files, as bytes. It makes the
 * MIME once; who sends it, and when, is the outbox's question.
 */
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import type { Address } from '../mail/message.ts';
import type { Instant } from '../ticket/ticket.ts';
import { contentIdOf, isPicture } from './block.ts';
import { oneLine } from './escape.ts';
import { type FileContent, filePart } from './file-part.ts';
import type { LetterDesk, LetterDraft, WrittenLetter } from './letter.ts';
import { quotedPrintable } from './quoted-printable.ts';

/** Present on every mail that the desk sends: who sees it with the desk's address has met their own mail again. */
const LOOP_HEADER = 'X-Chamado-Loop';

/** For agents: of all that a program may answer, that somebody is away is what the desk wants to know of them. */
const ALL_BUT_ABSENCES = 'DR, RN, NRN, AutoReply';

/**
 * @param files those of `draft.files`, with their bytes: a picture that the HTML part shows stands beside it (RFC 2387), the
 * others are attached
 * @param date when the mail was made: its Date header, to the second
 * @returns the whole mail with CRLF line ends
 * @throws where an address or the Message-ID is unfit for a header
 */
export async function composeMail(
  draft: LetterDraft,
  letter: WrittenLetter,
  desk: LetterDesk,
  date: Instant,
  files: readonly FileContent[] = [],
): Promise<Buffer> {
  const [messageId] = messageIds([draft.messageId]);
  if (messageId === undefined) throw new Error(`The letter's Message-ID is unfit for a header: ${draft.messageId}`);
  const [inReplyTo] = messageIds(draft.inReplyTo === null ? [] : [draft.inReplyTo]);
  const references = messageIds(draft.references);

  // The boundary follows from the Message-ID, so that one letter always makes the same mail; `=_` cannot occur in
  // quoted-printable (RFC 2045 §6.7), so no text can contain it.
  const boundary = `=_${hash('sha256', messageId, 'hex').slice(0, 24)}`;
  const body = bodyOf(letter, files, boundary);
  const self = { name: oneLine(draft.fromName ?? desk.name), address: headerAddress(desk.address) };
  const toAgents = draft.template.startsWith('agent-');
  const { to, cc } = draft.visible ?? { to: [draft.to], cc: [] };
  const headers = [
    ofDesk('From', self),
    worded('To', to.map(mailbox)),
    cc.length === 0 ? '' : worded('Cc', cc.map(mailbox)),
    draft.replyTo === null ? '' : worded('Reply-To', [{ ...self, address: headerAddress(draft.replyTo) }]),
    worded('Subject', oneLine(letter.subject)),
    header('Date', new Date(date).toUTCString().replace(/GMT$/, '+0000')),
    header('Message-ID', messageId),
    header('In-Reply-To', inReplyTo ?? ''),
    header('References', references.join(' ')),
    // RFC 3834 §5: nobody's machine should answer this one; the second is what Exchange understands.
    header('Auto-Submitted', draft.byPerson === true ? '' : 'auto-replied'),
    header('X-Auto-Response-Suppress', draft.byPerson === true ? '' : toAgents ? ALL_BUT_ABSENCES : 'All'),
    ofDesk(LOOP_HEADER, self.address),
    header('Content-Language', draft.language),
    header('MIME-Version', '1.0'),
    header('Content-Type', body.type),
  ];
  return joined([`${headers.join('')}\r\n`, ...body.content]);
}

/** Written piece by piece: to join the strings first would copy a mail of 35 MB once more. */
function joined(pieces: string[]): Buffer {
  const mail = Buffer.allocUnsafe(pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0));
  let at = 0;
  for (const piece of pieces) at += mail.write(piece, at);
  return mail;
}

/**
 * Encodes what people wrote. Most headers are the desk's own signs and need no encoding: a node for each mail, which would
 * hold and build all of them, costs nearly as much as the rest of the mail.
 */
const encoder = new MimeNode(false);

/** A header with names, addresses or free words in it, in the library's encoding. Empty where nothing is left of them. */
function worded(key: string, value: string | Address[]): string {
  // The library writes into the addresses that it is given.
  const own = typeof value === 'string' ? value : value.map((address) => ({ ...address }));
  return header(key, encoder.encodeHeaderValue(key, own));
}

/** The same for what the desk says of itself, once: in most letters it is the same. */
function ofDesk(key: string, value: string | Address): string {
  const one = `${key}: ${typeof value === 'string' ? value : `${value.name} <${value.address}>`}`;
  const known = ownHeaders.get(one);
  if (known !== undefined) return known;
  const fresh = worded(key, typeof value === 'string' ? value : [value]);
  if (ownHeaders.size >= MOST_OWN) ownHeaders.clear();
  ownHeaders.set(one, fresh);
  return fresh;
}

const ownHeaders = new Map<string, string>();
/** An agent's name may stand beside the desk's address. */
const MOST_OWN = 200;

/** A header whose value is fit to stand there, with its line end; empty where there is no value. */
function header(key: string, value: string): string {
  return value.trim() === '' ? '' : `${foldLines(`${key}: ${value}`, 76)}\r\n`;
}

/** What the mail consists of, with its Content-Type. Each level has a boundary of its own, which no other one begins with. */
function bodyOf(
  letter: WrittenLetter,
  files: readonly FileContent[],
  boundary: string,
): { type: string; content: string[] } {
  let body = {
    type: `multipart/alternative; boundary="${boundary}"`,
    content: [...part(boundary, 'plain', letter.text), ...part(boundary, 'html', letter.html), `--${boundary}--\r\n`],
  };
  const shown = new Map<string, FileContent>();
  const attached: FileContent[] = [];
  for (const each of files) {
    const id = contentIdOf(each.file);
    if (each.file.contentId === null || !isPicture(each.file) || !letter.html.includes(`"cid:${id}"`))
      attached.push(each);
    // The same picture in two places goes along once.
    else if (!shown.has(id)) shown.set(id, each);
  }
  if (shown.size > 0) {
    const pictures = [...shown.values()].map((each, index) => filePart(each, 'inline', index + 1));
    body = around(body, 'related; type="multipart/alternative"', boundary.replace('=_', '=_r'), pictures);
  }
  if (attached.length > 0) {
    const parts = attached.map((each, index) => filePart(each, 'attachment', index + 1));
    body = around(body, 'mixed', boundary.replace('=_', '=_m'), parts);
  }
  return body;
}

/** A multipart whose first part is what there is so far. */
function around(inner: { type: string; content: string[] }, kind: string, boundary: string, parts: string[]) {
  const type = inner.type.replaceAll('; ', ';\r\n ');
  const begin = `--${boundary}\r\n`;
  return {
    type: `multipart/${kind}; boundary="${boundary}"`,
    content: [
      `${begin}Content-Type: ${type}\r\n\r\n`,
      ...inner.content,
      ...parts.flatMap((each) => [begin, each]),
      `--${boundary}--\r\n`,
    ],
  };
}

/**
 * Written out: as nodes of the library, two parts whose headers are always the same cost as much again as the mail's own
 * header, and its `build` sends a few kilobytes through a dozen streams.
 */
function part(boundary: string, kind: 'plain' | 'html', text: string): string[] {
  const headers = `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable`;
  return [`--${boundary}\r\n${headers}\r\n\r\n`, quotedPrintable(text), '\r\n'];
}

/** Those that may stand in a header, as given. Ids of the mail that is answered were written by a stranger. */
function messageIds(ids: string[]): string[] {
  // RFC 5322 §2.1.1: no line over 998 characters, and an id cannot be folded.
  return ids.filter((id) => id.length <= 500 && /^<[\x21-\x3b\x3d\x3f-\x7e]+>$/.test(id));
}

function mailbox({ name, address }: Address): Address {
  return { name: oneLine(name), address: headerAddress(address) };
}

/** @throws rather than to send to an address that a header would read as something else */
function headerAddress(address: string): string {
  if (/^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u.test(address)) return address;
  throw new Error(`The address is unfit for a header: ${JSON.stringify(address)}`);
}
