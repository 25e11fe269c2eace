import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { type Delivering, deliverDue } from '../src/deliver.ts';
import { indexContracts } from '../src/directory/index-contracts.ts';
import type { LetterFile } from '../src/letters/letter.ts';
import { filesIn } from '../src/mail/mime/files.ts';
import { parseMail } from '../src/mail/mime/parse.ts';
import { FolderOutgoing } from '../src/outgoing/folder.ts';
import type { Outgoing } from '../src/outgoing/outgoing.ts';
import { loadTemplates } from '../src/templates.ts';
import { decide } from '../src/ticket/decide.ts';
import type { Decision, Facts, InboundMail } from '../src/ticket/decision.ts';
import { openUnderstanding } from '../src/understand.ts';
import { base64Lines } from './mail/mails.ts';
import { movableClock } from './support/desk.ts';
import { contract, desk, user } from './support/facts.ts';
import { by, openSettling } from './support/settling.ts';
import { tempFolder } from './support/temp-folder.ts';

const ANA = 'ana@acme.example';
const RUI = 'rui@acme.example';
const LOG = Buffer.from('09:00 o canal caiu\n');
const PICTURE = randomBytes(3_000);

test('the files that a letter names go out with it, byte for byte', async () => {
  const { deliver, outgoing } = await deskWith([{ from: ANA, names: [LOG, PICTURE] }]);
  expect(await deliver()).toMatchObject({ sent: 1 });
  const [sent] = outgoing();
  const { attachments } = await parseMail(sent?.raw ?? Buffer.alloc(0));
  expect(attachments.map(({ filename, sha256 }) => [filename, sha256])).toEqual([
    ['0.log', hash(LOG)],
    ['1.png', hash(PICTURE)],
  ]);
});

test('a letter whose file the mail does not hold is held and says which, and the others go', async () => {
  const { deliver, letters } = await deskWith([
    { from: ANA, names: [LOG], wants: [PICTURE] },
    { from: RUI, names: [LOG] },
  ]);
  expect(await deliver()).toMatchObject({ sent: 1 });
  expect(letters()).toEqual([
    [RUI, 'sent', null],
    [ANA, 'held', '"0.png" can not be had: mail 1 does not hold it'],
  ]);
});

test('a letter whose mail is damaged is held and says so', async () => {
  const { deliver, letters, database } = await deskWith([{ from: ANA, names: [LOG] }]);
  database.exec("UPDATE raw SET zstd = x'00'");
  await deliver();
  expect(letters()).toEqual([[ANA, 'held', expect.stringMatching(/^"0\.log" of mail 1 can not be had: .*damaged/)]]);
});

test('a letter whose mail breaks what reads it is held, and goes out when it is tried again and can be had', async () => {
  const fragile = new URL('fixtures/fragile-worker.mjs', import.meta.url);
  const understanding = openUnderstanding({ deadlineMs: 2_000, heapMb: 64, workerFile: fragile });
  onTestFinished(() => understanding.close());
  const { deliver, letters, store, clock } = await deskWith([{ from: ANA, names: [LOG] }]);
  await deliver({ files: (_raw, hashes) => understanding.files(Buffer.from('exit'), hashes) });
  expect(letters()).toEqual([[ANA, 'held', expect.stringMatching(/^"0\.log" of mail 1 can not be had: .*2 times$/)]]);
  await store.changeLetter(1, 'retry', clock.now());
  expect(await deliver()).toMatchObject({ sent: 1 });
});

test('an error of the database is no letter’s fault: nothing is held, and the letter goes out later', async () => {
  const { deliver, letters, store } = await deskWith([{ from: ANA, names: [LOG] }]);
  const away = { ...store, raw: () => Promise.reject(new Error('disk I/O error')) };
  await expect(deliver({ store: away })).rejects.toThrow('disk I/O error');
  expect(letters()).toEqual([[ANA, 'queued', null]]);
  expect(await deliver()).toMatchObject({ sent: 1 });
});

test('a letter with files is made once: tried again it is the same mail, though its files are gone', async () => {
  const { deliver, store, clock, outgoing, folder } = await deskWith([{ from: ANA, names: [LOG] }]);
  const away: Outgoing = {
    verify: () => folder.verify(),
    close: () => folder.close(),
    send: async () => ({ outcome: 'not-begun', error: 'the server is away', login: false }),
  };
  expect(await deliver({ outgoing: away })).toMatchObject({ sent: 0 });
  expect(await store.outbox.due(clock.now(), 1)).toMatchObject([{ mime: null }]);
  const made = await store.outbox.mime(1);
  expect(await deliver({ files: () => Promise.reject(new Error('gone')) })).toMatchObject({ sent: 1 });
  expect(outgoing()[0]?.raw.equals(made ?? Buffer.alloc(0))).toBe(true);
});

