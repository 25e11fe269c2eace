/**
 * Which characters do these bytes stand for? Senders name the wrong charset, none, or one that nobody knows, so the name
 * is a hint that the bytes may overrule. Undoing transfer encodings is `transfer.ts`'s question.
 */
import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/**
 * @param bytes text in some charset
 * @param declared the charset that the sender named, perhaps with an RFC 2231 §5 language after it; null for none
 * @returns text; bytes that stand for nothing become U+FFFD
 */
export function decodedCharset(bytes: Buffer, declared: string | null): string {
  const label = labelOf(declared);
  const marked = byteOrderMark(bytes);
  if (marked) return TEXT[marked].decode(bytes);
  if (UTF16.test(label)) return decodedUtf16(bytes, label);
  if (isUtf7(label)) return isAscii(bytes) ? decodedUtf7(bytes.toString('latin1')) : unsure(bytes);
  if (UNSURE.has(label)) return unsure(bytes);
  if (WESTERN.has(label)) return utf8With(bytes) ?? decodedAs(bytes, label);
  return decodedOther(bytes, label);
}

/** Text in one of several western charsets, or UTF-8, whose sender did not say which: each character as what it can be. */
export function unsure(bytes: Buffer): string {
  const text = utf8(bytes);
  if (text === null) return piecewise(bytes);
  // ISO-2022-JP is ASCII to whoever does not know its escapes.
  return text.includes('\x1b$') && /\x1b\$[@B]/.test(text) ? TEXT.japanese.decode(bytes) : text;
}

/** Whether a charset's name is one of UTF-7's. */
export function isUtf7(declared: string | null | undefined): boolean {
  return UTF7.test(labelOf(declared ?? null));
}

/** RFC 2152; what is not well formed stays as written. */
export function decodedUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, base64: string) => {
    if (base64 === '') return whole === '+-' ? '+' : whole;
    // Two bytes make a unit of UTF-16; the bits left over must be none.
    const units = Buffer.from(base64, 'base64');
    if (units.length < 2 || [1, 5].includes(base64.length % 8)) return whole;
    return TEXT.utf16be.decode(units.subarray(0, units.length & ~1));
  });
}

const TEXT = {
  'utf-8': new TextDecoder('utf-8'),
  utf16le: new TextDecoder('utf-16le'),
  utf16be: new TextDecoder('utf-16be'),
  japanese: new TextDecoder('iso-2022-jp'),
};

/** Names that say "ASCII", UTF-8 or nothing, where real mail holds anything. */
const UNSURE = new Set([
  ...['', 'ascii', 'us-ascii', 'usascii', 'ansi_x3.4-1968', 'iso646-us', 'utf8', 'utf-8', 'utf8mb4', 'utf_8', 'utf-8n'],
  ...['unknown-8bit', '8bit', '7bit', 'binary', 'default', 'default_charset', 'x-unknown', 'unknown', 'x-user-defined'],
  ...['unicode', 'none', 'null', 'undefined', 'text', 'charset', '_autodetect', '_autodetect_all', 'us'],
]);
const UTF16 = /^(?:utf-?16(?:-?[bl]e)?|ucs-?2|iso-10646-ucs-2)$/;
const UTF7 = /^(?:unicode-1-1-)?utf-?7(?:-imap)?$|^csunicode11utf7$/;
/** One byte a character; where the bytes are good UTF-8 beyond ASCII, that is what they are. */
const WESTERN = new Set([
  ...[
    'iso-8859-1',
    'iso8859-1',
    'iso88591',
    'latin1',
    'latin-1',
    'l1',
    'iso-8859-15',
    'iso8859-15',
    'latin9',
    'latin-9',
  ],
  ...['windows-1252', 'windows1252', 'cp1252', 'cp-1252', 'win-1252', 'x-cp1252', 'ansi', 'windows-1254', 'iso-8859-9'],
]);
/** Names that real mail uses and no decoder knows. */
const ALIASES: Record<string, string> = {
  latin1: 'windows-1252',
  'latin-1': 'windows-1252',
  l1: 'windows-1252',
  ansi: 'windows-1252',
  'x-cp1252': 'windows-1252',
  'latin-9': 'iso-8859-15',
  latin9: 'iso-8859-15',
  'iso-8859-8-i': 'iso-8859-8',
  'iso-8859-8-e': 'iso-8859-8',
  'ks_c_5601-1987': 'cp949',
  'ks_c_5601-1989': 'cp949',
  'cp-850': 'cp850',
  ibm850: 'cp850',
  gb2312: 'gb18030',
  'x-gbk': 'gb18030',
  'x-mac-roman': 'macintosh',
  mac: 'macintosh',
  'x-sjis': 'shift_jis',
  sjis: 'shift_jis',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
};

