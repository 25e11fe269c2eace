/**
 * A real Dovecot for one test: its own port, users and mail in a folder that goes away with it, no file of the system
 * touched. What the tests do with it is theirs.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { dovecotConfig, makeCertificate } from './dovecot-config.ts';

export const DOVECOT = '/usr/sbin/dovecot';

export interface DovecotOptions {
  /** Password by user; the first is `dovecot.user`. Default: `suporte@blip.example` with `secret`. */
  users?: Record<string, string>;
  /** With a self-signed certificate: STARTTLS on `port`, TLS from the start on `tlsPort`. Costs some 50 ms. */
  tls?: boolean;
  /** What the server says it can, instead of its own list: to play a poorer server. */
  capability?: string;
  /** Hierarchy delimiter and prefix of all folders but INBOX; default `.` and none. */
  separator?: string;
  prefix?: string;
  /** More lines for dovecot.conf. */
  config?: string;
}

export interface StoredMail {
  uid: number;
  flags: string[];
  /** UTC ms. */
  receivedAt: number;
  raw: Buffer;
}

export interface Dovecot {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** 0 without `tls`. */
  readonly tlsPort: number;
  readonly user: string;
  readonly password: string;
  /** PEM; empty without `tls`. */
  readonly certificate: string;
  /** Puts a mail into the user's INBOX as a delivery agent does: a file in Maildir `new/`. Fast; lines stay as they are. */
  deliver(raw: Buffer | string, date?: Date): Promise<void>;
  /** Puts mails into a folder by IMAP APPEND; they are listed at once. */
  append(raws: (Buffer | string)[], date?: Date, folder?: string): Promise<void>;
  /** What IMAP shows in a folder, by uid; empty where there is no such folder. */
  mailboxContents(folder: string): Promise<StoredMail[]>;
  /** Removes mails as another client would. */
  expunge(uids: number[], folder?: string): Promise<void>;
  /** Gives INBOX a new UIDVALIDITY and new UIDs, as after a restored backup. Ends every connection. */
  changeUidValidity(): Promise<void>;
  setPassword(password: string): void;
  /** Runs a command of imapflow on a connection of its own: for what this interface lacks. */
  withClient<Result>(work: (client: ImapFlow) => Promise<Result>): Promise<Result>;
  /** Ends the server with all its connections; the mail stays. `start` brings it back on the same port. */
  halt(): Promise<void>;
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
  log(): string;
}

