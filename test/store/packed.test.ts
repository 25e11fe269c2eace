/** Raw mail, compressed and back; what its compressed bytes lie in is theirs alone, so that it can be given back. */
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../src/store/packed.ts';

const words = Buffer.from('O bot parou de responder desde as nove horas. ');

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a few bytes', Buffer.from('x')],
  ['a small mail', Buffer.alloc(4_000, words)],
  ['one of the size of a pool', Buffer.alloc(Buffer.poolSize, words)],
  ['an ordinary mail', Buffer.alloc(50_000, words)],
  ['one that compresses to no less', randomBytes(1_000_000)],
  ['a large one, for other threads', Buffer.alloc(3_000_000, words)],
  ['a large one that compresses to no less', randomBytes(3_000_000)],
])('%s comes back as it was, under its hash', async (_, raw) => {
  const { sha256, zstd } = await pack(raw);
  expect(sha256).toBe(createHash('sha256').update(raw).digest('hex'));
  expect(await unpack(zstd)).toEqual({ raw });
});

test.each([
  ['an ordinary mail', Buffer.alloc(150_000, words)],
  ['one that compresses to no less', randomBytes(1_000_000)],
  ['a large one', randomBytes(3_000_000)],
])('the compressed bytes of %s have memory of their own, and no more than they need', async (_, raw) => {
  const { zstd } = await pack(raw);
  expect(zstd.buffer.byteLength).toBe(zstd.length);
});

test('those of small mails, which share their memory, outlive each other', async () => {
  const raws = Array.from({ length: 100 }, (_, i) => Buffer.from(`mail ${i} `.repeat(200)));
  const packed = await Promise.all(raws.map(pack));
  for (const [i, { zstd }] of packed.entries()) expect(await unpack(zstd)).toEqual({ raw: raws[i] });
});
