/**
 * What do the files hold that came with a mail? Gives their decoded bytes back, named by their hash as `read.ts` tells it, so
 * that one can be sent on. Which files there are is `parse.ts`'s question.
 */
import type { Buffer } from 'node:buffer';
import { attachedMail } from './attached.ts';
import { parseMail } from './parse.ts';

/**
 * @param raw the whole mail
 * @param sha256s of the decoded bytes, hex
 * @returns by hash; a file that the mail does not hold is missing. The bytes may be views of larger buffers.
 * @throws where the mail cannot be read, as `parseMail`
 */
export async function filesIn(raw: Buffer, sha256s: readonly string[]): Promise<Map<string, Buffer>> {
  const wanted = new Set(sha256s);
  const mail = await parseMail(raw, wanted);
  const files = new Map<string, Buffer>();
  const take = ({ attachments }: Pick<typeof mail, 'attachments'>) => {
    for (const { sha256, content } of attachments) if (content && wanted.has(sha256)) files.set(sha256, content);
  };
  take(mail);
  // A mail that was forwarded as a file brought its files with it.
  const attached = files.size < wanted.size ? await attachedMail(mail, wanted) : null;
  if (attached) take(attached);
  return files;
}
