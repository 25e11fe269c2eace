/** Reads one mail at a time in a thread of its own. Which mails, how long and how often is `understand.ts`'s question. */
import { Buffer } from 'node:buffer';
import type { DeskIdentity, Understood } from './mail/message.ts';
import { readMail } from './mail/read.ts';

export interface ReadingTask {
  /** The mail; the thread owns these bytes. */
  raw: Uint8Array<ArrayBuffer>;
  desk: DeskIdentity;
}

/** What a mail says, or why it cannot be read: the same every time, so it is not tried again. */
export default async function read({ raw, desk }: ReadingTask): Promise<Understood> {
  try {
    return { message: await readMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), desk) };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
