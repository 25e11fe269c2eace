import { expect, test } from 'vitest';
import { readMail } from '../../src/mail/read.ts';
import { DESK, mailWith } from './mails.ts';

const print = async (header: string[], body?: string) => (await readMail(mailWith(header, body), DESK)).fingerprint;

test('a mail delivered twice has one fingerprint, whatever servers put on top', async () => {
  const mail = ['Message-ID: <a@acme.example>', 'Date: Tue, 3 Nov 2026 10:00:00 -0300'];
  const first = await print(['Received: from a', ...mail]);
  expect(await print(['Received: from b', 'Delivered-To: x@blip.example', ...mail])).toBe(first);
  expect(await print(mail, 'another body')).not.toBe(first);
  expect(await print(['Message-ID: <b@acme.example>', ...mail.slice(1)])).not.toBe(first);
});
