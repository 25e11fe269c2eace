/** How is raw mail kept? Compressed, and named by the SHA-256 of its bytes: the same content is kept once. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdCompressSync, zstdDecompress } from 'node:zlib';
import { giveBack } from '../give-back.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The least that the compressor writes at a time (bytes); with its input's size it writes once. */
const MIN_CHUNK = 1_024;
/** From this size on (bytes) other threads compress: here it would take over 3 ms, and there an ordinary mail costs a multiple. */
const LARGE = 2_000_000;

export interface Packed {
  /** Of the raw bytes, hex. */
  sha256: string;
  zstd: Buffer;
  /** Nothing else lies in the memory of `zstd`; small ones share Node's pool. */
  alone: boolean;
}

/** What is left of a mail's raw bytes: all of them, or why there are none, in words. */
export type Kept = { raw: Buffer } | { lost: string; damaged: boolean };

/** @param raw keep it unchanged until this resolves */
export async function pack(raw: Buffer): Promise<Packed> {
  // Told the size, the compressor takes memory for it and not for megabytes: that halves its cost for an ordinary mail.
  const options = { pledgedSrcSize: raw.length, chunkSize: Math.max(MIN_CHUNK, raw.length) };
  const zstd = raw.length < LARGE ? zstdCompressSync(raw, options) : await compress(raw, options);
  const room = zstd.buffer.byteLength;
  // A small result of several pieces lies in Node's pool, whose size a mail may happen to have.
  const alone = room !== Buffer.poolSize && (room === options.chunkSize || room === zstd.length);
  return { sha256: createHash('sha256').update(raw).digest('hex'), zstd, alone };
}

/** Gives back what the compressed bytes lie in; nobody reads them any more. */
export function discard({ zstd, alone }: Packed): void {
  if (alone) giveBack(new Uint8Array(zstd.buffer));
}

/** @param zstd null: there is nothing to unpack */
export async function unpack(zstd: Buffer | null): Promise<Kept> {
  if (zstd === null) return { lost: 'its raw bytes are not in the database', damaged: false };
  try {
    return { raw: await decompress(zstd) };
  } catch (error) {
    if (!isDamage((error as { code?: string }).code)) throw error;
    return { lost: `its raw bytes in the database are damaged: ${(error as Error).message}`, damaged: true };
  }
}

/** zlib says Z_BUF_ERROR of bytes that end too soon, ZSTD_… of those that are wrong; all else is no fault of theirs. */
function isDamage(code: string | undefined): boolean {
  return code === 'Z_BUF_ERROR' || code?.startsWith('ZSTD_') === true;
}
