/**
 * When did each clock of a ticket start, pause, go on and end? Follows the ticket's events, whatever is promised for it;
 * deadlines are the question of `clocks.ts`.
 */
import type { Instant, Metric, Priority, TicketEvent, TicketState, TicketType } from '../ticket.ts';
import type { Pause } from './deadline.ts';

/** What happened, and when: a mail's event at the instant at which the server received it. */
export type TimedEvent = { at: Instant } & TicketEvent;

/** One clock from its start. */
export interface ClockRun {
  metric: Metric;
  startedAt: Instant;
  /** In their order, apart from each other; the last may not be over. */
  pauses: Pause[];
  end: RunEnd | null;
  /** What the ticket was while the clock ran, and since when; the last is what it is judged by. */
  judged: Judged[];
}

export interface RunEnd {
  at: Instant;
  how: 'met' | 'cancelled';
  because: string;
  /** The state that ended it: opening the ticket again resumes it. Null: it has ended for good. */
  by: 'solved' | 'closed' | null;
}

export interface Judged {
  type: TicketType;
  priority: Priority;
  /** By name. */
  policy: string;
  since: Instant;
}

type Opened = TimedEvent & { kind: 'opened' };

/**
 * The clocks of a ticket: first response, the next responses in their order, resolution.
 * @param later the events after `opened`
 * @returns `readAt`: the instant for which it holds, `now` unless the last event is later
 */
export function runsOf(
  opened: Opened,
  later: readonly TimedEvent[],
  now: Instant | undefined,
): { runs: [ClockRun, ...ClockRun[]]; readAt: Instant } {
  const walk = walkFrom(opened);
  for (const event of later) {
    passTo(walk, Math.max(event.at, walk.at));
    take(walk, event);
  }
  passTo(walk, Math.max(now ?? walk.at, walk.at));
  return { runs: [walk.first, ...walk.next, walk.resolution], readAt: walk.at };
}

interface Walk {
  at: Instant;
  state: TicketState;
  /** When the state is over by itself. */
  until: Instant | null;
  type: TicketType;
  priority: Priority;
  policy: string;
  first: ClockRun;
  next: ClockRun[];
  resolution: ClockRun;
}

function walkFrom({ at, type, priority, policy }: Opened): Walk {
  const run = (metric: Metric): ClockRun => newRun(metric, at, { type, priority, policy, since: at });
  const [first, resolution] = [run('firstResponse'), run('resolution')];
  return { at, state: 'new', until: null, type, priority, policy, first, next: [], resolution };
}

function newRun(metric: Metric, startedAt: Instant, judged: Judged): ClockRun {
  return { metric, startedAt, pauses: [], end: null, judged: [judged] };
}

function passTo(walk: Walk, at: Instant): void {
  if (walk.until !== null && walk.until <= at) {
    walk.at = Math.max(walk.until, walk.at);
    enter(walk, 'open', null);
  }
  walk.at = at;
}

function take(walk: Walk, event: TimedEvent): void {
  switch (event.kind) {
    case 'wrote':
      asked(walk);
      break;
    case 'answered':
      answered(walk, event.agent);
      break;
    case 'state':
      enter(walk, event.to, event.until);
      break;
    case 'type':
      walk.type = event.to;
      judgeAnew(walk);
      break;
    case 'priority':
      walk.priority = event.to;
      judgeAnew(walk);
      break;
    case 'policy':
      walk.policy = event.to;
      judgeAnew(walk);
      break;
    case 'merged':
      merged(walk, event.into);
      break;
    case 'opened':
    case 'noted':
    case 'tags':
    case 'queue':
    case 'assignee':
    case 'escalated':
    case 'linked':
    case 'part-of':
      break;
  }
}

function asked(walk: Walk): void {
  // Before the first answer it is the first response that they wait for.
  const last = walk.next.at(-1);
  if (!isOver(walk.first) || (last && !isOver(last))) return;
  const { type, priority, policy, at } = walk;
  const run = newRun('nextResponse', at, { type, priority, policy, since: at });
  walk.next.push(run);
  follow(run, walk);
}

function answered(walk: Walk, agent: string): void {
  for (const run of openRuns(walk)) {
    if (run.metric === 'resolution') continue;
    // An answer may come after all on a ticket that was solved without one.
    resume(run, walk);
    end(run, walk, 'met', `answered by ${agent}`, null);
  }
}

function enter(walk: Walk, state: TicketState, until: Instant | null): void {
  walk.state = state;
  walk.until = state === 'on-hold' ? until : null;
  for (const run of openRuns(walk)) follow(run, walk);
}

function judgeAnew(walk: Walk): void {
  for (const run of openRuns(walk)) if (!run.end) judge(run, walk);
}

function merged(walk: Walk, into: string): void {
  for (const run of openRuns(walk)) {
    // A merged ticket is closed by it: that alone solves nothing.
    if (run.end?.by === 'closed' && run.end.at === walk.at) run.end = null;
    end(run, walk, 'cancelled', `merged into ${into}`, null);
    if (run.end) run.end.by = null;
  }
}

function openRuns({ first, next, resolution }: Walk): ClockRun[] {
  // Of the next responses only the last can be open.
  return [first, ...next.slice(-1), resolution].filter((run) => !isOver(run));
}

function isOver({ end }: ClockRun): boolean {
  return end !== null && end.by === null;
}

/** Brings a clock into line with the ticket's state. */
function follow(run: ClockRun, walk: Walk): void {
  const { state, at } = walk;
  if (state === 'solved' || state === 'closed') {
    if (run.metric === 'resolution') end(run, walk, 'met', state, state);
    else end(run, walk, 'cancelled', `${state} without an answer`, state);
    return;
  }
  resume(run, walk);
  const last = run.pauses.at(-1);
  if (last?.to === null && last.by === state) return;
  endPause(run, at);
  if (state === 'on-hold' || (state === 'pending' && run.metric !== 'firstResponse')) {
    run.pauses.push({ from: at, to: null, by: state });
  }
}

/** Ends a clock, unless it has ended. */
function end(run: ClockRun, { at }: Walk, how: RunEnd['how'], because: string, by: RunEnd['by']): void {
  if (run.end) return;
  endPause(run, at);
  run.end = { at, how, because, by };
}

/** Lets a clock go on that was ended by the ticket's state: the time since counts as a pause. */
function resume(run: ClockRun, walk: Walk): void {
  if (!run.end?.by) return;
  const { at, by } = run.end;
  if (at < walk.at) run.pauses.push({ from: at, to: walk.at, by });
  run.end = null;
  judge(run, walk);
}

function judge(run: ClockRun, { type, priority, policy, at }: Walk): void {
  // What it was for no time, between two changes at once, it never was.
  if (run.judged.at(-1)?.since === at) run.judged.pop();
  const last = run.judged.at(-1);
  if (last?.type === type && last.priority === priority && last.policy === policy) return;
  run.judged.push({ type, priority, policy, since: at });
}

function endPause(run: ClockRun, at: Instant): void {
  const last = run.pauses.at(-1);
  if (!last || last.to !== null) return;
  if (last.from === at) run.pauses.pop();
  else last.to = at;
}
