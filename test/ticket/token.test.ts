import { expect, test } from 'vitest';
import { messageIdFor, replyAddressFor, tokenOfAddress, tokenOfMessageId } from '../../src/ticket/token.ts';

const keys = { secrets: ['the first secret of the desk'], ticketPrefix: 'BLIP', address: 'suporte@desk.example' };
const token = { number: 1024, party: 'c', serial: '1f' } as const;

test('a Message-ID of ours proves its ticket, with or without brackets, in any case', () => {
  const id = messageIdFor(token, keys);
  expect(id).toMatch(/^<blip-1024\.c\.1f\.[a-z0-9]{25}@desk\.example>$/);
  expect(tokenOfMessageId(id, keys)).toEqual(token);
  expect(tokenOfMessageId(id.slice(1, -1).toUpperCase(), keys)).toEqual(token);
});

test('a reply address of ours proves its ticket', () => {
  const address = replyAddressFor(token, keys);
  expect(address).toMatch(/^suporte\+blip-1024\.c\.1f\.[a-z0-9]{25}@desk\.example$/);
  expect(tokenOfAddress(String(address), keys)).toEqual(token);
  expect(tokenOfAddress(String(address).replace('desk.example', 'evil.example'), keys)).toBeNull();
});

test('an address that would be too long for SMTP is not made', () => {
  expect(replyAddressFor(token, { ...keys, address: `${'a'.repeat(40)}@desk.example` })).toBeNull();
});

test('a token changed anywhere proves nothing', () => {
  const id = messageIdFor(token, keys);
  for (let i = 1; i < id.indexOf('@'); i++) {
    const changed = id[i] === 'a' ? 'b' : 'a';
    expect(tokenOfMessageId(id.slice(0, i) + changed + id.slice(i + 1), keys), `changed at ${i}`).toBeNull();
  }
});

test('a token of another desk, or with a secret that is gone, proves nothing', () => {
  const id = messageIdFor(token, keys);
  expect(tokenOfMessageId(id, { ...keys, ticketPrefix: 'ACME' })).toBeNull();
  expect(tokenOfMessageId(id, { ...keys, secrets: ['another secret of the desk'] })).toBeNull();
});

test('after a rotation the old secret still verifies, and the new one signs', () => {
  const rotated = { ...keys, secrets: ['a new secret of the desk', ...keys.secrets] };
  expect(tokenOfMessageId(messageIdFor(token, keys), rotated)).toEqual(token);
  expect(tokenOfMessageId(messageIdFor(token, rotated), keys)).toBeNull();
});

test.each([
  '',
  '<>',
  '<@>',
  '<blip-1024@desk.example>',
  `<${'a'.repeat(5_000)}@desk.example>`,
  '<blip-1024.c.1f.@desk.example>',
])('what is no token is none: %j', (id) => {
  expect(tokenOfMessageId(id, keys)).toBeNull();
});
