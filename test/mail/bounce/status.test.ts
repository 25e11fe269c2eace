import { expect, test } from 'vitest';
import { statusByCode, statusByWords, statusField } from '../../../src/mail/bounce/status.ts';

test.each([
  ['5.1.1 (bad destination mailbox)', '5.1.1'],
  ['5.7.606', '5.7.606'],
  ['2.0.0', '2.0.0'],
  ['failed', null],
])('the Status field %j is %j', (field, status) => {
  expect(statusField(field)).toBe(status);
});

test.each([
  ['550 5.1.1 user unknown', '5.1.1'],
  ['550-5.7.26 unauthenticated', '5.7.26'],
  ['said: 554 5.0.0 no; 550 5.7.1 relaying denied', '5.7.1'],
  ['552 over quota', '5.2.2'],
  ['(550 Mailbox not found)', '5.1.1'],
  ['ERROR CODE :550 - refused', '5.0.0'],
  ['450 try later', '4.0.0'],
  ['421 connection refused', '4.4.1'],
])('the status of %j is %j', (text, status) => {
  expect(statusByCode(text)).toBe(status);
});

test.each([
  'connect to 5.1.1.7 on port 587',
  '450 KB of 500 messages',
  'after 450 hours',
  'version 5.5.2653.19',
  '250 2.1.5 Ok',
  'order 5501234',
  'invoice A550-1',
])('%j gives no status', (text) => {
  expect(statusByCode(text)).toBeNull();
});

test.each([
  ['User unknown', '5.1.1'],
  ['no such user here', '5.1.1'],
  ['Usuário desconhecido', '5.1.1'],
  ['Utilizador desconhecido', '5.1.1'],
  ['Usuario desconocido', '5.1.1'],
  ['O endereço de e-mail não foi encontrado', '5.1.1'],
  ['La dirección no existe', '5.1.1'],
  ['Caixa de correio cheia', '5.2.2'],
  ['El buzón del destinatario está lleno', '5.2.2'],
  ['Mailbox is full, try again later', '4.2.2'],
  ['A caixa postal está cheia temporariamente', '4.2.2'],
  ['Host not found', '5.1.2'],
  ['O domínio acme.example não existe', '5.1.2'],
  ['This account has been disabled', '5.2.1'],
  ['message size exceeds fixed limit', '5.3.4'],
  ['too many hops', '5.4.6'],
  ['Connection timed out', '4.4.1'],
  ['retry timeout exceeded', '4.4.7'],
  ['your message looks like SPAM', '5.7.1'],
  ['Relay access denied', '5.7.1'],
  ['Bom dia', null],
])('the words %j mean %j', (text, status) => {
  expect(statusByWords(text)).toBe(status);
});
