/**
 * Where mail comes from when a person names files: single mails (`.eml`), mbox files, Maildirs and folders of `.eml`
 * files. They are read and left as they are. What a mail means is not asked here.
 */
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HEADER_BYTES, headerOf } from './header.ts';
import type { Fetched, Listed, Mailbox } from './mailbox.ts';
import { beginsMbox, mailsIn, unquoted } from './mbox.ts';

export interface FilesOptions {
  /** As given by the person; the ledger keeps them so. */
  paths: string[];
  /** Names this run: the same files given again are mails of another epoch, known by their bytes. */
  epoch: string;
  /** Told of what can't be read; the others go on. */
  onUnreadable: (path: string, why: string) => void;
}

interface Source {
  path: string;
  mbox: boolean;
  start: number;
  end: number;
}

/** The mails in some files as a mailbox. A mail's uid is its place in their order. */
export class FilesMailbox implements Mailbox {
  readonly name = 'files';
  readonly #options: FilesOptions;
  readonly #sources = new Map<string, Source>();
  #listed: Listed[] | null = null;
  /** The file that was read last: the mails of an mbox come one after another. */
  #open: { path: string; file: FileHandle } | null = null;

  constructor(options: FilesOptions) {
    this.#options = options;
  }

  /** How many mails there are; 0 before `list`. */
  get length(): number {
    return this.#listed?.length ?? 0;
  }

  async open(): Promise<string> {
    return this.#options.epoch;
  }

  /** In the order given; within a folder by name, within a Maildir by time. */
  async list(): Promise<Listed[]> {
    if (this.#listed) return this.#listed;
    const listed: Listed[] = [];
    for (const given of this.#options.paths) {
      for (const path of await this.#filesAt(given)) {
        try {
          for await (const { source, receivedAt } of sourcesIn(path)) {
            const uid = String(listed.length + 1);
            this.#sources.set(uid, source);
            listed.push({ uid, size: source.end - source.start, receivedAt });
          }
        } catch (error) {
          this.#options.onUnreadable(path, words(error));
        }
      }
    }
    this.#listed = listed;
    return listed;
  }

  async *fetch(mails: Listed[], maxBytes: number): AsyncGenerator<Fetched> {
    for (const mail of mails) {
      const source = this.#sources.get(mail.uid);
      const truncated = mail.size > maxBytes;
      const raw = source ? await this.#read(source, truncated) : null;
      yield {
        ...mail,
        size: raw && !truncated ? raw.length : mail.size,
        raw,
        truncated: truncated && raw !== null,
        ...(source ? { file: source.path } : {}),
      };
    }
  }

  /** The files stay where they are. */
  async done(): Promise<void> {}

  /** Nothing new comes: only the signal ends it. */
  async news(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  async close(): Promise<void> {
    await this.#open?.file.close();
    this.#open = null;
  }

  async #filesAt(path: string): Promise<string[]> {
    try {
      const found = await stat(path);
      if (!found.isDirectory()) return [path];
      return await filesInFolder(path);
    } catch (error) {
      this.#options.onUnreadable(path, words(error));
      return [];
    }
  }

  async #read({ path, mbox, start, end }: Source, headerOnly: boolean): Promise<Buffer | null> {
    try {
      if (this.#open?.path !== path) {
        await this.close();
        this.#open = { path, file: await open(path, 'r') };
      }
      const length = headerOnly ? Math.min(end - start, HEADER_BYTES) : end - start;
      const buffer = Buffer.alloc(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await this.#open.file.read(buffer, filled, length - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      const bytes = buffer.subarray(0, filled);
      if (headerOnly) return headerOf(bytes);
      return mbox ? unquoted(bytes) : bytes;
    } catch (error) {
      this.#options.onUnreadable(path, words(error));
      return null;
    }
  }
}

/** The mails in one file. */
async function* sourcesIn(path: string): AsyncGenerator<{ source: Source; receivedAt: number }> {
  const file = await open(path, 'r');
  try {
    const { mtimeMs, size } = await file.stat();
    const modified = Math.floor(mtimeMs);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0);
    let mails = 0;
    if (beginsMbox(buffer.subarray(0, bytesRead))) {
      for await (const { start, end, receivedAt } of mailsIn(file)) {
        mails++;
        yield { source: { path, mbox: true, start, end }, receivedAt: receivedAt ?? modified };
      }
    }
    if (mails === 0) yield { source: { path, mbox: false, start: 0, end: size }, receivedAt: modified };
  } finally {
    await file.close();
  }
}

/** A Maildir's mails by time; else the `.eml` files by name. @throws Error where there are neither */
async function filesInFolder(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const parts = ['new', 'cur'].filter((part) => entries.some((entry) => entry.name === part && entry.isDirectory()));
  if (parts.length > 0) return maildirFiles(parts.map((part) => join(path, part)));
  const names = entries
    .filter((entry) => !entry.isDirectory() && /\.eml$/i.test(entry.name))
    .map((entry) => entry.name);
  if (names.length === 0)
    throw new Error('the folder is no Maildir (it has neither new/ nor cur/), and no .eml file is in it');
  const { compare } = new Intl.Collator('en', { numeric: true });
  return names.sort(compare).map((name) => join(path, name));
}

async function maildirFiles(folders: string[]): Promise<string[]> {
  const found: { path: string; name: string; at: number }[] = [];
  for (const folder of folders) {
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      // One that is gone meanwhile was moved by a mail reader, or delivered elsewhere.
      const file = name.startsWith('.') ? null : await stat(path).catch(() => null);
      if (file?.isFile()) found.push({ path, name, at: file.mtimeMs });
    }
  }
  return found.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1)).map(({ path }) => path);
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
