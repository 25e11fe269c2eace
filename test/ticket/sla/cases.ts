/** Random cases of business time, and what disagrees in them with a count of minutes. */
import { ALWAYS, addBusinessTime, businessTimeBetween, isOpen, nextOpening } from '../../../src/ticket/sla/calendar.ts';
import { type Clock, clocksOf, type TimedEvent } from '../../../src/ticket/sla/clocks.ts';
import type { SlaRules, Target } from '../../../src/ticket/sla/sla.ts';
import { sumOf } from '../../../src/ticket/sla/why.ts';
import { liveThrough, type MinuteChange, type MinutePause, type MinuteTarget } from './lived.ts';
import { type Counted, MINUTE, pick, type Random, whole } from './minutes.ts';

/** A case lies within so many minutes. */
const SPAN = 5 * 24 * 60;

/**
 * One random case: the time between two instants, adding it, whether it is open, and a clock with pauses.
 * @returns what disagrees, in words; none where all is well
 */
export function disagreements(counted: Counted, random: Random): string[] {
  const { calendar, first, open, config } = counted;
  const a = whole(random, 0, open.length - 2 * SPAN);
  const b = whole(random, a, a + SPAN);
  const [from, to] = [first + a * MINUTE, first + b * MINUTE];
  const wrong: string[] = [];
  const same = (what: string, is: unknown, expected: unknown) => {
    if (is !== expected) {
      const where = `${new Date(from).toISOString()} to ${new Date(to).toISOString()} in ${JSON.stringify(config)}`;
      wrong.push(`${what}: ${is} instead of ${expected}, ${where}`);
    }
  };

  let minutes = 0;
  let due = a;
  for (let i = a; i < b; i++) {
    if (open[i] === 1) {
      minutes++;
      due = i + 1;
    }
  }
  same('between', businessTimeBetween(calendar, from, to), minutes * MINUTE);
  same('between, backwards', businessTimeBetween(calendar, to, from), minutes === 0 ? -0 + 0 : -minutes * MINUTE);
  same('added', addBusinessTime(calendar, from, minutes * MINUTE), first + due * MINUTE);
  same('open', isOpen(calendar, from), open[a] === 1);
  const opening = open.indexOf(1, a);
  if (opening >= 0) same('opening', nextOpening(calendar, from), first + opening * MINUTE);
  pausedClock(counted, a, b, random, same);
  return wrong;
}

/** A resolution clock from minute `a` on, read at minute `b`, with some pauses and other policies before that. */
function pausedClock(
  { calendar, first, open: hours }: Counted,
  a: number,
  b: number,
  random: Random,
  same: (what: string, is: unknown, expected: unknown) => void,
): void {
  const pauses = randomPauses(a, b, random);
  const rules = rulesFor(calendar, whole(random, 1, 24 * 60), whole(random, 1, 24 * 60));
  const everyMinute = hours.slice().fill(1);
  const targets = new Map<string, MinuteTarget>();
  for (const [name, { calendarName, targets: byType }] of rules.policies) {
    const target = byType.get('*')?.get('*')?.resolution;
    const open = calendarName === 'c' ? hours : everyMinute;
    if (target) targets.set(name, { minutes: target.count / MINUTE, open });
  }
  const turns = [...targets.values()].map((one) => dueAhead(a, one, pauses)).concat(pauses.map(({ to }) => to));
  const changes = randomChanges(a, b, turns, random);
  const lived = liveThrough(targets, { from: a, to: b, first: 'p' }, pauses, changes);
  const target = targets.get(lived?.policy ?? '');
  const due = lived?.due ?? (target ? dueAhead(a, target, pauses) : null);
  // Beyond the weeks that were counted.
  if (target && due === null) return;

  const instant = (minute: number) => first + minute * MINUTE;
  const events: TimedEvent[] = [{ at: instant(a), kind: 'opened', type: 'doubt', priority: 'low', policy: 'p' }];
  for (const { from, to } of pauses) {
    events.push({ at: instant(from), kind: 'state', to: pick(random, ['pending', 'on-hold']), until: null });
    if (to !== null) events.push({ at: instant(to), kind: 'state', to: 'open', until: null });
  }
  events.push(...changes.map(({ at, policy }): TimedEvent => ({ at: instant(at), kind: 'policy', to: policy })));
  events.sort((one, other) => one.at - other.at);
  const clock = clocksOf(events, rules, instant(b)).find(({ metric }) => metric === 'resolution');
  if (!lived || !target || due === null) {
    same('a clock', clock?.dueAt, undefined);
    return;
  }
  const { lateAt, changedAt } = lived;
  const isPaused = pauses.some(({ to }) => to === null);
  same('due', clock?.dueAt, instant(due));
  same('by', /^policy "(\w+)"/.exec(clock?.because ?? '')?.[1], lived.policy);
  same('used', clock?.used, lived.used * MINUTE);
  same('state', clock?.state, lateAt !== null ? 'breached' : isPaused ? 'paused' : 'running');
  same('breached at', clock?.breachedAt, lateAt === null ? null : instant(lateAt));
  same('changed at', clock?.changedAt, changedAt === null ? null : instant(changedAt));
  if (clock) same('sum', brokenSum(clock, target.minutes, first, target.open), '');
}

