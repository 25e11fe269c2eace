/** Puts each parcel into a folder as an .eml file: for trying a desk out without a mail server. Sends nothing to anybody. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Outgoing, Parcel, SendResult } from './outgoing.ts';

export interface FolderOptions {
  path: string;
}

export class FolderOutgoing implements Outgoing {
  readonly #path: string;

  constructor(options: FolderOptions) {
    this.#path = options.path;
  }

  /**
   * Writes `ID-RECIPIENT.eml`, complete or not at all. A file that is there already stays as it is: the new one gets a
   * number. See `Outgoing.send`.
   */
  async send(parcel: Parcel, begun: () => Promise<void>): Promise<SendResult> {
    let draft: string | null = null;
    let published = false;
    try {
      draft = join(this.#path, `.${parcel.id}-${randomUUID()}.tmp`);
      await this.#write(draft, parcel.mime);
      await begun();
      const file = await publish(draft, join(this.#path, `${parcel.id}-${safeName(parcel.recipients[0] ?? '')}`));
      published = true;
      await syncFolder(this.#path);
      const response = `written to ${basename(file)}`;
      return { outcome: 'settled', accepted: [...parcel.recipients], deferred: [], refused: [], response };
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      return published ? { outcome: 'unknown', error: words } : { outcome: 'not-begun', error: words, login: false };
    } finally {
      if (draft) await unlink(draft).catch(() => {});
    }
  }

  /** Creates the folder and writes a file in it. @throws Error where either fails. */
  async verify(): Promise<void> {
    const probe = join(this.#path, `.probe-${randomUUID()}.tmp`);
    await this.#write(probe, Buffer.from('probe'));
    await unlink(probe);
  }

  async close(): Promise<void> {}

  /** Makes the folder where it is missing: it is there but for the first time. */
  async #write(path: string, bytes: Buffer): Promise<void> {
    try {
      await writeDurably(path, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(this.#path, { recursive: true });
      await writeDurably(path, bytes);
    }
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives the draft its name. A link, because it fails where the name is taken; a rename would overwrite. */
async function publish(draft: string, stem: string): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const file = copy === 1 ? `${stem}.eml` : `${stem}-${copy}.eml`;
    try {
      await link(draft, file);
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** A name is on the disk only once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** An address as part of a file's name: without anything that a file system or a shell could read otherwise. */
function safeName(address: string): string {
  return address.replace(/[^A-Za-z0-9@._-]/g, '_').slice(0, 80) || 'nobody';
}
