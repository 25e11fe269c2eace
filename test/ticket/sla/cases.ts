/** Random cases of business time, and what disagrees in them with a count of minutes. */
import { ALWAYS, addBusinessTime, businessTimeBetween, isOpen, nextOpening } from '../../../src/ticket/sla/calendar.ts';
import { type Clock, clocksOf, type TimedEvent } from '../../../src/ticket/sla/clocks.ts';
import type { SlaRules, Target } from '../../../src/ticket/sla/sla.ts';
import { sumOf } from '../../../src/ticket/sla/why.ts';
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

interface MinutePause {
  from: number;
  /** Null: not over. */
  to: number | null;
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
  const changes = randomChanges(a, b, random);
  const { policy: present, at: since } = lastOf([{ policy: 'p', at: a }, ...changes]);
  const open = present === 'always' ? hours.map(() => 1) : hours;
  const target = (rules.policies.get(present)?.targets.get('*')?.get('*')?.resolution?.count ?? 0) / MINUTE;
  const isPaused = (i: number) => pauses.some(({ from, to }) => i >= from && i < (to ?? Number.POSITIVE_INFINITY));
  const isOver = (i: number) => pauses.some(({ from, to }) => to !== null && i >= from && i < to);

  let left = target;
  let due = a;
  while (left > 0 && due < open.length) {
    if (open[due] === 1 && !isOver(due)) left--;
    due++;
  }
  // Beyond the weeks that were counted.
  if (left > 0) return;
  let used = 0;
  for (let i = a; i < b; i++) if (open[i] === 1 && !isPaused(i)) used++;
  const paused = pauses.find(({ to }) => to === null);
  const late = b > due && !(paused && paused.from < due);

  const instant = (minute: number) => first + minute * MINUTE;
  const events: TimedEvent[] = [{ at: instant(a), kind: 'opened', type: 'doubt', priority: 'low', policy: 'p' }];
  for (const { from, to } of pauses) {
    events.push({ at: instant(from), kind: 'state', to: pick(random, ['pending', 'on-hold']), until: null });
    if (to !== null) events.push({ at: instant(to), kind: 'state', to: 'open', until: null });
  }
  events.push(...changes.map(({ at, policy }): TimedEvent => ({ at: instant(at), kind: 'policy', to: policy })));
  events.sort((one, other) => one.at - other.at);
  const clock = clocksOf(events, rules, instant(b)).find(({ metric }) => metric === 'resolution');
  same('due', clock?.dueAt, instant(due));
  same('used', clock?.used, used * MINUTE);
  same('state', clock?.state, late ? 'breached' : paused ? 'paused' : 'running');
  same('breached at', clock?.breachedAt, late ? instant(Math.max(due, since)) : null);
  if (clock) same('sum', brokenSum(clock, target, first, open), '');
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

interface MinuteChange {
  at: number;
  policy: string;
}

function randomChanges(a: number, b: number, random: Random): MinuteChange[] {
  if (random() < 0.5) return [];
  return Array.from({ length: whole(random, 1, 3) }, () => ({
    at: whole(random, a, b),
    policy: pick(random, ['p', 'q', 'always']),
  })).toSorted((one, other) => one.at - other.at);
}

/** The policy that there is at last, and since when. */
function lastOf(all: [MinuteChange, ...MinuteChange[]]): MinuteChange {
  return all.reduce((last, one) => (one.policy === last.policy ? last : one));
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
  const policy = (name: string, calendarName: string, by: Counted['calendar'], count: number) => {
    const target: Target = { unit: 'ms', count: count * MINUTE, written: `${count}m` };
    const row = { firstResponse: target, nextResponse: null, resolution: target };
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
    ]),
  };
}
