/** Quoted-printable (RFC 2045 §6.7), as a library reads it back. */
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { quotedPrintable } from '../../src/letters/quoted-printable.ts';

test.each([
  ['accents, emoji and signs', 'Olá, não há “sinal” 😀 = 100 €'],
  ['blanks and tabs at the ends of lines', 'a \r\nb\t\r\n \r\n\tc  '],
  ['a long line without a blank', 'x'.repeat(2_000)],
  ['a long line of wide characters', 'ção😀'.repeat(400)],
  ['a long text', 'Não é “nada” 😀\n'.repeat(3_000)],
  ['what looks encoded already', '=3D=\r\n=C3=A9'],
  ['control characters', 'a\0b\u0001\u007f'],
])('%s: comes back as it was', async (_, text) => {
  const encoded = encodedLines(text);
  expect(await readBack(encoded)).toBe(text.replaceAll('\r\n', '\n'));
  for (const line of encoded) {
    expect(line.length).toBeLessThanOrEqual(76);
    expect(line).toMatch(/^[\t\x20-\x7e]*$/);
    expect(line).not.toMatch(/[ \t]$/);
  }
});

test('every kind of line end becomes CRLF, and only those of the text end a line that means something', () => {
  expect(quotedPrintable('a\nb\rc\r\nd\n\ne')).toBe('a\r\nb\r\nc\r\nd\r\n\r\ne');
});

test('no break parts a character', () => {
  for (let before = 0; before < 80; before++) {
    for (const line of encodedLines(`${'x'.repeat(before)}é€😀é€😀`)) {
      expect(decodeURIComponent(line.replace(/=$/, '').replaceAll('=', '%'))).toMatch(/^x*[é€😀]*$/u);
    }
  }
});

test('half of a surrogate pair is no character, and shows as such', () => {
  expect(quotedPrintable('a\ud83db')).toBe('a=EF=BF=BDb');
});

test('nothing of one text gets into the next one', () => {
  const long = `${'ção 😀 '.repeat(10_000)}\n`;
  const first = quotedPrintable(long);
  expect(quotedPrintable('a\r\nb')).toBe('a\r\nb');
  expect(quotedPrintable('x')).toBe('x');
  expect(quotedPrintable('x ')).toBe('x=20');
  expect(quotedPrintable('x\r')).toBe('x\r\n');
  expect(quotedPrintable('')).toBe('');
  expect(quotedPrintable(long)).toBe(first);
});

function encodedLines(text: string): string[] {
  return quotedPrintable(text).split('\r\n');
}

async function readBack(lines: string[]): Promise<string | undefined> {
  const headers = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', ''];
  return (await simpleParser([...headers, ...lines].join('\r\n'))).text;
}
