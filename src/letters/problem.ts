/** What is said of a mistake in a template. */
import { closest } from 'fastest-levenshtein';

/** A problem within one part of a template; the line counts from the part's first. */
export interface PartProblem {
  line: number;
  message: string;
}

/** The end of a sentence about a name that does not exist. */
export function nearest(wrong: string, known: readonly string[]): string {
  return `; the nearest that there is: "${closest(wrong, known)}"`;
}
