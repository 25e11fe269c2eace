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
 */
import type { ClockState, Instant, Metric } from '../ticket.ts';
import { businessTimeBetween, type Calendar } from './calendar.ts';
import { deadline, type Pause } from './deadline.ts';
import { type ClockRun, type Judged, type RunEnd, runsOf, type TimedEvent } from './runs.ts';
import { type SlaPolicy, type SlaRules, type Target, targetsFor } from './sla.ts';

export type { TimedEvent } from './runs.ts';

export interface Clock {
  metric: Metric;
  startedAt: Instant;
  /** While paused it is the last one, as of the beginning of the pause; it moves on with the pause's end. */
  dueAt: Instant;
  /** `breached`: it is late now, or was met too late. A cancelled one stays so; `breachedAt` says if it was late by then. */
  state: ClockState;
  metAt: Instant | null;
  pausedSince: Instant | null;
  /** Business ms that count, until it ended or now. */
  used: number;
  /** When it became late: its deadline, or the change of type, priority or policy that put its deadline into the past. */
  breachedAt: Instant | null;
  /** A deadline that was missed by what was promised then, before a change of type, priority or policy; null: none was. */
  missedBefore: Instant | null;
  because: string;
  /** What it runs in. */
  calendar: Calendar;
  /** In their order, apart from each other; the last may not be over. With the calendar they are why it is due then (`why.ts`). */
  pauses: readonly Pause[];
}

/**
 * The clocks of a ticket: first response, each next response in its order, resolution; those without a target are left
 * out. A clock that has ended is judged by the type, priority and policy that the ticket had then; all others by those it
 * has now. For a policy that is not in the rules any more the next one that the ticket had stands.
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

type Policies = ReadonlyMap<string, SlaPolicy>;

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

function clockOf({ metric, startedAt, pauses, end, judged }: ClockRun, policies: Policies, now: Instant): Clock | null {
  const promised = promisedBy(judged, metric, policies);
  if (!promised) return null;
  const { calendar } = promised.policy;
  const dueAt = deadline(calendar, promised.target, startedAt, pauses);
  const reached = end?.at ?? now;
  const pause = pauses.at(-1)?.to === null ? (pauses.at(-1) ?? null) : null;
  // A pause that began in time keeps it in time, as long as it lasts.
  const late = reached > dueAt && !(pause && pause.from < dueAt);
  return {
    metric,
    startedAt,
    dueAt,
    state: stateOf(end, late, pause),
    metAt: end?.how === 'met' ? end.at : null,
    pausedSince: pause?.from ?? null,
    breachedAt: late ? Math.max(dueAt, promised.since) : null,
    missedBefore: missedBefore(metric, startedAt, pauses, judged, policies),
    because: end ? `${promised.because}; ${end.how}: ${end.because}` : promised.because,
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

/** Each judgement held from its beginning to that of the next one: which was the first whose deadline came within that? */
function missedBefore(
  metric: Metric,
  startedAt: Instant,
  pauses: readonly Pause[],
  judged: readonly Judged[],
  policies: Policies,
): Instant | null {
  for (const [i, { policy: name, type, priority, since }] of judged.slice(0, -1).entries()) {
    const policy = policies.get(name);
    const target = policy && targetsFor(policy, type, priority)?.targets[metric];
    if (!policy || !target) continue;
    const dueAt = deadline(policy.calendar, target, startedAt, pauses);
    const standsStill = pauses.some(({ from, to }) => to === null && from < dueAt);
    if (dueAt >= since && dueAt <= (judged[i + 1]?.since ?? dueAt) && !standsStill) return dueAt;
  }
  return null;
}

function stateOf(end: RunEnd | null, late: boolean, pause: Pause | null): ClockState {
  if (end?.how === 'cancelled') return 'cancelled';
  if (late) return 'breached';
  if (end) return 'met';
  return pause ? 'paused' : 'running';
}

/** The target that counts, of which policy, and since when it is this one in this calendar. */
function promisedBy(
  judged: readonly Judged[],
  metric: Metric,
  policies: Policies,
): { policy: SlaPolicy; target: Target; since: Instant; because: string } | null {
  const last = judged.at(-1);
  const policy = last && policies.get(last.policy);
  const found = policy && targetsFor(policy, last.type, last.priority);
  const target = found?.targets[metric];
  if (!last || !policy || !target) return null;
  const isSame = (one: Judged) => {
    const by = policies.get(one.policy);
    if (by?.calendarName !== policy.calendarName) return false;
    return targetsFor(by, one.type, one.priority)?.targets[metric]?.written === target.written;
  };
  const other = judged.findLastIndex((one) => !isSame(one));
  const asked = `${last.type}/${last.priority}`;
  const row = found.row === asked ? asked : `${asked} by ${found.row}`;
  return {
    policy,
    target,
    since: judged[other + 1]?.since ?? last.since,
    because: `policy "${policy.name}", ${row}: ${IN_WORDS[metric]} ${target.written} in calendar "${policy.calendarName}"`,
  };
}

const IN_WORDS: Record<Metric, string> = {
  firstResponse: 'first response',
  nextResponse: 'next response',
  resolution: 'resolution',
};
