import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decodedCharset, decodedUtf7 } from '../../../src/mail/mime/charset.ts';

const encoded = (text: string, charset: string) => iconv.encode(text, charset);

test.each([
  ['utf-8', 'utf8'],
  ['iso-8859-1', 'latin1'],
  ['windows-1252', 'win1252'],
  ['iso-8859-15', 'iso-8859-15'],
  ['"ISO-8859-1"', 'latin1'],
  ['latin-1', 'latin1'],
  ['cp850', 'cp850'],
  ['utf-16le', 'utf16le'],
  ['utf-16', 'utf-16'],
  ['unicode-1-1-utf-7', 'utf-7'],
  ['macintosh', 'macintosh'],
  // What the name says is not what the bytes are.
  ['us-ascii', 'utf8'],
  ['us-ascii', 'latin1'],
  ['utf-8', 'latin1'],
  ['iso-8859-1', 'utf8'],
  ['windows-1252', 'utf8'],
  ['utf-16', 'utf8'],
  ['x-nobody-knows-this', 'utf8'],
  ['x-nobody-knows-this', 'latin1'],
  ['base64', 'utf8'],
  ['', 'latin1'],
])('named %j and written in %s', (declared, charset) => {
  const text = 'Não há ações à venda, señor: 1 + 1';
  expect(decodedCharset(encoded(text, charset), declared)).toBe(text);
});

test.each([
  ['ks_c_5601-1987', 'cp949', '안녕하세요'],
  ['gb2312', 'gb18030', '你好'],
  ['koi8-r', 'koi8-r', 'Здравствуйте'],
  ['shift_jis', 'shift_jis', '日本語'],
])('%s is read', (declared, charset, text) => {
  expect(decodedCharset(encoded(text, charset), declared)).toBe(text);
});

test('ISO-2022-JP is known by its escapes, where nothing is named', () => {
  expect(decodedCharset(Buffer.from('\x1b$BF|K\\\x1b(B', 'latin1'), null)).toBe('日本');
});

test('a text in two charsets is read character by character', () => {
  const bytes = Buffer.concat([Buffer.from('ação e '), Buffer.from('ação €', 'latin1'), Buffer.of(0x80)]);
  expect(decodedCharset(bytes, 'utf-8')).toBe('ação e ação ¬€');
});

test('a text that was cut within a character ends before it', () => {
  expect(decodedCharset(Buffer.from('situação não').subarray(0, -2), 'utf-8')).toBe('situação n');
});

test('a byte order mark overrules the name, and is not shown', () => {
  expect(decodedCharset(Buffer.from('\ufeffação'), 'iso-8859-1')).toBe('ação');
  expect(decodedCharset(Buffer.from('\ufeffação', 'utf16le'), 'utf-8')).toBe('ação');
});

test('of UTF-7, what is not well formed stays', () => {
  expect(decodedUtf7('a+-b, C++ +AOc- +A')).toBe('a+b, C++ ç +A');
});
