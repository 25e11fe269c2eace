/**
 * What did Outlook pack into `winmail.dat`? Reads Microsoft's TNEF ([MS-OXTNEF]): its files, and the text where that
 * stands in the clear. Compressed RTF stays packed. Lengths that lie end the reading; what was read so far counts.
 */
import type { Buffer } from 'node:buffer';
import { decodedCharset } from './charset.ts';

export interface TnefContent {
  files: { filename: string; bytes: Buffer }[];
  /** Plain; null where there is none. */
  text: string | null;
  html: string | null;
}

const SIGNATURE = 0x223e9f78;
const MOST_ATTRIBUTES = 10_000;
const MOST_FILES = 100;
const MOST_PROPERTIES = 2_000;

/** [MS-OXTNEF] §2.1.3.2: the attributes that are read. */
const ATTRIBUTE = {
  body: 0x0002800c,
  title: 0x00018010,
  rendering: 0x00069002,
  data: 0x0006800f,
  properties: 0x00069005,
  messageProperties: 0x00069003,
  codePage: 0x00069007,
};
/** [MS-OXPROPS]: the MAPI properties that are read. */
const PROPERTY = { longFilename: 0x3707, displayName: 0x3001, body: 0x1000, html: 0x1013 };

/** @returns null where the bytes are no TNEF */
export function readTnef(bytes: Buffer): TnefContent | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const content: TnefContent = { files: [], text: null, html: null };
  let codePage = 'windows-1252';
  let file: OpenFile | null = null;
  const close = () => {
    if (file?.bytes && content.files.length < MOST_FILES)
      content.files.push({ filename: file.longName ?? file.name ?? 'attachment.dat', bytes: file.bytes });
    file = null;
  };
  for (const { id, value } of attributes(bytes)) {
    if (id === ATTRIBUTE.rendering) close();
    if (id === ATTRIBUTE.codePage && value.length >= 4) codePage = charsetOf(value.readUInt32LE(0)) ?? codePage;
    else if (id === ATTRIBUTE.body) content.text ??= textIn(value, codePage);
    else if (id === ATTRIBUTE.messageProperties) readBody(value, content, codePage);
    else if (
      id === ATTRIBUTE.rendering ||
      id === ATTRIBUTE.title ||
      id === ATTRIBUTE.data ||
      id === ATTRIBUTE.properties
    )
      file = { ...(file ?? { name: null, longName: null, bytes: null }), ...filePart(id, value, codePage) };
  }
  close();
  return content;
}

interface OpenFile {
  name: string | null;
  longName: string | null;
  bytes: Buffer | null;
}

function filePart(id: number, value: Buffer, codePage: string): Partial<OpenFile> {
  if (id === ATTRIBUTE.title) return { name: textIn(value, codePage) };
  if (id === ATTRIBUTE.data) return { bytes: value };
  if (id !== ATTRIBUTE.properties) return {};
  const part: Partial<OpenFile> = {};
  for (const property of properties(value)) {
    if (property.id === PROPERTY.longFilename || (property.id === PROPERTY.displayName && !part.longName))
      part.longName = propertyText(property, codePage) ?? part.longName ?? null;
  }
  return part;
}

function readBody(value: Buffer, content: TnefContent, codePage: string): void {
  for (const property of properties(value)) {
    if (property.id === PROPERTY.body) content.text ??= propertyText(property, codePage);
    if (property.id === PROPERTY.html) content.html ??= propertyText(property, codePage);
  }
}

/** §2.1.3: level (1 byte), id (4), length (4), value, checksum (2). */
function* attributes(bytes: Buffer): Generator<{ id: number; value: Buffer }> {
  let at = 6;
  for (let count = 0; count < MOST_ATTRIBUTES && at + 9 <= bytes.length; count++) {
    const id = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const start = at + 9;
    if (start + length > bytes.length) return;
    yield { id, value: bytes.subarray(start, start + length) };
    at = start + length + 2;
  }
}

interface Property {
  id: number;
  type: number;
  value: Buffer;
}

/** Bytes of each fixed type's value, padded to four ([MS-OXTNEF] §2.1.3.4). */
const FIXED = new Map([
  ...[0x0002, 0x0003, 0x0004, 0x000a, 0x000b].map((type) => [type, 4] as const),
  ...[0x0005, 0x0006, 0x0007, 0x0014, 0x0040].map((type) => [type, 8] as const),
  [0x0048, 16] as const,
]);
/** String8, Unicode, object, binary: a count of values, then each with its length. */
const VARIABLE = new Set([0x001e, 0x001f, 0x000d, 0x0102]);
const MULTIPLE = 0x1000;

/** §2.1.3.4: the MAPI properties of a value, as far as their lengths hold. */
function* properties(bytes: Buffer): Generator<Property> {
  let at = 4;
  const uint32 = () => {
    const value = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : Number.NaN;
    at += 4;
    return value;
  };
  for (let count = 0; count < MOST_PROPERTIES && at + 4 <= bytes.length; count++) {
    const tag = uint32();
    const [type, id] = [tag & 0xffff, tag >>> 16];
    // A named property has a GUID, and a number or a name.
    if (id >= 0x8000) {
      at += 16;
      at += uint32() === 0 ? 4 : padded(uint32());
    }
    const base = type & ~MULTIPLE;
    const variable = VARIABLE.has(base);
    const size = FIXED.get(base);
    if (!variable && size === undefined) return;
    const values = variable || type & MULTIPLE ? uint32() : 1;
    if (!(values <= MOST_PROPERTIES)) return;
    for (let i = 0; i < values; i++) {
      const length = variable ? uint32() : (size ?? 0);
      if (!(at + length <= bytes.length)) return;
      if (i === 0) yield { id, type: base, value: bytes.subarray(at, at + length) };
      at += padded(length);
    }
  }
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function propertyText({ type, value }: Property, codePage: string): string | null {
  if (type === 0x001f) return untilNul(value.subarray(0, value.length & ~1).toString('utf16le'));
  // HTML is binary and names its own charset.
  return type === 0x001e || type === 0x0102 ? textIn(value, codePage) : null;
}

function textIn(value: Buffer, codePage: string): string | null {
  return untilNul(decodedCharset(value, codePage));
}

function untilNul(text: string): string | null {
  const end = text.indexOf('\0');
  const whole = end < 0 ? text : text.slice(0, end);
  return whole.trim() === '' ? null : whole;
}

function charsetOf(codePage: number): string | null {
  if (codePage === 65001) return 'utf-8';
  if (codePage === 932) return 'shift_jis';
  if (codePage === 936) return 'gb18030';
  if (codePage === 949) return 'cp949';
  if (codePage === 950) return 'big5';
  return codePage >= 1250 && codePage <= 1258 ? `windows-${codePage}` : null;
}
