/** How words are compared: without case and accents. */

const MARKS = /\p{M}+/gu;

/** Lower case, without accents: `Dúvida` and `DUVIDA` are the same. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase();
}
