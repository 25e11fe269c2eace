/** Is this file no more than the picture of a signature? What follows from it is the question of who asks. */
import type { Attachment } from '../mail/message.ts';

/** Bytes; a screenshot is larger. */
const LARGEST_LOGO = 50_000;

/** Whether it is a small picture that is shown within the text. */
export function isLogo({ inline, contentType, size }: Pick<Attachment, 'inline' | 'contentType' | 'size'>): boolean {
  return inline && /^image\//i.test(contentType) && size <= LARGEST_LOGO;
}
