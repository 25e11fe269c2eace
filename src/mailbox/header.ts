/** What is kept of a mail that is over the size limit: its header. */

/** It is looked for within so many bytes. */
export const HEADER_BYTES = 262_144;

/**
 * The beginning of a mail up to and with the empty line (RFC 5322 §2.1), all of it where there is none. Lines may end with
 * a bare line feed, as they do in files.
 */
export function headerOf(start: Buffer): Buffer {
  const end = /\r?\n\r?\n/.exec(start.toString('latin1'));
  return end ? start.subarray(0, end.index + end[0].length) : start;
}
