/**
 * Where in an mbox file does each mail stand, and when was it received? The file is read in pieces, so that one of
 * gigabytes needs little memory. Follows RFC 4155, with the quoting of mboxrd (`>From `).
 */
import type { FileHandle } from 'node:fs/promises';

/** One mail of an mbox: the bytes after its `From ` line, up to the next one. */
export interface Place {
  start: number;
  end: number;
  /** By the date of its `From ` line, UTC ms; null where that has none that can be read. */
  receivedAt: number | null;
}

const WINDOW = 4 * 1024 * 1024;
/** A `From ` line and the line after it are looked at within so many bytes. */
const LOOKAHEAD = 4_096;
/** The line end before a `From ` line, and that of the empty line before it. */
const LOOKBACK = 3;

const FROM = Buffer.from('\nFrom ');

/**
 * Finds the mails of a file that begins with `From `.
 * A line that begins with `From ` begins a mail where an empty line stands before it, and it has a date or a header
 * follows: a sentence that begins with "From" and that its writer's program did not quote splits no mail.
 */
export async function* mailsIn(file: FileHandle): AsyncGenerator<Place> {
  const { size } = await file.stat();
  const buffer = Buffer.alloc(LOOKBACK + WINDOW + LOOKAHEAD);
  let mail: { start: number; receivedAt: number | null } | null = null;
  for (let at = 0; at < size; at += WINDOW) {
    const base = Math.max(0, at - LOOKBACK);
    const piece = buffer.subarray(0, await readFully(file, buffer, base));
    for (const lineStart of fromLines(piece, at - base, at + WINDOW - base)) {
      const line = fromLine(piece, lineStart);
      if (!line || (lineStart > 0 && line.receivedAt === null && !line.headerFollows)) continue;
      if (mail) yield { ...mail, end: base + lineStart };
      mail = { start: base + lineStart + line.length, receivedAt: line.receivedAt };
    }
  }
  if (mail) yield { ...mail, end: size };
}

/** A mail as it was before it was put into the mbox: without the empty line that ends it, and without mboxrd's quoting. */
export function unquoted(raw: Buffer): Buffer {
  const end = raw.toString('latin1', Math.max(0, raw.length - 4));
  const mail = raw.subarray(0, raw.length - (/(?:\r?\n)(\r?\n)$/.exec(end)?.[1]?.length ?? 0));
  if (!mail.includes('>From ')) return mail;
  return Buffer.from(mail.toString('latin1').replace(/(^|\n)>(>*From )/g, '$1$2'), 'latin1');
}

/** Whether a file that begins with these bytes is an mbox. */
export function beginsMbox(bytes: Buffer): boolean {
  return bytes.subarray(0, 5).toString('latin1') === 'From ';
}

/** Where lines that may begin a mail start in a piece: those whose line end before lies in `[from, to)`, and the file's first. */
function* fromLines(piece: Buffer, from: number, to: number): Generator<number> {
  if (from === 0 && beginsMbox(piece)) yield 0;
  for (let i = piece.indexOf(FROM, from); i !== -1 && i < to; i = piece.indexOf(FROM, i + 1)) {
    const before = piece[i - 1] === 0x0d ? i - 2 : i - 1;
    if (piece[before] === 0x0a) yield i + 1;
  }
}

function fromLine(
  piece: Buffer,
  start: number,
): { length: number; receivedAt: number | null; headerFollows: boolean } | null {
  const end = piece.indexOf('\n', start);
  if (end === -1 || end - start > LOOKAHEAD / 2) return null;
  const next = piece.toString('latin1', end + 1, end + 1 + LOOKAHEAD / 2);
  return {
    length: end + 1 - start,
    receivedAt: dateIn(piece.toString('latin1', start, end)),
    // RFC 5322 §2.2: a field name is printable ASCII without a colon.
    headerFollows: /^[!-9;-~]+[ \t]*:/.test(next),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DATE =
  / ([A-Z][a-z]{2}) +(\d{1,2}) +(\d\d):(\d\d)(?::(\d\d))?(?: +([+-]\d{4}|[A-Z]{1,5}))? +(\d{4})(?: +([+-]\d{4}))?\s*$/;

/** The date of asctime(3), in UTC (RFC 4155) where it names no offset; null where there is none. */
function dateIn(line: string): number | null {
  const match = DATE.exec(line);
  const month = MONTHS.indexOf(match?.[1] ?? '');
  if (!match || month === -1) return null;
  const [, , day, hour, minute, second = '0', zone, year, zoneAfter] = match;
  const utc = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
  const offset = /^([+-])(\d\d)(\d\d)$/.exec(zoneAfter ?? zone ?? '');
  if (!offset) return utc;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return utc - (offset[1] === '-' ? -minutes : minutes) * 60_000;
}

async function readFully(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