/** Longer names are none. */
const LONGEST_LABEL = 60;

function labelOf(declared: string | null): string {
  const [label = ''] = (declared ?? '').slice(0, LONGEST_LABEL).split('*');
  return label.replace(/["'\s;]+/g, '').toLowerCase();
}

function byteOrderMark(bytes: Buffer): 'utf-8' | 'utf16le' | 'utf16be' | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return isUtf8(bytes) ? 'utf-8' : null;
  if (bytes.length % 2 === 1) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf16be' : null;
}

/** Mail that names UTF-16 is often ASCII or UTF-8, whose text has no NUL; without a mark, ASCII's zeros show the order. */
function decodedUtf16(bytes: Buffer, label: string): string {
  if (!bytes.subarray(0, 1_000).includes(0)) {
    const text = utf8(bytes);
    if (text !== null) return text;
  }
  const little =
    label.endsWith('le') || (!label.endsWith('be') && bytes.length > 1 && bytes[1] === 0 && bytes[0] !== 0);
  return TEXT[little ? 'utf16le' : 'utf16be'].decode(bytes);
}

function utf8With(bytes: Buffer): string | null {
  return isAscii(bytes) ? null : utf8(bytes);
}

function decodedOther(bytes: Buffer, label: string): string {
  const text = decodedAs(bytes, label);
  // In these, most bytes that were never meant so stand for nothing.
  if (text.includes('\ufffd')) return utf8(bytes) ?? text;
  return text;
}

function decodedAs(bytes: Buffer, label: string): string {
  const name = ALIASES[label] ?? label;
  try {
    // The platform's decoders know what browsers do, as ISO-8859-1 that is Windows-1252.
    return new TextDecoder(name).decode(bytes);
  } catch {
    // iconv-lite takes transfer encodings for charsets.
    return iconv.encodingExists(name) && !/^(?:base64|hex|ucs|utf|internal|cesu)/.test(name)
      ? iconv.decode(bytes, name)
      : unsure(bytes);
  }
}

function utf8(bytes: Buffer): string | null {
  return isUtf8(bytes) ? TEXT['utf-8'].decode(bytes) : null;
}

/**
 * What is not UTF-8 as a whole may be so in parts: a footer in another charset, or a text that was cut within a character.
 * Each good UTF-8 sequence is one character, each other byte is Windows-1252.
 */
function piecewise(bytes: Buffer): string {
  const out = Buffer.allocUnsafe(bytes.length * LONGEST_WESTERN);
  let length = 0;
  let sequences = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const sequence = byte < 0x80 ? 0 : sequenceAt(bytes, at);
    if (sequence > 0) {
      sequences++;
      for (const end = at + sequence; at < end; at++) out[length++] = bytes[at] ?? 0;
      continue;
    }
    // A text that was cut within a character ends before it.
    if (byte >= 0x80 && sequences > 0 && at >= bytes.length - cutOff(bytes)) break;
    for (const one of WESTERN_AS_UTF8[byte] ?? []) out[length++] = one;
    at++;
  }
  return out.toString('utf8', 0, length);
}

/** Windows-1252 in UTF-8, by byte. */
const WESTERN_AS_UTF8 = Array.from({ length: 256 }, (_, byte) => [
  ...Buffer.from(new TextDecoder('windows-1252').decode(Buffer.of(byte))),
]);
const LONGEST_WESTERN = 3;

/** Bytes of the well-formed UTF-8 sequence that begins here (RFC 3629 §4); 0 for none. */
function sequenceAt(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : (first & 0xf0) === 0xe0 ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  // Overlong forms, surrogates, and what lies beyond Unicode.
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
  return length;
}

/** Bytes at the end that begin a sequence which does not end. */
function cutOff(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc2 && byte <= 0xf4) return back;
    if ((byte & 0xc0) !== 0x80) return 0;
  }
  return 0;
}
