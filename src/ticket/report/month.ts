/** Which calendar month does somebody mean who asks for a month's report? Who may have it is not asked here. */
import { dayIn } from '../day.ts';
import type { Instant } from '../ticket.ts';
import { type Period, periodOf } from './period.ts';

/** A month as it is asked for. `month` from 1; `year` null: the last one that has begun. */
export type MonthAsked = 'last' | 'this' | { month: number; year: number | null };

export interface Month {
  /** `YYYY-MM`. */
  name: string;
  period: Period;
  /** Whether it is over, at the instant of which it was asked. */
  is: 'over' | 'running' | 'future';
}

/**
 * @param at when it was asked for
 * @param timeZone IANA name: months begin and end there
 */
export function monthOf(asked: MonthAsked, timeZone: string, at: Instant): Month {
  const current = dayIn(timeZone, at).slice(0, 7);
  const name = nameOf(asked, current);
  const [year = 0, month = 0] = partsOf(name);
  const period = periodOf(`${name}-01`, `${name}-${lastDayOf(year, month)}`, timeZone, at);
  return { name, period, is: name === current ? 'running' : name < current ? 'over' : 'future' };
}

function nameOf(asked: MonthAsked, current: string): string {
  if (asked === 'this') return current;
  const [year = 0, month = 0] = partsOf(current);
  if (asked === 'last') return month === 1 ? monthName(year - 1, 12) : monthName(year, month - 1);
  return monthName(asked.year ?? (asked.month <= month ? year : year - 1), asked.month);
}

function partsOf(name: string): number[] {
  return name.split('-').map(Number);
}

function monthName(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

/** The day before the next month's first. */
function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
