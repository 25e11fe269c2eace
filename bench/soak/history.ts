/**
 * What was a ticket at each moment of its history? A second reading beside the desk's own, from the stored events alone:
 * a picture after each event, and how long each of its promises has run. The checker asks it whether what was written was
 * true then.
 */
import type { Hours } from './hours.ts';

export interface EventRow {
  id: number;
  ticketId: number;
  at: number;
  by: string;
  what: string;
  because: string;
  fact: Fact | null;
}

type Fact = {
  kind: string;
  to?: string | null;
  until?: number | null;
  type?: string;
  priority?: string;
  policy?: string;
};

export interface Picture {
  /** Of the event that it is after. */
  id: number;
  at: number;
  state: string;
  /** The event that the state began with; while pending also each mail. */
  anchor: number;
  since: number;
  until: number | null;
  /** The event since which the customer waits for a word; null: they do not. */
  waiting: { anchor: number; since: number } | null;
  answered: boolean;
  /** The question after an answer that has none yet. */
  asked: { anchor: number; since: number } | null;
  type: string;
  priority: string;
  merged: boolean;
}

/** @param events of one ticket, in the order of their ids */
export function picturesOf(events: readonly EventRow[]): Picture[] {
  const pictures: Picture[] = [];
  let now: Picture = {
    id: 0,
    at: Number.NEGATIVE_INFINITY,
    state: 'none',
    anchor: 0,
    since: 0,
    until: null,
    waiting: null,
    answered: false,
    asked: null,
    type: '',
    priority: '',
    merged: false,
  };
  for (const { id, at, fact } of events) {
    if (!fact) continue;
    now = after({ ...now, id, at: Math.max(at, now.at) }, fact);
    pictures.push(now);
  }
  return pictures;
}

function after(now: Picture, { kind, to, until, type, priority }: Fact): Picture {
  const { id: anchor, at: since } = now;
  switch (kind) {
    case 'opened':
      return {
        ...now,
        state: 'new',
        anchor,
        since,
        waiting: { anchor, since },
        type: type ?? '',
        priority: priority ?? '',
      };
    case 'type':
      return { ...now, type: to ?? '' };
    case 'priority':
      return { ...now, priority: to ?? '' };
    case 'merged':
      return { ...now, merged: true };
    case 'wrote': {
      const asked = now.answered ? (now.asked ?? { anchor, since }) : null;
      return now.state === 'pending' ? { ...now, anchor, since, asked } : { ...now, asked };
    }
    case 'answered': {
      const heard = { ...now, answered: true, asked: null };
      if (waits(now.state)) return { ...heard, waiting: { anchor, since } };
      return now.state === 'pending' ? { ...heard, anchor, since } : heard;
    }
    case 'state': {
      if (now.state === to && to !== 'on-hold') return now;
      const waiting = waits(to ?? '') ? (waits(now.state) ? now.waiting : { anchor, since }) : null;
      return { ...now, state: to ?? '', anchor, since, until: to === 'on-hold' ? (until ?? null) : null, waiting };
    }
    default:
      return now;
  }
}

function waits(state: string): boolean {
  return state === 'new' || state === 'open';
}

/** The last picture before an event. */
export function before(pictures: readonly Picture[], id: number): Picture | null {
  return pictures.findLast((one) => one.id < id) ?? null;
}

/** Those of what happened before an instant: what changes at that of a deadline comes too late for it. */
export function picturesUntil(pictures: readonly Picture[], at: number): Picture[] {
  return pictures.filter((one) => one.at < at);
}

/**
 * How much of a promise's time is used up at an instant: open time since it began, without that in which it stood still.
 * @param pictures up to the one that is true then
 */
export function used(metric: string, from: number, to: number, pictures: readonly Picture[], hours: Hours): number {
  let sum = 0;
  for (const [i, { at, state, until }] of pictures.entries()) {
    const next = Math.min(pictures[i + 1]?.at ?? to, to);
    const begin = Math.max(at, from);
    if (next <= begin) continue;
    if (state === 'on-hold' && until !== null && until < next) sum += hours.openBetween(Math.max(begin, until), next);
    else if (runs(metric, state)) sum += hours.openBetween(begin, next);
  }
  return sum;
}

function runs(metric: string, state: string): boolean {
  return waits(state) || (state === 'pending' && metric === 'firstResponse');
}
