/**
 * Until when is a ticket on hold? Reads `3d`, `4h`, `2w`, dates (day first), weekdays and "tomorrow" in three languages,
 * each with or without a time, by the desk's clock on the wall. That nothing stands there is no question of this file.
 */
import { fold } from '../fold.ts';
import { type WallTime, wallClock } from '../sla/wall-clock.ts';
import type { Instant, Language } from '../ticket.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When a day begins on which nobody said a time. */
const MORNING = 9 * HOUR;
/** Further ahead is a slip of the pen. */
const FURTHEST = 2 * 366 * DAY;
/** A day and month that are over mean next year's only where these are near. */
const NEXT_YEAR_WITHIN = 183 * DAY;
const LONGEST = 80;

/**
 * @param written what stands behind the command
 * @param timeZone an IANA zone
 * @returns null where it cannot be read, is over, or is further ahead than two years
 */
export function untilIn(written: string, timeZone: string, now: Instant): Instant | null {
  if (written.length > LONGEST) return null;
  const clock = wallClock(timeZone);
  const { time, rest } = timeIn(tidied(written));
  const moment = momentIn(withoutPrepositions(rest), time, clock.wallTimeAt(now), now);
  if (moment === null) return null;
  const until = 'instant' in moment ? moment.instant : clock.instantOf(moment.wall);
  return until > now && until <= now + FURTHEST ? until : null;
}

/** What could stand there. */
export function untilExamples(languages: readonly Language[], timeZone: string, now: Instant): string[] {
  const inAWeek = new Date(wallClock(timeZone).wallTimeAt(now) + 7 * DAY).toISOString();
  const dayFirst = `${inAWeek.slice(8, 10)}/${inAWeek.slice(5, 7)}`;
  const words = languages.map((language) => EXAMPLES[language]);
  return ['4h', '3d', '2w', `${dayFirst} 14:30`, inAWeek.slice(0, 10), ...words];
}

const EXAMPLES: Record<Language, string> = { en: 'friday 14:30', 'pt-BR': 'sexta 14h30', es: 'viernes 14:30' };

function tidied(written: string): string {
  return fold(written)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.,;!]+$/, '');
}

/** Behind a word that says so, or behind a day, `14h` is a time; alone it is a span. */
const TIME = /(?:^|[ ,t])((?:at|as|a las?|@) ?)?(?:(\d{1,2})[:h](\d{2}) ?(am|pm|hs?)?|(\d{1,2}) ?(am|pm|hs?|hrs))$/;

/** Takes a time off the end. */
function timeIn(text: string): { time: number | null; rest: string } {
  const found = TIME.exec(text);
  if (!found) return { time: null, rest: text };
  const [, word, hour, minute = '0', half, onlyHour, unit] = found;
  const rest = text.slice(0, found.index).replace(/[ ,]+$/, '');
  const isSpan =
    unit?.startsWith('h') === true && word === undefined && (bare(rest) === '' || spanIn(bare(rest)) !== null);
  const time = clockTime(Number(hour ?? onlyHour), Number(minute), half ?? unit ?? '');
  return isSpan || time === null ? { time: null, rest: text } : { time, rest };
}

function clockTime(hour: number, minute: number, half: string): number | null {
  const isHalf = half === 'am' || half === 'pm';
  if (hour > 23 || minute > 59 || (isHalf && (hour < 1 || hour > 12))) return null;
  return (isHalf ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour) * HOUR + minute * 60_000;
}

const SPAN = /^(\d{1,4}|an?|one|uma?|un) ?([a-z]{1,8})$/;
const PREPOSITION =
  /^(?:until|till?|for|by|on|in|next|this|ate|por|em|no|na|ao|o|a(?= (?:\d|[a-z]{3}))|proxim[oa]|dentro|de|daqui|hasta|el|la|en)(?: |$)/;
const MOST_PREPOSITIONS = 4;

/** `até a próxima sexta que vem` says no more than `sexta`. */
function withoutPrepositions(text: string): string {
  let rest = text.replace(/ que (?:vem|viene)$/, '');
  for (let i = 0; i < MOST_PREPOSITIONS && spanIn(rest) === null; i++) rest = rest.replace(PREPOSITION, '');
  return rest;
}

