/** The Maildir mailbox on real folders. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MaildirMailbox, probeMaildir } from '../../src/mailbox/maildir.ts';
import { failure, fetchAll, mail } from './mails.ts';

let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'maildir-'));
  for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(path, part));
});
afterEach(() => rmSync(path, { recursive: true }));

function put(file: string, raw: Buffer, second = 0): void {
  writeFileSync(join(path, file), raw);
  utimesSync(join(path, file), 1_772_000_000 + second, 1_772_000_000 + second);
}

async function open(): Promise<MaildirMailbox> {
  const mailbox = new MaildirMailbox({ path, done: 'Processed' });
  expect(await mailbox.open()).toBe('maildir');
  return mailbox;
}

function processed(): string[] {
  return readdirSync(join(path, '.Processed', 'cur')).sort();
}

test('lists new and already shown mail, oldest first, fetches it, and moves it when done', async () => {
  put('new/3.M1.host', mail(3), 3);
  put('cur/1.M1.host:2,S', mail(1), 1);
  put('new/2.M2.host', mail(2), 2);
  put('new/2.M1.host', mail(20), 2);
  const mailbox = await open();
  expect(mailbox.name).toBe(`maildir:${path}`);
  const listed = await mailbox.list();
  expect(listed.map((each) => each.uid)).toEqual(['1.M1.host', '2.M1.host', '2.M2.host', '3.M1.host']);
  expect(listed[0]).toEqual({ uid: '1.M1.host', size: mail(1).length, receivedAt: 1_772_000_001_000 });
  const fetched = await fetchAll(mailbox, listed);
  expect(fetched.map((each) => each.raw)).toEqual([mail(1), mail(20), mail(2), mail(3)]);

  await mailbox.done(['1.M1.host', '2.M2.host']);
  expect((await mailbox.list()).map((each) => each.uid)).toEqual(['2.M1.host', '3.M1.host']);
  expect(processed()).toEqual(['1.M1.host:2,S', '2.M2.host:2,S']);
  expect(readFileSync(join(path, '.Processed/cur/1.M1.host:2,S'))).toEqual(mail(1));
  expect(readdirSync(join(path, '.Processed')).sort()).toEqual(['cur', 'maildirfolder', 'new', 'tmp']);
});

test('marking never overwrites a mail that is there under the same name', async () => {
  const mailbox = await open();
  for (const number of [1, 2, 3]) {
    put('new/same.host', mail(number));
    await mailbox.list();
    await mailbox.done(['same.host']);
  }
  expect(processed()).toEqual(['same.host.2:2,S', 'same.host.3:2,S', 'same.host:2,S']);
  expect(processed().map((name) => readFileSync(join(path, '.Processed/cur', name)).toString())).toEqual(
    [2, 3, 1].map((number) => mail(number).toString()),
  );
});

test('a mail that another program moves or flags meanwhile is still found; a mail that has vanished is gone', async () => {
  put('new/1.host', mail(1));
  put('new/2.host', mail(2));
  const mailbox = await open();
  const listed = await mailbox.list();
  renameSync(join(path, 'new/1.host'), join(path, 'cur/1.host:2,RS'));
  rmSync(join(path, 'new/2.host'));
  expect((await fetchAll(mailbox, listed)).map((each) => each.raw)).toEqual([mail(1), null]);
  renameSync(join(path, 'cur/1.host:2,RS'), join(path, 'cur/1.host:2,FRS'));
  await mailbox.done(['1.host', '2.host']);
  expect(processed()).toEqual(['1.host:2,S']);
  expect(await mailbox.list()).toEqual([]);
});

test('odd names are names: spaces, accents, several colons, a leading dash; hidden files and folders are no mail', async () => {
  const names = ['with space', 'ação.host', '-rf', 'a:b:2,S', '日本'];
  names.forEach((name, index) => {
    put(`new/${name}`, mail(index), index);
  });
  put('new/.hidden', mail(9));
  mkdirSync(join(path, 'cur/folder'));
  const mailbox = await open();
  const listed = await mailbox.list();
  expect(listed.map((each) => each.uid)).toEqual(['with space', 'ação.host', '-rf', 'a', '日本']);
  expect((await fetchAll(mailbox, listed)).map((each) => each.raw)).toEqual(names.map((_, index) => mail(index)));
  await mailbox.done(listed.map((each) => each.uid));
  expect(processed()).toHaveLength(5);
});

test('of a mail over the limit only the header comes, with either kind of line end', async () => {
  put('new/1.host', mail(1, 500_000), 1);
  put('new/2.host', Buffer.from(mail(2, 500_000).toString().replaceAll('\r\n', '\n')), 2);
  const mailbox = await open();
  const [crlf, lf] = await fetchAll(mailbox, await mailbox.list(), 1_000);
  expect(crlf?.truncated).toBe(true);
  expect(crlf?.raw?.toString()).toMatch(/^From: Ana[\s\S]*@acme\.example>\r\n\r\n$/);
  expect(lf?.raw?.toString()).toMatch(/^From: Ana[\s\S]*@acme\.example>\n\n$/);
});

test('news comes at once when a mail is delivered, and when one came since the last list', async () => {
  put('new/0.host', mail(0));
  const mailbox = await open();
  await mailbox.list();
  let heard = false;
  const news = mailbox.news(AbortSignal.timeout(4_000)).then(() => {
    heard = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(heard).toBe(false);
  const delivered = performance.now();
  put('tmp/1.host', mail(1));
  renameSync(join(path, 'tmp/1.host'), join(path, 'new/1.host'));
  await news;
  expect(performance.now() - delivered).toBeLessThan(500);

  await mailbox.list();
  put('new/2.host', mail(2));
  const asked = performance.now();
  await mailbox.news(AbortSignal.timeout(4_000));
  expect(performance.now() - asked).toBeLessThan(500);
});

test('waiting for news ends with its signal, and fails where the folder goes away', async () => {
  const mailbox = await open();
  await mailbox.list();
  await mailbox.news(AbortSignal.timeout(50));
  await mailbox.news(AbortSignal.abort());
  rmSync(join(path, 'new'), { recursive: true });
  expect((await failure(mailbox.news(AbortSignal.timeout(4_000)))).kind).toBe('away');
  expect((await failure(mailbox.list())).kind).toBe('away');
});

test('a folder that is no Maildir is refused with what it lacks', async () => {
  rmSync(join(path, 'cur'), { recursive: true });
  const error = await failure(new MaildirMailbox({ path, done: 'Processed' }).open());
  expect(error.kind).toBe('protocol');
  expect(error.message).toContain('is not a Maildir');
  expect(error.message).toContain('mailbox.path');
});

test('the probe says how many mails wait', async () => {
  put('new/1.host', mail(1));
  expect(await probeMaildir({ path, done: 'Processed' })).toBe(`1 mail waits in ${path}`);
});
