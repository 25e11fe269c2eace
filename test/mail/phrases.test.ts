import { expect, test } from 'vitest';
import { comparable, phrases } from '../../src/mail/phrases.ts';
import { singleLine } from '../../src/mail/printable.ts';

test('texts are compared without accents, case, line breaks and the forms of quotes and hyphens', () => {
  expect(comparable('  Não  há\r\n\tRESPOSTA ')).toBe('nao ha resposta');
  expect(comparable('Don’t reply\u00a0to this e‑mail – it’s `sent`')).toBe("don't reply to this e-mail - it's 'sent'");
  expect(comparable('plain words here')).toBe('plain words here');
});

test('a phrase is found as whole words, the first of them that stands in the text', () => {
  const found = phrases('no respondas | do not reply | não responda');
  expect(found.exec(comparable('Por favor, NÃO responda. Do not reply.'))?.[0]).toBe('nao responda');
  expect(found.test('they do not replye')).toBe(false);
});

test('phrases with a sign are found as those without', () => {
  const found = phrases('do not reply | não responda', /reply|responda/);
  expect(found.exec('please do not reply')).toMatchObject({ 0: 'do not reply', index: 7 });
  expect(found.test('nothing of the kind')).toBe(false);
});

test('a list with a phrase that its sign is not in is refused', () => {
  expect(() => phrases('do not reply | no contestes', /reply/)).toThrow('no contestes');
});

test('a line of a header has one space between words, whatever stood there', () => {
  expect(singleLine(' Menu of the bot ')).toBe('Menu of the bot');
  expect(singleLine('Menu  of\t the\u202e bot\u00a0Pampa')).toBe('Menu of the bot Pampa');
});
