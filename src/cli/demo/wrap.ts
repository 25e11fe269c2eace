/** How does a text fit into a column? Wrapped at spaces; what is longer than a line is broken where an address or a name may be. */

/** The lines of a text, each at most `width` characters long; line breaks of its own stay. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(width, 1)));
}

/** At most `most` lines; what is left out shows as an ellipsis. */
export function wrapShort(text: string, width: number, most: number): string[] {
  const lines = wrap(text, width);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${(lines[most - 1] ?? '').slice(0, width - 1)}…`];
}

function wrapLine(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0].slice(0, width - 1) ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const word of line.trim().split(/ +/)) {
    const joined = current === indent ? indent + word : `${current} ${word}`;
    if (joined.length <= width) {
      current = joined;
      continue;
    }
    if (current !== indent) lines.push(current);
    current = indent + word;
    while (current.length > width) {
      const at = breakIn(current, width);
      lines.push(current.slice(0, at));
      current = indent + current.slice(at);
    }
  }
  return [...lines, current];
}

/** Before an address's domain; else after a mark that joins the parts of a long word; else where the line ends. */
function breakIn(word: string, width: number): number {
  const at = word.lastIndexOf('@', width);
  const mark = Math.max(...['-', '/', '.', '='].map((one) => word.lastIndexOf(one, width - 1))) + 1;
  return [at, mark].find((one) => one > width / 3) ?? width;
}
