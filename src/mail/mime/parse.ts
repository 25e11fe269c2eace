/**
 * Which texts and which files does a mail hold? Decodes each part, takes out what old programs packed into texts, and hands
 * back headers, texts and attachments. Where the parts stand is `mime.ts`'s question; what they mean is left to the files
 * that read them.
 */
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { type Header, headersOf } from '../header.ts';
import { withLineFeeds } from '../printable.ts';
import { calendarText } from './calendar.ts';
import { decodedCharset } from './charset.ts';
import { mailName, typeNamed } from './filename.ts';
import { unflowed } from './flowed.ts';
import { type Part, partsOf } from './mime.ts';
import { readTnef } from './tnef.ts';
import { transferDecoded } from './transfer.ts';
import { uudecoded, withoutUuFiles } from './uuencode.ts';

/** A node of the MIME tree: a multipart with children, or a text that is shown. */
export interface TextNode {
  /** Lower case, such as `multipart/alternative`. */
  contentType: string;
  /** Decoded, with `\n` line ends; null where it holds none. */
  text: string | null;
  children: TextNode[];
}

export interface ParsedAttachment {
  filename: string | null;
  contentType: string;
  /** Lower case: `attachment`, `inline` or what else stands there; null where nothing does. */
  disposition: string | null;
  /** Content-ID without angle brackets. */
  contentId: string | null;
  size: number;
  sha256: string;
  /** Decoded bytes, for parts that say something about the mail itself (reports, attached mails) or are wanted; else null. */
  content: Buffer | null;
}

export interface ParsedMail {
  /** Topmost first. */
  headers: Header[];
  /** Of the whole mail, lower case, without parameters. */
  contentType: string;
  /** Of the whole mail's Content-Type; names in lower case. */
  parameters: Record<string, string>;
  body: TextNode | null;
  attachments: ParsedAttachment[];
}

/**
 * @param raw the whole mail
 * @param wanted hashes of attachments whose bytes are handed back too
 * @throws where a limit is exceeded: 256 KB of header in one part, 500 parts, 50 parts within one another
 */
export async function parseMail(raw: Buffer, wanted: ReadonlySet<string> = NONE): Promise<ParsedMail> {
  const root = await partsOf(raw);
  const found: Found = { files: [], unpacked: [], wanted };
  const body = textNode(root, found);
  const { files, unpacked } = found;
  const tnef = packed(files, wanted);
  return {
    headers: headersOf(root.lines, charsetOf(root)),
    contentType: root.head.contentType,
    parameters: root.head.parameters,
    body: hasText(body) ? body : instead(body, tnef.text ?? calendarIn(files)),
    attachments: [...files, ...unpacked, ...tnef.files],
  };
}

const NONE: ReadonlySet<string> = new Set();

/** The files that a walk over the parts meets. */
interface Found {
  /** Parts of their own. */
  files: ParsedAttachment[];
  /** Out of texts. */
  unpacked: ParsedAttachment[];
  wanted: ReadonlySet<string>;
}

function textNode(part: Part, found: Found): TextNode {
  const { contentType, isText } = part.head;
  const node: TextNode = { contentType, text: null, children: [] };
  if (part.children.length > 0) {
    node.children = part.children.map((child) => textNode(child, found));
  } else if (contentType.startsWith('multipart/')) {
    node.children = undivided(part);
  } else if (isText) {
    node.text = decodedText(part, found);
  } else {
    found.files.push(attachmentOf(part, found.wanted));
  }
  return node;
}

/** Bytes of one text that are decoded: more than is ever kept of it. */
const LONGEST_TEXT = 4 * 1024 * 1024;

function decodedText({ head, raw }: Part, found: Found): string {
  const isHtml = head.contentType === 'text/html';
  const bytes = transferDecoded(raw, head.encoding, true);
  const file = isHtml ? null : uuFiles(bytes, found);
  const shown = file ?? bytes.subarray(0, LONGEST_TEXT);
  const text = decodedCharset(shown, head.charset ?? (isHtml ? metaCharset(shown) : null));
  const lines = withLineFeeds(text);
  return head.flowed ? unflowed(lines, head.delSp) : lines;
}

