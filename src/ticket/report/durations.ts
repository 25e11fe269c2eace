/** How elapsed times and shares are shown to people: short, the same in every language of the desk. */

/** `45s`, `12m`, `3h 05m`, `2d 4h`: the two largest units. @param ms elapsed time */
export function durationInWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours}h` : `${hours}h ${String(minutes % 60).padStart(2, '0')}m`;
  const wholeHours = Math.round(minutes / 60);
  const [days, rest] = [Math.floor(wholeHours / 24), wholeHours % 24];
  return rest === 0 ? `${days}d` : `${days}d ${rest}h`;
}

/** Whole per cent, never more than there is: 999 of 1,000 kept are 99. @param share from 0 to 1 */
export function percentOf(share: number): number {
  // Floating point takes 29 of 100 for a hair less than 0.29.
  return Math.floor(share * 100 + 1e-9);
}
