/**
 * Which headers does a mail have, in which order? Everything that must see a header as it stood (repeated ones, their
 * order from the top, their raw bytes) asks here; what a value means is left to the file that reads it.
 */
import { decodedWords } from './encoded-word.ts';
import { singleLine } from './printable.ts';

export interface Header {
  /** Lower case. */
  name: string;
  /** Unfolded, without the name; one character a byte (latin1). */
  raw: string;
}

const MOST_HEADERS = 200;
const LONGEST_VALUE = 2_000;

/** The headers of a mail, topmost first. @param lines the parser's header lines, folding included, in their order */
export function headersOf(lines: ReadonlyArray<{ key: string; line: string }>): Header[] {
  return lines.map(({ key, line }) => ({
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
  return rawValues(headers, name).map((raw) => singleLine(decodedWords(raw)));
}

/** All headers by name with their decoded values, bounded so that a hostile mail costs little to keep. */
export function headerRecord(headers: Header[]): Record<string, string[]> {
  const record: Record<string, string[]> = {};
  for (const { name, raw } of headers.slice(0, MOST_HEADERS)) {
    // RFC 5322 §2.2: a name is printable ASCII. `__proto__` would set the record's prototype.
    if (!/^[!-9;-~]{1,200}$/.test(name) || name === '__proto__') continue;
    const value = singleLine(decodedWords(raw.slice(0, 4 * LONGEST_VALUE))).slice(0, LONGEST_VALUE);
    if (Object.hasOwn(record, name)) record[name]?.push(value);
    else record[name] = [value];
  }
  return record;
}
