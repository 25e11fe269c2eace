/** What does an invitation say, for a mail that has no other text? Reads an iCalendar file (RFC 5545) as far as a person needs. */
import type { Buffer } from 'node:buffer';
import { decodedCharset } from './charset.ts';

const LONGEST_FILE = 1024 * 1024;
const MOST_LINES = 20_000;

/** Summary, time, place, organizer and description of the first event or task, a line each; null where there is none. */
export function calendarText(bytes: Buffer): string | null {
  const lines = unfolded(decodedCharset(bytes.subarray(0, LONGEST_FILE), 'utf-8'));
  const start = lines.findIndex((line) => /^BEGIN:V(?:EVENT|TODO)\s*$/i.test(line));
  if (start < 0) return null;
  const found = new Map<string, string>();
  for (const line of lines.slice(start + 1)) {
    if (/^(?:END:V(?:EVENT|TODO)|BEGIN:VALARM)/i.test(line)) break;
    const property = propertyIn(line);
    if (property && !found.has(property.name)) found.set(property.name, property.value);
  }
  const organizer = (found.get('ORGANIZER') ?? '').replace(/^mailto:/i, '');
  const times = [found.get('DTSTART'), found.get('DTEND') ?? found.get('DUE')].filter((time) => time !== undefined);
  const said = [
    found.get('SUMMARY'),
    times.map(readableTime).join(' – '),
    found.get('LOCATION'),
    organizer,
    found.get('DESCRIPTION') && `\n${found.get('DESCRIPTION')}`,
  ].filter((line) => line !== undefined && line.trim() !== '');
  return said.length === 0 ? null : said.join('\n');
}

/** RFC 5545 §3.1: a line that begins with white space goes on with the one above. */
function unfolded(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')
    .slice(0, MOST_LINES);
}

/** Name, parameters, value; a parameter in quotes may hold a colon. A time's zone goes behind it. */
function propertyIn(line: string): { name: string; value: string } | null {
  const match = /^([A-Za-z-]{1,40})((?:;[^;:="]{1,60}=(?:"[^"]{0,300}"|[^";:]{0,300}))*):(.*)$/.exec(
    line.slice(0, 10_000),
  );
  if (!match) return null;
  const [, name = '', parameters = '', value = ''] = match;
  const zone = /;TZID="?([^";:]{1,80})"?/i.exec(parameters)?.[1];
  return { name: name.toUpperCase(), value: unescaped(value) + (zone ? ` (${zone})` : '') };
}

/** RFC 5545 §3.3.11 */
function unescaped(value: string): string {
  return value.replace(/\\([nN;,\\])/g, (_, char: string) => (/n/i.test(char) ? '\n' : char));
}

/** `20261103T130000Z` is `2026-11-03 13:00 UTC`. */
function readableTime(value: string): string {
  return value.replace(
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z?))?/,
    (_, year: string, month: string, day: string, hour?: string, minute?: string, utc?: string) =>
      `${year}-${month}-${day}${hour === undefined ? '' : ` ${hour}:${minute}`}${utc ? ' UTC' : ''}`,
  );
}
