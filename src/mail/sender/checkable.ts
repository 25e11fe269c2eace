/**
 * In which form may a mail's signatures be checked? Bounds what a sender can make the check cost: the header's size, how
 * many signatures count, how long each is, and each line. Whether they are good is `authenticate.ts`'s question.
 */
import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';

const LONGEST_HEADER = 128 * 1024;
const MOST_LINES = 2_000;
const MOST_FIELDS = 500;
const MOST_SIGNATURES = 10;
const LONGEST_SIGNATURE = 4_096;
/** RFC 5322 §2.1.1 allows 998. A longer line is gone through again with each piece of it. */
const LONGEST_LINE = 32 * 1024;
const PIECE = 32 * 1024;

/**
 * The mail as a stream: line ends as CRLF, no more than ten signatures, the topmost ones. Null where its header or a line
 * is over a limit. It comes in small pieces with other work between them.
 */
export function checkable(raw: Buffer): Readable | null {
  const fields = fieldsOf(raw);
  if (!fields || hasLongLine(raw)) return null;
  const left = new Set(leftOut(fields, raw));
  const header = fields.filter((field) => !left.has(field)).map((field) => raw.subarray(field.start, field.end));
  const body = raw.subarray(fields.at(-1)?.end ?? 0);
  return Readable.from(pieces(left.size === 0 ? [raw] : [...header, body]), { objectMode: false });
}

/** Signatures that do not count: too many, too long, of those over a part of the body all but one, and those of ARC. */
function leftOut(fields: Field[], raw: Buffer): Field[] {
  const signatures = fields.filter(({ name }) => name === 'dkim-signature');
  const short = signatures.filter(({ start, end }) => end - start <= LONGEST_SIGNATURE);
  // Each length makes the body be hashed once more, and one is enough to see that the mail has such a signature.
  const [partial, ...partials] = short.filter(({ start, end }) =>
    /[;\s]l\s*=/i.test(raw.toString('latin1', start, end)),
  );
  const counted = new Set(
    short.filter((field) => field === partial || !partials.includes(field)).slice(0, MOST_SIGNATURES),
  );
  return fields.filter(
    (field) => field.name === 'arc-message-signature' || (field.name === 'dkim-signature' && !counted.has(field)),
  );
}

interface Field {
  /** Lower case. */
  name: string;
  /** Bytes, with its folded lines and line ends. */
  start: number;
  end: number;
}

/** RFC 5322 §2.2: the fields of the header; null over a limit. */
function fieldsOf(raw: Buffer): Field[] | null {
  const fields: Field[] = [];
  let lines = 0;
  for (let at = 0; at < raw.length; ) {
    const feed = raw.indexOf(0x0a, at);
    const end = feed < 0 ? raw.length : feed + 1;
    if (end > LONGEST_HEADER || ++lines > MOST_LINES) return null;
    const line = raw.toString('latin1', at, Math.min(end, at + 200));
    if (/^\r?\n/.test(line)) break;
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) last.end = end;
    else fields.push({ name: line.slice(0, line.indexOf(':')).trim().toLowerCase(), start: at, end });
    if (fields.length > MOST_FIELDS) return null;
    at = end;
  }
  return fields;
}

function hasLongLine(raw: Buffer): boolean {
  for (let at = 0; raw.length - at > LONGEST_LINE; ) {
    const feed = raw.lastIndexOf(0x0a, at + LONGEST_LINE);
    if (feed < at) return true;
    at = feed + 1;
  }
  return false;
}

/** RFC 6376 §5.3: signatures are over CRLF. */
async function* pieces(parts: Buffer[]): AsyncGenerator<Buffer> {
  let held = '';
  for (const part of parts) {
    for (let at = 0; at < part.length; at += PIECE) {
      let text = held + part.toString('latin1', at, Math.min(part.length, at + PIECE));
      held = text.endsWith('\r') ? '\r' : '';
      text = held ? text.slice(0, -1) : text;
      yield Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  if (held) yield Buffer.from(held, 'latin1');
}
