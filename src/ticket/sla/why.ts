/**
 * Why is this the deadline of a clock? The sum behind it, span by span, and as lines for people who look into a ticket.
 * The deadline itself is the question of `deadline.ts`.
 */
import type { Instant } from '../ticket.ts';
import { businessTimeBetween, type Calendar, isOpen, nextOpening, openUntil } from './calendar.ts';
import type { Clock } from './clocks.ts';
import { closedBecause, isPlain } from './closed.ts';

/** One span of a sum, from its beginning to before its end. */
export interface Step {
  from: Instant;
  /** Null: it is not over, and what comes after it is open. */
  to: Instant | null;
  what: 'counted' | 'closed' | 'paused';
  /** Of `closed` the holidays, `weekend`, `night` and so on; of `paused` the ticket's state; else null. */
  name: string | null;
  /** Business ms: what `counted` adds to the target, and by how much `paused` moves the deadline on. */
  ms: number;
}

/** So many steps between two pauses are told apart; what comes then is counted as one. */
const MOST_STEPS = 100;

/**
 * The sum behind a deadline. Made for who asks, as finding its words takes several times as long as the deadline itself.
 * @returns steps without gap from the start to the deadline; pauses from there on are left out. With a pause that is not
 *   over the sum ends in it.
 */
export function sumOf({
  calendar,
  startedAt,
  dueAt,
  pauses,
}: Pick<Clock, 'calendar' | 'startedAt' | 'dueAt' | 'pauses'>): Step[] {
  const steps: Step[] = [];
  let at = startedAt;
  for (const { from, to, by } of pauses) {
    if (from >= dueAt) break;
    steps.push(...unpaused(calendar, at, from));
    steps.push({ from, to, what: 'paused', name: by, ms: to === null ? 0 : businessTimeBetween(calendar, from, to) });
    if (to === null) return steps;
    at = to;
  }
  steps.push(...unpaused(calendar, at, dueAt));
  return steps;
}

function unpaused(calendar: Calendar, from: Instant, to: Instant): Step[] {
  const steps: Step[] = [];
  let at = from;
  while (at < to) {
    if (steps.length >= MOST_STEPS) {
      steps.push({ from: at, to, what: 'counted', name: null, ms: businessTimeBetween(calendar, at, to) });
      break;
    }
    const step = isOpen(calendar, at) ? counted(calendar, at, to) : closed(calendar, at, to);
    steps.push(step);
    at = step.to;
  }
  return steps;
}

function counted(calendar: Calendar, from: Instant, end: Instant): Step & { to: Instant } {
  const to = openUntil(calendar, from, end);
  return { from, to, what: 'counted', name: null, ms: to - from };
}

function closed(calendar: Calendar, from: Instant, end: Instant): Step & { to: Instant } {
  const to = Math.min(nextOpening(calendar, from), end);
  const name = calendar.kind === 'hours' ? closedBecause(calendar.open.hours, from, to) : null;
  return { from, to, what: 'closed', name, ms: 0 };
}

/**
 * The sum as lines in English: what was promised, a line for each span, the deadline, and where something else came to be
 * promised when it was late, that this moved nothing. Nights and breaks show by the times around them.
 * @param timeZone IANA name
 */
export function sumLines(
  clock: Pick<Clock, 'because' | 'calendar' | 'startedAt' | 'dueAt' | 'promisedAt' | 'pauses' | 'changedAt'>,
  timeZone: string,
): string[] {
  const format = formatFor(timeZone);
  const sum = sumOf(clock);
  const rows = sum.filter(({ what, name }) => what !== 'closed' || !isPlain(name ?? ''));
  const spans = rows.map(({ from, to }) => spanInWords(format, from, to));
  const widest = Math.max(0, ...spans.map((span) => span.length));
  const counted = sum.reduce((total, { what, ms }) => (what === 'counted' ? total + ms : total), 0);
  const last = sum.at(-1);
  const due = `due ${format(clock.dueAt)}`;
  return [
    `from ${format(clock.startedAt)}, by ${clock.because}`,
    ...rows.map(
      (step, i) =>
        `  ${(spans[i] ?? '').padEnd(widest)}  ${stepInWords(step)}${clocksChange(step, format) ? ', the clocks change' : ''}`,
    ),
    last?.to === null
      ? `${due} if it had not paused: ${inHours(counted)} counted so far`
      : `${due}: ${inHours(counted)} counted`,
    ...(clock.changedAt === null ? [] : [`changed ${format(clock.changedAt)}: ${unmoved(clock)}`]),
  ];
}

function unmoved({ dueAt, promisedAt }: Pick<Clock, 'dueAt' | 'promisedAt'>): string {
  return dueAt > promisedAt
    ? 'what changes later does not move a deadline that was missed'
    : 'it was late by then, and what changed left it late';
}

type Format = (at: Instant) => string;

/** `Fri 2026-03-06 16:00` */
function formatFor(timeZone: string): Format {
  // Swedish writes dates as ISO does; its weekdays are not English.
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' });
  return (at) => `${weekday.format(at)} ${date.format(at)}`;
}

function spanInWords(format: Format, from: Instant, to: Instant | null): string {
  const start = format(from);
  if (to === null) return `${start} until now`;
  const end = format(to);
  const date = 'Fri 2026-03-06'.length;
  return `${start} to ${end.slice(0, date) === start.slice(0, date) ? end.slice(date + 1) : end}`;
}

function stepInWords({ what, name, ms }: Step): string {
  switch (what) {
    case 'counted':
      return `+ ${inHours(ms)}`;
    case 'closed':
      return `closed: ${name}`;
    case 'paused': {
      const state = name === 'on-hold' ? 'on hold' : name;
      return ms > 0 ? `paused: ${state}, ${inHours(ms)} of business time do not count` : `paused: ${state}`;
    }
  }
}

/** Are there more or fewer hours in what counts than its times show? */
function clocksChange({ from, to, what }: Step, format: Format): boolean {
  if (what !== 'counted' || to === null) return false;
  const wall = (at: Instant) => Date.parse(`${format(at).slice('Fri '.length).replace(' ', 'T')}Z`);
  return Math.abs(wall(to) - wall(from) - (to - from)) >= LEAST_CHANGE;
}

/** Times are shown to the minute; no zone changes its clocks by less. */
const LEAST_CHANGE = 15 * 60_000;

/** `4h`, `1h 30m`, `45m 10s`; less than a second is left out. */
function inHours(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : [])).join(' ') || '0m';
}
