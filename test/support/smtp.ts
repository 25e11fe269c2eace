/**
 * A mail server to send to: keeps what it receives and misbehaves as told. Loopback and a free port only.
 * It greets each connection only after 100 ms (it waits for early talkers), which a test of speed must allow for.
 */
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** What to do instead of accepting: answer with a code, cut the connection, or never answer. Nothing: accept. */
export type Reply = { code: number; message: string } | 'drop' | 'hang' | null | undefined;

/** Asked at each stage of a session; each may be left out, and replaced between mails. */
export interface Behaviour {
  /** Instead of the greeting; `connection` counts from 1. */
  greeting?: (connection: number) => Reply | Promise<Reply>;
  mailFrom?: (address: string) => Reply | Promise<Reply>;
  /** `attempt` counts from 1 for each address: greylisting answers the first one with a 4xx. */
  recipient?: (address: string, attempt: number) => Reply | Promise<Reply>;
  /** After the 354, before the body is read: `drop` or `hang`. */
  data?: (recipients: string[]) => 'drop' | 'hang' | null | undefined;
  /** After the whole body. What is not accepted here is not in `received`. */
  body?: (mail: ReceivedMail) => Reply | Promise<Reply>;
}

export interface TestSmtpOptions extends Behaviour {
  /** Default: a free one. */
  port?: number;
  /** With both, a client must log in as this user; else AUTH is not offered. */
  user?: string;
  password?: string;
  /** Default STARTTLS, so that no test pays for TLS. `[]` offers it, with a self-signed certificate. */
  disabledCommands?: string[];
  /** Any other option of smtp-server. */
  server?: SMTPServerOptions;
}

export interface ReceivedMail {
  from: string;
  to: string[];
  /** As the sender's MAIL FROM declares it (RFC 6152). */
  bodyType: string | undefined;
  /** The body, byte for byte, without SMTP's dots. */
  raw: Buffer;
  /** `performance.now()` when its first byte came. */
  bodyAt: number;
  /** UTC ms when it was complete. */
  at: number;
}

export interface TestSmtp {
  host: string;
  port: number;
  /** Mails accepted, in their order. */
  received: ReceivedMail[];
  /** Bytes of bodies seen, accepted or not. */
  bodyBytes: number;
  /** Connections taken so far. */
  connections: number;
  /** Logins tried so far. */
  logins: number;
  behaviour: Behaviour;
  /** The mails once there are at least `count`. @throws Error after `ms` (5 s). */
  waitFor(count: number, ms?: number): Promise<ReceivedMail[]>;
  /** Cuts every connection and goes on listening. */
  cut(): void;
  /** Cuts every connection and stops listening. May be called twice. */
  close(): Promise<void>;
}

/** Starts a server; it accepts everything that the options do not refuse. */
export async function startSmtp(options: TestSmtpOptions = {}): Promise<TestSmtp> {
  const sockets = new Set<Socket>();
  const attempts = new Map<string, number>();
  const waiting = new Set<() => void>();
  const loginAsked = options.user !== undefined && options.password !== undefined;

  const server = new SMTPServer({
    // Without it the built-in certificate is warned of on standard error.
    logger: false,
    name: 'mx.test.example',
    disabledCommands: [...(options.disabledCommands ?? ['STARTTLS']), ...(loginAsked ? [] : ['AUTH'])],
    allowInsecureAuth: true,
    authOptional: !loginAsked,
    maxAllowedUnauthenticatedCommands: false,
    disableReverseLookup: true,
    ...options.server,

    onConnect(session, callback) {
      smtp.connections += 1;
      answer(session, smtp.behaviour.greeting?.(smtp.connections), callback);
    },
    onAuth(auth, _session, callback) {
      smtp.logins += 1;
      if (auth.username === options.user && auth.password === options.password) callback(null, { user: auth.username });
      else callback(null, { responseCode: 535, message: 'Authentication credentials invalid' });
    },
    onMailFrom(address, session, callback) {
      answer(session, smtp.behaviour.mailFrom?.(address.address), callback);
    },
    onRcptTo({ address }, session, callback) {
      const attempt = (attempts.get(address) ?? 0) + 1;
      attempts.set(address, attempt);
      answer(session, smtp.behaviour.recipient?.(address, attempt), callback);
    },
    onData(stream, session, callback) {
      const to = session.envelope.rcptTo.map((recipient) => recipient.address);
      const early = smtp.behaviour.data?.(to);
      // The 354 goes out when this function has returned.
      if (early === 'drop') setImmediate(() => drop(session));
      if (early) return;

      const chunks: Buffer[] = [];
      let bodyAt = 0;
      stream.on('data', (chunk: Buffer) => {
        bodyAt ||= performance.now();
        smtp.bodyBytes += chunk.length;
        chunks.push(chunk);
      });
      stream.on('end', () => {
        const { mailFrom, bodyType } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        const mail = { from, to, bodyType, raw: Buffer.concat(chunks), bodyAt, at: Date.now() };
        answer(session, smtp.behaviour.body?.(mail), (error) => {
          if (!error) {
            smtp.received.push(mail);
            for (const look of waiting) look();
          }
          callback(error);
        });
      });
    },
  });
  // A client that goes away in the middle is what these tests are about.
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  function drop(session: SMTPServerSession): void {
    for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
  }

  async function answer(
    session: SMTPServerSession,
    asked: Reply | Promise<Reply>,
    callback: (error?: Error | null) => void,
  ): Promise<void> {
    const reply = await asked;
    if (!reply) callback();
    else if (reply === 'drop') drop(session);
    else if (reply !== 'hang') callback(Object.assign(new Error(reply.message), { responseCode: reply.code }));
  }

  const smtp: TestSmtp = {
    host: '127.0.0.1',
    port: options.port ?? 0,
    received: [],
    bodyBytes: 0,
    connections: 0,
    logins: 0,
    behaviour: options,
    waitFor(count, ms = 5_000) {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (smtp.received.length < count) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(smtp.received);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${smtp.received.length} of ${count} mails came within ${ms} ms`));
        }, ms);
        waiting.add(look);
        look();
      });
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      if (!server.server.listening) return;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        smtp.cut();
      });
    },
  };

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(smtp.port, smtp.host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  smtp.port = (server.server.address() as AddressInfo).port;
  return smtp;
}
