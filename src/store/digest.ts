/**
 * The daily digest: reads how the desk stands, and writes the day's letters once, whatever restarts or clocks do. It tells
 * of customers' tickets alone: an incident that gathers them would count what happened to them once more.
 */
import type { LetterDraft } from '../letters/letter.ts';
import type { DigestFacts, DueDigest } from '../ticket/digest/digest.ts';
import type { Instant, Metric } from '../ticket/ticket.ts';
import { and, asc, count, desc, eq, gte, inArray, isNull, lt, sql } from './drizzle.ts';
import { prepareHistory } from './history.ts';
import type { Db, Sqlite } from './open.ts';
import { prepared } from './prepared.ts';
import { clocks, digests, inbound, tickets } from './schema.ts';
import { bounced, outbox } from './schema-outgoing.ts';
import { prepareLetterWrites } from './write-letter.ts';

export interface DigestQuestion extends DueDigest {
  /** Clocks that are due by then are told. */
  dueUntil(): Instant;
  /** At most so many clocks, and so many of everything else. */
  most: { clocks: number; told: number };
}

/** How a digest becomes letters. */
export type Telling = (facts: DigestFacts) => LetterDraft[];

/** Of the tickets that nothing has happened on for longest, so many are asked since when their customer waits. */
const CANDIDATES = 200;