/** The minute in which a target runs out, if nothing pauses after the pauses that are over; null: none that was counted. */
function dueAhead(from: number, { minutes, open }: MinuteTarget, pauses: readonly MinutePause[]): number | null {
  let left = minutes;
  for (let minute = from; minute < open.length; minute++) {
    const stood = pauses.some((one) => one.to !== null && minute >= one.from && minute < one.to);
    if (open[minute] === 1 && !stood && --left === 0) return minute + 1;
  }
  return null;
}

function randomPauses(a: number, b: number, random: Random): MinutePause[] {
  const pauses: MinutePause[] = [];
  let at = a;
  for (let count = whole(random, 0, 4); count > 0; count--) {
    const from = whole(random, at, b);
    const to = whole(random, from, b);
    if (to === b && random() < 0.5 && from < b) {
      pauses.push({ from, to: null });
      break;
    }
    if (to > from) pauses.push({ from, to });
    at = to;
  }
  const last = pauses.at(-1);
  if (last && last.to !== null && random() < 0.2) last.to = null;
  return pauses;
}

/** @param turns minutes in which something may be due or go on: changes are also made in just these */
function randomChanges(a: number, b: number, turns: (number | null)[], random: Random): MinuteChange[] {
  if (random() < 0.5) return [];
  const [one, ...more] = turns.filter((at) => at !== null && at >= a && at <= b);
  return Array.from({ length: whole(random, 1, 4) }, () => ({
    at: one != null && random() < 0.25 ? (pick(random, [one, ...more]) ?? b) : whole(random, a, b),
    policy: pick(random, ['p', 'q', 'always', 'none']),
  })).toSorted((left, right) => left.at - right.at);
}

/** A sum has no gap, counts the open minutes that it says, and comes to the target. @returns what it breaks, or nothing */
function brokenSum(clock: Clock, target: number, first: number, open: Uint8Array): string {
  const { startedAt, dueAt, state, pausedSince } = clock;
  let at = startedAt;
  let counted = 0;
  for (const { from, to, what, ms } of sumOf(clock)) {
    if (from !== at) return `a gap before ${new Date(from).toISOString()}`;
    if (to === null) return state === 'paused' && from === pausedSince ? '' : 'it ends in a pause that is none';
    let minutes = 0;
    for (let i = (from - first) / MINUTE; i < (to - first) / MINUTE; i++) minutes += open[i] ?? 0;
    if (ms !== minutes * MINUTE) return `${what} ${ms} from ${new Date(from).toISOString()}`;
    if (what === 'closed' && ms !== 0) return 'time that counts is called closed';
    if (what === 'counted') counted += ms;
    at = to;
  }
  if (at !== dueAt) return 'it does not end with the deadline';
  return counted === target * MINUTE ? '' : `it comes to ${counted}`;
}

function rulesFor(calendar: Counted['calendar'], minutes: number, others: number): SlaRules {
  const policy = (name: string, calendarName: string, by: Counted['calendar'], count: number | null) => {
    const of = (length: number): Target => ({ unit: 'ms', count: length * MINUTE, written: `${length}m` });
    const row = { firstResponse: of(60), nextResponse: null, resolution: count === null ? null : of(count) };
    return [name, { name, calendarName, calendar: by, targets: new Map([['*', new Map([['*', row]])]]) }] as const;
  };
  // The target of the second is never the first's.
  const second = others === minutes ? others + 1 : others;
  return {
    calendars: new Map([['c', calendar]]),
    policies: new Map([
      policy('p', 'c', calendar, minutes),
      policy('q', 'c', calendar, second),
      policy('always', '24x7', ALWAYS, minutes),
      policy('none', 'c', calendar, null),
    ]),
  };
}
