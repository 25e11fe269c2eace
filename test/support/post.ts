/** What people send to a desk and what they are sent, letter by letter. */
import { type ParsedMail, simpleParser } from 'mailparser';
import { PATIENCE, type TestDesk, until } from './desk.ts';

export interface Post {
  send(raw: Buffer): Promise<void>;
  /** The next mail to an address that was not read yet. */
  next(address: string): Promise<ParsedMail>;
  /** How many wait to be read. */
  count(address: string): Promise<number>;
}

/** The post of a test's desk: mail goes in by Dovecot, and out by the SMTP server. */
export function postOf(desk: TestDesk): Post {
  const read = new Map<string, number>();
  const to = (address: string) => desk.smtp.received.filter((mail) => mail.to.includes(address));
  return {
    send: (raw) => desk.dovecot.deliver(raw),
    async next(address) {
      const at = read.get(address) ?? 0;
      await until(`a mail ${at + 1} to ${address}`, () => to(address).length > at, PATIENCE);
      read.set(address, at + 1);
      return simpleParser(to(address)[at]?.raw ?? '');
    },
    count: async (address) => to(address).length - (read.get(address) ?? 0),
  };
}
