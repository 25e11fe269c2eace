/** How is a stranger's text shown on a terminal? So that none of its characters can move the cursor, recolour or reorder what is shown. */

// C0 but line feed and tab, DEL, C1; and the marks that turn the direction of writing (UAX #9).
const DANGEROUS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text of several lines; what would steer a terminal becomes a visible sign. */
export function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(DANGEROUS, sign).toWellFormed();
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\s+/g, ' ').trim());
}

function sign(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
