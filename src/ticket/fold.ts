/** How words are compared: without case and accents. */

const MARKS = /\p{M}+/gu;
const NOT_ASCII = /[^\x00-\x7f]/;

/** Lower case, without accents: `Dúvida` and `DUVIDA` are the same. */
export function fold(text: string): string {
  const bare = NOT_ASCII.test(text) ? text.normalize('NFD').replace(MARKS, '') : text;
  return bare.toLowerCase();
}
