import { expect, test } from 'vitest';
import { addressesIn, isPlainAddress, senderOf } from '../../src/mail/address.ts';

const sender = (...froms: string[]) =>
  senderOf(froms.map((raw) => ({ name: 'from', raw: Buffer.from(raw).toString('latin1') })));

test.each([
  ['ana@acme.example', '', 'ana@acme.example'],
  ['<Ana@Acme.Example>', '', 'ana@acme.example'],
  ['Ana Souza <ana@acme.example>', 'Ana Souza', 'ana@acme.example'],
  ['"Souza, Ana" <ana@acme.example>', 'Souza, Ana', 'ana@acme.example'],
  ['Souza, Ana <ana@acme.example>', 'Souza, Ana', 'ana@acme.example'],
  ['ana@acme.example (Ana Souza)', 'Ana Souza', 'ana@acme.example'],
  ['=?utf-8?q?Jo=C3=A3o?= <joao+x@mail.acme.example>', 'João', 'joao+x@mail.acme.example'],
  ['=?utf-8?q?ana=40acme.example?= <ana@acme.example>', 'ana@acme.example', 'ana@acme.example'],
  ['"ana@acme.example" <ana@acme.example>', 'ana@acme.example', 'ana@acme.example'],
])('%s is one sender', (from, name, address) => {
  expect(sender(from)).toEqual({ address: { name, address }, defect: null });
});

test.each([
  ['several addresses', 'ana@acme.example, eve@evil.example'],
  ['several addresses', '<ana@acme.example>, <eve@evil.example>'],
  ['a group', 'Team: ana@acme.example;'],
  ['an empty group', 'undisclosed:;'],
  ['a quoted local part', '"ana"@acme.example'],
  ['a quoted local part in brackets', '<"ana souza"@acme.example>'],
  ['a quoted local part that holds another address', '<"ana@acme.example"@evil.example>'],
  ['a comment within the address', 'ana(x)@acme.example'],
  ['a comment within the brackets', '<ana@acme.example(x)>'],
  ['a comment that holds an address', 'ana@acme.example (<eve@evil.example>)'],
  ['an encoded word as the address', '<=?utf-8?q?ana=40acme.example?=@evil.example>'],
  ['an encoded word that holds another address', '=?utf-8?b?YW5hQGFjbWUuZXhhbXBsZQ==?= <eve@evil.example>'],
  ['another address before the brackets', 'ana@acme.example <eve@evil.example>'],
  ['words after the brackets', '<eve@evil.example> ana@acme.example'],
  ['an unclosed quote', '"Ana <ana@acme.example>'],
  ['an unclosed comment', '(Ana <ana@acme.example>'],
  ['a domain in other letters', 'ana@аcme.example'],
  ['an internationalised domain', 'ana@xn--cme-6cd.example'],
  ['a local part in other letters', 'аna@acme.example'],
  ['a domain literal', 'ana@[192.0.2.1]'],
  ['a domain without a dot', 'ana@localhost'],
  ['a numeric top domain', 'ana@192.0.2.1'],
  ['a trailing dot', 'ana@acme.example.'],
  ['two dots', 'ana..souza@acme.example'],
  ['two at signs', 'ana@evil.example@acme.example'],
  ['a route', '<@relay.example:ana@acme.example>'],
  ['no address', 'Ana Souza'],
  ['nothing', ''],
  ['a bare mail daemon', 'MAILER-DAEMON <>'],
])('%s is a defect: %s', (_, from) => {
  expect(sender(from).defect).not.toBeNull();
});

test('no From header and two of them are defects', () => {
  expect(sender().defect).toBe('no From header');
  expect(sender('ana@acme.example', 'ana@acme.example').defect).toBe('2 From headers');
});

test('other headers are read generously: groups flattened, names decoded, addresses in lower case', () => {
  expect(addressesIn('Time: Ana <ANA@acme.example>, =?utf-8?q?Jo=C3=A3o?= <j@acme.example>;, sem endereco')).toEqual([
    { name: 'Ana', address: 'ana@acme.example' },
    { name: 'João', address: 'j@acme.example' },
  ]);
});

test('a plain address is bounded as SMTP bounds it', () => {
  expect(isPlainAddress(`${'a'.repeat(64)}@acme.example`)).toBe(true);
  expect(isPlainAddress(`${'a'.repeat(65)}@acme.example`)).toBe(false);
  expect(isPlainAddress(`ana@${'a'.repeat(64)}.example`)).toBe(false);
});

test('hostile headers are read in no time', () => {
  const began = performance.now();
  for (const raw of ['('.repeat(60_000), '"\\'.repeat(30_000), '<'.repeat(60_000), 'a@b.example,'.repeat(5_000)])
    sender(raw);
  expect(performance.now() - began).toBeLessThan(2_000);
});
