/** Which instants does a report cover, and in which steps are its volumes shown? Calendar days in the desk's zone. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../ticket.ts';

/** Whole calendar days in one zone. */
export interface Period {
  /** The first and the last day, both within: `YYYY-MM-DD`. */
  firstDay: string;
  lastDay: string;
  /** From the beginning of the first day to before the end of the last one. */
  from: Instant;
  to: Instant;
  /** Volumes are told for each of these, in their order; the first begins with the period. */
  steps: Step[];
  unit: StepUnit;
}

export type StepUnit = 'day' | 'week' | 'month';

export interface Step {
  /** Its first day, `YYYY-MM-DD`. */
  day: string;
  from: Instant;
}

/** More than so many bars cannot be told apart on a phone. */
const MOST_DAYS = 62;
const MOST_WEEKS_IN_DAYS = 400;

/**
 * The period of a report.
 * @param from its first day, `YYYY-MM-DD`; null: the first of the month that `to` lies in
 * @param to its last day; null: the day of `now`. With neither it is the last full month.
 * @param timeZone IANA name
 * @throws RangeError where a day does not exist, or the last one comes before the first
 */
export function periodOf(from: string | null, to: string | null, timeZone: string, now: Instant): Period {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  if (from === null && to === null) {
    const first = today.with({ day: 1 }).subtract({ months: 1 });
    return between(first, first.with({ day: first.daysInMonth }), timeZone);
  }
  const last = to === null ? today : dayOf(to);
  const first = from === null ? last.with({ day: 1 }) : dayOf(from);
  if (Temporal.PlainDate.compare(last, first) < 0) throw new RangeError(`${first} comes after ${last}`);
  return between(first, last, timeZone);
}

function dayOf(text: string): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError(`"${text}" is no day: write it as 2026-11-30`);
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    throw new RangeError(`there is no day ${text}`);
  }
}

function between(first: Temporal.PlainDate, last: Temporal.PlainDate, timeZone: string): Period {
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).epochMilliseconds;
  const days = first.until(last).days + 1;
  const unit: StepUnit = days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS_IN_DAYS ? 'week' : 'month';
  const steps: Step[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = next(day, unit)) {
    steps.push({ day: day.toString(), from: start(day) });
  }
  return {
    firstDay: first.toString(),
    lastDay: last.toString(),
    from: start(first),
    to: start(last.add({ days: 1 })),
    steps,
    unit,
  };
}

/** Weeks are counted from the period's first day; months are the calendar's. */
function next(day: Temporal.PlainDate, unit: StepUnit): Temporal.PlainDate {
  switch (unit) {
    case 'day':
      return day.add({ days: 1 });
    case 'week':
      return day.add({ days: 7 });
    case 'month':
      return day.with({ day: 1 }).add({ months: 1 });
  }
}
