/** Where do quoted strings and comments of a structured header end (RFC 5322 §3.2.2, §3.2.4)? What stands in them is left to others. */

/** The index of the quote that ends the string begun at `start`; -1 where none does. */
export function quotedEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

/** The index of the bracket that ends the comment begun at `start`, with those within it; -1 where none does. */
export function commentEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return -1;
}