/** What is left where nothing but prepositions stands there. */
function bare(text: string): string {
  return withoutPrepositions(text).trim();
}

/** ms of a span such as `3d` or `uma semana`. */
function spanIn(text: string): { length: number; isDays: boolean } | null {
  const [, count = '', word = ''] = SPAN.exec(text) ?? [];
  const unit = UNITS.find(({ words }) => words.includes(word));
  if (!unit) return null;
  return { length: (/^\d/.test(count) ? Number(count) : 1) * unit.length, isDays: unit.length >= DAY };
}

type Moment = { instant: Instant } | { wall: WallTime } | null;

/** @param wallNow what the desk's clock shows now */
function momentIn(text: string, time: number | null, wallNow: WallTime, now: Instant): Moment {
  const today = Math.floor(wallNow / DAY) * DAY;
  const at = (day: WallTime): Moment => ({ wall: day + (time ?? MORNING) });
  if (text === '') return time === null ? null : at(today);
  if (Object.hasOwn(DAYS_AHEAD, text)) return at(today + (DAYS_AHEAD[text] ?? 0) * DAY);

  const span = spanIn(text);
  if (span && !span.isDays) return time === null ? { instant: now + span.length } : null;
  // The same time on a later day, by the clock on the wall.
  if (span) return time === null ? { wall: wallNow + span.length } : at(today + span.length);
  const weekday = weekdayOf(text);
  if (weekday !== null) {
    const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7;
    return at(today + (ahead || 7) * DAY);
  }
  const day = dateIn(text, today);
  return day === null ? null : at(day);
}

const UNITS = [
  { length: 60_000, words: 'min mins minute minutes minuto minutos'.split(' ') },
  { length: HOUR, words: 'h hs hr hrs hour hours hora horas'.split(' ') },
  { length: DAY, words: 'd day days dia dias'.split(' ') },
  { length: 7 * DAY, words: 'w wk week weeks sem semana semanas'.split(' ') },
];

const DAYS_AHEAD: Record<string, number> = {
  today: 0,
  hoje: 0,
  hoy: 0,
  tomorrow: 1,
  amanha: 1,
  manana: 1,
  'the day after tomorrow': 2,
  'day after tomorrow': 2,
  'depois de amanha': 2,
  'pasado manana': 2,
};

/** From Sunday, as `Date` counts. */
const WEEKDAYS = [
  'sunday sun domingo dom',
  // Next week begins on a Monday.
  'monday mon segunda seg lunes lun week semana',
  'tuesday tue tues terca ter martes mar',
  'wednesday wed quarta qua miercoles mie',
  'thursday thu thur thurs quinta qui jueves jue',
  'friday fri sexta sex viernes vie',
  'saturday sat sabado sab',
].map((words) => words.split(' '));

function weekdayOf(text: string): number | null {
  const word = text.replace(/[- ]feira$/, '');
  const weekday = WEEKDAYS.findIndex((words) => words.includes(word));
  return weekday < 0 ? null : weekday;
}

/** The day's beginning on the wall clock; null where there is no such day. @param today the beginning of this one */
function dateIn(text: string, today: WallTime): WallTime | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [, day, month, year] = /^(?:dia )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/.exec(text) ?? [];
  if (day === undefined || month === undefined) return null;
  if (year !== undefined) return dayOf(Number(year) + (year.length === 2 ? 2_000 : 0), Number(month), Number(day));
  const thisYear = new Date(today).getUTCFullYear();
  const soon = dayOf(thisYear, Number(month), Number(day));
  if (soon !== null && soon >= today) return soon;
  const next = dayOf(thisYear + 1, Number(month), Number(day));
  return next !== null && next <= today + NEXT_YEAR_WITHIN ? next : null;
}

function dayOf(year: number, month: number, day: number): WallTime | null {
  const wall = Date.UTC(year, month - 1, day);
  const date = new Date(wall);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? wall : null;
}
