/**
 * One connection to an IMAP server: logged in, its folder selected, and its failures put into words that say which
 * server, which folder and what to do. What to ask the server is `imap.ts`'s and `imap-mark.ts`'s question.
 */
import type { ImapFlow, ImapFlowOptions } from 'imapflow';
import { isLoopback } from '../loopback.ts';
import { MailboxError } from './mailbox.ts';

export interface ImapOptions {
  host: string;
  port: number;
  /** TLS from the first byte. If false, STARTTLS is required, but on loopback plain text will do. */
  secure: boolean;
  user: string;
  password: string;
  /** The folder to read; levels are parted by `/` whatever the server's delimiter. */
  folder: string;
  /** The folder that finished mail is moved to; made where it is missing. */
  done: string;
  /** Whether `news` listens (IDLE, RFC 2177) or only waits. */
  idle: boolean;
  /** Silence of the server, in ms, after which the connection counts as lost. Default 75 s. */
  socketTimeoutMs?: number;
  /** PEM certificates to trust beside the system's own: for a server with a certificate of its own making. */
  ca?: string;
  /** Told what an admin may want to know, one sentence each. */
  log?: (sentence: string) => void;
}

export interface ImapConnection {
  readonly client: ImapFlow;
  /** UIDVALIDITY of the selected folder. */
  readonly epoch: string;
  /** What the server last refused, or what ended the connection, in its own words; null where nothing went wrong. */
  complaint(): string | null;
  /** Logs out, and hangs up where that takes longer than two seconds. Never throws. */
  close(): Promise<void>;
}

/** RFC 9051 §6.4.4: a keyword; marks finished mail where the server can't move it. */
export const DONE_KEYWORD = '$ChamadoDone';
/** Mails up to this many bytes come whole in one FETCH; no literal of the server's may be much larger. */
export const WHOLE_MAIL = 1_048_576;

/**
 * Connects, logs in and selects the folder.
 * @throws MailboxError `login` where the password is refused, `protocol` where the server gives no UIDVALIDITY (RFC 9051
 *   §2.3.1.1: without it a UID proves nothing), else `away`.
 */
export async function connectImap(options: ImapOptions, readOnly: boolean): Promise<ImapConnection> {
  const complaints: { last: string | null } = { last: null };
  // Loaded by those that connect: a tenth of a second, which every other command would pay.
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({ ...clientOptions(options), logger: complaintsTo(complaints) });
  // Attached before connecting: an error event that nobody listens to ends the process.
  client.on('error', (error: unknown) => {
    complaints.last = wordsOf(error);
  });
  client.on('close', () => {
    complaints.last ??= client.byeReason ?? null;
  });
  const complaint = (): string | null => client.byeReason ?? complaints.last;
  try {
    await client.connect();
    // The lock is kept for the life of the connection: with it, imapflow keeps a quiet connection alive with NOOP
    // instead of ending it, and still notices one that has died.
    await client.getMailboxLock(folderPath(options.folder), { readOnly, maxLockHoldTime: false });
    const epoch = client.mailbox ? client.mailbox.uidValidity : undefined;
    if (!epoch) {
      throw new MailboxError(
        'protocol',
        `${place(options)}: the server gives no UIDVALIDITY, so its mails can't be told apart over time; use another folder or server`,
      );
    }
    return { client, epoch: epoch.toString(), complaint, close: () => hangUp(client) };
  } catch (error) {
    client.close();
    throw mailboxError(options, 'connecting', error, complaint());
  }
}

/** What imapflow is told; apart, because it decides whether a password may cross the network in clear. */
export function clientOptions(options: ImapOptions): ImapFlowOptions {
  const socketTimeout = options.socketTimeoutMs ?? 75_000;
  return {
    host: options.host,
    port: options.port,
    secure: options.secure,
    // Left to itself imapflow goes on in clear where STARTTLS is not offered, and anybody on the way can see to that.
    ...(options.secure ? {} : { doSTARTTLS: !isLoopback(options.host) }),
    ...(options.ca === undefined ? {} : { tls: { ca: options.ca } }),
    auth: { user: options.user, pass: options.password },
    clientInfo: { name: 'chamado' },
    connectionTimeout: Math.min(30_000, socketTimeout),
    greetingTimeout: Math.min(16_000, socketTimeout),
    socketTimeout,
    maxIdleTime: 240_000,
    disableAutoIdle: true,
    // Nothing here reads mod-sequences, and every extension enabled is another dialect to be surprised by.
    disableAutoEnable: true,
    disableCompression: true,
    // A literal over the limit ends the connection; mails over 1 MB come in pieces, so only a server gone mad sends one.
    maxLiteralSize: 64 * WHOLE_MAIL,
    maxLineLength: 64 * WHOLE_MAIL,
    maxResponseSize: 130 * WHOLE_MAIL,
    logRaw: false,
  };
}

