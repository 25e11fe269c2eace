/** How does a text read whose lines the sender's program broke for the wire? Undoes format=flowed (RFC 3676). */

/**
 * @param text with `\n` line ends
 * @param delSp whether the space that marks a soft break is deleted with it (RFC 3676 §4.1)
 * @returns paragraphs on one line each; quoted lines keep their `>`
 */
export function unflowed(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { depth: number; pieces: string[] } | null = null;
  const close = () => {
    if (open) out.push(marked(open.depth, open.pieces.join('')));
    open = null;
  };
  for (const line of text.split('\n')) {
    const depth = quoteDepth(line);
    // §4.4: a space that was put in front of a line's text is no part of it.
    const content = line.slice(depth).replace(/^ /, '');
    // §4.3: the line above a signature ends in a space and is not flowed. A paragraph ends where the depth changes (§4.5).
    const soft = content.endsWith(' ') && content !== '-- ' && content.trim() !== '';
    if (open && (open.depth !== depth || content === '-- ')) close();
    const piece = soft && delSp ? content.slice(0, -1) : content;
    if (open) open.pieces.push(piece);
    else open = { depth, pieces: [piece] };
    if (!soft) close();
  }
  close();
  return out.join('\n');
}

function quoteDepth(line: string): number {
  let depth = 0;
  while (line[depth] === '>') depth++;
  return depth;
}

function marked(depth: number, content: string): string {
  return depth === 0 ? content : `${'>'.repeat(depth)} ${content}`;
}
