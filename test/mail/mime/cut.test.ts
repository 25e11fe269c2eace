import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { skeletonOf } from '../../../src/mail/mime/cut.ts';
import { type Part, partsOf } from '../../../src/mail/mime/mime.ts';
import { base64Lines } from '../mails.ts';

const file = base64Lines(randomBytes(40_000));
const part = (header: string, body: string) => `--b\r\n${header}\r\n\r\n${body}\r\n`;
const mixed = (...parts: string[]) =>
  `From: ana@acme.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part('', 'oi')}${parts.join('')}--b--\r\n`;
const image = 'Content-Type: image/png\r\nContent-Transfer-Encoding: base64';
const inner = mixed(part(image, file)).replaceAll('--b', '--c').replace('boundary=b', 'boundary=c');
const rule = `Antes\r\n\r\n${'linha\r\n'.repeat(500)}-- \r\nAna\r\n\r\n${'linha\r\n'.repeat(500)}`;

/** How many bodies, or stretches of them, the parser is spared. */
const MAILS: Record<string, [string, number]> = {
  'one large attachment': [mixed(part(image, file)), 1],
  'the same attachment twice': [mixed(part(image, file), part(image, file)), 2],
  'bare line feeds': [mixed(part(image, file)).replaceAll('\r\n', '\n'), 1],
  'empty lines after it': [mixed(part(image, `${file}\r\n\r\n`)), 1],
  'a text without encoding': [mixed(part('Content-Type: text/plain', 'Olá\r\n'.repeat(5_000))), 1],
  'a text with lines of two dashes': [mixed(part('Content-Type: text/plain', rule)), 2],
  'an attached mail with a large attachment': [mixed(part('Content-Type: message/rfc822', inner)), 1],
  'a delimiter after a stray carriage return': [mixed(part(image, file)).replace('\n--b--', '\n\r--b--'), 1],
  'no delimiter at the end': [mixed(part(image, file)).replace('\r\n--b--\r\n', ''), 1],
  'a preamble that is long': [mixed().replace('--b', `${'x\r\n'.repeat(5_000)}\r\n--b`), 1],
  'a mail that is one text': [`From: ana@acme.example\r\n\r\n${'oi\r\n'.repeat(5_000)}`, 1],
  'a header that never ends': [`From: ana@acme.example\r\n${'X: y\r\n'.repeat(500)}`, 0],
};

test.each(Object.entries(MAILS))('a mail is found in its skeleton: %s', async (_, [mail, cuts]) => {
  const raw = Buffer.from(mail, 'latin1');
  const { bytes, restored } = skeletonOf(raw);
  expect(raw.length - bytes.length > 900 * cuts).toBe(cuts > 0);
  expect(restored(bytes).equals(raw)).toBe(true);
  expect(bodies(await partsOf(raw))).toEqual(bodies(await partsOf(raw, Number.POSITIVE_INFINITY)));
});

test('a body that is given back whole is not copied', () => {
  const raw = Buffer.from(mixed(part(image, file)), 'latin1');
  const { bytes, restored } = skeletonOf(raw);
  const start = bytes.indexOf('base64\r\n\r\n') + 'base64\r\n\r\n'.length;
  const back = restored(bytes.subarray(start, bytes.indexOf('\r\n--b--')));
  expect(back.toString('latin1')).toBe(file);
  expect(back.buffer).toBe(raw.buffer);
});

test('of 20 MB attached the parser sees less than a kilobyte', () => {
  const raw = Buffer.from(mixed(part(image, base64Lines(randomBytes(15_000_000)))), 'latin1');
  expect(skeletonOf(raw).bytes.length).toBeLessThan(1_000);
});

function bodies(root: Part): string[] {
  return [root.raw.toString('latin1'), ...root.children.flatMap(bodies)];
}
