/** The mail that goes out: its headers and its two parts. */
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { composeMail } from '../../src/letters/mime.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { acknowledgement, desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);
const NOW = Date.UTC(2026, 10, 24, 12, 0);
const someDraft = draft('pt-BR', acknowledgement());
const letter = writeLetter(templates, someDraft, desk);

test('the headers say whose mail it is, what it answers, and that no machine should answer', async () => {
  const mail = await simpleParser(await composeMail(someDraft, letter, desk, NOW));
  expect(mail.from?.value).toEqual([{ name: 'Suporte Acme', address: 'suporte@desk.example' }]);
  expect(mail.headers.get('auto-submitted')).toBe('auto-replied');
  expect(mail.headers.get('x-auto-response-suppress')).toBe('All');
  expect(mail.headers.get('x-chamado-loop')).toBe('suporte@desk.example');
  expect(mail.headers.get('content-language')).toBe('pt-BR');
  expect(mail.messageId).toBe('<1024.token@desk.example>');
  expect(mail.inReplyTo).toBe('<first@padaria.example>');
  expect(mail.references).toBe('<first@padaria.example>');
  expect(mail.date?.getTime()).toBe(NOW);
  expect(mail.replyTo).toBeUndefined();
  expect(mail.headers.has('x-mailer')).toBe(false);
});

test('both parts arrive as they were written', async () => {
  const raw = await composeMail(someDraft, letter, desk, NOW);
  const mail = await simpleParser(raw);
  expect(mail.subject).toBe(letter.subject);
  expect(mail.text).toBe(letter.text);
  expect(mail.html).toBe(letter.html);
  expect(raw.toString('latin1')).toMatch(/Content-Type: multipart\/alternative/);
  // RFC 5321 §2.3.8 wants CRLF only; RFC 5322 §2.1.1 lines of at most 998 characters.
  expect(raw.toString('latin1')).not.toMatch(/(^|[^\r])\n|\r(?!\n)/);
  expect(
    Math.max(
      ...raw
        .toString('latin1')
        .split('\r\n')
        .map((line) => line.length),
    ),
  ).toBeLessThan(200);
});

test('one letter always makes the same mail', async () => {
  const first = await composeMail(someDraft, letter, desk, NOW);
  expect((await composeMail(someDraft, letter, desk, NOW)).equals(first)).toBe(true);
});

test('a plus-address becomes the Reply-To', async () => {
  const answerable = { ...someDraft, replyTo: 'suporte+1024.token@desk.example', inReplyTo: null, references: [] };
  const mail = await simpleParser(await composeMail(answerable, letter, desk, NOW));
  expect(mail.replyTo?.value).toEqual([{ name: 'Suporte Acme', address: 'suporte+1024.token@desk.example' }]);
  expect(mail.inReplyTo).toBeUndefined();
  expect(mail.references).toBeUndefined();
});