/** Prepares the operation. @param prefix what ticket numbers begin with */
export function prepareDigest(sqlite: Sqlite, db: Db, prefix: string) {
  const { queue } = prepareLetterWrites(db, prepareHistory(db));
  const written = prepared(
    db
      .select({ at: digests.at })
      .from(digests)
      .where(eq(digests.day, sql.placeholder('day'))),
  );
  const write = sqlite.transaction((question: DigestQuestion, tell: Telling, now: Instant): boolean => {
    const { day } = question;
    const isFirst = db.select({ day: digests.day }).from(digests).limit(1).get() === undefined;
    if (db.insert(digests).values({ day, at: now }).onConflictDoNothing().run().changes === 0) return false;
    // Of days on which there was no desk there is nothing to tell.
    if (isFirst && !wasThere(question.to)) return false;
    for (const letter of tell(factsOf(question, now))) queue(letter, null, null, now);
    return true;
  });

  /** @returns false where that day's was written before */
  return (question: DigestQuestion, tell: Telling, now: Instant): boolean => {
    // Asked without taking the database for writing: nearly every tick finds it written.
    if (written.get({ day: question.day })) return false;
    return write.immediate(question, tell, now);
  };

  function wasThere(before: Instant): boolean {
    return db.select({ id: inbound.id }).from(inbound).where(lt(inbound.seenAt, before)).limit(1).get() !== undefined;
  }

  function factsOf({ firstDay, lastDay, from, to, dueUntil, most }: DigestQuestion, now: Instant): DigestFacts {
    return {
      firstDay,
      lastDay,
      ...doneIn(from, to),
      running: running(now, dueUntil(), most.clocks),
      waitingTickets: waitingTickets(),
      quarantine: quarantine(most.told),
      outbox: outgoing(most.told),
      bounced: bouncedSince(from, most.told),
      waiting: waiting(most.told),
    };
  }

  function doneIn(from: Instant, to: Instant): Pick<DigestFacts, 'opened' | 'solved' | 'breached'> {
    const counted = (where: ReturnType<typeof sql>) =>
      db.select({ n: count() }).from(tickets).where(where).get()?.n ?? 0;
    // What happens to a ticket moves its `updated_at`, so the index by state and that finds them.
    const moved = sql`gathers IS NULL AND state IN ('new', 'open', 'pending', 'on-hold', 'solved', 'closed') AND updated_at >= ${from}`;
    const over = sql`coalesce(solved_at, closed_at)`;
    return {
      opened: counted(sql`${moved} AND created_at >= ${from} AND created_at < ${to}`),
      solved: counted(
        sql`gathers IS NULL AND state IN ('solved', 'closed') AND updated_at >= ${from} AND merged_into IS NULL AND ${over} >= ${from} AND ${over} < ${to}`,
      ),
      breached:
        db
          .select({ n: count() })
          .from(clocks)
          .where(
            sql`state IN ('breached', 'cancelled') AND due_at < ${to} AND breached_at >= ${from} AND breached_at < ${to} AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.id = clocks.ticket_id AND tickets.gathers IS NOT NULL)`,
          )
          .get()?.n ?? 0,
    };
  }

  function running(now: Instant, until: Instant, most: number): DigestFacts['running'] {
    return db
      .select({
        number: tickets.number,
        subject: tickets.subject,
        policy: tickets.policy,
        metric: sql<Metric>`${clocks.metric}`,
        dueAt: clocks.dueAt,
      })
      .from(clocks)
      .innerJoin(tickets, eq(tickets.id, clocks.ticketId))
      .where(
        and(
          // As SQL, which the index on running clocks is known by.
          sql`${clocks.state} = 'running'`,
          gte(clocks.dueAt, now),
          sql`${clocks.dueAt} <= ${until}`,
          isNull(tickets.gathers),
        ),
      )
      .orderBy(asc(clocks.dueAt))
      .limit(most)
      .all()
      .map(withPrefix);
  }

  function waitingTickets(): DigestFacts['waitingTickets'] {
    const since = sql<number>`(SELECT min(m.at) FROM messages m WHERE m.ticket_id = tickets.id AND m.direction = 'in' AND m.at > coalesce((SELECT max(o.at) FROM messages o WHERE o.ticket_id = tickets.id AND o.direction = 'out'), 0))`;
    return (['new', 'open'] as const)
      .flatMap((state) =>
        db
          .select({ number: tickets.number, subject: tickets.subject, organization: tickets.organization, since })
          .from(tickets)
          .where(and(eq(tickets.state, state), isNull(tickets.gathers)))
          .orderBy(asc(tickets.updatedAt))
          .limit(CANDIDATES)
          .all(),
      )
      .filter((row) => row.since !== null)
      .map(withPrefix);
  }

  function quarantine(most: number): DigestFacts['quarantine'] {
    const held = eq(inbound.disposition, 'quarantined');
    const mails = db
      .select({ id: inbound.id, from: inbound.fromAddress, because: inbound.because })
      .from(inbound)
      .where(held)
      .orderBy(desc(inbound.id))
      .limit(most)
      .all();
    return {
      count: db.select({ n: count() }).from(inbound).where(held).get()?.n ?? 0,
      mails: mails.map(({ because, ...mail }) => ({ ...mail, because: because?.[0] ?? '' })),
    };
  }

  function outgoing(most: number): DigestFacts['outbox'] {
    const counted = (where: ReturnType<typeof and>) =>
      db.select({ n: count() }).from(outbox).where(where).get()?.n ?? 0;
    return {
      failed: counted(eq(outbox.state, 'failed')),
      held: counted(eq(outbox.state, 'held')),
      deferred: counted(and(eq(outbox.state, 'queued'), sql`${outbox.attempts} > 0`)),
      letters: db
        .select({ id: outbox.id, to: outbox.toAddress, error: outbox.error })
        .from(outbox)
        .where(inArray(outbox.state, ['failed', 'held']))
        .orderBy(desc(outbox.id))
        .limit(most)
        .all(),
    };
  }

  function bouncedSince(from: Instant, most: number): DigestFacts['bounced'] {
    const since = gte(bounced.at, from);
    const rows = db
      .select({ address: bounced.address })
      .from(bounced)
      .where(since)
      .orderBy(desc(bounced.at))
      .limit(most);
    return {
      count: db.select({ n: count() }).from(bounced).where(since).get()?.n ?? 0,
      addresses: rows.all().map(({ address }) => address),
    };
  }

  /** Mails that wait, and about which an agent was asked; others wait for DNS. */
  function waiting(most: number): DigestFacts['waiting'] {
    const asked = and(
      eq(inbound.disposition, 'waiting'),
      sql`EXISTS (SELECT 1 FROM outbox WHERE outbox.inbound_id = inbound.id AND outbox.template IN ('agent-question', 'agent-held'))`,
    );
    return {
      count: db.select({ n: count() }).from(inbound).where(asked).get()?.n ?? 0,
      mails: db
        .select({ id: inbound.id, from: inbound.fromAddress, since: inbound.receivedAt })
        .from(inbound)
        .where(asked)
        .orderBy(asc(inbound.id))
        .limit(most)
        .all(),
    };
  }

  function withPrefix<T extends { number: number }>(row: T): Omit<T, 'number'> & { number: string } {
    return { ...row, number: `${prefix}-${row.number}` };
  }
}
