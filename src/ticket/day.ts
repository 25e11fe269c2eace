/** On which calendar day is it, in a zone? Contracts and absences are told in days; hours are the calendar's. */
import type { Instant } from './ticket.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day, `YYYY-MM-DD`, that an instant falls on in an IANA zone. Such days compare as text. */
export function dayIn(timeZone: string, at: Instant): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}
