/** From the config to the mailbox that mail is read from, and to where letters go. */
import type { Config, MailboxConfig, OutgoingConfig } from './config/schema.ts';
import { ImapMailbox, type ImapOptions, probeImap } from './mailbox/imap.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import { MaildirMailbox, probeMaildir } from './mailbox/maildir.ts';
import { FolderOutgoing } from './outgoing/folder.ts';
import type { Outgoing } from './outgoing/outgoing.ts';
import { SmtpOutgoing } from './outgoing/smtp.ts';

/** @param tell told what it did by itself, such as making a folder, in a sentence */
export function mailboxOf(config: MailboxConfig, tell: (sentence: string) => void): Mailbox {
  return config.kind === 'imap' ? new ImapMailbox({ ...imapOptions(config), log: tell }) : new MaildirMailbox(config);
}

/** Looks at the mailbox without taking anything. @returns what is there, for a person @throws MailboxError */
export function probeMailbox(config: MailboxConfig): Promise<string> {
  return config.kind === 'imap' ? probeImap(imapOptions(config)) : probeMaildir(config);
}

export function outgoingOf(config: OutgoingConfig): Outgoing {
  if (config.kind === 'folder') return new FolderOutgoing({ path: config.path });
  const { kind: _, secure, user, password, ...rest } = config;
  return new SmtpOutgoing({
    ...rest,
    closeTimeout: 5_000,
    ...(secure === undefined ? {} : { secure }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
  });
}

/** What a running worker can't change: a change of these takes effect at the next start. */
export function fixedParts(config: Config): Record<string, unknown> {
  return {
    'store.path': config.store.path,
    mailbox: config.mailbox,
    outgoing: config.outgoing,
    'desk.ticketPrefix': config.desk.ticketPrefix,
    'authentication.dnsServers': config.authentication.dnsServers,
    'limits.parseTime': config.limits.parseTime,
    'limits.parseMemory': config.limits.parseMemory,
  };
}

function imapOptions(config: Extract<MailboxConfig, { kind: 'imap' }>): ImapOptions {
  const { host, port, secure, user, password, folder, done, idle } = config;
  return { host, port, secure, user, password, folder, done, idle };
}
