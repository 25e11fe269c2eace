/** How long is it, as people say it in a few signs? The same in every language of the desk. */

const MINUTE = 60_000;
const HOUR = 60;

/**
 * `45 min`, `3 h 20 min`, `30 h`: minutes no longer count from ten hours on. Never more than it is.
 * @param ms of time
 * @returns null below a minute
 */
export function durationInWords(ms: number): string | null {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 1) return null;
  const hours = Math.floor(minutes / HOUR);
  const rest = minutes % HOUR;
  if (hours === 0) return `${rest} min`;
  return rest === 0 || hours >= 10 ? `${hours} h` : `${hours} h ${rest} min`;
}
