/** Raw mail, compressed and back; and the memory that it took, which is given back and never that of others. */
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { discard, pack, unpack } from '../../src/store/packed.ts';

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
])('what %s took is free when it is discarded', async (_, raw) => {
  const packed = await pack(raw);
  const memory = packed.zstd.buffer;
  discard(packed);
  expect(memory.byteLength).toBe(0);
  expect(packed.zstd).toHaveLength(0);
});

test('a mail of just the pool’s size takes nothing of the pool along', async () => {
  const pooled = Buffer.from('lies in the pool');
  const packed = await pack(Buffer.alloc(Buffer.poolSize, words));
  expect(packed.alone).toBe(false);
  discard(packed);
  expect(pooled.toString()).toBe('lies in the pool');
  expect(Buffer.from('so does this').toString()).toBe('so does this');
});

test('small mails share their memory, so that those that are discarded leave the others whole', async () => {
  const raws = Array.from({ length: 100 }, (_, i) => Buffer.from(`mail ${i} `.repeat(200)));
  const packed = await Promise.all(raws.map(pack));
  for (const [i, one] of packed.entries()) if (i % 2 === 0) discard(one);
  for (const [i, { zstd }] of packed.entries()) if (i % 2 === 1) expect(await unpack(zstd)).toEqual({ raw: raws[i] });
});
