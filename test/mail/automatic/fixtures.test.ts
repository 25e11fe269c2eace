/** Whole mails, each named for what it shows, in folders named for what they are. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AutomaticKind } from '../../../src/mail/message.ts';
import { readMail } from '../../../src/mail/read.ts';
import { DESK, fixture } from '../mails.ts';

const folder = new URL('../../fixtures/mail/automatic/', import.meta.url);

/** What stands in each folder. A receipt is an auto-reply: no person wrote it, and it belongs to what it answers. */
const KINDS: Record<string, AutomaticKind | 'human'> = {
  'auto-reply': 'auto-reply',
  receipt: 'auto-reply',
  feedback: 'feedback',
  challenge: 'challenge',
  list: 'list',
  bulk: 'bulk',
  human: 'human',
};

const mails = Object.entries(KINDS).flatMap(([kind, expected]) =>
  readdirSync(new URL(`${kind}/`, folder)).map((file) => ({ name: `${kind}/${file.replace('.eml', '')}`, expected })),
);

test('there are mails of every kind', () => {
  const counts = Object.keys(KINDS).map((kind) => [
    kind,
    mails.filter(({ name }) => name.startsWith(`${kind}/`)).length,
  ]);
  expect(Object.fromEntries(counts)).toMatchObject({ 'auto-reply': expect.any(Number) });
  for (const [kind, count] of counts) expect(count, `${kind}`).toBeGreaterThan(3);
});

test.each(mails)('$name is $expected', async ({ name, expected }) => {
  const { automatic } = await readMail(fixture(`automatic/${name}`), DESK);
  expect(automatic?.kind ?? 'human', automatic?.because).toBe(expected);
  if (automatic) expect(automatic.because).not.toBe('');
});
