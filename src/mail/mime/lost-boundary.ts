/** What did a program do to the header of a multipart that hides its boundary? Puts the header right, so that the parser finds the parts. */

/** Longer headers are left as they are. */
const LONGEST = 16_384;

/**
 * Some programs break the line of a Content-Type without indenting what follows, or leave out the semicolon before its
 * boundary. Both stay where they were, so nothing else in the mail moves.
 *
 * @param header of one part, with its line breaks; one character a byte (latin1)
 * @returns the header with as many characters; null where neither is wrong with it
 */
export function withBoundary(header: string): string | null {
  const start = /^content-type[ \t]{0,9}:/im.exec(header)?.index;
  if (start === undefined) return null;
  const end = endOfValue(header, start);
  const broken = header.slice(start, end);
  const line = broken.replace(/[\r\n]/g, ' ');
  const name = /[\s;]boundary[ \t]{0,9}=/i.exec(line)?.index;
  if (name === undefined || line[name] === ';') return null;
  let gap = name;
  while (/\s/.test(line[gap - 1] ?? '')) gap--;
  const hasSemicolon = line[gap - 1] === ';';
  if (hasSemicolon && !/\n[^ \t]/.test(broken)) return null;
  const mended = hasSemicolon ? line : `${line.slice(0, gap)};${line.slice(gap + 1)}`;
  return header.slice(0, start) + mended + header.slice(end);
}

/** Where the header line ends that begins at `start`, with the lines below that can only be its parameters. */
function endOfValue(header: string, start: number): number {
  let feed = header.indexOf('\n', start);
  while (feed >= 0 && feed - start < LONGEST && IN_VALUE.test(header.slice(feed + 1, feed + 40)))
    feed = header.indexOf('\n', feed + 1);
  if (feed < 0) return header.length;
  return header[feed - 1] === '\r' ? feed - 1 : feed;
}

/** Of a header of its own, a colon would follow its name. */
const IN_VALUE = /^(?:[ \t]|[a-z-]{1,20}\*?=)/i;
