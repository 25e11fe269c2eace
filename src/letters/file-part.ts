/**
 * One file as a part of the mail that goes out: its headers, its name, its bytes. Names and types were given by a stranger,
 * so neither may end a header, name a path, or make a client show the file as a page.
 */
import type { Buffer } from 'node:buffer';
import { contentIdOf } from './block.ts';
import { oneLine } from './escape.ts';
import type { LetterFile } from './letter.ts';

/** A file of a letter, with its decoded bytes. */
export interface FileContent {
  file: LetterFile;
  content: Buffer;
}

/**
 * @param how `inline`: a picture that the HTML part shows by its Content-ID (RFC 2392)
 * @param nth counts the files that have no name of their own
 * @returns the part without its boundary, with CRLF line ends
 */
export function filePart({ file, content }: FileContent, how: 'inline' | 'attachment', nth: number): string {
  const name = safeName(file.filename, nth);
  const headers = [
    `Content-Type: ${safeType(file.contentType)}${parameter('name', name)}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: ${how}${parameter('filename', name)}`,
    ...(how === 'inline' ? [`Content-ID: <${contentIdOf(file)}>`] : []),
  ];
  return `${headers.join('\r\n')}\r\n\r\n${base64(content)}\r\n`;
}

/** RFC 2045 §6.8: lines of at most 76 characters. */
function base64(content: Buffer): string {
  return (content.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
}

/**
 * What a browser or a mail client would show as a page, or run, goes as mere bytes; so do mails within mails, which must not
 * be encoded (RFC 2046 §5.2.1).
 */
const AS_BYTES = /^(multipart|message)\/|html|[/+]xml$|script|svg/;

function safeType(contentType: string): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(type);
  return isType && !AS_BYTES.test(type) ? type : 'application/octet-stream';
}

const LONGEST_NAME = 120;
const LONGEST_EXTENSION = 12;

/** One line, no path, nothing that a file system reads as something else; never empty. */
function safeName(filename: string | null, nth: number): string {
  const name = oneLine(filename?.slice(-1_000) ?? '')
    .replace(/^.*[/\\]/, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (name === '') return `file-${nth}`;
  const points = [...name];
  if (points.length <= LONGEST_NAME) return name;
  const extension = /\.[^.]*$/.exec(name)?.[0] ?? '';
  const tail = extension.length <= LONGEST_EXTENSION ? extension : '';
  return `${points.slice(0, LONGEST_NAME - tail.length).join('')}${tail}`;
}

/** A header's parameter; what is not plain ASCII, or long, as RFC 2231 §3 and §4 have it: in numbered, encoded pieces. */
function parameter(key: string, value: string): string {
  if (/^[\x20-\x7e]{1,60}$/.test(value) && !/["\\%]/.test(value)) return `;\r\n ${key}="${value}"`;
  const pieces: string[] = [];
  let piece = "utf-8''";
  for (const point of value) {
    const encoded = encodeURIComponent(point).replace(/['()*!~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
    if (piece.length + encoded.length > 60) {
      pieces.push(piece);
      piece = '';
    }
    piece += encoded;
  }
  return [...pieces, piece].map((each, index) => `;\r\n ${key}*${index}*=${each}`).join('');
}
