/** Which mail is attached to this one? A mail forwarded as a file is read as a mail of its own. */
import { type ParsedMail, parseMail } from './parse.ts';

/**
 * The first mail attached to this one, parsed; null where there is none or it cannot be read.
 *
 * @param wanted see `parseMail`
 */
export async function attachedMail(
  { attachments }: ParsedMail,
  wanted?: ReadonlySet<string>,
): Promise<ParsedMail | null> {
  const part = attachments.find(({ contentType }) => /^message\/(?:rfc822|global)$/.test(contentType));
  if (!part?.content) return null;
  // A broken mail within a mail does not make that one unreadable.
  return parseMail(part.content, wanted).catch(() => null);
}
