/**
 * One tick: looks at the tickets that are due, slice by slice, until none is left, and writes what time has made
 * necessary. What that is, `ticket/follow-up/` decides; when the next tick is, `tick-loop.ts`.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { Config } from './config/schema.ts';
import type { Directory } from './directory/directory.ts';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';
import type { Look } from './store/sweep.ts';
import type { RoutingFacts } from './ticket/decision.ts';
import type { Desk } from './ticket/desk.ts';
import type { DueTicket } from './ticket/follow-up/act.ts';
import { afterwards } from './ticket/follow-up/afterwards.ts';
import { followUp } from './ticket/follow-up/follow-up.ts';
import { lettersOf } from './ticket/follow-up/letters.ts';
import { underPlan } from './ticket/follow-up/under-plan.ts';
import type { Contract, Instant } from './ticket/ticket.ts';

export interface FollowingUp {
  store: Store;
  desk: () => Desk;
  /** What contracts are under now. */
  directory: () => Pick<Directory, 'contract'>;
  /** Equal for equal rules: a change has every ticket that is not closed looked at anew. See `rulesDigest`. */
  rules: () => string;
  clock: Clock;
  log: Log;
}

/** What a tick came to. */
export interface Ticked {
  /** How often a ticket was looked at. */
  looked: number;
  /** Notices that were sent, or left out for good. */
  acts: number;
  /** The rules changed, and there are tickets left to be looked at by the new ones: the next tick should come soon. */
  more: boolean;
}

/** Tickets in one transaction: mail that comes in waits for no longer than it takes. */
const SLICE = 100;
/** After a change of rules so many tickets are looked at anew with each tick. */
const SLICE_OF_ALL = 1_000;

/** Does one tick. It ends early when the signal aborts. @throws an error of the database: what is committed stays */
export async function followUpDue(context: FollowingUp, signal: AbortSignal): Promise<Ticked> {
  const { store, clock, log } = context;
  // One instant for all of it: what a look puts off is not met again in the same tick.
  const now = clock.now();
  const [desk, directory] = [context.desk(), context.directory()];
  const more = await store.lookAgain(context.rules(), SLICE_OF_ALL, now);
  const ticked: Ticked = { looked: 0, acts: 0, more };
  while (!signal.aborted) {
    const { looked, acts, failed } = await store.sweep(now, SLICE, (ticket, facts) => {
      const { contract } = ticket.facts;
      return lookAt(ticket, contract === null ? null : directory.contract(contract), facts, desk, now);
    });
    for (const { ticketId, error } of failed)
      log.error({ ticketId, err: error.message }, 'following up a ticket failed; it is tried again');
    if (looked === 0) break;
    ticked.looked += looked;
    ticked.acts += acts;
    await setImmediate();
  }
  if (ticked.acts > 0) log.info({ looked: ticked.looked, acts: ticked.acts }, 'tickets followed up');
  return ticked;
}

/** What a ticket's clocks and follow-ups are worked out by, as a hash: made once for each setup, compared with each tick. */
export function rulesDigest(
  { sla, followUps, plans }: Pick<Config, 'sla' | 'followUps' | 'plans'>,
  { plansDigest }: Pick<Directory, 'plansDigest'>,
): string {
  return createHash('sha256')
    .update(JSON.stringify([sla, followUps, plans, plansDigest]))
    .digest('hex');
}

function lookAt(
  due: DueTicket,
  contract: Contract | null,
  facts: { routing: RoutingFacts },
  desk: Desk,
  now: Instant,
): Look {
  const { ticket, becomes } = underPlan(due, contract, desk, now);
  const { clocks, acts, lookAt } = followUp(ticket, desk, now);
  return {
    becomes,
    clocks,
    lookAt,
    acts: acts.map((act) => {
      // A letter tells of what is done along with it: an honest one of the escalation.
      const others = acts.filter((other) => other !== act);
      return { act, letters: lettersOf(act, afterwards(ticket, others, now), facts, desk, now) };
    }),
  };
}
