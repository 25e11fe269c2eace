/** What of a sender's characters may be kept? Removes those that no text needs and that terminals, headers and databases stumble over. */

/** Text of several lines: line feeds and tabs stay, other control characters go. */
export function printable(text: string): string {
  // Most texts hold none of what follows, which to replace takes several looks at all of it.
  if (!NOT_PRINTABLE.test(text)) return text.toWellFormed();
  return (
    text
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      // Spaces without width pad the lines that newsletters hide, and split words that rules look for.
      .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad]|\u034f/g, '')
      .toWellFormed()
  );
}

/** The same, and each space that may not break is a space, as it is to whoever reads or searches. */
export function readable(text: string): string {
  return NOT_PRINTABLE.test(text) ? printable(text).replace(/[\u00a0\u2007\u202f]/g, ' ') : text.toWellFormed();
}

/** Every line break as `\n`. */
export function withLineFeeds(text: string): string {
  // A string is looked for at a sixth of what an expression costs.
  const lines = text.replaceAll('\r\n', '\n');
  return lines.includes('\r') ? lines.replace(/\r/g, '\n') : lines;
}

/** What `printable` and `readable` replace or remove. */
const NOT_PRINTABLE = /[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u2007\u200b\u2028\u2029\u202f\u2060\ufeff]|\u034f/;

/** Text of one line: every run of white space is one space, and nothing turns the direction of reading (`gpj.exe` for `exe.jpg`). */
export function singleLine(text: string): string {
  if (!TO_BE_CHANGED.test(text)) return text.trim();
  return printable(text)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(MORE_THAN_A_SPACE, ' ')
    .trim();
}

/** What is not printable ASCII, and two spaces in a row; most values of headers have neither. */
const TO_BE_CHANGED = /[^ -~]| {2}/;

/** A run of white space that is not one space already: to replace those too makes a text of words anew. */
export const MORE_THAN_A_SPACE = /[^\S ]\s*| \s+/g;
