/**
 * Writes what is done about a ticket because time has passed: the plan that it is under, its clocks as they stand, each
 * notice once, what it does to the ticket, its letters, and when the ticket is looked at next.
 */

import type { TicketPatch } from '../ticket/decision.ts';
import type { Act } from '../ticket/follow-up/act.ts';
import type { UnderPlan } from '../ticket/follow-up/under-plan.ts';
import type { Clock } from '../ticket/sla/clocks.ts';
import type { Instant, TicketEvent, TicketFacts } from '../ticket/ticket.ts';
import { eq, sql } from './drizzle.ts';
import type { Tell } from './history.ts';
import type { Db } from './open.ts';
import { waitedFor, wantedParts } from './parts.ts';
import { prepared } from './prepared.ts';
import type { StoredClock } from './read-ahead.ts';
import { clocks, notices, tickets as ticketRows } from './schema.ts';
import type { Look } from './sweep.ts';
import type { LetterWrites } from './write-letter.ts';
import type { TicketWrites } from './write-ticket.ts';

/** A ticket that was looked at. */
export interface LookedAt {
  /** `gathers`: where it is an incident's own, its parts are looked at again once its clocks are others to them. */
  ticket: Pick<TicketFacts, 'id' | 'gathers'>;
  /** Its clocks, in the order of their ids. */
  stored: readonly StoredClock[];
  look: Look;
}

