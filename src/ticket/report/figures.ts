/**
 * What was done in a period, and which promises were kept? Counts tickets with all that happened on them, one after the
 * other, in all and by group. How it is shown is the question of the renderers.
 *
 * A report says what was so at the end of its period: what happened later changes nothing in it. Promises are worked out
 * from the events each time. One counts in the period in which it was decided: kept when it was met in time, missed when
 * it became late, whether or not it was met after that, or would have been due later by what the ticket became. A clock
 * that was cancelled in time (merged, or closed without an answer) is neither. Times are elapsed time, nights and waiting
 * included: that is what the customer lived through; business hours and pauses are in the promises.
 */
import { type Clock, clocksOf } from '../sla/clocks.ts';
import { runsOf, type TimedEvent } from '../sla/runs.ts';
import type { SlaRules } from '../sla/sla.ts';
import { type Instant, METRICS, type Metric, type TicketState, type TicketType } from '../ticket.ts';
import type { Period } from './period.ts';

export const GROUPINGS = ['plan', 'type', 'agent', 'organization'] as const;
/** What tickets are told apart by: what they are when the report is made. */
export type Grouping = (typeof GROUPINGS)[number];

/** A ticket with its history. */
export interface TicketHistory {
  plan: string;
  type: TicketType;
  /** Who has it, by name; null: nobody. */
  agent: string | null;
  organization: string;
  /** In the order in which they happened, beginning with `opened`. */
  events: readonly TimedEvent[];
  /** Mails of the customer and answers to them within the period. */
  messagesIn: number;
  messagesOut: number;
}

/** Elapsed ms; null where there were none. */
export interface Times {
  count: number;
  median: number | null;
  p90: number | null;
}

export interface Promises {
  kept: number;
  missed: number;
}

export interface Figures {
  opened: number;
  /** Tickets that were solved, or closed without that, and were so at the end. */
  solved: number;
  /** Tickets that were closed and were so at the end; without those that were merged. */
  closed: number;
  /** Tickets that became part of another one. */
  merged: number;
  /** How often a solved or closed ticket was opened again. */
  reopened: number;
  /** Tickets that were neither solved nor closed at the end. */
  stillOpen: number;
  messagesIn: number;
  messagesOut: number;
  firstResponse: Times;
  resolution: Times;
  promises: Record<Metric, Promises>;
}

export interface Report {
  period: Period;
  by: Grouping;
  /** The instant that it holds for: the period's end, or now where that is earlier. */
  asOf: Instant;
  all: Figures;
  /** The one with the most tickets first. `name` null: nobody. */
  groups: { name: string | null; figures: Figures }[];
  /** For each step of the period. */
  volume: { day: string; opened: number; solved: number }[];
}

/** Takes tickets in one by one, and then tells. It keeps some numbers of each, not the ticket. */
export interface Counting {
  add(ticket: TicketHistory): void;
  report(): Report;
}

/**
 * @param rules those in force: promises are reckoned by them; of a policy that is gone, and that no other one followed, there are none
 * @param now for a period that is not over
 */
export function countFigures(period: Period, by: Grouping, rules: SlaRules, now: Instant): Counting {
  const asOf = Math.min(period.to, now);
  const all = emptyTally();
  const groups = new Map<string | null, Tally>();
  const volume = period.steps.map(({ day }) => ({ day, opened: 0, solved: 0 }));

  return {
    add(ticket) {
      const found = whatHappened(ticket, period, rules, asOf);
      if (!found) return;
      const name = ticket[by];
      const group = groups.get(name) ?? emptyTally();
      groups.set(name, group);
      for (const tally of [all, group]) takeIn(tally, found);
      if (found.openedAt !== null) bump(volume, period, found.openedAt, 'opened');
      if (found.solvedAt !== null) bump(volume, period, found.solvedAt, 'solved');
    },
    report: () => ({
      period,
      by,
      asOf,
      all: figuresOf(all),
      groups: [...groups]
        .map(([name, tally]) => ({ name, figures: figuresOf(tally) }))
        .toSorted((a, b) => weight(b.figures) - weight(a.figures) || compareNames(a.name, b.name)),
      volume,
    }),
  };
}

/** What one ticket adds to the figures of a period. */
interface Found {
  /** Null: not within the period. */
  openedAt: Instant | null;
  solvedAt: Instant | null;
  closed: boolean;
  merged: boolean;
  reopened: number;
  stillOpen: boolean;
  messagesIn: number;
  messagesOut: number;
  firstResponse: number | null;
  resolution: number | null;
  promises: { metric: Metric; outcome: keyof Promises }[];
}

