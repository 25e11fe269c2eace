/**
 * What do the bytes of a header say? Undoes RFC 2047 encoded words, also those that break its rules in the usual ways.
 * What their charset means is `charset.ts`'s question; whether a value is to be believed is left to others.
 */
import { Buffer } from 'node:buffer';
import { decodedCharset, decodedUtf7, isUtf7, unsure } from './charset.ts';

/**
 * The text of an unfolded header value.
 *
 * @param raw the value with one character a byte (latin1), as it stood in the mail
 * @param charset what its raw bytes are likely in: the charset of the mail's text; null where it names none
 * @returns text; what cannot be decoded is kept as written
 */
export function decodedWords(raw: string, charset: string | null | undefined = null): string {
  if (!raw.includes('=?')) return decodedBytes(raw, charset);
  let out = '';
  let end = 0;
  let run: Run | null = null;
  for (const match of raw.matchAll(ENCODED_WORD)) {
    const [word, label = '', encoding = '', payload = ''] = match;
    const between = decodedBytes(raw.slice(end, match.index), charset);
    const bytes = bytesOf(encoding, payload);
    // RFC 2047 §6.2: white space between two encoded words is not shown. Words of one charset are joined as bytes,
    // because many senders split a character between them, though §5 forbids it.
    if (run && between.trim() === '' && run.charset === label.toLowerCase()) {
      run.bytes.push(bytes);
    } else {
      if (run) out += textOf(run);
      if (!run || between.trim() !== '') out += between;
      run = { charset: label.toLowerCase(), bytes: [bytes] };
    }
    end = match.index + word.length;
  }
  return (run ? out + textOf(run) : out) + decodedBytes(raw.slice(end), charset);
}

interface Run {
  charset: string;
  bytes: Buffer[];
}

/** Some senders leave white space within a word, where none may stand; `?` ends it all the same. */
const ENCODED_WORD = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=/g;

/** Text that has been decoded already is kept: it holds characters that no byte is. */
function decodedBytes(raw: string, charset: string | null | undefined): string {
  if (/[^\x00-\xff]/.test(raw)) return raw;
  if (!/[\x80-\xff\x1b]/.test(raw)) return raw.includes('+') && isUtf7(charset) ? decodedUtf7(raw) : raw;
  const bytes = Buffer.from(raw, 'latin1');
  return !charset ? unsure(bytes) : decodedCharset(bytes, charset);
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
