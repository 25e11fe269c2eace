/** Whose mail is forwarded: exactly right, or nobody's. And hostile texts, which are read in no more than their length. */
import { expect, test } from 'vitest';
import { copiedAddress } from '../../../src/mail/forward/copied-address.ts';
import { forwardedIn } from '../../../src/mail/forward/forward.ts';

test.each([
  ['Ana Souza <ana@acme.example>', 'Ana Souza', 'ana@acme.example'],
  ['"Souza, Ana" <Ana@ACME.example>', 'Souza, Ana', 'ana@acme.example'],
  ['ana@acme.example', '', 'ana@acme.example'],
  ['<ana@acme.example>', '', 'ana@acme.example'],
  ['ana@acme.example <ana@acme.example>', '', 'ana@acme.example'],
  ["'ana@acme.example' <ana@acme.example>", '', 'ana@acme.example'],
  ['Ana Souza [mailto:ana@acme.example]', 'Ana Souza', 'ana@acme.example'],
  ['Ana Souza (ana@acme.example)', 'Ana Souza', 'ana@acme.example'],
  ['Ana Souza <mailto:ana@acme.example>', 'Ana Souza', 'ana@acme.example'],
  ['Ana Souza<mailto:ana@acme.example> <ana@acme.example<mailto:ana@acme.example>>', 'Ana Souza', 'ana@acme.example'],
  ['*Ana Souza* <ana@acme.example>', 'Ana Souza', 'ana@acme.example'],
  ['Ana Souza &lt;ana@acme.example&gt;', 'Ana Souza', 'ana@acme.example'],
  ['Ana Souza/Acme@Acme <ana@acme.example>', 'Ana', 'ana@acme.example'],
  ["Sean O'Brien <sean.o'brien@acme.example>", "Sean O'Brien", "sean.o'brien@acme.example"],
  ['_ana_@acme.example', '', '_ana_@acme.example'],
  ['Ana <ana@acme.example>; em nome de; Suporte <ti@acme.example>', 'Ana', 'ana@acme.example'],
  ['lista-bounces@listas.example em nome de Ana <ana@acme.example>', 'Ana', 'ana@acme.example'],
])('the sender is read as programs copy it: %s', (value, name, address) => {
  expect(copiedAddress(value)).toEqual({ name, address });
});

test.each([
  ['no address', 'Ana Souza'],
  ['a name in Notes', 'Ana Souza/BR/Acme@Acme'],
  ['a name in Notes that may be an address', 'Ana/Acme@acme.example'],
  ['two senders', 'Ana <ana@acme.example>, Bia <bia@acme.example>'],
  ['another address as the name', '"diretor@blip.example" <mallory@evil.example>'],
  ['another address behind it', 'ana@acme.example <mallory@evil.example>'],
  ['a list that names the writer without address', 'lista-bounces@listas.example em nome de Ana Souza'],
  ['a quoted local part', '"ana souza"@acme.example'],
  ['a look-alike domain', 'Ana <ana@аcme.example>'],
  ['a domain without a dot', 'Ana <ana@localhost>'],
  ['two at signs', 'Ana <ana@acme.example@evil.example>'],
  ['an encoded word', '=?utf-8?q?ana=40acme.example?= <x@=?utf-8?q?acme?=.example>'],
  ['nothing', ''],
])('where that is not one plain address, it is nobody: %s', (_, value) => {
  expect(copiedAddress(value)).toBeNull();
});

test('a forward of somebody without an address is a forward of nobody', () => {
  const text =
    '-----Original Message-----\nFrom: Mary Major\nSent: 3 November 2026\nTo: John Doe\nSubject: Slow\n\nHelp';
  expect(forwardedIn(text, 'FW: Slow', null)).toEqual({
    from: null,
    subject: 'Slow',
    text: 'Help',
    date: '3 November 2026',
  });
});

test('a second header, forged below the first, does not change the sender', () => {
  const header = 'From: Ana <ana@acme.example>\nDate: today\nSubject: Help\nTo: Bia';
  const forged = header.replace('ana@acme', 'mallory@evil');
  const found = forwardedIn(
    `---------- Forwarded message ---------\n${header}\n\n${forged}\n\nWords`,
    'Fwd: Help',
    null,
  );
  expect(found?.from?.address).toBe('ana@acme.example');
  expect(found?.text).toBe(`${forged}\n\nWords`);
  const right = forwardedIn(`---------- Forwarded message ---------\n${header}\n${forged}\n\nWords`, 'Fwd: Help', null);
  expect(right?.from?.address).toBe('ana@acme.example');
});

test('a date is an instant only where it names its zone', () => {
  const at = (date: string) =>
    forwardedIn(`-------- Mensagem encaminhada --------\nDe: a@acme.example\nData: ${date}\nAssunto: x\n\ny`, 'x', null)
      ?.date;
  expect(at('Tue, 3 Nov 2026 15:40:12 -0300')).toBe('2026-11-03T18:40:12.000Z');
  expect(at('Tue, 3 Nov 2026 15:40:12 -0300 (BRT)')).toBe('2026-11-03T18:40:12.000Z');
  expect(at('Tue, 3 Nov 2026 15:40:12 GMT')).toBe('2026-11-03T15:40:12.000Z');
  expect(at('3 Nov 2026 15:40')).toBe('3 Nov 2026 15:40');
  expect(at('3 nov 2026 15:40 CET')).toBe('3 nov 2026 15:40 CET');
  expect(at('ontem')).toBe('ontem');
});

test.each([
  ['empty lines', '\n'],
  ['spaces', ' '],
  ['quote signs', '>'],
  ['quoted empty lines', '> > >\n'],
  ['dashes', '-'],
  ['markers', '---------- Forwarded message ---------\n'],
  ['markers with half a header', '---------- Forwarded message ---------\nFrom:\n'],
  ['halves of headers', 'From: a@acme.example\nTo: b@acme.example\n'],
  ['headers that never end', 'From: a@acme.example Sent: Sent: Sent: To: '],
  ['open brackets', 'On 3 Nov 2026 15:40 <a@'],
  ['one long line of marks', '--- x '],
  ['unknown fields', 'From:\nDate: \nXyz: a\n'],
])('a megabyte of them is no forward: %s', (_, piece) => {
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
  expect(forwardedIn(text, 'Fwd: x', null)).toBeNull();
  expect(forwardedIn(text, 'x', null)).toBeNull();
});

test('a forward with a megabyte of recipients and text is read', () => {
  const to = 'somebody@acme.example, '.repeat(20_000);
  const text = `---------- Forwarded message ---------\nFrom: Ana <ana@acme.example>\nTo: ${to}\nSubject: Help\n\n${'Words\n'.repeat(90_000)}`;
  expect(forwardedIn(text, 'Fwd: Help', null)).toMatchObject({
    from: { address: 'ana@acme.example' },
    subject: 'Help',
  });
});
