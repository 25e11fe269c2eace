/**
 * How is a mail of 25 MB read as quickly as a small one? The parser goes through a mail line by line, though only headers
 * and delimiters matter to it. Here what can be neither is taken out, a short token is put in its place, and the bytes come
 * back where the token stood.
 */
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

/** Bytes from which cutting pays. */
const SMALLEST = 512;

export interface Skeleton {
  /** The mail with tokens; the mail itself where nothing was taken out. */
  bytes: Buffer;
  /** A body out of the skeleton as it stood in the mail. */
  restored(body: Buffer): Buffer;
}

/**
 * Whoever reads lines has a header behind it once an empty line has come, and is within a body until a delimiter begins
 * another part. A delimiter begins with two dashes (RFC 2046 §5.1.1). So what stands between an empty line and the next
 * line of two dashes is body, whatever the mail's structure is.
 *
 * @param smallest bytes of body that are taken out, at least
 */
export function skeletonOf(raw: Buffer, smallest = SMALLEST): Skeleton {
  const cuts = cutsIn(raw, smallest);
  if (cuts.length === 0) return { bytes: raw, restored: (body) => body };
  const kept = cuts.map(({ start }, n) => raw.subarray(cuts[n - 1]?.end ?? 0, start));
  const last = raw.subarray(cuts.at(-1)?.end);
  const token = tokenFor([...kept, last]);
  const pieces = kept.flatMap((piece, n) => [piece, Buffer.from(token + numbered(n), 'latin1')]);
  return { bytes: Buffer.concat([...pieces, last]), restored: (body) => restoredBody(raw, body, cuts, token) };
}

interface Cut {
  start: number;
  end: number;
}

function cutsIn(raw: Buffer, smallest: number): Cut[] {
  const cuts: Cut[] = [];
  const empty = nextOf(raw, '\n\r\n', '\n\n');
  const dashes = nextOf(raw, '\n--', '\n\r--');
  let at = 0;
  while (raw.length - at > smallest) {
    const feed = empty(at);
    if (feed < 0) break;
    const start = feed + (raw[feed + 1] === 0x0a ? 2 : 3);
    const next = dashes(start - 1);
    // The line break above a delimiter is the delimiter's, and the parser's to judge.
    const end = withoutLineBreak(raw, next < 0 ? raw.length : next + 1);
    if (end - start >= smallest) cuts.push({ start, end });
    if (next < 0) break;
    at = next + 1;
  }
  return cuts;
}

/** Bytes beyond the first of two strings in which the second is looked for too: to ask often costs more than to look further. */
const AHEAD = 64 * 1024;

/**
 * Where one of two strings stands next. However often it is asked, each is looked for once over the mail; the second not far
 * beyond the first, since a mail has line breaks of one kind.
 */
function nextOf(raw: Buffer, ...needles: [string, string]): (from: number) => number {
  const found = needles.map((text) => ({ needle: Buffer.from(text, 'latin1'), at: -1, looked: 0 }));
  return (from) => {
    let next = raw.length;
    for (const one of found) {
      const start = Math.max(from, one.looked);
      if (one.at < from) one.at = -1;
      if (one.at < 0 && start < next) {
        const end = Math.max(next, start + AHEAD);
        // One that begins before the end may reach beyond it.
        const near = end < raw.length ? raw.subarray(0, end + one.needle.length - 1) : raw;
        one.at = near.indexOf(one.needle, start);
        one.looked = one.at < 0 ? end : one.at;
      }
      if (one.at >= 0) next = Math.min(next, one.at);
    }
    return next < raw.length ? next : -1;
  };
}

function withoutLineBreak(raw: Buffer, end: number): number {
  if (raw[end - 1] !== 0x0a) return end;
  return raw[end - 2] === 0x0d ? end - 2 : end - 1;
}

const DIGITS = 6;

/** What is in no mail by itself: it is made from all that is kept, so nothing kept can hold it. */
function tokenFor(kept: Buffer[]): string {
  return hash('sha256', Buffer.concat(kept), 'base64url');
}

function numbered(n: number): string {
  return n.toString(36).padStart(DIGITS, '0');
}

function restoredBody(raw: Buffer, body: Buffer, cuts: Cut[], token: string): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = body.indexOf(token); at >= 0; at = body.indexOf(token, from)) {
    const number = at + token.length;
    const cut = cuts[Number.parseInt(body.toString('latin1', number, number + DIGITS), 36)];
    if (at > from) pieces.push(body.subarray(from, at));
    if (cut) pieces.push(raw.subarray(cut.start, cut.end));
    from = number + DIGITS;
  }
  if (from < body.length) pieces.push(body.subarray(from));
  const [only, ...others] = pieces;
  return only && others.length === 0 ? only : Buffer.concat(pieces);
}
