/**
 * Which headers does a mail have, in which order? Everything that must see a header as it stood (repeated ones, their
 * order from the top, their raw bytes) asks here; what a value means is left to the file that reads it.
 */
import { decodedWords } from './mime/encoded-word.ts';
import { singleLine } from './printable.ts';

export interface Header {
  /** Lower case. */
  name: string;
  /** Unfolded, without the name; one character a byte (latin1). */
  raw: string;
  /** What its raw bytes are likely in: the charset of the mail's text; absent where that says nothing. */
  charset?: string;
}

/** One header as it stood: its name in lower case, and the line with its folding; one character a byte (latin1). */
export interface HeaderLine {
  key: string;
  line: string;
}

const MOST_HEADERS = 200;
const LONGEST_VALUE = 2_000;
/** Characters of a raw value that are decoded. */
const LONGEST_READ = 65_536;

/**
 * The lines of a header block, topmost first (RFC 5322 §2.2). What is no header keeps an empty name.
 *
 * @param block without the empty line at its end; one character a byte (latin1)
 */
export function headerLines(block: string): HeaderLine[] {
  const text = block.replace(/[\r\n]{1,4}$/, '');
  if (text === '') return [];
  const lines: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    const above = lines.at(-1);
    if (above && (line.startsWith(' ') || line.startsWith('\t'))) above.push(line);
    else lines.push([line]);
  }
  // A mail out of an mbox file has that file's separator above it.
  if (/^>?From /i.test(lines[0]?.[0] ?? '')) lines.shift();
  return lines.map((pieces) => {
    const line = pieces.join('\r\n');
    return {
      key: line
        .slice(0, Math.max(0, line.indexOf(':')))
        .trim()
        .toLowerCase(),
      line,
    };
  });
}

/**
 * The headers of a mail, topmost first.
 *
 * @param lines the parser's header lines, folding included, in their order
 * @param charset of the mail's text, for raw bytes in headers (RFC 2047 forbids them, old programs write them)
 */
export function headersOf(
  lines: ReadonlyArray<{ key: string; line: string }>,
  charset: string | null = null,
): Header[] {
  return lines.map(({ key, line }) => ({
    ...(charset === null ? {} : { charset }),
    name: key.trim().toLowerCase(),
    // RFC 5322 §2.2.3: unfolding removes the line break and keeps the white space after it.
    raw: line
      .slice(line.indexOf(':') + 1)
      .replace(/[\r\n]+/g, '')
      .trim(),
  }));
}

/** The raw values of one header, topmost first. @param name lower case */
export function rawValues(headers: Header[], name: string): string[] {
  return headers.filter((header) => header.name === name).map((header) => header.raw);
}

/** The decoded values of one header, topmost first. @param name lower case */
export function values(headers: Header[], name: string): string[] {
  const found: string[] = [];
  // Asked some sixty times a mail, mostly for headers that it has not.
  for (const header of headers) {
    if (header.name === name) found.push(singleLine(decodedWords(header.raw.slice(0, LONGEST_READ), header.charset)));
  }
  return found;
}

/** All headers by name with their decoded values, bounded so that a hostile mail costs little to keep. */
export function headerRecord(headers: Header[]): Record<string, string[]> {
  const record: Record<string, string[]> = {};
  for (const { name, raw, charset } of headers.slice(0, MOST_HEADERS)) {
    // RFC 5322 §2.2: a name is printable ASCII. `__proto__` would set the record's prototype.
    if (!/^[!-9;-~]{1,200}$/.test(name) || name === '__proto__') continue;
    const value = singleLine(decodedWords(raw.slice(0, 4 * LONGEST_VALUE), charset)).slice(0, LONGEST_VALUE);
    if (Object.hasOwn(record, name)) record[name]?.push(value);
    else record[name] = [value];
  }
  return record;
}

/** Whether the mail was sent with an empty return path, as news of undelivered mail is (RFC 5321 §4.5.5). */
export function hasNullPath(headers: Header[]): boolean {
  return values(headers, 'return-path').some((value) => /^<\s*>$/.test(value));
}
