/**
 * How long has a ticket been what it is? Its states one after the other, and how long its customer heard nothing, from
 * what happened on it. What is due in a stretch is not asked here.
 */
import type { Instant, TicketState } from '../ticket.ts';
import type { StoredEvent } from './act.ts';

/** A time that begins with an event and ends with one. */
export interface Stretch {
  /** The id of the event that it begins with. */
  anchor: number;
  from: Instant;
  /** Null: it is not over. */
  to: Instant | null;
}

export interface StateStretch extends Stretch {
  state: TicketState;
  /** On hold until then; null: until somebody says so, or not on hold. */
  until: Instant | null;
}

export interface Stretches {
  /**
   * In their order, the last is what it is now. Of `pending` a new one begins with each mail: who was just written to
   * is not to be reminded of what was asked before. `on-hold` begins anew when it is put on hold again.
   */
  states: StateStretch[];
  /**
   * While it is new or open: since it was opened, a person answered, or it became open again. A customer who writes
   * again meanwhile waits all the longer.
   */
  waits: Stretch[];
  /** It went into another ticket. */
  merged: boolean;
}

/** @param events an instant before the one of the event before it counts as that one */
export function stretchesOf(events: readonly StoredEvent[]): Stretches {
  const found: Stretches = { states: [], waits: [], merged: false };
  let at = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    at = Math.max(at, event.at);
    const now = found.states.at(-1) ?? null;
    switch (event.kind) {
      case 'opened':
        begin(found, { anchor: event.id, from: at, state: 'new', until: null });
        break;
      case 'state':
        if (now?.state !== event.to || event.to === 'on-hold')
          begin(found, { anchor: event.id, from: at, state: event.to, until: event.until });
        break;
      case 'answered':
        if (now && isWaiting(now.state)) wait(found, { anchor: event.id, from: at });
        if (now?.state === 'pending') begin(found, { ...now, anchor: event.id, from: at });
        break;
      case 'wrote':
        if (now?.state === 'pending') begin(found, { ...now, anchor: event.id, from: at });
        break;
      case 'merged':
        found.merged = true;
        break;
    }
  }
  return found;
}

function isWaiting(state: TicketState): boolean {
  return state === 'new' || state === 'open';
}

function begin(found: Stretches, { anchor, from, state, until }: Omit<StateStretch, 'to'>): void {
  const before = found.states.at(-1);
  if (before) before.to = from;
  const waited = before !== undefined && isWaiting(before.state);
  const waits = isWaiting(state);
  if (waited && !waits) endLast(found.waits, from);
  if (!waited && waits) wait(found, { anchor, from });
  found.states.push({ anchor, from, to: null, state, until: state === 'on-hold' ? until : null });
}

function wait(found: Stretches, { anchor, from }: Omit<Stretch, 'to'>): void {
  endLast(found.waits, from);
  found.waits.push({ anchor, from, to: null });
}

function endLast(stretches: Stretch[], to: Instant): void {
  const last = stretches.at(-1);
  if (last && last.to === null) last.to = to;
}
