/** Is this the same mail, delivered twice? Hashes what the sender wrote and leaves out what servers add on the way. */
import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type Header, rawValues } from './header.ts';

/** SHA-256 (hex) over Message-ID, From, Date and the bytes of the body. */
export function fingerprint(raw: Buffer, headers: Header[]): string {
  const hash = createHash('sha256');
  for (const name of ['message-id', 'from', 'date']) {
    // The separators keep a value from moving into its neighbour unnoticed.
    hash.update(JSON.stringify(rawValues(headers, name))).update('\0');
  }
  return hash.update(raw.subarray(bodyStart(raw))).digest('hex');
}

function bodyStart(raw: Buffer): number {
  const crlf = raw.indexOf('\r\n\r\n');
  // No further than that: most mails have no such line break, and attachments are long.
  const lf = (crlf < 0 ? raw : raw.subarray(0, crlf)).indexOf('\n\n');
  if (lf >= 0) return lf + 2;
  return crlf < 0 ? raw.length : crlf + 4;
}
