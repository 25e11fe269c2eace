/** How long is it, as people say it in a few signs? */
import type { Language } from '../ticket/ticket.ts';

const MINUTE = 60_000;
const HOUR = 60;

/**
 * `45 min`, `3 h 20 min`, `30 h`: minutes no longer count from ten hours on. Never more than it is; the same in every
 * language of the desk.
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

const DAYS: Record<Language, string> = { 'pt-BR': 'dias', en: 'days', es: 'días' };

/**
 * How long something took, to the nearest minute or hour: `1 h 6 min`, `28 h`, `5 dias`, `2 days 4 h`. Days count from two on.
 * @param ms of time, all hours of the day
 */
export function elapsedInWords(ms: number, language: Language): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  const hours = Math.round(minutes / HOUR);
  if (minutes < 10 * HOUR) return durationInWords(minutes * MINUTE) ?? '';
  if (hours < 48) return `${hours} h`;
  const rest = hours % 24;
  return `${Math.floor(hours / 24)} ${DAYS[language]}${rest === 0 ? '' : ` ${rest} h`}`;
}
