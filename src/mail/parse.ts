/**
 * Which parts does a mail consist of? Calls the parser with limits and hands back headers, texts and attachments as they
 * stand. What they mean is left to the files that read them.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type AttachmentStream, MailParser, type MailParserOptions } from 'mailparser';
import { type Cut, cutLargeParts, measured, restored } from './cut.ts';
import { type Header, headersOf } from './header.ts';

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
  /** Decoded bytes, for parts that say something about the mail itself (reports, attached mails); else null. */
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

const OPTIONS: MailParserOptions = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  // A delivery status is read as a report, never shown as text.
  keepDeliveryStatus: true,
  // An attached mail stays whole, so that it can be read as a mail.
  ignoreEmbedded: true,
  // Hashed here, once and natively.
  checksumAlgo: false,
  maxHeadSize: 256 * 1024,
  maxChildNodes: 500,
};

/**
 * @param raw the whole mail
 * @param options.cut whether large parts may be taken out first; the answer is the same
 * @throws where a limit is exceeded: 256 KB of header in one part, 500 parts
 */
export async function parseMail(raw: Buffer, { cut = true } = {}): Promise<ParsedMail> {
  if (!cut) return parseWith(raw, raw, []) as Promise<ParsedMail>;
  const small = cutLargeParts(raw);
  return (await parseWith(raw, small.raw, small.cuts)) ?? parseMail(raw, { cut: false });
}

/** The mail, or null where the cuts did not all come back. */
async function parseWith(raw: Buffer, given: Buffer, cuts: Cut[]): Promise<ParsedMail | null> {
  const parser = new MailParser(OPTIONS);
  const attachments: ParsedAttachment[] = [];
  const missing = new Set(cuts);
  await new Promise<void>((resolve, reject) => {
    parser.on('error', reject);
    parser.on('end', resolve);
    parser.on('data', (data) => {
      if (data.type !== 'attachment') return;
      const chunks: Buffer[] = [];
      data.content.on('data', (chunk: Buffer) => chunks.push(chunk));
      data.content.on('error', reject);
      data.content.on('end', () => {
        const content = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
        attachments.push(attachmentOf(data, content, raw, missing));
        data.release?.();
      });
    });
    parser.end(given);
  });
  if (missing.size > 0) return null;
  const root = (parser as unknown as { tree: ParserNode | false }).tree;
  const { value = 'text/plain', params = {} } = root ? structured(root.headers.get('content-type')) : {};
  return {
    headers: headersOf(parser.headerLines || []),
    contentType: value.toLowerCase(),
    parameters: params,
    body: root ? textNode(root) : null,
    attachments,
  };
}

/** The parser's own tree: it keeps the order and nesting of texts, which its joined `text` and `html` lose. */
interface ParserNode {
  contentType: string | false;
  textContent?: string;
  headers: Map<string, unknown>;
  children: ParserNode[];
}

/** Deeper nesting than any real mail's; what lies below is left out. */
const DEEPEST = 50;

function textNode(node: ParserNode, depth = 0): TextNode {
  return {
    contentType: node.contentType || 'text/plain',
    text: node.textContent ?? null,
    children: depth < DEEPEST ? node.children.map((child) => textNode(child, depth + 1)) : [],
  };
}

function structured(header: unknown): { value?: string; params?: Record<string, string> } {
  return typeof header === 'object' && header !== null ? header : {};
}

function attachmentOf(data: AttachmentStream, content: Buffer, raw: Buffer, missing: Set<Cut>): ParsedAttachment {
  const contentType = data.contentType.toLowerCase();
  const described = {
    filename: data.filename ? data.filename : null,
    contentType,
    disposition: data.contentDisposition?.toLowerCase() ?? null,
    contentId: data.cid ?? null,
  };
  const whole = [...missing].find((cut) => content.equals(cut.decoded));
  if (whole) {
    missing.delete(whole);
    return { ...described, ...measured(raw, whole), content: null };
  }
  const bytes = missing.size > 0 && isUnencoded(data) ? putBack(raw, content, missing) : content;
  return {
    ...described,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    content: SPEAKING.test(contentType) ? bytes : null,
  };
}

/** Parts that say something about the mail itself. */
const SPEAKING = /^(?:message\/|text\/rfc822)/;

function isUnencoded(data: AttachmentStream): boolean {
  const encoding = data.headers.get('content-transfer-encoding');
  return encoding === undefined || (typeof encoding === 'string' && /^(?:7bit|8bit|binary)$/i.test(encoding));
}

function putBack(raw: Buffer, content: Buffer, missing: Set<Cut>): Buffer {
  let bytes = content;
  for (const cut of missing) {
    const back = restored(raw, bytes, [cut]);
    if (back.found === 0) continue;
    bytes = back.content;
    missing.delete(cut);
  }
  return bytes;
}
