/**
 * What do the bytes of a header say? Undoes RFC 2047 encoded words and guesses the charset of raw 8-bit bytes.
 * Which header it is, and whether its value is to be believed, is left to others.
 */
import { Buffer } from 'node:buffer';

/**
 * The text of an unfolded header value.
 *
 * @param raw the value with one character a byte (latin1), as it stood in the mail
 * @returns text; what cannot be decoded is kept as written
 */
export function decodedWords(raw: string): string {
  if (!raw.includes('=?')) return decodedBytes(raw);
  let out = '';
  let end = 0;
  let run: Run | null = null;
  for (const match of raw.matchAll(ENCODED_WORD)) {
    const [word, charset = '', encoding = '', payload = ''] = match;
    const between = decodedBytes(raw.slice(end, match.index));
    const bytes = bytesOf(encoding, payload);
    // RFC 2047 §6.2: white space between two encoded words is not shown. Words of one charset are joined as bytes,
    // because many senders split a character between them, though §5 forbids it.
    if (run && between.trim() === '' && run.charset === charset.toLowerCase()) {
      run.bytes.push(bytes);
    } else {
      if (run) out += textOf(run);
      if (!run || between.trim() !== '') out += between;
      run = { charset: charset.toLowerCase(), bytes: [bytes] };
    }
    end = match.index + word.length;
  }
  return (run ? out + textOf(run) : out) + decodedBytes(raw.slice(end));
}

/** The bytes in a charset as text; a charset that is not known, or says less than the bytes, is read as UTF-8 if that fits. */
function decodedCharset(bytes: Buffer, charset: string): string {
  // RFC 2231 §5 lets a language follow the charset.
  const label = charset.split('*')[0]?.trim().toLowerCase() ?? '';
  if (label === '' || UNSURE.has(label)) return utf8OrLatin(bytes);
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return utf8OrLatin(bytes);
  }
}

interface Run {
  charset: string;
  bytes: Buffer[];
}

const ENCODED_WORD = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=/g;

/** Labels that say "ASCII", or nothing, where real mail often holds UTF-8. */
const UNSURE = new Set(['ascii', 'us-ascii', 'utf8', 'utf-8', 'unknown-8bit', 'default', 'x-unknown', 'unknown']);

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');

/** Text that has been decoded already is kept: it holds characters that no byte is. */
function decodedBytes(raw: string): string {
  return /[\x80-\xff]/.test(raw) && !/[^\x00-\xff]/.test(raw) ? utf8OrLatin(Buffer.from(raw, 'latin1')) : raw;
}

function utf8OrLatin(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return western.decode(bytes);
  }
}

function bytesOf(encoding: string, payload: string): Buffer {
  if (encoding.toLowerCase() === 'b') return Buffer.from(payload, 'base64');
  // RFC 2047 §4.2. Raw bytes do not belong here, but some senders write them.
  const bytes = /[^\x00-\xff]/.test(payload) ? Buffer.from(payload, 'utf8').toString('latin1') : payload;
  const quoted = bytes.replaceAll('_', ' ');
  return Buffer.from(
    quoted.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function textOf(run: Run): string {
  return decodedCharset(Buffer.concat(run.bytes), run.charset);
}
