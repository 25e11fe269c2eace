import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { openUnderstanding, type Understanding, type UnderstandingOptions } from '../src/understand.ts';
import { base64Lines, DESK, fixture, mailWith } from './mail/mails.ts';
import { tempFolder } from './support/temp-folder.ts';

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

test('a thread that was started has its libraries before the first mail comes, and is the one that reads it', async () => {
  const folder = tempFolder();
  const note = join(folder, 'note');
  const workerFile = join(folder, 'worker.mjs');
  writeFileSync(
    workerFile,
    `import { appendFileSync } from 'node:fs';
    appendFileSync(${JSON.stringify(note)}, 'loaded ');
    export default ({ raws }) => raws.map((raw) => ({ message: { subject: Buffer.from(raw).toString() } }));
    export const files = () => new Map();`,
  );
  const reader = understanding({ workerFile: pathToFileURL(workerFile) });
  reader.start();
  await vi.waitFor(() => expect(existsSync(note)).toBe(true), 10_000);
  expect(subjects([await reader.read(Buffer.from('first'), DESK)])).toEqual(['first']);
  expect(readFileSync(note, 'utf8')).toBe('loaded ');
});

test('a mail that comes while its thread starts is read by it', async () => {
  const reader = understanding({});
  reader.start();
  expect(subjects([await reader.read(fixture('pedido-simples'), DESK)])).toEqual([
    'Não consigo publicar o fluxo do bot',
  ]);
});

test('what is closed while it starts, and started when it is closed, reads nothing', async () => {
  const reader = understanding({});
  reader.start();
  await reader.close();
  reader.start();
  await expect(reader.read(Buffer.from('x'), DESK)).rejects.toThrow(/closed/);
});

test('a thread that could not be started is told of with the first mail', async () => {
  const reader = understanding({ workerFile: new URL('fixtures/no-such-worker.mjs', import.meta.url) });
  reader.start();
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

test('the files of a mail come out of the thread as they went in, and only those that are asked for', async () => {
  const contents = ['first', 'second', 'third'].map((word) => Buffer.from(word.repeat(20_000)));
  const [first = '', second = '', third = ''] = contents.map((bytes) =>
    createHash('sha256').update(bytes).digest('hex'),
  );
  const parts = contents.map(
    (bytes, n) =>
      `--b\nContent-Type: image/png; name=${n}.png\nContent-Transfer-Encoding: base64\n\n${base64Lines(bytes)}\n`,
  );
  const raw = mailWith(['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'], `${parts.join('')}--b--`);
  const before = Buffer.from(raw);
  const reader = understanding({});
  const [files, reading] = await Promise.all([
    reader.files(raw, [third, first, 'f'.repeat(64)]),
    reader.read(raw, DESK),
  ]);
  expect([...files.keys()].sort()).toEqual([first, third].sort());
  expect(files.get(first)?.equals(contents[0] ?? Buffer.alloc(0))).toBe(true);
  expect(files.get(third)?.equals(contents[2] ?? Buffer.alloc(0))).toBe(true);
  expect(reading).toMatchObject({
    message: { attachments: [{ sha256: first }, { sha256: second }, { sha256: third }] },
  });
  expect(raw.equals(before)).toBe(true);
});

test('files of a mail that can not be read are refused with the reason', async () => {
  const raw = Buffer.from(`From: ana@acme.example\r\nX: ${'x'.repeat(300_000)}\r\n\r\n`);
  await expect(understanding({}).files(raw, ['a'])).rejects.toThrow(/more than 256 KB/);
});

test('a mail that breaks or hangs its thread gives no files, and the mails beside it flow', async () => {
  const reader = understanding({ workerFile: fragile, deadlineMs: 1_500, heapMb: 64 });
  const words = ['one', 'exit', 'spin', 'two', 'hoard'];
  const settled = Promise.allSettled(words.map((word) => reader.files(Buffer.from(word), [word])));
  const readings = await Promise.all(['three', 'four'].map((word) => reader.read(Buffer.from(word), DESK)));
  expect(subjects(readings)).toEqual(['three', 'four']);
  expect(
    (await settled).map((one) => (one.status === 'fulfilled' ? [...one.value.keys()] : one.reason.message)),
  ).toEqual([
    ['one'],
    expect.stringMatching(/broke the thread .*, 2 times/),
    'reading it takes longer than 1500 ms, 2 times',
    ['two'],
    'reading it needs more than 64 MB, 2 times',
  ]);
});

test('no files are had where no thread starts, or the reading is closed', async () => {
  const reader = understanding({ workerFile: new URL('fixtures/no-such-worker.mjs', import.meta.url) });
  await expect(reader.files(Buffer.from('x'), ['x'])).rejects.toThrow(/does not start/);
  await reader.close();
  await expect(reader.files(Buffer.from('x'), ['x'])).rejects.toThrow(/closed/);
});
