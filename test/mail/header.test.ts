import { expect, test } from 'vitest';
import { headerRecord, headersOf, values } from '../../src/mail/header.ts';
import { idsIn, messageIdOf } from '../../src/mail/message-id.ts';
import { decodedWords } from '../../src/mail/mime/encoded-word.ts';

test.each([
  ['=?utf-8?q?Ol=C3=A1_mundo?=', 'Olá mundo'],
  ['=?UTF-8?B?T2zDoQ==?= a =?utf-8?q?b?= c', 'Olá a b c'],
  ['=?utf-8?q?a?= =?utf-8?q?b?=', 'ab'],
  ['=?utf-8?b?w4M=?= =?utf-8?b?wqM=?=', 'Ã£'],
  ['=?utf-8?q?=C3?=\t=?utf-8?q?=A3?=', 'ã'],
  ['=?iso-8859-1*pt?q?a=E7=E3o?=', 'ação'],
  ['=?us-ascii?q?a=C3=A7=C3=A3o?=', 'ação'],
  ['=?shift_jis?b?k/qWew==?=', '日本'],
  ['=?x-nowhere?q?abc?=', 'abc'],
  ['=?utf-8?q?open', '=?utf-8?q?open'],
  ['1 =? 2 ?= 3', '1 =? 2 ?= 3'],
])('%s reads %s', (raw, text) => {
  expect(decodedWords(raw)).toBe(text);
});

const headers = headersOf([
  { key: 'received', line: 'Received: from a\r\n\tby b' },
  { key: 'x-a', line: 'X-A: 1' },
  { key: 'x-a', line: 'X-A: 2' },
]);

test('headers are unfolded and keep their order from the top', () => {
  expect(values(headers, 'x-a')).toEqual(['1', '2']);
  expect(values(headers, 'received')).toEqual(['from a by b']);
  expect(headerRecord(headers)).toEqual({ received: ['from a by b'], 'x-a': ['1', '2'] });
});

test('at most 200 headers are kept', () => {
  const many = headersOf(Array.from({ length: 500 }, (_, n) => ({ key: `x-${n}`, line: `x-${n}: y` })));
  expect(Object.keys(headerRecord(many))).toHaveLength(200);
});

test('a Message-ID needs two sides; missing brackets are added', () => {
  const id = (raw: string) => messageIdOf([{ name: 'message-id', raw }]);
  expect(id('<a.b@acme.example>')).toBe('<a.b@acme.example>');
  expect(id('a.b@acme.example')).toBe('<a.b@acme.example>');
  expect(id('<ab>')).toBeNull();
  expect(id('<a b@acme.example>')).toBeNull();
  expect(id('')).toBeNull();
  expect(idsIn('x <a@b> <é@b>, <c@d>')).toEqual(['<a@b>', '<c@d>']);
});
