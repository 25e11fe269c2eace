/** What of a sender's characters may be kept? Removes those that no text needs and that terminals, headers and databases stumble over. */

/** Text of several lines: line feeds and tabs stay, other control characters go. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]/g, '')
    .toWellFormed();
}

/** Text of one line: every run of white space is one space. */
export function singleLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
