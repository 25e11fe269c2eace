/**
 * The demo's mail host: takes mail for the desk by SMTP on a loopback port and delivers it into a Maildir, as the host
 * of a real support mailbox does. What it writes on the mail is `host-headers.ts`'s question.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { stamped } from './host-headers.ts';

export interface MailHost {
  port: number;
  close(): Promise<void>;
}

export interface MailHostOptions {
  /** Its own name, such as `mx.blip.example`. */
  name: string;
  /** Made where it is missing. */
  maildir: string;
  /** The one address that it takes mail for. */
  recipient: string;
  /** Bytes. */
  mailSize: number;
  /** Taken where it is free; else any other. */
  port: number;
}

/** Starts the host. Its answer to a mail that it took ends with the file's name in the Maildir. */
export async function startMailHost(options: MailHostOptions): Promise<MailHost> {
  for (const part of ['tmp', 'new', 'cur']) await mkdir(join(options.maildir, part), { recursive: true });
  let taken = 0;
  const server = new SMTPServer({
    name: options.name,
    banner: 'Chamado demo',
    // It is for this machine only; STARTTLS would ask clients to trust a certificate made for a demo.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: options.mailSize,
    logger: false,
    onRcptTo({ address }, _session, callback) {
      const known = address.toLowerCase() === options.recipient;
      callback(known ? null : smtpError(550, `5.1.1 no mailbox here; this host takes mail for ${options.recipient}`));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(smtpError(552, '5.3.4 the mail is too large'));
        taken++;
        deliver(Buffer.concat(chunks), session, options, taken).then(
          (file) => callback(null, `2.0.0 delivered as ${file}`),
          (error: Error) => callback(smtpError(451, `4.3.0 ${error.message}`)),
        );
      });
    },
  });
  // A client that goes away in the middle is no reason to end.
  server.on('error', () => undefined);
  await listen(server, options.port).catch(() => listen(server, 0));
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of server.connections) connection._socket.destroy();
      }),
  };
}

/** Complete in `tmp` first, then in `new`, so that no reader ever sees half a mail. @returns the file's name */
async function deliver(
  raw: Buffer,
  session: SMTPServerSession,
  options: MailHostOptions,
  count: number,
): Promise<string> {
  const { mailFrom } = session.envelope;
  const mail = stamped(raw, {
    host: options.name,
    mailFrom: mailFrom ? mailFrom.address : '',
    recipient: options.recipient,
    client: session.hostNameAppearsAs || 'unknown',
    clientAddress: session.remoteAddress,
    id: randomBytes(6).toString('hex'),
    at: Date.now(),
  });
  // The count keeps mails of one millisecond in their order.
  const name = `${Math.floor(Date.now() / 1000)}.P${process.pid}Q${String(count).padStart(6, '0')}.${options.name}`;
  await writeFile(join(options.maildir, 'tmp', name), mail);
  await rename(join(options.maildir, 'tmp', name), join(options.maildir, 'new', name));
  return name;
}

function listen(server: SMTPServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.server.off('error', reject);
      resolve();
    });
  });
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
