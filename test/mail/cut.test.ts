import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cutLargeParts } from '../../src/mail/cut.ts';
import { readMail } from '../../src/mail/read.ts';
import { base64Lines, DESK, fixture, mailWith } from './mails.ts';

const large = (size = 40_000) => base64Lines(randomBytes(size));
const part = (header: string, body: string) => `--b\r\n${header}\r\n\r\n${body}\r\n`;
const encoded = (type: string) => `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64`;
const mixed = (...parts: string[]) =>
  Buffer.from(
    `From: ana@acme.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part('', 'oi')}${parts.join('')}--b--\r\n`,
    'latin1',
  );

const same = large();
const inner = mixed(part(encoded('image/png'), large()))
  .toString('latin1')
  .replaceAll('--b', '--c')
  .replace('boundary=b', 'boundary=c');
const mails: Record<string, { raw: Buffer; cuts: number }> = {
  'one large attachment': { raw: mixed(part(encoded('image/png; name=a.png'), large())), cuts: 1 },
  'a size of each remainder': {
    raw: mixed(...[40_000, 40_001, 40_002].map((n) => part(encoded('image/png'), large(n)))),
    cuts: 3,
  },
  'the same attachment twice': {
    raw: mixed(part(encoded('image/png'), same), part(encoded('image/png'), same)),
    cuts: 2,
  },
  'bare line feeds': {
    raw: Buffer.from(
      mixed(part(encoded('image/png'), large()))
        .toString('latin1')
        .replaceAll('\r\n', '\n'),
    ),
    cuts: 1,
  },
  'empty lines after it': { raw: mixed(part(encoded('image/png'), `${large()}\r\n\r\n`)), cuts: 1 },
  'words after it': { raw: mixed(part(encoded('image/png'), `${large()}\r\nmore words!`)), cuts: 1 },
  'more base64 after its padding': {
    raw: mixed(part(encoded('image/png'), `${large(40_001)}\r\n${large(100)}`)),
    cuts: 1,
  },
  'base64 that says it is quoted-printable': {
    raw: mixed(part('Content-Type: image/png\r\nContent-Transfer-Encoding: quoted-printable', large())),
    cuts: 0,
  },
  'a text': { raw: mixed(part(encoded('text/plain'), base64Lines(Buffer.from('Olá, '.repeat(9_000))))), cuts: 0 },
  'a text that names no type': {
    raw: mixed(part('Content-Transfer-Encoding: base64', base64Lines(Buffer.from('Ola, '.repeat(9_000))))),
    cuts: 1,
  },
  'an attached mail with a large attachment': { raw: mixed(part('Content-Type: message/rfc822', inner)), cuts: 1 },
  'an attached mail that says it is quoted-printable': {
    raw: mixed(part('Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable', inner)),
    cuts: 1,
  },
  'no boundary at the end': {
    raw: Buffer.from(
      mixed(part(encoded('image/png'), large()))
        .toString('latin1')
        .split('--b--')[0] ?? '',
    ),
    cuts: 1,
  },
  'a whole mail that is an attachment': {
    raw: mailWith(['Content-Type: application/pdf', 'Content-Transfer-Encoding: base64'], large()),
    cuts: 0,
  },
  'a calendar': { raw: mixed(part(encoded('application/ics'), large())), cuts: 1 },
  'lines of odd length': {
    raw: mixed(
      part(
        encoded('image/png'),
        randomBytes(40_000)
          .toString('base64')
          .replace(/(.{61})/g, '$1\r\n'),
      ),
    ),
    cuts: 0,
  },
  'a line break lost': { raw: mixed(part(encoded('image/png'), randomBytes(40_000).toString('base64'))), cuts: 1 },
};

test.each(Object.entries(mails))('cutting changes nothing: %s', async (_, { raw, cuts }) => {
  expect(cutLargeParts(raw).cuts).toHaveLength(cuts);
  expect(await readMail(raw, DESK)).toEqual(await readMail(raw, DESK, { cut: false }));
});

test('cutting changes nothing in any fixture', async () => {
  for (const name of readdirSync(new URL('../fixtures/mail/', import.meta.url)).filter((file) =>
    file.endsWith('.eml'),
  )) {
    const raw = fixture(name.slice(0, -4));
    expect(await readMail(raw, DESK), name).toEqual(await readMail(raw, DESK, { cut: false }));
  }
});

test('a mail with 20 MB attached is read in little more memory than its own', async () => {
  const raw = mixed(part(encoded('image/png'), large(18_000_000)));
  expect(cutLargeParts(raw).raw.length).toBeLessThan(1_000);
  expect((await readMail(raw, DESK)).attachments).toMatchObject([{ size: 18_000_000 }]);
});