/** @returns null where nothing of it belongs into the period */
function whatHappened(ticket: TicketHistory, period: Period, rules: SlaRules, asOf: Instant): Found | null {
  const events = ticket.events.filter(({ at }) => at < period.to);
  const [opened] = events;
  if (opened?.kind !== 'opened') return null;
  const within = (at: Instant | null) => (at !== null && at >= period.from && at < period.to ? at : null);
  const course = courseOf(events, within);
  const { runs } = runsOf(opened, events.slice(1), asOf);
  const took = (metric: Metric) => {
    const run = runs.find((one) => one.metric === metric);
    return run?.end?.how === 'met' && within(run.end.at) !== null ? run.end.at - run.startedAt : null;
  };
  const found: Found = {
    ...course,
    openedAt: within(opened.at),
    messagesIn: ticket.messagesIn,
    messagesOut: ticket.messagesOut,
    firstResponse: took('firstResponse'),
    resolution: took('resolution'),
    promises: clocksOf(events, rules, asOf).flatMap((clock) => {
      const outcome = outcomeOf(clock, within);
      return outcome ? [{ metric: clock.metric, outcome }] : [];
    }),
  };
  const { openedAt, solvedAt, closed, merged, reopened, stillOpen, messagesIn, messagesOut, promises } = found;
  const isThere =
    openedAt !== null || solvedAt !== null || closed || merged || stillOpen || promises.length > 0 || reopened > 0;
  return isThere || messagesIn > 0 || messagesOut > 0 || found.firstResponse !== null ? found : null;
}

type Course = Pick<Found, 'solvedAt' | 'closed' | 'merged' | 'reopened' | 'stillOpen'>;

/** The states that a ticket went through. */
function courseOf(events: readonly TimedEvent[], within: (at: Instant | null) => Instant | null): Course {
  let state: TicketState = 'new';
  /** Since when it has been solved or closed, and closed, without a break. */
  let solvedAt: Instant | null = null;
  let closedAt: Instant | null = null;
  let mergedAt: Instant | null = null;
  let reopened = 0;
  for (const event of events) {
    if (event.kind === 'merged') {
      // It is closed by it: that alone solves nothing.
      if (state === 'closed' && closedAt === event.at) solvedAt = solvedAt === closedAt ? null : solvedAt;
      [state, closedAt, mergedAt] = ['closed', null, event.at];
    } else if (event.kind === 'state') {
      const was = isOver(state);
      state = event.to;
      if (!isOver(state)) {
        if (was && within(event.at) !== null) reopened++;
        [solvedAt, closedAt, mergedAt] = [null, null, null];
      } else {
        solvedAt ??= event.at;
        closedAt = state === 'closed' ? (closedAt ?? event.at) : null;
      }
    }
  }
  return {
    solvedAt: within(solvedAt),
    closed: within(closedAt) !== null,
    merged: within(mergedAt) !== null,
    reopened,
    stillOpen: !isOver(state),
  };
}

function isOver(state: TicketState): boolean {
  return state === 'solved' || state === 'closed';
}

function outcomeOf(clock: Clock, within: (at: Instant | null) => Instant | null): keyof Promises | null {
  if (clock.breachedAt !== null) return within(clock.breachedAt) === null ? null : 'missed';
  return clock.state === 'met' && within(clock.metAt) !== null ? 'kept' : null;
}

interface Tally extends Omit<Figures, 'firstResponse' | 'resolution'> {
  firstResponse: number[];
  resolution: number[];
}

function emptyTally(): Tally {
  return {
    opened: 0,
    solved: 0,
    closed: 0,
    merged: 0,
    reopened: 0,
    stillOpen: 0,
    messagesIn: 0,
    messagesOut: 0,
    firstResponse: [],
    resolution: [],
    promises: {
      firstResponse: { kept: 0, missed: 0 },
      nextResponse: { kept: 0, missed: 0 },
      resolution: { kept: 0, missed: 0 },
    },
  };
}

function takeIn(tally: Tally, found: Found): void {
  tally.opened += Number(found.openedAt !== null);
  tally.solved += Number(found.solvedAt !== null);
  tally.closed += Number(found.closed);
  tally.merged += Number(found.merged);
  tally.reopened += found.reopened;
  tally.stillOpen += Number(found.stillOpen);
  tally.messagesIn += found.messagesIn;
  tally.messagesOut += found.messagesOut;
  if (found.firstResponse !== null) tally.firstResponse.push(found.firstResponse);
  if (found.resolution !== null) tally.resolution.push(found.resolution);
  for (const { metric, outcome } of found.promises) tally.promises[metric][outcome]++;
}

function bump(volume: Report['volume'], { steps }: Period, at: Instant, what: 'opened' | 'solved'): void {
  const step = volume[steps.findLastIndex(({ from }) => from <= at)];
  if (step) step[what]++;
}

function figuresOf(tally: Tally): Figures {
  return { ...tally, firstResponse: timesOf(tally.firstResponse), resolution: timesOf(tally.resolution) };
}

function timesOf(values: readonly number[]): Times {
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  const upper = sorted[Math.floor(count / 2)];
  const lower = sorted[Math.ceil(count / 2) - 1];
  return {
    count,
    median: upper === undefined || lower === undefined ? null : (lower + upper) / 2,
    // The nearest rank: nine of ten took at most this long.
    p90: sorted[Math.ceil(count * 0.9) - 1] ?? null,
  };
}

/**
 * The share of promises kept, from 0 to 1.
 * @returns null where none was decided
 */
export function shareKept({ kept, missed }: Promises): number | null {
  return kept + missed === 0 ? null : kept / (kept + missed);
}

/** All promises of a group together. */
export function allPromises({ promises }: Figures): Promises {
  const sum = (of: keyof Promises) => METRICS.reduce((total, metric) => total + promises[metric][of], 0);
  return { kept: sum('kept'), missed: sum('missed') };
}

function weight({ opened, stillOpen }: Figures): number {
  return opened + stillOpen;
}

function compareNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}
