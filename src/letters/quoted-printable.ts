/**
 * Text as it goes out: quoted-printable (RFC 2045 §6.7), in one pass over its bytes. Encoding and breaking in two steps, with
 * a string for each line and several patterns on it, was half of what a mail cost. What text it is is not asked here.
 */
import { Buffer } from 'node:buffer';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const EQUALS = 0x3d;

/** A line has 76 characters at most, and the last is for the `=` of a break that means nothing. */
const LINE = 75;

/**
 * @param text with line ends of any kind
 * @returns ASCII in lines of at most 76 characters, ended by CRLF as those of the text are; halves of surrogate pairs become
 * U+FFFD. No character is parted by a break.
 */
export function quotedPrintable(text: string): string {
  const { bytes, out } = text.length <= LONGEST_SHARED ? shared : room(Buffer.byteLength(text));
  const length = bytes.write(text);
  let at = 0;
  let column = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] ?? 0;
    let width = WIDTHS[byte] ?? 0;
    // Most are written as they are.
    if (width === 1 && column < LINE) {
      out[at++] = byte;
      column += 1;
      continue;
    }
    if (byte === CR || byte === LF) {
      if (byte === CR && bytes[i + 1] === LF) i++;
      at = put(out, at, CR, LF);
      column = 0;
      continue;
    }
    if (width === BLANK) width = i + 1 === length || isLineEnd(bytes[i + 1]) ? 3 : 1;
    if (column + width > LINE) {
      out[at++] = EQUALS;
      at = put(out, at, CR, LF);
      column = 0;
    }
    column += width;
    if (width === 1) {
      out[at++] = byte;
    } else {
      out[at++] = EQUALS;
      at = put(out, at, HEX[byte >> 4] ?? 0, HEX[byte & 15] ?? 0);
    }
  }
  return out.toString('latin1', 0, at);
}

/** Where a text is encoded. */
interface Room {
  /** Its UTF-8. */
  bytes: Buffer;
  out: Buffer;
}

/** @param most bytes that a text has in UTF-8 */
function room(most: number): Room {
  // Three for each byte, and a break of three after 64 of them at the latest.
  return { bytes: Buffer.allocUnsafeSlow(most), out: Buffer.allocUnsafeSlow(most * 4) };
}

/** Most letters are shorter. What each of them took for itself would wait for the garbage collector, a hundred kilobytes a mail. */
const LONGEST_SHARED = 32_768;
// Three bytes for each UTF-16 unit at most.
const shared = room(LONGEST_SHARED * 3);

const HEX = Buffer.from('0123456789ABCDEF', 'latin1');

/** A blank at a line's end would be lost on the way: there it is three wide, and one elsewhere. */
const BLANK = 2;

/** By byte: how wide the character is that begins with it. One that goes on with it has its room already. */
const WIDTHS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return byte >= 0xf0 ? 12 : byte >= 0xe0 ? 9 : byte >= 0xc0 ? 6 : 0;
  if (byte === SPACE || byte === TAB) return BLANK;
  return byte > SPACE && byte < 0x7f && byte !== EQUALS ? 1 : 3;
});

function isLineEnd(byte: number | undefined): boolean {
  return byte === CR || byte === LF;
}

function put(out: Buffer, at: number, first: number, second: number): number {
  out[at] = first;
  out[at + 1] = second;
  return at + 2;
}
