/**
 * Which files stand in a text as uuencode (POSIX `uuencode`), as mail programs before MIME sent them? Takes them out and
 * gives their bytes back. Lines that only look like it stay text.
 */
import { Buffer } from 'node:buffer';

export interface UuFile {
  filename: string;
  bytes: Buffer;
}

const MOST_FILES = 100;
/** The largest mail has fewer: a line of a file has some sixty characters. */
const MOST_LINES = 1_000_000;
const BEGIN = /^begin(?:-base64)? [0-7]{3,4} (\S[^\n]{0,254})$/;

/** The text without the files that stand in it, and the files. @param text with `\n` line ends */
export function withoutUuFiles(text: string): { text: string; files: UuFile[] } {
  if (!/^begin(?:-base64)? [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const lines = text.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) return { text, files: [] };
  const kept: string[] = [];
  const files: UuFile[] = [];
  let at = 0;
  while (at < lines.length) {
    const found = files.length < MOST_FILES ? fileAt(lines, at) : null;
    if (found) {
      files.push(found.file);
      at = found.end;
    } else {
      kept.push(lines[at] ?? '');
      at++;
    }
  }
  return files.length === 0 ? { text, files } : { text: kept.join('\n'), files };
}

/** The first file of a part that is uuencoded as a whole; null where there is none. */
export function uudecoded(text: string): UuFile | null {
  const lines = text.replaceAll('\r', '').split('\n', MOST_LINES);
  const begin = lines.findIndex((line) => BEGIN.test(line));
  return begin < 0 ? null : (fileAt(lines, begin)?.file ?? null);
}

function fileAt(lines: string[], at: number): { file: UuFile; end: number } | null {
  const first = lines[at] ?? '';
  const filename = first.startsWith('begin') ? BEGIN.exec(first)?.[1]?.trim() : undefined;
  if (filename === undefined) return null;
  const base64 = first.startsWith('begin-base64');
  let next = at + 1;
  while (next < lines.length && (base64 ? isBase64Line(lines[next] ?? '') : isUuLine(lines[next] ?? ''))) next++;
  const last = (lines[next] ?? '').trimEnd();
  const ends = last === 'end' || last === '====';
  const body = lines.slice(at + 1, next);
  // A person may well begin a line so; a file has lines, and an end where nothing broke it off.
  if (body.every((line) => line.trim() === '') || (!ends && body.length < 3)) return null;
  const bytes = base64 ? Buffer.from(body.join(''), 'base64') : uuBytes(body);
  return { file: { filename, bytes }, end: ends ? next + 1 : next };
}

/** Its first character says how many bytes it holds; a line that says more, or far less, than it holds is none. */
function isUuLine(line: string): boolean {
  if (line.length > MOST_LETTERS + 3) return false;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code < 0x20 || code > 0x60) return false;
  }
  const letters = Math.ceil(bytesIn(line) / 3) * 4;
  const there = line.trimEnd().length - 1;
  // Servers strip spaces from the end; some programs leave out the padding, others add a checksum.
  return line === '' || (there <= letters + 2 && there >= letters / 2);
}

const MOST_LETTERS = 84;

function bytesIn(line: string): number {
  return line === '' ? 0 : (line.charCodeAt(0) - 32) & 63;
}

function uuBytes(lines: string[]): Buffer {
  const out = Buffer.alloc(lines.reduce((sum, line) => sum + bytesIn(line), 3));
  let length = 0;
  for (const line of lines) {
    const count = bytesIn(line);
    const six = (i: number) => (i < line.length ? (line.charCodeAt(i) - 32) & 63 : 0);
    for (let i = 1, o = length; o < length + count; i += 4, o += 3) {
      const [a, b, c, d] = [six(i), six(i + 1), six(i + 2), six(i + 3)];
      out[o] = (a << 2) | (b >> 4);
      out[o + 1] = ((b & 15) << 4) | (c >> 2);
      out[o + 2] = ((c & 3) << 6) | d;
    }
    length += count;
  }
  return out.subarray(0, length);
}

function isBase64Line(line: string): boolean {
  return /^[A-Za-z0-9+/]{0,100}={0,2}\s?$/.test(line) && line !== '====';
}
