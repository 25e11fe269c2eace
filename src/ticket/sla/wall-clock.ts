/**
 * What does the clock on the wall show in a zone at an instant, and when does it show a time? Exact over every change
 * of the zone's clocks; quick between them, as the offset is asked for once.
 */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../ticket.ts';

/** A time on the wall clock: ms as if it were UTC. */
export type WallTime = number;

export interface WallClock {
  wallTimeAt(instant: Instant): WallTime;
  /**
   * When the clock first reaches a time. Where that is skipped (clocks go forward), it is the moment of the change;
   * where it comes twice (clocks go back), the first.
   */
  instantOf(wall: WallTime): Instant;
}

/** A stretch of time between two changes of a zone's clocks. */
interface Steady {
  from: Instant;
  until: Instant;
  /** ms that the wall clock is ahead of UTC. */
  offset: number;
}

/** Further from a change than any change is large. */
const MARGIN = 86_400_000;

/** @param timeZone IANA name, known to exist */
export function wallClock(timeZone: string): WallClock {
  let steady: Steady | null = null;
  const wallTimeAt = (instant: Instant) => {
    if (!steady || instant < steady.from || instant >= steady.until) steady = steadyAt(instant, timeZone);
    return instant + steady.offset;
  };
  const instantOf = (wall: WallTime) => {
    if (!steady || !isWellWithin(wall - steady.offset, steady)) {
      const exact = exactInstantOf(wall, timeZone);
      steady = steadyAt(exact, timeZone);
      return exact;
    }
    return wall - steady.offset;
  };
  return { wallTimeAt, instantOf };
}

function isWellWithin(instant: Instant, { from, until }: Steady): boolean {
  return instant >= from + MARGIN && instant < until - MARGIN;
}

function steadyAt(instant: Instant, timeZone: string): Steady {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  // The change before is sought from the next millisecond, so that a change at this very instant counts.
  const before = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const after = zoned.getTimeZoneTransition('next');
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1e6,
  };
}

function exactInstantOf(wall: WallTime, timeZone: string): Instant {
  const plain = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  const zoned = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(plain)) return zoned.epochMilliseconds;
  return zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? zoned.epochMilliseconds;
}
