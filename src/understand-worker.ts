/** Reads mail, one after the other, in a thread of its own. Which mails, how long and how often is `understand.ts`'s question. */
import { Buffer } from 'node:buffer';
import type { DeskIdentity, Understood } from './mail/message.ts';
import { filesIn } from './mail/mime/files.ts';
import { readMail } from './mail/read.ts';

export interface ReadingTask {
  /** The mails; the thread owns these bytes. */
  raws: Uint8Array<ArrayBuffer>[];
  desk: DeskIdentity;
}

export interface FilesTask {
  /** The mail, alone; the thread owns these bytes. Empty: nothing is read. */
  raws: Uint8Array<ArrayBuffer>[];
  sha256s: readonly string[];
}

/** What each mail says, or why it cannot be read: the same every time, so it is not tried again. */
export default async function read({ raws, desk }: ReadingTask): Promise<Understood[]> {
  const understood: Understood[] = [];
  for (const raw of raws) understood.push(await readOne(bufferOf(raw), desk));
  return understood;
}

/** The decoded bytes of a mail's files by their hash. @throws where the mail cannot be read */
export async function files({ raws, sha256s }: FilesTask): Promise<Map<string, Uint8Array>> {
  const [raw] = raws;
  const found = raw ? await filesIn(bufferOf(raw), sha256s) : new Map<string, Buffer>();
  // Copies of their own: where one is a part of a larger buffer, all of that would go along.
  return new Map([...found].map(([sha256, bytes]) => [sha256, new Uint8Array(bytes)]));
}

async function readOne(raw: Buffer, desk: DeskIdentity): Promise<Understood> {
  try {
    return { message: await readMail(raw, desk) };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

function bufferOf(raw: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
}
