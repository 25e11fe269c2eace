/**
 * Where mail comes from when it is a Maildir (cr.yp.to/proto/maildir.html): files in `new/` and `cur/`. Both count as not
 * done, because a mail reader moves what it has shown from the one to the other. What a mail means is not asked here.
 */
import { type FSWatcher, watch } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HEADER_BYTES, headerOf } from './header.ts';
import { type Fetched, type Listed, type Mailbox, MailboxError } from './mailbox.ts';

export interface MaildirOptions {
  /** The folder that holds `new/`, `cur/` and `tmp/`. */
  path: string;
  /** Finished mail goes to this folder within it: `Processed` is `.Processed/` (Maildir++), made where it is missing. */
  done: string;
}

/** A Maildir says of no file when it began, so its names are one epoch. */
const EPOCH = 'maildir';
/** `news` looks for itself this often: not every file system tells of changes. */
const LOOK_MS = 5_000;

/** A Maildir as a mailbox. A mail's uid is its file's name up to the `:`, which stays when flags change. */
export class MaildirMailbox implements Mailbox {
  readonly name: string;
  readonly #path: string;
  readonly #done: string;
  /** Where each mail of the last `list` was, by uid. */
  #files = new Map<string, string>();

  constructor(options: MaildirOptions) {
    this.#path = resolve(options.path);
    // Maildir++: one level of folders, `.` in their names stands for the levels.
    this.#done = join(this.#path, `.${options.done.replace(/^\.+/, '').replaceAll('/', '.')}`);
    this.name = `maildir:${this.#path}`;
  }

