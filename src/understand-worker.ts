/** Reads mail, one after the other, in a thread of its own. Which mails, how long and how often is `understand.ts`'s question. */
import { Buffer } from 'node:buffer';
import type { DeskIdentity, Understood } from './mail/message.ts';
import { readMail } from './mail/read.ts';

export interface ReadingTask {
  /** The mails; the thread owns these bytes. */
  raws: Uint8Array<ArrayBuffer>[];
  desk: DeskIdentity;
}

/** What each mail says, or why it cannot be read: the same every time, so it is not tried again. */
export default async function read({ raws, desk }: ReadingTask): Promise<Understood[]> {
  const understood: Understood[] = [];
  for (const raw of raws) understood.push(await readOne(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), desk));
  return understood;
}

async function readOne(raw: Buffer, desk: DeskIdentity): Promise<Understood> {
  try {
    return { message: await readMail(raw, desk) };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
