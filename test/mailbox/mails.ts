/** Mails for the tests of mailboxes, and the errors that they expect. */
import { expect } from 'vitest';
import type { Fetched, Listed, Mailbox } from '../../src/mailbox/mailbox.ts';
import { MailboxError } from '../../src/mailbox/mailbox.ts';

/** A mail whose text has its number and, with `size`, about so many bytes. Lines end in CRLF, as IMAP has them. */
export function mail(number: number, size = 0): Buffer {
  const header = `From: Ana <ana@acme.example>\r\nTo: suporte@blip.example\r\nSubject: mail ${number}\r\n`;
  const line = `${number} não é 1 linha só, é uma de muitas que enchem esta mensagem até o tamanho pedido\r\n`;
  return Buffer.from(
    `${header}Message-ID: <${number}@acme.example>\r\n\r\ntext ${number}\r\n${line.repeat(Math.ceil(size / line.length))}`,
  );
}

export async function fetchAll(mailbox: Mailbox, mails: Listed[], maxBytes = 10_000_000): Promise<Fetched[]> {
  const fetched: Fetched[] = [];
  for await (const each of mailbox.fetch(mails, maxBytes)) fetched.push(each);
  return fetched;
}

/** The MailboxError that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<MailboxError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MailboxError);
  return error as MailboxError;
}