  async open(): Promise<string> {
    for (const part of ['new', 'cur']) {
      const folder = join(this.#path, part);
      const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
      if (found instanceof Error || !found.isDirectory()) {
        const why = found instanceof Error ? found.message : 'it is not a folder';
        throw new MailboxError(
          'protocol',
          `${this.#path} is not a Maildir, which needs the folders new, cur and tmp: ${why}; check mailbox.path`,
        );
      }
    }
    return EPOCH;
  }

  async list(): Promise<Listed[]> {
    const files = await this.#scan();
    const mails: Listed[] = [];
    for (const [uid, file] of files) {
      const found = await lstat(file).catch((error: unknown) => {
        if (code(error) === 'ENOENT') return null;
        throw this.#failed(file, error);
      });
      if (found?.isFile()) mails.push({ uid, size: found.size, receivedAt: Math.floor(found.mtimeMs) });
    }
    this.#files = files;
    return mails.sort((a, b) => a.receivedAt - b.receivedAt || (a.uid < b.uid ? -1 : 1));
  }

  async *fetch(mails: Listed[], maxBytes: number): AsyncGenerator<Fetched> {
    for (const mail of mails) {
      const truncated = mail.size > maxBytes;
      const raw = await this.#atFile(mail.uid, (file) => (truncated ? readHeader(file) : readWhole(file)));
      yield { ...mail, raw, truncated: truncated && raw !== null };
    }
  }

  async done(uids: string[]): Promise<void> {
    if (uids.length === 0) return;
    try {
      for (const part of ['tmp', 'new', 'cur']) await mkdir(join(this.#done, part), { recursive: true });
      // Maildir++ marks a folder as one by this empty file.
      await writeFile(join(this.#done, 'maildirfolder'), '', { flag: 'a' });
    } catch (error) {
      throw this.#failed('making the folder for finished mail', error);
    }
    for (const uid of uids) {
      await this.#atFile(uid, (file) => moveAside(file, join(this.#done, 'cur'), uid));
      this.#files.delete(uid);
    }
  }

  async news(signal: AbortSignal): Promise<void> {
    const heard = Promise.withResolvers<void>();
    const look = (): void => {
      this.#scan().then((files) => {
        if ([...files.keys()].some((uid) => !this.#files.has(uid))) heard.resolve();
      }, heard.reject);
    };
    const over = new AbortController();
    signal.addEventListener('abort', () => heard.resolve(), { signal: over.signal });
    if (signal.aborted) heard.resolve();
    // Watched before looking, so that what comes in between is seen by one or the other.
    const watchers = [watched(join(this.#path, 'new'), look), watched(join(this.#path, 'cur'), look)];
    const timer = setInterval(look, LOOK_MS);
    look();
    try {
      await heard.promise;
    } finally {
      over.abort();
      clearInterval(timer);
      for (const watcher of watchers) watcher?.close();
    }
  }

  async close(): Promise<void> {
    this.#files.clear();
  }

  /** Does something with a mail's file wherever it is now; null where it is nowhere. */
  async #atFile<Result>(uid: string, work: (file: string) => Promise<Result>): Promise<Result | null> {
    let file = this.#files.get(uid);
    // A mail reader may rename it between being found and being opened.
    for (let tries = 0; tries < 3; tries += 1) {
      file ??= (await this.#scan()).get(uid);
      if (file === undefined) return null;
      try {
        return await work(file);
      } catch (error) {
        if (code(error) !== 'ENOENT') throw this.#failed(file, error);
        file = undefined;
      }
    }
    return null;
  }

  /** The files by uid. `new` is read first: mail moves from there to `cur`, never back. */
  async #scan(): Promise<Map<string, string>> {
    const files = new Map<string, string>();
    for (const part of ['new', 'cur']) {
      const folder = join(this.#path, part);
      try {
        for (const name of await readdir(folder)) {
          if (!name.startsWith('.')) files.set(uidOf(name), join(folder, name));
        }
      } catch (error) {
        throw this.#failed(folder, error);
      }
    }
    return files;
  }

  #failed(step: string, error: unknown): MailboxError {
    if (error instanceof MailboxError) return error;
    const why = error instanceof Error ? error.message : String(error);
    return new MailboxError('away', `Maildir ${this.#path}: ${step}: ${why}`, { cause: error });
  }
}

/** Says in one line what is there. @throws MailboxError where it is no Maildir. */
export async function probeMaildir(options: MaildirOptions): Promise<string> {
  const mailbox = new MaildirMailbox(options);
  await mailbox.open();
  const { length } = await mailbox.list();
  return `${length === 1 ? '1 mail waits' : `${length} mails wait`} in ${resolve(options.path)}`;
}

function uidOf(name: string): string {
  const colon = name.indexOf(':');
  return colon <= 0 ? name : name.slice(0, colon);
}

async function readWhole(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function readHeader(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return headerOf(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Moves a file into a folder as seen (`:2,S`), under another name where its own is taken: nothing is ever overwritten. */
async function moveAside(file: string, folder: string, uid: string): Promise<void> {
  for (let copy = 1; ; copy += 1) {
    const target = join(folder, `${copy === 1 ? uid : `${uid}.${copy}`}:2,S`);
    try {
      // A link fails where the name is taken; a rename would replace what is there.
      await link(file, target);
    } catch (error) {
      if (code(error) === 'EEXIST') {
        // Moved before, and stopped half way: both names are one file.
        if (!(await isSameFile(file, target))) continue;
      } else if (code(error) === 'EXDEV') {
        throw new MailboxError(
          'protocol',
          `${folder} is on another file system than ${file}; put both on the same one`,
        );
      } else if (code(error) === 'EPERM' || code(error) === 'ENOTSUP') {
        // No hard links here: the name is taken first, then replaced by the file.
        if (await isTaken(target)) continue;
        return rename(file, target).catch(async (failure) => {
          await unlink(target);
          throw failure;
        });
      } else {
        throw error;
      }
    }
    return unlink(file);
  }
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([lstat(one), lstat(other)]);
  return a.ino === b.ino && a.dev === b.dev;
}

/** Takes a name with an empty file. @returns whether somebody else had it already. */
async function isTaken(target: string): Promise<boolean> {
  try {
    await (await open(target, 'wx')).close();
    return false;
  } catch (error) {
    if (code(error) === 'EEXIST') return true;
    throw error;
  }
}

/** Watches a folder, where the system can. */
function watched(folder: string, changed: () => void): FSWatcher | null {
  try {
    return watch(folder, { persistent: false }, changed).on('error', () => {});
  } catch {
    return null;
  }
}

function code(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
