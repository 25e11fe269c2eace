import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesIn } from '../../../src/mail/mime/files.ts';
import { readMail } from '../../../src/mail/read.ts';
import { base64Lines, DESK, fixture, mailWith } from '../mails.ts';
import { largeMails } from './large-mails.ts';

const FIXTURES = ['decoding', 'forward', 'reply', 'agent-reply'].flatMap((folder) =>
  readdirSync(new URL(`../../fixtures/mail/${folder}/`, import.meta.url)).map(
    (name) => `${folder}/${name.replace(/\.eml$/, '')}`,
  ),
);

describe('each file that a mail is said to have can be had, byte for byte', () => {
  test.each(FIXTURES)('%s', async (name) => {
    await expectAllFiles(fixture(name));
  });

  test.each(Object.entries(largeMails(1_000_000)))('large: %s', async (_, make) => {
    await expectAllFiles(make().raw);
  });
});

test.each([
  ['decoding/winmail', 'log.txt'],
  ['decoding/uuencode-no-texto', null],
])('what %s packs is had too', async (name, filename) => {
  const raw = fixture(name);
  const packed = (await readMail(raw, DESK)).attachments.filter(
    (one) => filename === null || one.filename === filename,
  );
  expect(packed).toHaveLength(1);
  const [{ sha256, size } = { sha256: '', size: 0 }] = packed;
  expect((await filesIn(raw, [sha256])).get(sha256)?.length).toBe(size);
});

test('a mail forwarded as a file gives its own files too', async () => {
  const inner = `From: ana@acme.example\r\nMIME-Version: 1.0\r\nContent-Type: image/png; name=erro.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from('imagem'))}`;
  const raw = mailWith(
    ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
    `--b\n\nVeja.\n--b\nContent-Type: message/rfc822\n\n${inner}\n--b--`,
  );
  expect((await readMail(raw, DESK)).attachments.map(({ filename }) => filename)).toContain('erro.png');
  await expectAllFiles(raw);
});

test('what a mail does not hold is missing', async () => {
  expect(await filesIn(fixture('agent-reply/gmail-android-pt-br-attachment'), ['0'.repeat(64)])).toEqual(new Map());
});

test('one file that is there twice is had once', async () => {
  const part = `--b\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n${base64Lines(Buffer.from('a'))}\n`;
  const raw = mailWith(['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'], `${part}${part}--b--`);
  const sha256 = createHash('sha256').update('a').digest('hex');
  expect([...(await filesIn(raw, [sha256, sha256]))].map(([hash, bytes]) => [hash, bytes.toString()])).toEqual([
    [sha256, 'a'],
  ]);
});

async function expectAllFiles(raw: Buffer): Promise<void> {
  const { attachments } = await readMail(raw, DESK);
  const files = await filesIn(
    raw,
    attachments.map(({ sha256 }) => sha256),
  );
  for (const { sha256, size } of attachments) {
    const bytes = files.get(sha256);
    expect(bytes?.length).toBe(size);
    expect(
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex'),
    ).toBe(sha256);
  }
}
