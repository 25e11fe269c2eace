import { expect, test } from 'vitest';
import type { Header } from '../../src/mail/header.ts';
import { recipientsOf } from '../../src/mail/recipients.ts';

const OWN = ['suporte@blip.example', 'help@blip.example'];
const PLUS = 'suporte+blip-1003.c.1f.abcdefghijklmnopqrstuvwxy@blip.example';
const to = (raw: string, name = 'to'): Header => ({ name, raw });

test('everybody of To, Cc and the envelope, each once, in lower case', () => {
  const headers = [
    to('Suporte <SUPORTE@blip.example>, ana@acme.example'),
    to('ana@acme.example', 'cc'),
    to('suporte@blip.example', 'delivered-to'),
    to('alias@blip.example', 'x-original-to'),
    to('x@else.example', 'reply-to'),
  ];
  expect(recipientsOf(headers, OWN)).toEqual(['suporte@blip.example', 'ana@acme.example', 'alias@blip.example']);
});

test.each(['to', 'cc', 'delivered-to', 'x-original-to'])('a plus-address in %s comes first', (name) => {
  const headers = [to('ana@acme.example'), to(`Suporte <${PLUS.toUpperCase()}>`, name)];
  expect(recipientsOf(headers, OWN)[0]).toBe(PLUS);
});

test('a plus-address is found at the end of a list of any length', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => `"Pessoa ${i}" <p${i}@acme.example>`).join(', ');
  expect(recipientsOf([to(`${many}, ${PLUS}`)], OWN)).toContain(PLUS);
});

test.each([
  'suporte+x@blip.example.evil.example',
  'suporte+x@evil.example',
  'xsuporte+x@blip.example',
  'suporte+x y@blip.example',
  `suporte+${'x'.repeat(80)}@blip.example`,
  'suporte+',
  'suporte+@',
])('%j is no plus-address of the desk', (raw) => {
  const found = recipientsOf([to(`${'a@b.example,'.repeat(10_000)}${raw}`)], OWN);
  expect(found.filter((one) => one.startsWith('suporte+'))).toEqual([]);
});

test('a header of nothing but beginnings costs no more than its length', () => {
  expect(recipientsOf([to('suporte+'.repeat(30_000))], OWN).length).toBeLessThan(2);
  expect(recipientsOf([to(`${PLUS},`.repeat(3_000))], OWN)).toEqual([PLUS]);
});
