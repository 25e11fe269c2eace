/**
 * Which bytes does a part hold? Undoes its Content-Transfer-Encoding (RFC 2045 §6), also where it is broken in the usual
 * ways. What the bytes mean is left to others.
 */
import { Buffer } from 'node:buffer';
import { uudecoded } from './uuencode.ts';

/**
 * @param raw the part's body as it stood in the mail
 * @param encoding of its header, in lower case; what is not known means that the bytes are as they are
 * @param isText whether the part is to be read: base64 that is none is then taken as the text that it is
 */
export function transferDecoded(raw: Buffer, encoding: string, isText: boolean): Buffer {
  switch (encoding) {
    case 'base64':
      return isText && !isBase64(raw) ? raw : base64(raw);
    case 'quoted-printable':
      return quotedPrintable(raw);
    case 'uuencode':
    case 'x-uuencode':
    case 'x-uue':
      return uudecoded(raw.toString('latin1'))?.bytes ?? raw;
    default:
      return raw;
  }
}

/** Pieces of base64 that a part may be joined from; what follows is read as one. */
const MOST_PIECES = 1_000;

/** RFC 2045 §6.8: other characters are passed over. A part that was joined from several has padding within it. */
function base64(raw: Buffer): Buffer {
  const pad = raw.indexOf(0x3d);
  if (pad < 0 || !/[A-Za-z0-9+/]/.test(raw.toString('latin1', pad, pad + 200))) return bytesOf(raw);
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = pad; at >= 0 && pieces.length < MOST_PIECES; at = raw.indexOf(0x3d, from)) {
    let end = at;
    while (raw[end] === 0x3d) end++;
    pieces.push(bytesOf(raw.subarray(from, end)));
    from = end;
  }
  pieces.push(bytesOf(raw.subarray(from)));
  return Buffer.concat(pieces);
}

/** Bytes that are made a string at a time: larger strings cost four times as much a byte, for they get memory of their own. */
const PIECE = 64 * 1024;

function bytesOf(raw: Buffer): Buffer {
  if (raw.length <= PIECE) return Buffer.from(raw.toString('latin1'), 'base64');
  const out = Buffer.allocUnsafe(Math.ceil((raw.length * 3) / 4));
  const rows = rowsOf(raw, out);
  let { length } = rows;
  let held = '';
  for (let at = rows.end; at < raw.length; at += PIECE) {
    const text = held + raw.toString('latin1', at, at + PIECE).replace(/[^A-Za-z0-9+/_-]+/g, '');
    // Four characters are three bytes; what is left over goes before the next piece.
    const whole = at + PIECE < raw.length ? text.length - (text.length % 4) : text.length;
    length += out.write(text.slice(0, whole), length, 'base64');
    held = text.slice(whole);
  }
  return out.subarray(0, length);
}

/**
 * Decodes lines as long as the first one, where those are whole groups of four characters: nearly all base64 is so.
 *
 * @returns where in `raw` the first piece begins that is not so, and how many bytes stand in `out`
 */
function rowsOf(raw: Buffer, out: Buffer): { end: number; length: number } {
  const row = raw.indexOf(0x0a) + 1;
  const letters = row - (raw[row - 2] === 0x0d ? 2 : 1);
  if (letters <= 0 || letters % 4 !== 0) return { end: 0, length: 0 };
  const rows = Math.floor(PIECE / row);
  let end = 0;
  let length = 0;
  for (let next = rows * row; rows > 0 && next <= raw.length && areRows(raw, end, next, row); next += rows * row) {
    const written = out.write(raw.toString('latin1', end, next), length, 'base64');
    // A letter that is passed over makes it fewer.
    if (written !== (rows * letters * 3) / 4) break;
    end = next;
    length += written;
  }
  return { end, length };
}

/** Whether each line is `row` bytes long, its line break included, which is as long as the first one's. */
function areRows(raw: Buffer, from: number, end: number, row: number): boolean {
  const before = raw[row - 2] === 0x0d ? 0x0d : null;
  for (let feed = from + row - 1; feed < end; feed += row) {
    if (raw[feed] !== 0x0a || (before !== null && raw[feed - 1] !== before)) return false;
  }
  return true;
}

/** Characters that a guess looks at. */
const SAMPLE = 4_096;

/** A text that says it is base64 and holds spaces between words, or letters that base64 lacks, was never encoded. */
function isBase64(raw: Buffer): boolean {
  const sample = raw.toString('latin1', 0, SAMPLE).trim();
  if (sample === '') return true;
  const strange = sample.match(/[^A-Za-z0-9+/=\s_-]/g)?.length ?? 0;
  const spaces = sample.match(/\S[ \t]+\S/g)?.length ?? 0;
  return strange + spaces <= sample.length / 50;
}

/** RFC 2045 §6.7; a `=` that encodes nothing stands for itself. */
function quotedPrintable(raw: Buffer): Buffer {
  const first = raw.indexOf(0x3d);
  if (first < 0) return raw;
  const out = Buffer.allocUnsafe(raw.length);
  let length = raw.copy(out, 0, 0, first);
  // Byte by byte: to have the pieces between two signs found and copied costs more than the few bytes that they have.
  for (let at = first; at < raw.length; ) {
    const byte = raw[at++] ?? 0;
    if (byte !== 0x3d) {
      out[length++] = byte;
      continue;
    }
    const high = HEX[raw[at] ?? 0] ?? 16;
    const low = HEX[raw[at + 1] ?? 0] ?? 16;
    if (high < 16 && low < 16) {
      out[length++] = high * 16 + low;
      at += 2;
      continue;
    }
    const after = softBreakEnd(raw, at);
    if (after < 0) out[length++] = 0x3d;
    else at = after;
  }
  return out.subarray(0, length);
}

const HEX = new Uint8Array(256).fill(16);
for (const [value, char] of [...'0123456789ABCDEF'].entries()) {
  HEX[char.charCodeAt(0)] = value;
  HEX[char.toLowerCase().charCodeAt(0)] = value;
}

/** After the line break that a `=` hides, white space before it included; -1 where there is none. */
function softBreakEnd(raw: Buffer, from: number): number {
  let at = from;
  while (at - from < 1_000 && (raw[at] === 0x20 || raw[at] === 0x09)) at++;
  if (at >= raw.length) return at;
  if (raw[at] === 0x0d) at++;
  return raw[at] === 0x0a ? at + 1 : -1;
}
