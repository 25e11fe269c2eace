/**
 * Which clocks run on a ticket, and how do they stand? Worked out from all that happened on it, each time anew: what is
 * stored of a clock is only a copy to search by, and a change of type, priority, plan or calendar needs no repair.
 *
 * - First response: from the moment the mail was received to the first answer of a person. It pauses on hold, but not
 *   while pending: who asks back without an answer is not done answering.
 * - Next response: from a customer's mail after an answer, unless one runs already, to the next answer. It pauses while
 *   pending and on hold.
 * - Resolution: from the moment the mail was received until the ticket is solved or closed. It pauses while pending and on
 *   hold. A ticket that is opened again goes on with what was used up; the time in between counts as a pause.
 *
 * A hold with an end is over then, whenever somebody notices. Solving or closing cancels a response clock that
 * waits for an answer, as nobody does any more; reopening resumes it. Merging cancels all that are left, for good.
 *
 * What changes later (type, priority, policy) counts from the clock's start, with its pauses:
 * - Before the deadline it moves the deadline. Where that puts it into the past, the clock is late as of the change. Nobody
 *   was promised that: a further change that gives time makes it good, one that leaves it late moves nothing. What was
 *   promised before can still be missed; a change after that finds it missed, and it is the clock's deadline again.
 * - A deadline that came while it was promised, and was missed, is the clock's for good: nothing moves it, makes it good or
 *   takes the clock away, and it was late at that one instant, whatever a report or a digest asks and whenever.
 * - While a clock stands still that was in time it misses nothing, and a change counts as one before the deadline.
 * - A clock that was met or cancelled is judged as it was then; late, it stays late by the deadline that was missed.
 * - Opened again, a ticket's clocks go by what it is then; but what was missed before it was solved stays missed.
 * A change of the config has no instant: its targets and hours count as if they had always been so.
 */
import type { ClockState, Instant, Metric } from '../ticket.ts';
import { businessTimeBetween, type Calendar } from './calendar.ts';
import type { Pause } from './deadline.ts';
import { type Policies, promisedBy } from './promised.ts';
import { type ClockRun, type RunEnd, runsOf, type TimedEvent } from './runs.ts';
import type { SlaPolicy, SlaRules } from './sla.ts';

export type { TimedEvent } from './runs.ts';

export interface Clock {
  metric: Metric;
  startedAt: Instant;
  /**
   * While paused it is the last one, as of the beginning of the pause; it moves on with the pause's end. Once missed it is
   * the one that was missed.
   */
  dueAt: Instant;
  /** Since when it would be due then: its start, or a change. A deadline that is no later was promised to nobody. */
  promisedAt: Instant;
  /** What was promised last that could be kept then: `dueAt`, unless a change put that into the past. Null: nothing was. */
  keepBy: Instant | null;
  /** `breached`: it is late now, or was met too late. A cancelled one stays so; `breachedAt` says if it was late by then. */
  state: ClockState;
  metAt: Instant | null;
  /** When it was met or cancelled; null: it goes on. */
  endedAt: Instant | null;
  pausedSince: Instant | null;
  /** Business ms that count, until it ended or now. */
  used: number;
  /** When it became late: its deadline, or the change of type, priority or policy that put its deadline into the past. */
  breachedAt: Instant | null;
  /** The first change of what is promised that came when it was late, and so moved nothing; null: none did. */
  changedAt: Instant | null;
  because: string;
  /** What it runs in. */
  calendar: Calendar;
  /** In their order, apart from each other; the last may not be over. With the calendar they are why it is due then (`why.ts`). */
  pauses: readonly Pause[];
}

/**
 * The clocks of a ticket: first response, each next response in its order, resolution; those without a target are left
 * out, unless one was missed. A clock that has ended is judged by the type, priority and policy that the ticket had then;
 * one that was late when they changed by those it was late by; all others by those it has now. For a policy that is not
 * in the rules any more the next one that the ticket had stands.
 * @param events in the order in which they happened, beginning with `opened`; an instant before the one of the event
 *   before it counts as that one
 * @param now the instant that the clocks are read at; without it, or where it is before the last event, that event's
 * @returns none where the events do not begin with `opened`, or none of its policies is in the rules
 */
export function clocksOf(events: readonly TimedEvent[], rules: SlaRules, now?: Instant): Clock[] {
  const [opened] = events;
  if (opened?.kind !== 'opened') return [];
  const policies = policiesOf(events, rules);
  if (policies.size === 0) return [];
  const { runs, readAt } = runsOf(opened, events.slice(1), now);
  return runs.flatMap((run) => clockOf(run, policies, readAt) ?? []);
}

/** What its policies stand for, by their names: one may have another name since, and then what was kept stays so. */
function policiesOf(events: readonly TimedEvent[], rules: SlaRules): Policies {
  const found = new Map<string, SlaPolicy>();
  let next: SlaPolicy | undefined;
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i];
    if (event?.kind !== 'policy' && event?.kind !== 'opened') continue;
    const name = event.kind === 'policy' ? event.to : event.policy;
    next = rules.policies.get(name) ?? next;
    if (next && !found.has(name)) found.set(name, next);
  }
  return found;
}

function clockOf(run: ClockRun, policies: Policies, now: Instant): Clock | null {
  const promised = promisedBy(run, policies);
  if (!promised) return null;
  const { metric, startedAt, pauses, end } = run;
  const { dueAt, since, because, changedAt, kept } = promised;
  const { calendar } = promised.policy;
  const reached = end?.at ?? now;
  const pause = pauses.at(-1)?.to === null ? (pauses.at(-1) ?? null) : null;
  // A pause that began in time keeps it in time, as long as it lasts.
  const late = changedAt !== null || (reached > dueAt && !(pause && pause.from < dueAt));
  return {
    metric,
    startedAt,
    dueAt,
    promisedAt: since,
    keepBy: kept?.dueAt ?? null,
    state: stateOf(end, late, pause),
    metAt: end?.how === 'met' ? end.at : null,
    endedAt: end?.at ?? null,
    pausedSince: pause?.from ?? null,
    breachedAt: late ? Math.max(dueAt, since) : null,
    changedAt,
    because: end ? `${because}; ${end.how}: ${end.because}` : because,
    // Few who read clocks ask for it: neither a report nor most looks do.
    get used() {
      return pauses.reduce(
        (used, { from, to }) => used - businessTimeBetween(calendar, from, to ?? reached),
        businessTimeBetween(calendar, startedAt, reached),
      );
    },
    calendar,
    pauses,
  };
}

function stateOf(end: RunEnd | null, late: boolean, pause: Pause | null): ClockState {
  if (end?.how === 'cancelled') return 'cancelled';
  if (late) return 'breached';
  if (end) return 'met';
  return pause ? 'paused' : 'running';
}
