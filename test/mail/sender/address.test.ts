import { expect, test } from 'vitest';
import { addressesIn, isPlainAddress, senderOf } from '../../../src/mail/sender/address.ts';

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
  ["'Ana' via Clientes <ana@acme.example>", "'Ana' via Clientes", 'ana@acme.example'],
  ['Ana\t<ana@acme.example>', 'Ana', 'ana@acme.example'],
  ['"Ana \\"Bia\\" Souza" <ana@acme.example>', 'Ana "Bia" Souza', 'ana@acme.example'],
  ["o'neil+tickets_1@acme.example", '', "o'neil+tickets_1@acme.example"],
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
  ['a domain in wide letters', 'ana@ａcme.example'],
  ['a domain with the Kelvin sign', 'ana@\u212aite.example'],
  ['a domain with a wide full stop', 'ana@acme。example'],
  ['a domain with a ligature', 'ana@oﬃce.example'],
  ['a domain with a capital letter that is not ASCII', 'ana@AÇÃO.example'],
  ['a domain with letters and their accents apart', 'ana@ac\u0327a\u0303o.example'],
  ['a domain with an invisible letter', 'ana@acme\u200b.example'],
  ['a domain with a soft hyphen', 'ana@ac\u00adme.example'],
  ['a domain that is read from the right', 'ana@\u202eelpmaxe.emca'],
  ['a label that stands for no other letters', 'ana@xn--acme-.example'],
  ['a label that stands for nothing', 'ana@xn--a.example'],
  ['bytes that are no UTF-8', 'ana@a\udcffcme.example'],
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
  ['a NUL after the address', 'ana@acme.example\0@evil.example'],
  ['a NUL in the name', 'ana@acme.example\0 <eve@evil.example>'],
  ['a control character', 'Ana\x1b[2K <ana@acme.example>'],
  ['a space within the address', 'ana @acme.example'],
  ['a space after the at sign', '<ana@ acme.example>'],
  ['a comment before the domain', 'ana@(evil.example)acme.example'],
  ['a comment that is never closed within the brackets', '<ana@acme.example(>'],
  ['a group within a list', 'Ana <ana@acme.example>, Team: eve@evil.example;'],
  ['an address without brackets behind one with', 'ana@acme.example <>'],
  ['brackets within brackets', '<<ana@acme.example>>'],
  ['a percent route', 'ana%acme.example@relay'],
  ['a source route of two', '<@a.example,@b.example:ana@acme.example>'],
  ['an address in an encoded name that ends the brackets', '=?utf-8?q?ana=40acme.example=3E_=3C?= <eve@evil.example>'],
  [
    'an address in an encoded name, with an invisible letter',
    '=?utf-8?q?ana=40acme=E2=80=8B.example?= <eve@evil.example>',
  ],
  ['an encoded domain', 'ana@=?utf-8?q?acme.example?='],
  ['an encoded word within brackets', '<=?utf-8?q?ana?=@acme.example>'],
  ['a leading dot', '.ana@acme.example'],
  ['a hyphen at the end of a label', 'ana@acme-.example'],
  ['an underscore in the domain', 'ana@acme_x.example'],
  ['an IPv6 literal', 'ana@[IPv6:2001:db8::1]'],
  ['a bare mail daemon', 'MAILER-DAEMON <>'],
])('%s is a defect: %s', (_, from) => {
  expect(sender(from).defect).not.toBeNull();
});

test('a domain in other letters is its A-label, and never the one that it looks like', () => {
  expect(sender('ana@ação.example')).toEqual({
    address: { name: '', address: 'ana@xn--ao-siap.example' },
    defect: null,
  });
  expect(sender('Ana <ana@XN--ao-siap.example>').address?.address).toBe('ana@xn--ao-siap.example');
  expect(sender('=?utf-8?q?ana=40a=C3=A7=C3=A3o.example?= <ana@xn--ao-siap.example>').defect).toBeNull();
  // Cyrillic and Greek letters that look like ours.
  for (const look of ['аcme.example', 'acmе.example', 'acme.ехample', 'αcme.example', 'acmę.example']) {
    const { address, defect } = sender(`ana@${look}`);
    expect(defect, look).toBeNull();
    expect(address?.address, look).toMatch(/^ana@[a-z0-9.-]*xn--[a-z0-9.-]+$/);
  }
});

test('marks that turn the direction of text are no part of a name', () => {
  expect(sender('"Ana \u202e\u2066moc.elpmaxe" <ana@acme.example>').address?.name).toBe('Ana moc.elpmaxe');
});

test('a header that some programs take for From counts as one', () => {
  const raw = (name: string) => ({ name, raw: 'eve@evil.example' });
  const from = { name: 'from', raw: 'ana@acme.example' };
  for (const name of ['\u00a0from', 'from\0', '\u200bfrom', 'fro\x08m'])
    expect(senderOf([raw(name), from]).defect, name).toBe('2 From headers');
  expect(senderOf([raw('x-from'), raw('resent-from'), raw('sender'), raw('reply-to'), from]).address?.address).toBe(
    'ana@acme.example',
  );
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
