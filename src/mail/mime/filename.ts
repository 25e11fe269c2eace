/** What does a file's name say of its type, and what is a file called to which its sender gave no name? Names are data, never paths. */
import type { Buffer } from 'node:buffer';
import libmime from 'libmime';
import { headerLines, headersOf, values } from '../header.ts';
import { singleLine } from '../printable.ts';

/** Characters of a name that is made from a subject. */
const LONGEST_MADE = 80;
/** Bytes of an attached mail in which its subject is looked for. */
const LONGEST_HEADER = 65_536;

/** A name for what mail programs attach without one: an attached mail has its subject's, an invitation is called so. */
export function mailName(contentType: string, content: Buffer): string | null {
  if (contentType === 'text/calendar') return 'invite.ics';
  if (contentType !== 'message/rfc822' && contentType !== 'message/global') return null;
  const start = content.toString('latin1', 0, LONGEST_HEADER);
  const end = /\r?\n\r?\n/.exec(start)?.index;
  const headers = headersOf(headerLines(start.slice(0, end)));
  const name = singleLine((values(headers, 'subject')[0] ?? '').replace(/[\\/:*?"<>|]+/g, ' ')).slice(0, LONGEST_MADE);
  return `${name === '' ? 'message' : name.trim()}.eml`;
}

/** The type that a name's ending stands for; `application/octet-stream` where it stands for none. */
export function typeNamed(filename: string): string {
  return libmime.detectMimeType(filename) || 'application/octet-stream';
}
