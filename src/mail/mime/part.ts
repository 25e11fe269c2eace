/**
 * What does the header of a part say of it (RFC 2045, RFC 2183)? Its type, its encoding, its name, whether it is a text that
 * is shown or a file. What it holds is left to others.
 */
import libmime from 'libmime';
import { type HeaderLine, headersOf } from '../header.ts';
import { decodedWords } from './encoded-word.ts';
import { typeNamed } from './filename.ts';

export interface PartHead {
  /** Lower case, such as `multipart/alternative`; what is not well formed is plain text. */
  contentType: string;
  /** Of its Content-Type; names in lower case. */
  parameters: Record<string, string>;
  /** What delimits the parts of a multipart, one character a byte; null where it names nothing usable. */
  boundary: string | null;
  /** As named; null where nothing is. */
  charset: string | null;
  /** Lower case, as `base64`; empty where none is named. */
  encoding: string;
  /** RFC 3676 */
  flowed: boolean;
  delSp: boolean;
  /** Lower case: `attachment`, `inline` or what else stands there; null where nothing does. */
  disposition: string | null;
  /** Decoded; null where there is none. */
  filename: string | null;
  /** Content-ID without angle brackets. */
  contentId: string | null;
  /** A text that is shown; else, where it is no multipart, it is a file. */
  isText: boolean;
}

/** Longer values of these headers are no one's. */
const LONGEST_VALUE = 16_384;

/** @param lines the part's header, topmost first; of repeated headers the first counts */
export function partHead(lines: readonly HeaderLine[]): PartHead {
  const raw = (name: string) => {
    const line = lines.find(({ key }) => key === name);
    return line ? (headersOf([line])[0]?.raw.slice(0, LONGEST_VALUE) ?? '') : null;
  };
  const disposed = structured(raw('content-disposition') ?? '');
  const disposition = decodedWords(disposed.value).toLowerCase().trim() || null;
  const typed = structured(
    withSemicolon(raw('content-type') || missingType(disposition, disposed.parameters.filename)),
  );
  // RFC 2045 §5.2: a type that is not well formed means plain text; old programs write `text` alone.
  const type = typed.value.toLowerCase().trim();
  const filename = disposed.parameters.filename || typed.parameters.name || null;
  const contentType = typeOf(type.includes('/') ? type : 'text/plain', filename);
  const flowed = contentType === 'text/plain' && /^\s*flowed\s*$/i.test(typed.parameters.format ?? '');
  return {
    contentType,
    parameters: typed.parameters,
    boundary: boundaryOf(typed.parameters.boundary),
    charset: typed.parameters.charset || null,
    encoding: withoutComments(raw('content-transfer-encoding') ?? ''),
    flowed,
    delSp: flowed && /^\s*yes\s*$/i.test(typed.parameters.delsp ?? ''),
    disposition,
    filename,
    contentId: raw('content-id')?.replace(/^<|>$/g, '').trim() || null,
    isText: TEXTS.has(contentType) && (disposition === null || disposition === 'inline'),
  };
}

const TEXTS = new Set(['text/plain', 'text/html']);

interface Structured {
  value: string;
  parameters: Record<string, string>;
}

/** A value and its parameters (RFC 2045 §5.1, RFC 2231), decoded. Comments go, as in the programs that people read with. */
function structured(raw: string): Structured {
  if (raw === '') return { value: '', parameters: {} };
  const { value, params, decodedParams } = libmime.parseHeaderValue(raw, { stripComments: true });
  const parameters: Record<string, string> = {};
  for (const [name, text] of Object.entries(params)) {
    if (name === '__proto__') continue;
    // RFC 2231's form is decoded already; what looks like an encoded word in it is one letter after the other.
    parameters[name] = decodedParams.includes(name) ? text : decodedWords(text);
  }
  return { value: value || '', parameters };
}

/** Some programs leave out the semicolon after the type. */
function withSemicolon(type: string): string {
  return type.replace(/^\s*([\w.+-]{1,80}\/[\w.+-]{1,120})[ \t]+(?=[a-z]{1,20}=)/i, '$1; ');
}

function missingType(disposition: string | null, filename: string | undefined): string {
  if (filename?.includes('.')) return typeNamed(filename);
  return disposition === 'attachment' ? 'application/octet-stream' : 'text/plain';
}

/** A type that says nothing is looked up by the name. */
function typeOf(type: string, filename: string | null): string {
  return type === 'application/octet-stream' && filename ? typeNamed(filename) : type;
}

/** RFC 2046 §5.1.1: ASCII, without white space at its end. */
function boundaryOf(boundary: string | undefined): string | null {
  const name = (boundary ?? '').trimEnd();
  return name === '' || /[^\x00-\x7f]/.test(name) ? null : name;
}

function withoutComments(encoding: string): string {
  const start = encoding.indexOf('(');
  const end = encoding.lastIndexOf(')');
  return (start >= 0 && end > start ? encoding.slice(0, start) + encoding.slice(end + 1) : encoding)
    .toLowerCase()
    .trim();
}