test('letters with files are in memory one at a time, and letters without go out beside them', async () => {
  const people = Array.from({ length: 6 }, (_, i) => ({ from: `heavy${i}@acme.example`, names: [LOG, PICTURE] }));
  const light = Array.from({ length: 30 }, (_, i) => ({ from: `light${i}@acme.example`, names: [] }));
  const { deliver, letters, folder, outgoing } = await deskWith([...people, ...light]);
  let inMemory = 0;
  let most = 0;
  const together: number[] = [];
  let sending = 0;
  const counting: Outgoing = {
    verify: () => folder.verify(),
    close: () => folder.close(),
    async send(parcel, begun) {
      together.push(++sending);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const result = await folder.send(parcel, begun);
      if (parcel.recipients[0]?.startsWith('heavy')) inMemory--;
      sending--;
      return result;
    },
  };
  const files: Delivering['files'] = async (raw, hashes) => {
    most = Math.max(most, ++inMemory);
    return filesIn(raw, hashes);
  };
  expect(await deliver({ outgoing: counting, files })).toMatchObject({ sent: 36 });
  expect(most).toBe(1);
  expect(Math.max(...together)).toBeGreaterThan(5);
  expect(letters().filter(([, state]) => state === 'sent')).toHaveLength(36);
  expect(outgoing()).toHaveLength(36);
});

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function partsOf(files: Buffer[]): { name: string; type: string; bytes: Buffer }[] {
  return files.map((bytes, n) =>
    bytes === LOG ? { name: `${n}.log`, type: 'text/x-log', bytes } : { name: `${n}.png`, type: 'image/png', bytes },
  );
}

/**
 * A desk with mails that hold files (`names`), each answered by a letter to its sender with those files, or with others
 * (`wants`). Letters go to a folder.
 */
async function deskWith(mails: { from: string; names: Buffer[]; wants?: Buffer[] }[]) {
  const clock = movableClock();
  const rules = desk({ agents: [] });
  const { store, path, settle } = await openSettling();
  const database = new Database(path);
  onTestFinished(() => {
    database.close();
  });
  const directory = indexContracts([contract({ endsOn: null, users: mails.map(({ from }) => user({ email: from })) })]);
  let nth = 0;
  const deciding = (mail: InboundMail, facts: Facts): Decision => {
    const decision = decide(mail, facts, rules, clock.now());
    const { names = [], wants } = mails[nth++] ?? {};
    const files = partsOf(wants ?? names).map(
      ({ name, type, bytes }): LetterFile => ({
        mailId: mail.id,
        sha256: hash(bytes),
        filename: name,
        contentType: type,
        size: bytes.length,
        contentId: null,
      }),
    );
    const letters = decision.letters.map((letter) => (files.length > 0 ? { ...letter, files } : letter));
    return { ...decision, letters };
  };
  const raws = mails.map(({ from, names }) => mailOf(from, names));
  await settle(
    mails.map(({ from }) => by(from)),
    { now: clock.now(), rules, directory, raws, deciding },
  );

  const sentFolder = tempFolder();
  const folder = new FolderOutgoing({ path: sentFolder });
  const { templates } = await loadTemplates(fileURLToPath(new URL('../templates', import.meta.url)), null);
  const delivering: Delivering = {
    store,
    outgoing: folder,
    desk: () => rules,
    templates: () => templates,
    files: filesIn,
    clock,
    log: pino({ level: 'silent' }),
    lettersPerDeskHour: () => 1_000,
  };
  return {
    store,
    clock,
    database,
    folder,
    deliver: (over: Partial<Delivering> = {}) => deliverDue({ ...delivering, ...over }, new AbortController().signal),
    letters: () => store.reads.outbox(true, 100).map(({ to, state, error }) => [to, state, error]),
    outgoing: () =>
      readdirSync(sentFolder)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => ({ name, raw: readFileSync(join(sentFolder, name)) })),
  };
}

function mailOf(from: string, files: Buffer[]): Buffer {
  const parts = partsOf(files).map(
    ({ name, type, bytes }) =>
      `--b\r\nContent-Type: ${type}; name=${name}\r\nContent-Disposition: attachment; filename=${name}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(bytes)}\r\n`,
  );
  return Buffer.from(
    `From: ${from}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSegue.\r\n${parts.join('')}--b--\r\n`,
  );
}
