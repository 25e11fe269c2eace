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

/** Bytes that are made a string at a time: a string of the largest mail would be as large again. */
const PIECE = 512 * 1024;

function bytesOf(raw: Buffer): Buffer {
  if (raw.length <= PIECE) return Buffer.from(raw.toString('latin1'), 'base64');
  const out = Buffer.allocUnsafe(Math.ceil((raw.length * 3) / 4));
  let length = 0;
  let held = '';
  for (let at = 0; at < raw.length; at += PIECE) {
    const text = held + raw.toString('latin1', at, at + PIECE).replace(/[^A-Za-z0-9+/_-]+/g, '');
    // Four characters are three bytes; what is left over goes before the next piece.
    const whole = at + PIECE < raw.length ? text.length - (text.length % 4) : text.length;
    length += out.write(text.slice(0, whole), length, 'base64');
    held = text.slice(whole);
  }
  return out.subarray(0, length);
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
  if (raw.indexOf(0x3d) < 0) return raw;
  const out = Buffer.allocUnsafe(raw.length);
  let length = 0;
  let at = 0;
  while (at < raw.length) {
    const sign = raw.indexOf(0x3d, at);
    const until = sign < 0 ? raw.length : sign;
    length += raw.copy(out, length, at, until);
    if (sign < 0) break;
    const high = HEX[raw[sign + 1] ?? 0] ?? 16;
    const low = HEX[raw[sign + 2] ?? 0] ?? 16;
    const after = high < 16 && low < 16 ? -1 : softBreakEnd(raw, sign + 1);
    if (high < 16 && low < 16) out[length++] = high * 16 + low;
    else if (after < 0) out[length++] = 0x3d;
    at = high < 16 && low < 16 ? sign + 3 : after < 0 ? sign + 1 : after;
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
