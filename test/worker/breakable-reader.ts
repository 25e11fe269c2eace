/** Reads mail as the desk does, but ends or hangs its thread at the mails that say so. */
import { Buffer } from 'node:buffer';
import type { Understood } from '../../src/mail/message.ts';
import read, { type ReadingTask } from '../../src/understand-worker.ts';

export default async function breakable(task: ReadingTask): Promise<Understood[]> {
  const text = task.raws.map((raw) => Buffer.from(raw).toString()).join();
  if (text.includes('EXIT')) process.exit(3);
  while (text.includes('SPIN'));
  return read(task);
}
