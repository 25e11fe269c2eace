import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FilesMailbox } from '../../src/mailbox/files.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { fetchAll, mail } from './mails.ts';

const AT = new Date('2026-11-03T12:00:00Z');

function file(folder: string, name: string, content: string | Buffer, at = AT): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  utimesSync(path, at, at);
  return path;
}

async function read(...paths: string[]) {
  const unreadable: string[] = [];
  const mailbox = new FilesMailbox({ paths, epoch: 'run', onUnreadable: (path) => unreadable.push(path) });
  expect(await mailbox.open()).toBe('run');
  const listed = await mailbox.list();
  const fetched = await fetchAll(mailbox, listed);
  await mailbox.close();
  return { listed, fetched, texts: fetched.map((one) => one.raw?.toString()), unreadable };
}

test('a mail file is one mail, received at its file time', async () => {
  const path = file(tempFolder(), 'a.eml', mail(1));
  const { listed, fetched } = await read(path);
  expect(listed).toEqual([{ uid: '1', size: mail(1).length, receivedAt: AT.getTime() }]);
  expect(fetched).toEqual([{ ...listed[0], raw: mail(1), truncated: false, file: path }]);
});

test('an mbox is split at its From lines, which say when each mail was received', async () => {
  const mbox = [
    'From ana@acme.example Tue Nov  3 13:00:00 2026',
    'Subject: one',
    '',
    'text',
    '',
    'From ana@acme.example Tue Nov  3 11:00:00 2026 -0300',
    'Subject: two',
    '',
    '>From here on it is quoted',
    '>>From twice',
    '',
    'From nobody',
    'Subject: three',
    '',
    'no date: the file tells',
    '',
  ].join('\n');
  const { listed, texts } = await read(file(tempFolder(), 'box', mbox));
  expect(texts).toEqual([
    'Subject: one\n\ntext\n',
    'Subject: two\n\nFrom here on it is quoted\n>From twice\n',
    'Subject: three\n\nno date: the file tells\n',
  ]);
  expect(listed.map((one) => new Date(one.receivedAt).toISOString())).toEqual([
    '2026-11-03T13:00:00.000Z',
    '2026-11-03T14:00:00.000Z',
    '2026-11-03T12:00:00.000Z',
  ]);
});

test('an mbox with CRLF is split as well', async () => {
  const one = 'From a Tue Nov  3 13:00:00 2026\r\nSubject: one\r\n\r\ntext\r\n';
  const { texts } = await read(file(tempFolder(), 'box', `${one}\r\n${one}`));
  expect(texts).toEqual(['Subject: one\r\n\r\ntext\r\n', 'Subject: one\r\n\r\ntext\r\n']);
});

test('a sentence that begins with From splits no mail', async () => {
  const mbox =
    'From a Tue Nov  3 13:00:00 2026\nSubject: one\n\ntext\n\nFrom now on the bot is silent.\nFrom that day.\n';
  const { texts } = await read(file(tempFolder(), 'box', mbox));
  expect(texts).toEqual(['Subject: one\n\ntext\n\nFrom now on the bot is silent.\nFrom that day.\n']);
});

test('mails of an mbox are found wherever the pieces end that it is read in', async () => {
  const separator = 'From a@b.example Tue Nov  3 13:00:00 2026\n';
  const window = 4 * 1024 * 1024;
  // The second From line begins at every place around the end of the first piece.
  for (const shift of [-50, -8, -7, -6, -3, -2, -1, 0, 1, 2, 3, 7]) {
    const head = `${separator}Subject: one\n\n`;
    const first = `${head}${'x'.repeat(window + shift - head.length - 2)}\n\n`;
    const { listed, texts } = await read(file(tempFolder(), 'box', `${first}${separator}Subject: two\n\nend\n`));
    expect(listed, `shift ${shift}`).toHaveLength(2);
    expect(texts[1], `shift ${shift}`).toBe('Subject: two\n\nend\n');
  }
});

test('a Maildir gives the mails of new/ and cur/ by time, and keeps them', async () => {
  const folder = tempFolder();
  for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(folder, part));
  file(join(folder, 'new'), '2.host', mail(2), new Date(2_000_000));
  file(join(folder, 'cur'), '1.host:2,S', mail(1), new Date(1_000_000));
  file(join(folder, 'tmp'), '3.host', mail(3));
  const { texts, listed } = await read(folder);
  expect(texts).toEqual([mail(1).toString(), mail(2).toString()]);
  expect(listed.map((one) => one.receivedAt)).toEqual([1_000_000, 2_000_000]);
  expect((await read(folder)).texts).toHaveLength(2);
});

test('a folder gives its .eml files in the order of their names', async () => {
  const folder = tempFolder();
  for (const n of [10, 9, 1]) file(folder, `${n}.eml`, mail(n));
  file(folder, 'notes.txt', 'no mail');
  expect((await read(folder)).texts).toEqual([mail(1), mail(9), mail(10)].map(String));
});

test('what can not be read is told, and the others come', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'empty'));
  const good = file(folder, 'good.eml', mail(1));
  const missing = join(folder, 'missing.eml');
  const { texts, unreadable } = await read(missing, join(folder, 'empty'), good);
  expect(unreadable).toEqual([missing, join(folder, 'empty')]);
  expect(texts).toEqual([mail(1).toString()]);
});

test('a file that can not be opened is told', async () => {
  const path = join(tempFolder(), 'dangling.eml');
  symlinkSync('nowhere.eml', path);
  expect((await read(path)).unreadable).toEqual([path]);
});

test('of a mail over the limit only the header is read', async () => {
  const mailbox = new FilesMailbox({
    paths: [file(tempFolder(), 'big.eml', mail(1, 50_000))],
    epoch: 'run',
    onUnreadable: () => undefined,
  });
  const [fetched] = await fetchAll(mailbox, await mailbox.list(), 10_000);
  await mailbox.close();
  expect(fetched?.truncated).toBe(true);
  expect(fetched?.size).toBe(mail(1, 50_000).length);
  expect(fetched?.raw?.toString()).toMatch(/^From: [\s\S]*\r\n\r\n$/);
  expect(fetched?.raw?.length).toBeLessThan(1_000);
});