/** Prepares the writes. What it returns is for use within the caller's transaction. */
export function prepareFollowUpWrites(db: Db, tell: Tell, tickets: TicketWrites, letters: LetterWrites) {
  const changeClock = prepared(
    db
      .update(clocks)
      .set({
        metric: sql`${sql.placeholder('metric')}`,
        startedAt: sql`${sql.placeholder('startedAt')}`,
        dueAt: sql`${sql.placeholder('dueAt')}`,
        state: sql`${sql.placeholder('state')}`,
        because: sql`${sql.placeholder('because')}`,
        metAt: sql`${sql.placeholder('metAt')}`,
        breachedAt: sql`${sql.placeholder('breachedAt')}`,
        pausedSince: sql`${sql.placeholder('pausedSince')}`,
      })
      .where(eq(clocks.id, sql.placeholder('id'))),
  );
  const removeClock = prepared(db.delete(clocks).where(eq(clocks.id, sql.placeholder('id'))));
  const addClock = prepared(
    db.insert(clocks).values({
      ticketId: sql.placeholder('ticketId'),
      metric: sql.placeholder('metric'),
      startedAt: sql.placeholder('startedAt'),
      dueAt: sql.placeholder('dueAt'),
      state: sql.placeholder('state'),
      because: sql.placeholder('because'),
      metAt: sql.placeholder('metAt'),
      breachedAt: sql.placeholder('breachedAt'),
      pausedSince: sql.placeholder('pausedSince'),
    }),
  );
  const addNotice = prepared(
    db
      .insert(notices)
      .values({
        ticketId: sql.placeholder('ticketId'),
        kind: sql.placeholder('kind'),
        anchor: sql.placeholder('anchor'),
        ordinal: sql.placeholder('ordinal'),
        at: sql.placeholder('at'),
        outcome: sql.placeholder('outcome'),
        rule: sql.placeholder('rule'),
        because: sql.placeholder('because'),
      })
      .onConflictDoNothing(),
  );

  const lookAtParts = prepared(wantedParts(db));
  const changePlan = prepared(
    db
      .update(ticketRows)
      .set({ plan: sql`${sql.placeholder('plan')}`, policy: sql`${sql.placeholder('policy')}` })
      .where(eq(ticketRows.id, sql.placeholder('ticketId'))),
  );

  return { write };

  /**
   * Table by table: while the rows of one are written, its pages and its statement are at hand, and each costs half of what
   * it does between others.
   *
   * @returns how many notices were new
   * @throws where a row can't be written: the caller rolls back
   */
  function write(looked: readonly LookedAt[], now: Instant): number {
    const all = looked.map((one) => ({
      ...one,
      fresh: one.look.acts.filter(({ act }) => record(one.ticket.id, act, now)),
    }));
    for (const { ticket, stored, look } of all) keepClocks(ticket.id, stored, look.clocks);
    for (const one of all) act(one, now);
    return all.reduce((count, { fresh }) => count + fresh.length, 0);
  }

  function act({ ticket, stored, look, fresh }: LookedAt & { fresh: Look['acts'] }, now: Instant): void {
    const { id: ticketId, gathers } = ticket;
    const { becomes, clocks: reckoned, lookAt } = look;
    if (becomes) put(ticketId, becomes, now);
    if (gathers !== null && waitedFor(stored) !== waitedFor(reckoned)) lookAtParts.run({ incidentId: ticketId, now });
    for (const { act, letters: written } of fresh) {
      if (act.outcome === 'skipped') {
        tell({ ticketId, at: now, by: 'desk', what: `leaves ${act.kind} out`, because: act.because });
        continue;
      }
      apply(ticketId, act, now);
      for (const letter of written) letters.queue(letter, ticketId, null, now);
    }
    // Who finds nothing to do would find nothing at the same instant again, and the sweep would never end.
    tickets.look(ticketId, lookAt === null || fresh.length > 0 ? lookAt : Math.max(lookAt, now + 1));
  }

  /** Under another plan. It does not count as changed by it: nobody did anything on the ticket. */
  function put(ticketId: number, { plan, policy, event, what, because }: UnderPlan, at: Instant): void {
    changePlan.run({ ticketId, plan, policy });
    const told = { ticketId, at, by: 'desk', what, because };
    tell(event === null ? told : { ...told, fact: event });
  }

  /** @returns whether it is new: what is recorded already is not done again */
  function record(ticketId: number, act: Act, at: Instant): boolean {
    const { kind, anchor, ordinal, outcome, rule, because } = act;
    return addNotice.run({ ticketId, kind, anchor, ordinal, at, outcome, rule, because }).changes > 0;
  }

  /**
   * They are a copy to search by, in their order: row by row only what is another one now is written, as every page that a
   * change touches is written anew.
   */
  function keepClocks(ticketId: number, stored: readonly StoredClock[], reckoned: readonly Clock[]): void {
    reckoned.forEach(({ metric, startedAt, dueAt, state, because, metAt, breachedAt, pausedSince }, i) => {
      const row = { metric, startedAt, dueAt, state, because, metAt, breachedAt, pausedSince };
      const before = stored[i];
      if (!before) addClock.run({ ticketId, ...row });
      else if (!isSame(before, row)) changeClock.run({ id: before.id, ...row });
    });
    for (const { id } of stored.slice(reckoned.length)) removeClock.run({ id });
  }

  function apply(ticketId: number, { what, because }: Extract<Act, { outcome: 'sent' }>, now: Instant): void {
    switch (what.do) {
      case 'write':
      case 'tell':
        return;
      case 'escalate': {
        const { priority } = what;
        const was = tickets.change(ticketId, { escalatedAt: now, priority }, now, now);
        told(ticketId, 'is escalated', { kind: 'escalated', by: 'desk' }, because, now);
        if (was.priority !== priority)
          told(ticketId, `has priority ${priority}`, { kind: 'priority', to: priority }, because, now);
        return;
      }
      case 'reopen':
        become(ticketId, 'open', because, now);
        return;
      case 'close':
        become(ticketId, 'closed', because, now);
        return;
    }
  }

  function become(ticketId: number, to: NonNullable<TicketPatch['state']>, because: string, now: Instant): void {
    tickets.change(ticketId, { state: to }, now, now);
    told(ticketId, `is ${to}`, { kind: 'state', to, until: null }, because, now);
  }

  function told(ticketId: number, what: string, fact: TicketEvent, because: string, at: Instant): void {
    tell({ ticketId, at, by: 'desk', what, because, fact });
  }
}

function isSame(stored: StoredClock, row: Omit<StoredClock, 'id'>): boolean {
  return (Object.keys(row) as (keyof typeof row)[]).every((column) => stored[column] === row[column]);
}
