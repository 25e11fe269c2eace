/**
 * How is a mail with large attachments read quickly? Takes long base64 bodies out of the mail before it is parsed, puts a
 * short token in their place, and measures what was taken out natively. Where the tokens do not come back exactly as
 * they went in, the caller parses the whole mail, so a cut never changes what a mail is read as.
 */
import { Buffer } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';

/** One base64 body that was taken out. */
export interface Cut {
  /** What stands in its place: base64 without padding. */
  token: string;
  /** The token decoded: what the parser gives back for the part. */
  decoded: Buffer;
  /** Where the base64 stood in the mail. */
  start: number;
  end: number;
}

/** Bytes of base64 from which cutting pays. */
const SMALLEST_CUT = 16_384;
const FIRST_LINE = 40;
/** Base64 characters that are decoded at a time, so that a large body needs little memory. */
const SLICE = 1 << 18;

/** The mail with tokens for its long base64 bodies; the mail itself where it has none. */
export function cutLargeParts(raw: Buffer): { raw: Buffer; cuts: Cut[] } {
  const cuts: Cut[] = [];
  const kept: Buffer[] = [];
  let mail: Buffer | null = null;
  let from = 0;
  for (let at = raw.indexOf(0x0a); at >= 0 && raw.length - at > SMALLEST_CUT; at = raw.indexOf(0x0a, at + 1)) {
    const start = bodyAfter(raw, at);
    if (start === null) continue;
    const end = base64End(raw, start);
    if (end - start < SMALLEST_CUT || !isCuttable(headerBefore(raw, at))) {
      // What is no part's body of its own is not looked at again, line by line.
      if (end > start) at = end - 1;
      continue;
    }
    mail ??= createHash('sha256').update(raw).digest();
    const cut = { ...tokenFor(mail, cuts.length), start, end };
    kept.push(raw.subarray(from, start), Buffer.from(cut.token, 'latin1'));
    cuts.push(cut);
    from = end;
    at = end - 1;
  }
  if (cuts.length === 0) return { raw, cuts };
  kept.push(raw.subarray(from));
  return { raw: Buffer.concat(kept), cuts };
}

/** Size and SHA-256 (hex) of what was cut, decoded. */
export function measured(raw: Buffer, cut: Cut): { size: number; sha256: string } {
  const hash = createHash('sha256');
  let size = 0;
  let start = cut.start;
  while (start < cut.end) {
    // A slice ends at a line's end: each line holds whole groups of four characters.
    const lineEnd = start + SLICE < cut.end ? raw.indexOf(0x0a, start + SLICE) : -1;
    const end = lineEnd < 0 || lineEnd >= cut.end ? cut.end : lineEnd + 1;
    size += update(hash, Buffer.from(raw.toString('latin1', start, end), 'base64'));
    start = end;
  }
  return { size, sha256: hash.digest('hex') };
}

/** A part that holds tokens as they stand in the mail (an attached mail, say), with its base64 put back; and how many it held. */
export function restored(raw: Buffer, content: Buffer, cuts: Cut[]): { content: Buffer; found: number } {
  const kept: Buffer[] = [];
  let from = 0;
  let found = 0;
  for (const cut of cuts) {
    const at = content.indexOf(cut.token, from, 'latin1');
    if (at < 0) continue;
    kept.push(content.subarray(from, at), raw.subarray(cut.start, cut.end));
    from = at + cut.token.length;
    found++;
  }
  return found === 0 ? { content, found } : { content: Buffer.concat([...kept, content.subarray(from)]), found };
}

function update(hash: Hash, bytes: Buffer): number {
  hash.update(bytes);
  return bytes.length;
}

/** The start of what follows an empty line that begins after the line feed at `at`. */
function bodyAfter(raw: Buffer, at: number): number | null {
  if (raw[at + 1] === 0x0a) return at + 2;
  return raw[at + 1] === 0x0d && raw[at + 2] === 0x0a ? at + 3 : null;
}

/**
 * The end of the base64 that begins at `start`: full lines of whole groups of four, the last one perhaps padded or shorter.
 * `start` itself where there is none. The end excludes the last line's line break. A delimiter line can't be within: it
 * begins with "--" (RFC 2046 §5.1.1), which base64 does not have.
 */
function base64End(raw: Buffer, start: number): number {
  let end = start;
  let line = start;
  while (line < raw.length) {
    let at = line;
    while (IS_BASE64[raw[at] ?? 0] === 1) at++;
    const letters = at - line;
    while (raw[at] === PAD && at - line - letters < 2) at++;
    const stop = raw[at] === 0x0d ? at + 1 : at;
    const isLine = raw[stop] === 0x0a;
    if ((at - line) % 4 !== 0 || at === line || !isLine || (line === start && letters < FIRST_LINE)) return end;
    end = at;
    // Padding ends it (RFC 4648 §3.2); decoders differ over what comes after.
    if (at - line > letters) return end;
    line = stop + 1;
  }
  return end;
}

const PAD = 0x3d;
const IS_BASE64 = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  IS_BASE64[char.charCodeAt(0)] = 1;

const LONGEST_PART_HEADER = 8_192;

/** The header block that the empty line after `at` ends. */
function headerBefore(raw: Buffer, at: number): string {
  const text = raw.toString('latin1', Math.max(0, at - LONGEST_PART_HEADER), at + 1);
  const start = Math.max(text.lastIndexOf('\n\n'), text.lastIndexOf('\r\n\r\n'), text.lastIndexOf('\n--'));
  return text.slice(start < 0 ? 0 : start);
}

/** Only a hint, to save parsing twice: text and mails are needed as they are, and other encodings are the parser's. */
function isCuttable(header: string): boolean {
  return (
    /^content-transfer-encoding:\s*base64\s*$/im.test(header) &&
    !/^content-type:\s*(?:text|message|multipart)\//im.test(header)
  );
}

/** A token that stands nowhere else in the mail: it is made from the whole mail's hash, so no mail can hold its own. */
function tokenFor(mail: Buffer, number: number): Pick<Cut, 'token' | 'decoded'> {
  const decoded = createHash('sha256').update(mail).update(`cut ${number}`).digest().subarray(0, 30);
  return { token: decoded.toString('base64'), decoded };
}