/**
 * Starts a Dovecot on a free loopback port; it answers when this resolves.
 * @throws Error with Dovecot's own log where it does not start.
 */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const users = { ...(options.users ?? { 'suporte@blip.example': 'secret' }) };
  const [user] = Object.keys(users);
  if (user === undefined) throw new Error('a Dovecot needs a user');
  const port = await freePort();
  const tlsPort = options.tls ? await freePort() : 0;
  const folder = mkdtempSync(join(tmpdir(), 'dovecot-'));
  const owner = mailOwner();
  const logFile = join(folder, 'dovecot.log');
  const inbox = join(folder, 'mail', user, 'Maildir');
  const clear = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  let child: ChildProcess | null = null;
  let delivered = 0;

  const log = (): string => readFileSync(logFile, { encoding: 'utf8', flag: 'a+' });
  const killAtExit = (): void => {
    child?.kill('SIGTERM');
    clear();
  };
  const writeUsers = (): void => {
    const lines = Object.entries(users).map(([name, password]) => `${name}:{PLAIN}${password}::::::\n`);
    writeFileSync(join(folder, 'users'), lines.join(''));
  };

  const start = async (): Promise<void> => {
    const started = spawn(DOVECOT, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' });
    child = started;
    for (const deadline = Date.now() + 10_000; !(await greets(port)); await sleep(10)) {
      if (started.exitCode === null && Date.now() < deadline) continue;
      started.kill('SIGTERM');
      throw new Error(`Dovecot did not start:\n${log()}`);
    }
  };

  const halt = async (): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    await endTree(ending);
    await ended;
  };

  const withClient = async <Result>(work: (client: ImapFlow) => Promise<Result>): Promise<Result> => {
    const auth = { user, pass: users[user] ?? '' };
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth, logger: false });
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  };

  const dovecot: Dovecot = {
    host: '127.0.0.1',
    port,
    tlsPort,
    user,
    get password() {
      return users[user] ?? '';
    },
    certificate: options.tls ? makeCertificate(folder) : '',
    async deliver(raw, date) {
      delivered += 1;
      // Dovecot reads new files in the order of their names.
      const name = `${Math.floor(Date.now() / 1000)}.M${String(delivered).padStart(8, '0')}P${process.pid}.test`;
      const file = join(inbox, 'tmp', name);
      await writeFile(file, raw);
      chownSync(file, owner.uid, owner.gid);
      if (date !== undefined) await utimes(file, date, date);
      await rename(file, join(inbox, 'new', name));
    },
    append: (raws, date, target = 'INBOX') =>
      withClient(async (client) => {
        for (const raw of raws) await client.append(target, raw, [], date);
      }),
    mailboxContents: (target) =>
      withClient(async (client) => {
        if (!(await client.list()).some((each) => each.path === target)) return [];
        const opened = await client.mailboxOpen(target, { readOnly: true });
        if (opened.exists === 0) return [];
        const rows = await client.fetchAll('1:*', { uid: true, flags: true, internalDate: true, source: true });
        return rows.map((row) => ({
          uid: row.uid,
          flags: [...(row.flags ?? [])],
          receivedAt: new Date(row.internalDate ?? 0).getTime(),
          raw: row.source || Buffer.alloc(0),
        }));
      }),
    expunge: (uids, target = 'INBOX') =>
      withClient(async (client) => {
        await client.mailboxOpen(target);
        await client.messageDelete(uids.join(','), { uid: true });
      }),
    async changeUidValidity() {
      await halt();
      // `dovecot-uidvalidity` stays: it makes sure that the next one is another one, even within the same second.
      for (const name of await readdir(inbox)) {
        if (name === 'dovecot-uidlist' || name.startsWith('dovecot.')) await rm(join(inbox, name));
      }
      await start();
    },
    setPassword(password) {
      users[user] = password;
      writeUsers();
    },
    withClient,
    halt,
    start,
    async restart() {
      await halt();
      await start();
    },
    async stop() {
      await halt();
      process.off('exit', killAtExit);
      clear();
    },
    log,
  };

  chmodSync(folder, 0o755);
  for (const path of [
    'mail',
    `mail/${user}`,
    `mail/${user}/Maildir`,
    ...['cur', 'new', 'tmp'].map((each) => `mail/${user}/Maildir/${each}`),
  ]) {
    mkdirSync(join(folder, path));
    chownSync(join(folder, path), owner.uid, owner.gid);
  }
  writeUsers();
  writeFileSync(join(folder, 'dovecot.conf'), dovecotConfig(folder, options, port, tlsPort, owner.name));
  process.on('exit', killAtExit);
  try {
    await start();
  } catch (error) {
    await dovecot.stop();
    throw error;
  }
  return dovecot;
}

/**
 * Ends a server with its processes, in that order of asking: asked alone, the master takes a second to see that its
 * children have gone. Held (SIGSTOP), it starts no new ones meanwhile.
 */
async function endTree(master: ChildProcess): Promise<void> {
  const { pid } = master;
  if (pid === undefined) return;
  master.kill('SIGSTOP');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number).filter(Boolean);
  for (const child of children) signal(child, 'SIGTERM');
  const deadline = Date.now() + 2_000;
  while (children.some(runs) && Date.now() < deadline) await sleep(5);
  for (const child of children.filter(runs)) signal(child, 'SIGKILL');
  master.kill('SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

/** A child that has ended stays a zombie for as long as its master is held. */
function runs(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Who the server's processes run as: Dovecot refuses to read mail as root. */
function mailOwner(): { name: string; uid: number; gid: number } {
  const self = userInfo();
  if (self.uid !== 0) return { name: self.username, uid: self.uid, gid: self.gid };
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { name: 'nobody', uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(1_000);
    const answer = (ready: boolean) => (): void => {
      socket.destroy();
      resolve(ready);
    };
    socket
      .once('data', answer(true))
      .once('error', answer(false))
      .once('close', answer(false))
      .once('timeout', answer(false));
  });
}
