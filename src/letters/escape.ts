/** What may not stand in a letter as it was written: characters that hide or turn text round, and what HTML reads as markup. */

/** Direction overrides and isolates, and the byte order mark. */
const UNSEEN = /[\u202A-\u202E\u2066-\u2069\uFEFF]/g;
/** Private-use code points: sealed values stand as these (see `seal.ts`). */
const PRIVATE = /[\uE000-\uF8FF]/g;

/** Nothing but what is seen: it ends before the signs of direction. */
const PLAIN = /^[\x20-\x7E\xA0-\u2027]*$/;

export function escapeHtml(text: string): string {
  // Most texts hold none of them, and to look once is cheaper than five times.
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/**
 * Folds everything that could end a line, hide or turn text round into spaces or nothing: control characters, the
 * Unicode line and paragraph separators, direction overrides, our own placeholders, halves of surrogate pairs.
 */
export function oneLine(value: string): string {
  // So are most values, and each letter has dozens.
  if (PLAIN.test(value) && !value.includes('  ')) return value.trim();
  return withoutUnseen(value)
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The same for text of many lines: its line ends become `\n`, its blanks and tabs stay. */
export function manyLines(value: string): string {
  return withoutUnseen(value)
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, ' ');
}

/** Takes placeholders out of a template's own text, where they would print somebody's value. */
export function withoutPlaceholders(text: string): string {
  return text.replace(PRIVATE, '');
}

function withoutUnseen(value: string): string {
  return value.toWellFormed().replace(UNSEEN, '').replace(PRIVATE, '');
}
