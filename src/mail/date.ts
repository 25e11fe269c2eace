/** What instant does a written date mean? For showing only: a sender's date never sets a clock. */

const RFC_5322 =
  /(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([+-]\d{4})|\s+([a-z]{1,5}))?/i;

/** ISO 8601 in UTC of an RFC 5322 §3.3 date, also of its obsolete forms; null for anything else. */
export function isoDate(value: string): string | null {
  const match = RFC_5322.exec(value.slice(0, 200));
  if (!match) return null;
  const [, day = '', month = '', year = '', hour = '', minute = '', second = '00', offset, name] = match;
  // RFC 5322 §4.3: two digits are 1950 to 2049; a zone that nobody knows counts as UTC.
  const full = year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const zone = offset ?? OBSOLETE_ZONES[name?.toUpperCase() ?? ''] ?? '+0000';
  const iso = `${full}-${two(MONTHS.indexOf(month.toLowerCase()) / 3 + 1)}-${two(Number(day))}T${hour.padStart(2, '0')}:${minute}:${second}${zone.slice(0, 3)}:${zone.slice(3)}`;
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
const OBSOLETE_ZONES: Record<string, string> = {
  EDT: '-0400',
  EST: '-0500',
  CDT: '-0500',
  CST: '-0600',
  MDT: '-0600',
  MST: '-0700',
  PDT: '-0700',
  PST: '-0800',
  BRT: '-0300',
  BRST: '-0200',
};

function two(number: number): string {
  return String(number).padStart(2, '0');
}
