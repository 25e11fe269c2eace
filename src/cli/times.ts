/** How instants are shown: to machines in ISO 8601, to people in the desk's zone. */

const formats = new Map<string, Intl.DateTimeFormat>();

export function iso(instant: number): string;
export function iso(instant: number | null): string | null;
export function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

/** `2026-11-03 13:05` in an IANA zone. */
export function localTime(instant: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    // Swedish writes dates as ISO does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

/** `in 3 h`, `20 min ago`: how far an instant is from now. */
export function distance(instant: number, now: number): string {
  const span = roughly(Math.abs(instant - now));
  return instant >= now ? `in ${span}` : `${span} ago`;
}

function roughly(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
