/**
 * What are the admins told each day, and which day's digest is due? From facts that the store has read to the values of
 * the letter. That each is written once is the store's task.
 */
import type { DigestValues } from '../../letters/digest-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import { dayIn } from '../day.ts';
import type { Desk } from '../desk.ts';
import { addWorkingDays, type Calendar } from '../sla/calendar.ts';
import { wallClock } from '../sla/wall-clock.ts';
import type { Instant, Metric } from '../ticket.ts';
import { messageIdFor } from '../token.ts';

/** When digests are written: the config's `digest`. */
export interface DigestTimes {
  /** `HH:MM` on the desk's clock. */
  at: string;
  /** `sun`, `mon` …; at least one. */
  weekdays: readonly string[];
}

/** The digest that is due: of which day, and of what it tells. */
export interface DueDigest {
  /** Today, `YYYY-MM-DD`: what it is known by. */
  day: string;
  /** What was done in these days: from the day of the digest before to yesterday, both within. */
  firstDay: string;
  lastDay: string;
  from: Instant;
  /** The beginning of today. */
  to: Instant;
}

/** What the store reads for a digest. */
export interface DigestFacts extends Pick<DueDigest, 'firstDay' | 'lastDay'> {
  opened: number;
  solved: number;
  breached: number;
  /** Running clocks that may be due soon, the nearest first; at most `MOST_CLOCKS`. */
  running: { number: string; subject: string; policy: string; metric: Metric; dueAt: Instant }[];
  /** Tickets that wait for the desk, with the instant from which their customer waits. */
  waitingTickets: { number: string; subject: string; organization: string; since: Instant }[];
  quarantine: DigestValues['quarantine'];
  outbox: DigestValues['outbox'];
  bounced: DigestValues['bounced'];
  waiting: DigestValues['waiting'];
}

export const MOST_CLOCKS = 5_000;
/** So many of each kind are told of. */
export const MOST_TOLD = 5;

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY = 86_400_000;

/**
 * The digest that belongs to today, once its hour has come. One that was missed stays due until the day ends.
 * @returns null where none is due: before its hour, and on other weekdays
 */
export function dueDigest({ at, weekdays }: DigestTimes, timeZone: string, now: Instant): DueDigest | null {
  const clock = wallClock(timeZone);
  const wall = clock.wallTimeAt(now);
  const today = Math.floor(wall / DAY);
  const isOne = (day: number) => weekdays.includes(WEEKDAYS[(((day + 4) % 7) + 7) % 7] ?? '');
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  if (!isOne(today) || wall - today * DAY < (hours * 60 + minutes) * 60_000) return null;
  let before = today - 1;
  while (!isOne(before)) before--;
  const name = (day: number) => dayIn('UTC', day * DAY);
  return {
    day: name(today),
    firstDay: name(before),
    lastDay: name(today - 1),
    from: clock.instantOf(before * DAY),
    to: clock.instantOf(today * DAY),
  };
}

/** Until when clocks may be due to be at risk by any calendar; each ticket's own is asked in `digestOf`. */
export function riskHorizon({ sla }: Pick<Desk, 'sla'>, now: Instant): Instant {
  const calendars = new Set([...sla.policies.values()].map(({ calendar }) => calendar));
  return Math.max(now + DAY, ...[...calendars].map((calendar) => addWorkingDays(calendar, now, 1)));
}

/** The values of the letter. @param facts read at `now` */
export function digestOf(facts: DigestFacts, { sla }: Pick<Desk, 'sla'>, now: Instant): DigestValues {
  const horizons = new Map<Calendar, Instant>();
  const horizonOf = (policy: string): Instant => {
    const calendar = sla.policies.get(policy)?.calendar;
    if (!calendar) return now + DAY;
    const known = horizons.get(calendar) ?? addWorkingDays(calendar, now, 1);
    horizons.set(calendar, known);
    return known;
  };
  const atRisk = facts.running
    .filter(({ policy, dueAt }) => dueAt >= now && dueAt <= horizonOf(policy))
    .toSorted((a, b) => a.dueAt - b.dueAt);
  const { firstDay, lastDay, opened, solved, breached, quarantine, outbox, bounced, waiting } = facts;
  return {
    kind: 'digest',
    ...{ firstDay, lastDay, opened, solved, breached, quarantine, outbox, bounced, waiting },
    atRisk: {
      count: atRisk.length,
      tickets: atRisk
        .slice(0, MOST_TOLD)
        .map(({ number, subject, metric, dueAt }) => ({ number, subject, metric, dueAt })),
    },
    oldest: facts.waitingTickets.toSorted((a, b) => a.since - b.since).slice(0, MOST_TOLD),
  };
}

/** One letter to each admin, in the desk's language; their Message-IDs are those of the day. */
export function digestLetters(
  values: DigestValues,
  day: string,
  admins: readonly string[],
  desk: Pick<Desk, 'secrets' | 'ticketPrefix' | 'address' | 'language'>,
): LetterDraft[] {
  return [...new Set(admins)].map((address, i) => ({
    template: 'digest',
    language: desk.language,
    to: { name: '', address },
    values,
    messageId: messageIdFor({ number: 0, party: 'c', serial: `d${day.replaceAll('-', '')}-${i.toString(36)}` }, desk),
    inReplyTo: null,
    references: [],
    replyTo: null,
    because: `the digest of ${day}`,
  }));
}
