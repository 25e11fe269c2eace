/** Memory that is given back: at once, and never that of others. */
import { expect, test } from 'vitest';
import { giveBack } from '../src/give-back.ts';

const MEGABYTE = 1_048_576;

test('a buffer with memory of its own is empty, and its bytes are free without a collection', () => {
  const buffers = Array.from({ length: 20 }, () => Buffer.alloc(MEGABYTE, 1));
  const before = process.memoryUsage().arrayBuffers;
  for (const buffer of buffers) giveBack(buffer);
  expect(before - process.memoryUsage().arrayBuffers).toBeGreaterThan(19 * MEGABYTE);
  expect(buffers.map((buffer) => buffer.length)).toEqual(buffers.map(() => 0));
});

test('one that shares its memory stays as it is, with those it shares it with', () => {
  const whole = Buffer.from('of two mails in one buffer, the first');
  const first = whole.subarray(0, 5);
  const pooled = Buffer.from('small ones of the pool');
  giveBack(first);
  giveBack(pooled);
  expect(first.toString()).toBe('of tw');
  expect(whole.toString()).toBe('of two mails in one buffer, the first');
  expect(pooled.toString()).toBe('small ones of the pool');
  expect(pooled.buffer.byteLength).toBeGreaterThan(pooled.length);
});

test('an empty one, and one given back before, are no error', () => {
  const buffer = Buffer.alloc(MEGABYTE);
  giveBack(buffer);
  giveBack(buffer);
  giveBack(Buffer.alloc(0));
  expect(buffer).toHaveLength(0);
});
