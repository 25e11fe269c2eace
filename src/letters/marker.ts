/** How our own letters to agents are recognised again in what agents write back. */

/**
 * The signs that the line "reply above this line" begins and ends with, in every language. What holds them quotes a
 * letter of ours, and is never sent on.
 */
export const MARKER = { begin: '[--', end: '--]' } as const;

/** Whether a text quotes a letter of ours to an agent. */
export function holdsMarker(text: string): boolean {
  return text.includes(MARKER.begin) && text.includes(MARKER.end);
}
