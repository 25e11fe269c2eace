import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { unflowed } from '../../../src/mail/mime/flowed.ts';
import { readTnef } from '../../../src/mail/mime/tnef.ts';
import { transferDecoded } from '../../../src/mail/mime/transfer.ts';
import { base64Lines } from '../mails.ts';

const decoded = (text: string, encoding: string, isText = false) =>
  transferDecoded(Buffer.from(text, 'latin1'), encoding, isText).toString('latin1');

test('base64 is read whatever its lines, and joined from pieces', () => {
  const bytes = randomBytes(10_001);
  const wild = base64Lines(bytes).replace(/(.{61})/g, '$1 !\r\n');
  expect(transferDecoded(Buffer.from(wild), 'base64', false).equals(bytes)).toBe(true);
  expect(decoded('YQ==YmM=\r\nZGVm', 'base64')).toBe('abcdef');
  expect(decoded('YWJj*\0ZGVm', 'base64')).toBe('abcdef');
});

test.each([
  ['a=3Db=\r\nc', 'a=bc'],
  ['a=e7=E7', 'açç'],
  ['a= \t\r\nb', 'ab'],
  ['100=% =', '100=% '],
  ['=3', '=3'],
  ['=\nx', 'x'],
])('quoted-printable %j', (raw, text) => {
  expect(decoded(raw, 'quoted-printable')).toBe(text);
});

test('a text that says it is base64 and has words is taken as it is; a file never', () => {
  expect(decoded('Bom dia, tudo bem?', 'base64', true)).toBe('Bom dia, tudo bem?');
  expect(decoded('Bom dia, tudo bem?', 'base64', false)).not.toBe('Bom dia, tudo bem?');
});

test('an encoding that nobody knows changes nothing', () => {
  expect(decoded('a=3D', 'utf-8')).toBe('a=3D');
});

test.each([
  ['um \ndois\ntres', false, 'um dois\ntres'],
  ['um \ndois', true, 'umdois'],
  ['> a \n> b\nc', false, '> a b\nc'],
  ['> a \nb', false, '> a \nb'],
  ['>> a \n>> b\n> c', false, '>> a b\n> c'],
  ['Ana \n-- \nAna', false, 'Ana \n-- \nAna'],
  [' > not a quote', false, '> not a quote'],
])('flowed %j', (text, delSp, whole) => {
  expect(unflowed(text, delSp)).toBe(whole);
});

test('TNEF whose lengths lie gives what could be read, and what is none gives nothing', () => {
  expect(readTnef(Buffer.from('x'))).toBeNull();
  const bytes = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0, 2, 0x0f, 0x80, 6, 0, 0xff, 0xff, 0xff, 0xff, 1]);
  expect(readTnef(bytes)).toEqual({ files: [], text: null, html: null });
});

test.each([76, 75, 61])('base64 of megabytes in lines of %i characters comes back byte for byte', (width) => {
  const bytes = Buffer.alloc(1_700_001, 'any bytes, and not of three: \u{1f4ce} ');
  const lines = bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  expect(transferDecoded(Buffer.from(lines.join('\r\n')), 'base64', false).equals(bytes)).toBe(true);
});