/** The text without the files in it; null where there are none. */
function uuFiles(bytes: Buffer, { unpacked, wanted }: Found): Buffer | null {
  if (bytes.indexOf('begin') < 0) return null;
  const { text, files } = withoutUuFiles(bytes.toString('latin1').replaceAll('\r\n', '\n'));
  if (files.length === 0) return null;
  unpacked.push(...files.map((file) => fileOf(file, wanted)));
  return Buffer.from(text.slice(0, LONGEST_TEXT), 'latin1');
}

/** What an HTML names itself, where its part names nothing. */
function metaCharset(bytes: Buffer): string | null {
  return /<meta\s[^>]{0,200}charset\s?=\s?["']?([\w.:-]{1,40})/i.exec(bytes.toString('latin1', 0, 4_096))?.[1] ?? null;
}

/** What raw bytes in the mail's headers are likely in: the charset of its first text. */
function charsetOf({ head, children }: Part): string | null {
  if (head.isText) return head.charset;
  for (const child of children) {
    const charset = charsetOf(child);
    if (charset !== null) return charset;
  }
  return null;
}

function attachmentOf({ head, raw }: Part, wanted: ReadonlySet<string>): ParsedAttachment {
  const { contentType, disposition, contentId, encoding } = head;
  const bytes = transferDecoded(raw, encoding, false);
  const uuName = encoding.includes('uu') ? uudecoded(raw.toString('latin1', 0, 2_000))?.filename : undefined;
  const filename = head.filename ?? uuName ?? mailName(contentType, bytes);
  const measures = measured(bytes);
  const isKept = SPEAKING.test(contentType) || isTnef({ contentType, filename }) || wanted.has(measures.sha256);
  return { filename, contentType, disposition, contentId, ...measures, content: isKept ? bytes : null };
}

/** Parts that say something about the mail itself. */
const SPEAKING = /^(?:message\/|text\/rfc822|text\/calendar)/;

function measured(bytes: Buffer): { size: number; sha256: string } {
  return { size: bytes.length, sha256: hash('sha256', bytes, 'hex') };
}

function isTnef({ contentType, filename }: { contentType: string; filename: string | null }): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(contentType) || /^win(?:mail|dat)\.dat$/i.test(filename ?? '');
}

/** What Outlook packed into `winmail.dat`: files, and a text for a mail that has no other. */
function packed(
  attachments: ParsedAttachment[],
  wanted: ReadonlySet<string>,
): { files: ParsedAttachment[]; text: TextNode | null } {
  const files: ParsedAttachment[] = [];
  let text: TextNode | null = null;
  for (const attachment of attachments) {
    const content = isTnef(attachment) && attachment.content ? readTnef(attachment.content) : null;
    if (!content) continue;
    files.push(...content.files.map((file) => fileOf(file, wanted)));
    if (content.html !== null) text ??= leaf('text/html', content.html);
    else if (content.text !== null) text ??= leaf('text/plain', content.text);
  }
  return { files, text };
}

function fileOf(
  { filename, bytes }: { filename: string; bytes: Buffer },
  wanted: ReadonlySet<string>,
): ParsedAttachment {
  const measures = measured(bytes);
  return {
    filename,
    contentType: typeNamed(filename),
    disposition: 'attachment',
    contentId: null,
    ...measures,
    content: wanted.has(measures.sha256) ? bytes : null,
  };
}

function calendarIn(attachments: ParsedAttachment[]): TextNode | null {
  const part = attachments.find(({ contentType, content }) => contentType === 'text/calendar' && content);
  const text = part?.content ? calendarText(part.content) : null;
  return text === null ? null : leaf('text/plain', text);
}

/** A multipart whose delimiter is lost, or never comes: its text is all there is. */
function undivided({ head, raw }: Part): TextNode[] {
  const bytes = transferDecoded(raw, head.encoding, true).subarray(0, LONGEST_TEXT);
  const text = withLineFeeds(decodedCharset(bytes, head.charset));
  const delimiter = `--${head.boundary ?? ''}`;
  const lines = head.boundary === null ? [text] : text.split('\n').filter((line) => !line.startsWith(delimiter));
  return lines.every((line) => line.trim() === '') ? [] : [leaf('text/plain', lines.join('\n'))];
}

function leaf(contentType: string, text: string): TextNode {
  return { contentType, text, children: [] };
}

function hasText(node: TextNode | null): boolean {
  return node !== null && ((node.text ?? '').trim() !== '' || node.children.some(hasText));
}

function instead(body: TextNode, text: TextNode | null): TextNode {
  return text ? { contentType: 'multipart/mixed', text: null, children: [body, text] } : body;
}