/** The error of a failed step as a MailboxError; one that is already passes through. */
export function mailboxError(
  options: ImapOptions,
  step: string,
  error: unknown,
  complaint: string | null = null,
): MailboxError {
  if (error instanceof MailboxError) return error;
  const said = [...new Set([wordsOf(error), complaint].filter((each) => each !== null))].join('; ');
  const where = `${place(options)}: ${step} failed: ${said}`;
  const cause = { cause: error };
  if (isLoginRefused(error)) {
    return new MailboxError('login', `${where}; check mailbox.user and mailbox.password`, cause);
  }
  if (property(error, 'mailboxMissing') === true) {
    return new MailboxError(
      'away',
      `${where}; there is no folder "${options.folder}": create it, or set mailbox.folder`,
      cause,
    );
  }
  const advice =
    isRefusal(error) || said.startsWith('the server refused')
      ? 'the server is there but will not: its own words say why'
      : `check that ${options.host} port ${options.port} can be reached and is well`;
  return new MailboxError('away', `${where}; ${advice}`, cause);
}

/** Where this is, for people: `imap.example.com, folder INBOX`. */
export function place(options: ImapOptions): string {
  return `${options.host}, folder ${options.folder}`;
}

/** The server answered the command with NO or BAD: the connection itself is well. */
export function isRefusal(error: unknown): boolean {
  const status = property(error, 'responseStatus');
  return (status === 'NO' || status === 'BAD') && property(error, 'code') !== 'ETHROTTLE';
}

/** A folder's path as imapflow joins it: with the server's own delimiter, and its namespace's prefix. */
export function folderPath(folder: string): string[] {
  return folder.split('/').filter((level) => level !== '');
}

/** An error in words: the server's own, where it has any. */
export function wordsOf(error: unknown): string {
  const code = property(error, 'serverResponseCode');
  const words = property(error, 'responseText') ?? property(error, 'response');
  const said = typeof words === 'string' && words !== '' ? words : String(property(error, 'message') ?? error);
  const told = typeof code === 'string' && !said.includes(code) ? `[${code}] ${said}` : said;
  const reason = property(error, 'reason');
  return typeof reason === 'string' && reason !== '' ? `${told} (${reason})` : told;
}

/** imapflow says "authentication failed" of every NO to a login; these say that it is the server who can't, for now. */
function isLoginRefused(error: unknown): boolean {
  if (property(error, 'authenticationFailed') !== true) return false;
  const code = String(property(error, 'serverResponseCode') ?? '').toUpperCase();
  // RFC 5530 §3. Gmail and others say "too many connections" without a code of their own.
  return !['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG'].includes(code) && !/too many|try again/i.test(wordsOf(error));
}

function complaintsTo(complaints: { last: string | null }): NonNullable<ImapFlowOptions['logger']> {
  // imapflow answers `false` to many a refused command; why is only in what it logs.
  const keep = (entry: { err?: unknown }): void => {
    if (entry.err !== undefined) complaints.last = wordsOf(entry.err);
  };
  const silent = (): void => {};
  const logger = {
    debug: silent,
    info: silent,
    warn: keep,
    error: keep,
    isLevelEnabled: (level: string) => level === 'warn' || level === 'error' || level === 'fatal',
  };
  return logger;
}

async function hangUp(client: ImapFlow): Promise<void> {
  if (!client.usable) return client.close();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2_000);
  });
  await Promise.race([client.logout().catch(() => {}), patience]);
  clearTimeout(timer);
  client.close();
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
