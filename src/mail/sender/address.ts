/**
 * Who says they sent this mail, and whom is it for? From is read strictly, because everything rests on it: one header
 * with one plain address, or a defect. Other address headers are read generously. Whether a From is genuine is
 * authentication's question.
 */
import { Buffer } from 'node:buffer';
import addressparser from 'nodemailer/lib/addressparser';
import { type Header, rawValues } from '../header.ts';
import type { Address } from '../message.ts';
import { decodedWords } from '../mime/encoded-word.ts';
import { singleLine } from '../printable.ts';
import { asciiDomain } from './domain.ts';
import { commentEnd, quotedEnd } from './enclosed.ts';

export interface Sender {
  /** The address, for a person to see even where there is a defect; null where none can be made out. */
  address: Address | null;
  /** Why the From must not be relied on, or null. */
  defect: string | null;
}

const MOST_ADDRESSES = 500;
const LONGEST_HEADER = 65_536;
const LONGEST_NAME = 200;

/**
 * The one sender of a mail: exactly one From header with exactly one address, an ASCII dot-atom (RFC 5322 §3.4.1) at a
 * domain. Programs differ over everything else (comments, quoted local parts, groups, encoded words where an address
 * stands), so it is a defect and never guessed at. A domain in other letters is given as its A-labels, which look like
 * nobody else's and compare exactly.
 */
export function senderOf(headers: Header[]): Sender {
  const froms = headers.filter(isFrom).map((header) => header.raw);
  const [from = ''] = froms;
  if (froms.length === 0) return { address: null, defect: 'no From header' };
  const strict = froms.length > 1 ? { defect: `${froms.length} From headers` } : soleAddress(from);
  if (!('defect' in strict)) return { address: strict, defect: null };
  return { address: addressesIn(from)[0] ?? null, defect: strict.defect };
}

/** The addresses of all headers of a name, groups flattened, in their order. @param name lower case */
export function addressesOf(headers: Header[], name: string): Address[] {
  return rawValues(headers, name).flatMap(addressesIn).slice(0, MOST_ADDRESSES);
}

/** The addresses in one header value or in a line such as `Ana <ana@acme.example>`. @param raw bytes as latin1, or plain text */
export function addressesIn(raw: string): Address[] {
  return addressparser(raw.slice(0, LONGEST_HEADER), { flatten: true })
    .filter(({ address }) => address.includes('@'))
    .slice(0, MOST_ADDRESSES)
    .map(({ name, address }) => ({ name: nameFrom(name), address: singleLine(decodedWords(address)).toLowerCase() }));
}

/** Whether an address is one that can be relied on: an ASCII dot-atom at a domain with at least two ASCII labels. */
export function isPlainAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  return (
    at > 0 &&
    // RFC 5321 §4.5.3.1
    local.length <= 64 &&
    local.split('.').every((atom) => /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/.test(atom)) &&
    !/=\?.*\?=/.test(local) &&
    asciiDomain(address.slice(at + 1)) === address.slice(at + 1).toLowerCase()
  );
}

/** A name with bytes in it that some programs skip (`\u00a0From`, `From\0`) is one that they take for From. */
function isFrom({ name }: Header): boolean {
  return name.length < 20 && name.replace(/[^!-~]/g, '') === 'from';
}

