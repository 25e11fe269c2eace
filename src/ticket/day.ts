/** On which calendar day is it, in a zone? Contracts and absences are told in days; hours are the calendar's. */
import type { Instant } from './ticket.ts';

/** With the last answer of each: about one instant everybody of the desk is asked, and to write a date takes long. */
const formats = new Map<string, { format: Intl.DateTimeFormat; at: Instant; day: string }>();

/** The calendar day, `YYYY-MM-DD`, that an instant falls on in an IANA zone. Such days compare as text. */
export function dayIn(timeZone: string, at: Instant): string {
  const known = formats.get(timeZone);
  if (known?.at === at) return known.day;
  const format =
    known?.format ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const day = format.format(at);
  formats.set(timeZone, { format, at, day });
  return day;
}
