/**
 * Which parts does a mail consist of? Has mailparser find them, and keeps each body as it stood: mailparser decodes on its
 * way, and believes what a header says of charset and encoding, which real mail often has wrong. What a part's header says
 * is `part.ts`'s question, and undoing encodings is `transfer.ts`'s.
 */
import { Buffer } from 'node:buffer';
import type { Transform } from 'node:stream';
import { MailParser, type MailParserOptions } from 'mailparser';
import type { HeaderLine } from '../header.ts';
import { skeletonOf } from './cut.ts';
import { withBoundary } from './lost-boundary.ts';
import { type PartHead, partHead } from './part.ts';

export interface Part {
  head: PartHead;
  /** Its header as it stood, topmost first. */
  lines: HeaderLine[];
  /** Its body as it stood; of a multipart, what stands before its first part. */
  raw: Buffer;
  /** Of a multipart, in their order. */
  children: Part[];
}

const MOST_PARTS = 500;
const LARGEST_HEADER_KB = 256;
/** More nesting than any real mail's. What it costs to ask whose delimiter a line is grows with it. */
const DEEPEST = 50;
/** Times that a mail is parsed again because a header was mended: what it held may hold another. */
const MOST_MENDS = 5;

/**
 * @param raw the whole mail
 * @param smallestCut bytes of body, at least, that the parser is spared; the answer is the same
 * @throws where a part has more than 256 KB of header, there are more than 500 parts, or they are more than 50 deep
 */
export async function partsOf(raw: Buffer, smallestCut?: number): Promise<Part> {
  const skeleton = skeletonOf(raw, smallestCut);
  let bytes = skeleton.bytes;
  let nodes = await nodesIn(bytes);
  for (let n = 0; n < MOST_MENDS; n++) {
    const mended = mendedHeaders(bytes, nodes);
    if (!mended) break;
    bytes = mended;
    nodes = await nodesIn(bytes);
  }
  return treeOf(nodes, skeleton.restored);
}

/** What mailparser says of a part. */
interface SplitNode {
  parentNode: SplitNode | false;
  /** Of `multipart/mixed`, the second word. */
  multipart: string | false;
  headers: { getList(): HeaderLine[] };
  /** The header's bytes, its empty line included. */
  getHeaders(): Buffer;
}

/** What mailparser goes through: a part's header, a piece of its body, or a piece of what stands around parts. */
type Chunk = ({ type: 'node' } & SplitNode) | { type: 'body' | 'data'; node: SplitNode; value: Buffer };

/** The parts in their order, the whole mail first. */
type Nodes = Map<SplitNode, { pieces: Buffer[]; depth: number }>;

const OPTIONS: MailParserOptions = {
  // An attached mail stays whole, so that it can be read as a mail.
  ignoreEmbedded: true,
  maxHeadSize: LARGEST_HEADER_KB * 1024,
  // It counts the mail itself too.
  maxChildNodes: MOST_PARTS + 1,
};

/** mailparser up to where it would begin to decode. Its types leave out what is used of it here. */
class Undecoded extends MailParser {
  /** What finds the parts. It is given the bytes itself: mailparser would have them pass through two streams more. */
  declare readonly splitter: Transform;
  readonly nodes: Nodes = new Map();
  /** Whether to go on is known only once it has begun. */
  isTooDeep = false;

  /** In place of what mailparser does when there are chunks: it has the event loop go round for each of them. */
  readData(): void {
    for (let chunk = this.splitter.read(); chunk !== null && !this.isTooDeep; chunk = this.splitter.read()) {
      this.keep(chunk);
    }
  }

  keep(chunk: Chunk): void {
    if (chunk.type !== 'node') {
      this.nodes.get(chunk.node)?.pieces.push(chunk.value);
      return;
    }
    const depth = chunk.parentNode ? (this.nodes.get(chunk.parentNode)?.depth ?? 0) + 1 : 0;
    this.nodes.set(chunk, { pieces: [], depth });
    this.isTooDeep ||= depth > DEEPEST;
    if (this.isTooDeep) this.emit('error', new Error(`it has parts more than ${DEEPEST} deep`));
  }
}

function nodesIn(bytes: Buffer): Promise<Nodes> {
  const parser = new Undecoded(OPTIONS);
  return new Promise((resolve, reject) => {
    parser.on('error', (error: Error) => reject(inOurWords(error)));
    parser.splitter.on('end', () => resolve(parser.nodes));
    write(parser, bytes);
  });
}

/** Bytes that are given at a time; what is given is gone through, whatever is found in it. */
const SLICE = 256 * 1024;

function write(parser: Undecoded, bytes: Buffer): void {
  if (bytes.length <= SLICE) {
    parser.splitter.end(bytes);
    return;
  }
  parser.splitter.write(bytes.subarray(0, SLICE), (error) => {
    if (!error && !parser.isTooDeep) write(parser, bytes.subarray(SLICE));
  });
}

function inOurWords(error: Error): Error {
  if (/header size/.test(error.message)) return new Error(`it has a header of more than ${LARGEST_HEADER_KB} KB`);
  if (/child nodes/.test(error.message)) return new Error(`it has more than ${MOST_PARTS} parts`);
  return error;
}

/** The mail with the headers put right of multiparts in which no part was found; null where there are none. */
function mendedHeaders(bytes: Buffer, nodes: Nodes): Buffer | null {
  const divided = new Set([...nodes.keys()].map(({ parentNode }) => parentNode));
  if ([...nodes.keys()].every((node) => !node.multipart || divided.has(node))) return null;
  let mended: Buffer | null = null;
  let from = 0;
  for (const node of nodes.keys()) {
    const header = node.getHeaders();
    const at = bytes.indexOf(header, from);
    if (at < 0) break;
    from = at + header.length;
    const right = node.multipart && !divided.has(node) ? withBoundary(header.toString('latin1')) : null;
    if (right === null) continue;
    mended ??= Buffer.from(bytes);
    mended.write(right, at, 'latin1');
  }
  return mended;
}

function treeOf(nodes: Nodes, restored: (body: Buffer) => Buffer): Part {
  const parts = new Map<SplitNode, Part>();
  let root: Part | null = null;
  for (const [node, { pieces }] of nodes) {
    const lines = linesOf(node);
    const [only = NOTHING, ...others] = pieces;
    const body = restored(others.length === 0 ? only : Buffer.concat(pieces));
    const raw = node.parentNode && isLineBreak(body) ? NOTHING : body;
    const part = { head: partHead(lines), lines, raw, children: [] };
    parts.set(node, part);
    root ??= part;
    if (node.parentNode) parts.get(node.parentNode)?.children.push(part);
  }
  return root ?? { head: partHead([]), lines: [], raw: NOTHING, children: [] };
}

const NOTHING = Buffer.alloc(0);

/** RFC 2046 §5.1.1: it is the delimiter's. Where nothing stands above it, mailparser hands it out with the part. */
function isLineBreak(body: Buffer): boolean {
  return body.length <= 2 && /^\r?\n$/.test(body.toString('latin1'));
}

/** A mail out of an mbox file has that file's separator above it, and quoted where it was put into another file. */
function linesOf({ headers }: SplitNode): HeaderLine[] {
  return headers.getList().filter(({ line }, n) => line !== '' && !(n === 0 && /^>?From /i.test(line)));
}