function soleAddress(raw: string): Address | { defect: string } {
  if (raw.length > LONGEST_HEADER) return { defect: 'From header too long' };
  // RFC 5322 §3.2.3 has none of them; some programs end the address there.
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(raw)) return { defect: 'control characters in the From header' };
  const pieces = piecesOf(raw);
  if (!pieces) return { defect: 'From header is not well formed' };
  const { outside, quoted, comments, angles, separators } = pieces;

  if (/[:;]/.test(separators)) return { defect: 'From header holds a group' };
  if (angles.length > 1) return { defect: 'several addresses in the From header' };
  if (comments.some((comment) => /[@<>]/.test(comment)))
    return { defect: 'comment with an address in the From header' };
  const [angle] = angles;
  const written = (angle ?? outside).trim();
  if (angle === undefined && quoted.length > 0) return { defect: 'quoted local part in the From address' };
  if (angle === undefined && (written.match(/@/g)?.length ?? 0) > 1)
    return { defect: 'several addresses in the From header' };
  const address = withAsciiDomain(utf8(written));
  if (!isPlainAddress(address)) return { defect: 'From address is not a plain address at a real domain' };
  if (!raw.includes(written)) return { defect: 'comment within the From address' };

  // Text outside the brackets that is an address of its own: some programs would take that one.
  const bare = angle === undefined || outside.includes('=?') ? [] : addressesWithin(outside);
  const decoded = [outside, ...quoted].filter((text) => text.includes('=?')).map((text) => decodedWords(text));
  const others = [...bare, ...decoded.flatMap(addressesWithin)];
  if (others.some((other) => withAsciiDomain(other) !== address)) {
    return { defect: 'another address in the name of the From header' };
  }
  const phrase = angle === undefined ? comments.join(' ') : pieces.phrase;
  return { name: nameFrom(phrase), address };
}

/** In lower case, its domain as ASCII; as it stands where the domain is none. */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = asciiDomain(address.slice(at + 1));
  return domain === null ? address : `${address.slice(0, at).toLowerCase()}@${domain}`;
}

/** RFC 6532 §3: other letters in a header are UTF-8. @param raw one character a byte */
function utf8(raw: string): string {
  return Buffer.from(raw, 'latin1').toString('utf8');
}

interface Pieces {
  /** The display name: text and quoted strings before the brackets. */
  phrase: string;
  /** Text that stands in no quotes, comment or brackets. */
  outside: string;
  quoted: string[];
  comments: string[];
  angles: string[];
  /** Every `,`, `;` and `:` of the outside. */
  separators: string;
}

/** The value taken apart in one pass (RFC 5322 §3.2.2, §3.2.4, §3.4); null where something is left open or follows the address. */
function piecesOf(raw: string): Pieces | null {
  const pieces: Pieces = { phrase: '', outside: '', quoted: [], comments: [], angles: [], separators: '' };
  let at = 0;
  while (at < raw.length) {
    const char = raw.charAt(at);
    if (char === '"') {
      const end = quotedEnd(raw, at);
      if (end < 0) return null;
      const text = raw.slice(at + 1, end).replace(/\\(.)/g, '$1');
      pieces.quoted.push(text);
      pieces.phrase += text;
      at = end + 1;
    } else if (char === '(') {
      const end = commentEnd(raw, at);
      if (end < 0) return null;
      pieces.comments.push(raw.slice(at + 1, end));
      at = end + 1;
    } else if (char === '<') {
      const end = raw.indexOf('>', at);
      if (end < 0) return null;
      pieces.angles.push(raw.slice(at + 1, end));
      at = end + 1;
    } else {
      if (char === '>') return null;
      // Words after the brackets: `<ana@acme.example> mallory@evil.example`.
      if (pieces.angles.length > 0 && char !== ',' && char.trim() !== '') return null;
      if (char === ',' || char === ';' || char === ':') pieces.separators += char;
      pieces.outside += char;
      pieces.phrase += char;
      at++;
    }
  }
  return pieces;
}

function addressesWithin(text: string): string[] {
  return text
    .split(/[\s<>()[\],;:"']+/)
    .filter((word) => word.length <= 320 && /^[^@]+@[^@]+\.[^@]+$/.test(word))
    .map((word) => word.replace(/\.$/, ''));
}

function nameFrom(phrase: string): string {
  // Marks that turn the direction of text would turn what stands beside the name too.
  return singleLine(decodedWords(phrase).replace(/[\u202a-\u202e\u2066-\u2069]/g, '')).slice(0, LONGEST_NAME);
}
