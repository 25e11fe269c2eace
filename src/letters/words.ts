/**
 * How the desk says instants and calendar days in the reader's language. Which of them a letter mentions is the
 * template's question.
 */
import type { Instant, Language } from '../ticket/ticket.ts';

/** The formatting locale of each language; Spanish is that of Latin America, where the desk's readers are. */
const LOCALES: Record<Language, string> = { 'pt-BR': 'pt-BR', en: 'en-US', es: 'es-419' };

/**
 * An instant as its reader would say it, with the zone it is told in:
 * `terça-feira, 24 de novembro, às 10:30 (horário de Brasília)`, `Tuesday, November 24, at 10:30 AM (Brasilia time)`,
 * `martes 24 de noviembre a las 10:30 (hora de Brasilia)`.
 * @param timeZone an IANA zone
 * @throws RangeError where the zone or the instant does not exist
 */
export function instantInWords(instant: Instant, timeZone: string, language: Language): string {
  const key = `${language} ${timeZone} ${Math.floor(instant / 60_000)}`;
  const known = told.get(key);
  if (known !== undefined) return known;
  const fresh = tell(instant, timeZone, language);
  if (told.size >= MOST_TOLD) told.clear();
  told.set(key, fresh);
  return fresh;
}

/** By minute: many mails at once are received in the same one, and promised the same one when the desk opens. */
const told = new Map<string, string>();
const MOST_TOLD = 500;

function tell(instant: Instant, timeZone: string, language: Language): string {
  const at = wallClock(instant, timeZone, language);
  const zone = zoneInWords(instant, timeZone, language, at);
  const { weekday, day, month, hour, minute, dayPeriod } = at;
  switch (language) {
    case 'pt-BR':
      return `${weekday}, ${portugueseDay(day)} de ${month}, ${Number(hour) <= 1 ? 'à' : 'às'} ${hour}:${minute} (${zone})`;
    case 'en':
      return `${weekday}, ${month} ${day}, at ${hour}:${minute} ${dayPeriod} (${zone})`;
    case 'es':
      return `${weekday} ${day} de ${month} ${Number(hour) === 1 ? 'a la' : 'a las'} ${hour}:${minute} (${zone})`;
  }
}

/**
 * The same in short, for who knows the zone: `ter., 24 de nov., 10:30`, `Tue, Nov 24, 10:30 AM`, `mar, 24 nov, 10:30`.
 * @throws RangeError where the zone or the instant does not exist
 */
export function shortInstant(instant: Instant, timeZone: string, language: Language): string {
  // Some formats part the hour from AM and PM with a blank that few fonts have.
  return formatter(language, timeZone, 'short')
    .format(instant)
    .replace(/[\u00A0\u202F]/g, ' ');
}

/**
 * The day of an instant, with its weekday: `27 de novembro (sexta-feira)`, `Friday, November 27`, `viernes 27 de noviembre`.
 * @throws RangeError where the zone or the instant does not exist
 */
export function dateInWords(instant: Instant, timeZone: string, language: Language): string {
  const { weekday, day, month } = wallClock(instant, timeZone, language);
  switch (language) {
    case 'pt-BR':
      return `${portugueseDay(day)} de ${month} (${weekday})`;
    case 'en':
      return `${weekday}, ${month} ${day}`;
    case 'es':
      return `${weekday} ${day} de ${month}`;
  }
}

/**
 * A calendar day with its year: `1º de dezembro de 2026`, `December 1, 2026`, `1 de diciembre de 2026`.
 * @param day `YYYY-MM-DD`
 * @returns null where it is no such day
 */
export function dayInWords(day: string, language: Language): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const instant = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes some days that do not exist (31 February) for the next month's.
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== day) return null;
  const at = wallClock(instant, 'UTC', language);
  const year = Number(day.slice(0, 4));
  switch (language) {
    case 'pt-BR':
      return `${portugueseDay(at.day)} de ${at.month} de ${year}`;
    case 'en':
      return `${at.month} ${at.day}, ${year}`;
    case 'es':
      return `${at.day} de ${at.month} de ${year}`;
  }
}

/**
 * A month with its year: `outubro de 2026`, `October 2026`, `octubre de 2026`.
 * @param month `YYYY-MM`, from 01 to 12
 */
export function monthInWords(month: string, language: Language): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const name = wallClock(Date.UTC(year, number - 1, 1), 'UTC', language).month;
  return language === 'en' ? `${name} ${year}` : `${name} de ${year}`;
}

