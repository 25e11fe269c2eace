import { afterEach, expect, test } from 'vitest';
import { openUnderstanding, type Understanding, type UnderstandingOptions } from '../src/understand.ts';
import { DESK, fixture } from './mail/mails.ts';

let open: Understanding | null = null;
afterEach(() => open?.close());

const understanding = (options: Partial<UnderstandingOptions>) => {
  open = openUnderstanding({ deadlineMs: 10_000, heapMb: 256, ...options });
  return open;
};
const fragile = new URL('fixtures/fragile-worker.mjs', import.meta.url);
const subjects = (readings: Awaited<ReturnType<Understanding['read']>>[]) =>
  readings.map((reading) => ('message' in reading ? reading.message.subject : reading.unreadable));

test('a mail is read in a thread as it is read here, and its bytes stay', async () => {
  const raw = fixture('pedido-simples');
  const before = Buffer.from(raw);
  const reading = await understanding({}).read(raw, DESK);
  expect(subjects([reading])).toEqual(['Não consigo publicar o fluxo do bot']);
  expect(raw.equals(before)).toBe(true);
});

test('a mail over a limit of the parser is unreadable, and says why', async () => {
  const raw = Buffer.from(`From: ana@acme.example\r\nX: ${'x'.repeat(300_000)}\r\n\r\n`);
  expect(await understanding({}).read(raw, DESK)).toEqual({ unreadable: expect.stringMatching(/more than 256 KB/) });
});

test.each([1, 2])('mails that break or hang one of %i threads are unreadable, and the others flow', async (threads) => {
  const reader = understanding({ workerFile: fragile, deadlineMs: 1_500, heapMb: 64, threads });
  const words = ['one', 'exit', 'two', 'spin', 'three', 'hoard', 'four', 'throw', 'five', 'buffers', 'six'];
  const readings = await Promise.all(words.map((word) => reader.read(Buffer.from(word), DESK)));
  expect(subjects(readings)).toEqual([
    'one',
    expect.stringMatching(/broke the thread .*, 2 times/),
    'two',
    'reading it takes longer than 1500 ms, 2 times',
    'three',
    'reading it needs more than 64 MB, 2 times',
    'four',
    expect.stringMatching(/broke the thread \(thrown\), 2 times/),
    'five',
    'reading it needs more buffers than its size allows, 2 times',
    'six',
  ]);
});

test('a mail that broke its thread once by accident is read the second time', async () => {
  const reader = understanding({ workerFile: fragile, deadlineMs: 5_000 });
  expect(subjects([await reader.read(Buffer.from('exit-unless-second'), DESK)])).toEqual(['exit-unless-second']);
});

test('waiting for others does not count against a mail’s deadline', async () => {
  const reader = understanding({ workerFile: fragile, deadlineMs: 700 });
  const readings = await Promise.all(Array.from({ length: 8 }, () => reader.read(Buffer.from('slow'), DESK)));
  expect(subjects(readings)).toEqual(Array(8).fill('slow'));
});

test('a worker that does not start is no mail’s fault', async () => {
  const reader = understanding({ workerFile: new URL('fixtures/no-such-worker.mjs', import.meta.url) });
  await expect(reader.read(Buffer.from('x'), DESK)).rejects.toThrow(/does not start/);
});

test('closing rejects what is not read', async () => {
  const reader = understanding({ workerFile: fragile });
  const reads = ['spin', 'waits'].map((word) => reader.read(Buffer.from(word), DESK));
  const settled = Promise.allSettled(reads);
  await reader.close();
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(reader.read(Buffer.from('x'), DESK)).rejects.toThrow(/closed/);
});