/** Portuguese says the first of a month as an ordinal. */
function portugueseDay(day: string): string {
  return day === '1' ? '1º' : day;
}

interface WallClock {
  weekday: string;
  day: string;
  month: string;
  hour: string;
  minute: string;
  dayPeriod: string;
}

function wallClock(instant: Instant, timeZone: string, language: Language): WallClock {
  const parts = formatter(language, timeZone, 'clock').formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return {
    weekday: part('weekday'),
    day: part('day'),
    month: part('month'),
    hour: part('hour'),
    minute: part('minute'),
    dayPeriod: part('dayPeriod'),
  };
}

/**
 * The zone's name in the reader's words, without the bureaucratic "standard": `horário de Brasília`. In the hour that
 * the end of summer time repeats, the name that tells its two halves apart.
 */
function zoneInWords(instant: Instant, timeZone: string, language: Language, at: WallClock): string {
  const twice = isRepeated(instant, timeZone, language, at);
  const name = zoneName(instant, timeZone, language, twice ? 'specific-zone' : 'zone');
  if (/^GMT/.test(name)) return name === 'GMT' || /^GMT[+-]00:00$/.test(name) ? 'UTC' : name;
  switch (language) {
    case 'pt-BR':
      return (twice ? name : name.replace(' Padrão', ''))
        .replace(/^Horário/, 'horário')
        .replace(/ (Padrão|Verão)/, (word) => word.toLowerCase());
    case 'en':
      return (twice ? name : name.replace(' Standard', '')).replace(/Time$/, 'time');
    case 'es':
      return twice ? name : name.replace(' estándar', '');
  }
}

// Asking for a name costs as much as all the rest of an instant; a month with one offset has one name.
const zoneNames = new Map<string, string>();

function zoneName(instant: Instant, timeZone: string, language: Language, purpose: 'zone' | 'specific-zone'): string {
  const key = `${language} ${timeZone} ${purpose} ${formatter(language, timeZone, 'offset').format(instant)}`;
  let name = zoneNames.get(key);
  if (name === undefined) {
    const parts = formatter(language, timeZone, purpose).formatToParts(instant);
    name = parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
    zoneNames.set(key, name);
  }
  return name;
}

/** Whether the clocks show this time twice: they were, or will be, set back within an hour. */
function isRepeated(instant: Instant, timeZone: string, language: Language, at: WallClock): boolean {
  const offset = formatter(language, timeZone, 'offset');
  const offsetAt = (minutes: number) => offset.format(instant + minutes * 60_000);
  const now = offset.format(instant);
  // No clock changes twice within two hours.
  if (offsetAt(-60) === now && offsetAt(60) === now) return false;
  // Summer time moves clocks by an hour, on Lord Howe Island by half of one.
  return [-60, 60, -30, 30].some((minutes) => {
    if (offsetAt(minutes) === now) return false;
    const other = wallClock(instant + minutes * 60_000, timeZone, language);
    return other.hour === at.hour && other.minute === at.minute && other.dayPeriod === at.dayPeriod;
  });
}

type Purpose = 'clock' | 'short' | 'zone' | 'specific-zone' | 'offset';

// Making a formatter costs a hundred times what using it does; there are as many as languages and zones.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, timeZone: string, purpose: Purpose): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${purpose}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALES[language], { timeZone, ...optionsOf(purpose, language) });
    formatters.set(key, found);
  }
  return found;
}

function optionsOf(purpose: Purpose, language: Language): Intl.DateTimeFormatOptions {
  switch (purpose) {
    case 'clock':
      return {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        minute: '2-digit',
        // Twelve hours are read in English; elsewhere the 24-hour clock is understood in every country of the language.
        ...(language === 'en' ? { hour: 'numeric', hourCycle: 'h12' } : { hour: '2-digit', hourCycle: 'h23' }),
      };
    case 'short':
      return {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        minute: '2-digit',
        ...(language === 'en' ? { hour: 'numeric', hourCycle: 'h12' } : { hour: '2-digit', hourCycle: 'h23' }),
      };
    case 'zone':
      return { timeZoneName: 'longGeneric' };
    case 'specific-zone':
      return { timeZoneName: 'long' };
    case 'offset':
      // The date is the shortest that can stand beside it; only times within an hour are compared.
      return { timeZoneName: 'longOffset', month: 'numeric' };
  }
}
