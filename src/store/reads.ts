/** What people ask the database: tickets, the ledger, quarantine and outbox, as the command line prints them. */
import type { SQL } from 'drizzle-orm';
import type { Attachment } from '../mail/message.ts';
import type { TimedEvent } from '../ticket/sla/clocks.ts';
import { type ClockState, DISPOSITIONS, type Disposition, type Metric, type TicketState } from '../ticket/ticket.ts';
import { and, asc, count, desc, eq, inArray, ne, sql } from './drizzle.ts';
import type { Db, Sqlite } from './open.ts';
import { prepareIncidentReads, type TicketPart } from './parts.ts';
import { releaseLine } from './release.ts';
import { prepareReport } from './report.ts';
import { clocks, events, inbound, messages, tickets } from './schema.ts';
import { outbox } from './schema-outgoing.ts';

export interface TicketRow {
  number: string;
  subject: string;
  type: string;
  priority: string;
  state: TicketState;
  plan: string;
  requester: string;
  assignee: string | null;
  queue: string | null;
  tags: string[];
  organization: string;
  language: string;
  createdAt: number;
  updatedAt: number;
  /** The tag whose incidents it gathers: it is an incident of several customers, and none of theirs. Null: a customer's. */
  gathers: string | null;
  /** The incident that it is a part of. */
  parent: string | null;
  /** Those that are part of it, oldest first; of customers' tickets none. */
  parts: TicketPart[];
  /** As they are stored: as of the last time that the ticket was looked at. */
  clocks: {
    metric: Metric;
    startedAt: number;
    dueAt: number;
    state: ClockState;
    because: string;
    metAt: number | null;
  }[];
}

export interface TicketWhole extends TicketRow {
  messages: { at: number; from: string; direction: 'in' | 'out' | 'note'; text: string; attachments: Attachment[] }[];
  history: { at: number; by: string; what: string; because: string }[];
  /** What of it clocks are worked out from. */
  events: TimedEvent[];
}

export interface MailRow {
  id: number;
  uid: string;
  file: string | null;
  receivedAt: number;
  size: number;
  from: string | null;
  subject: string | null;
  disposition: Disposition;
  because: string;
  /** With prefix. */
  ticket: string | null;
}

export interface LetterRow {
  id: number;
  to: string;
  template: string;
  ticket: string | null;
  state: string;
  attempts: number;
  createdAt: number;
  nextAttemptAt: number | null;
  sentAt: number | null;
  error: string | null;
}

/** Every read of the command line, synchronous as it prints. @param prefix what ticket numbers begin with */
export function prepareReads(sqlite: Sqlite, db: Db, prefix: string) {
  const incidents = prepareIncidentReads(db, prefix);
  const withPrefix = (number: number | null) => (number === null ? null : `${prefix}-${number}`);
  return {
    tickets: listTickets,
    ticket: oneTicket,
    mail: listMail,
    outbox: listOutbox,
    counts,
    unhealthy,
    ...prepareReport(sqlite, db),
  };

  /** Newest first. @param state null: all but closed */
  function listTickets(state: TicketState | null, limit: number): TicketRow[] {
    const rows = db
      .select()
      .from(tickets)
      .where(state === null ? ne(tickets.state, 'closed') : eq(tickets.state, state))
      .orderBy(desc(tickets.updatedAt), desc(tickets.id))
      .limit(limit)
      .all();
    return rows.map(shape);
  }

  /** @param number with or without prefix, any case */
  function oneTicket(number: string): TicketWhole | null {
    const digits = /^(?:[a-z][a-z0-9]*-)?(\d+)$/i.exec(number.trim())?.[1];
    if (digits === undefined) return null;
    const row = db
      .select()
      .from(tickets)
      .where(eq(tickets.number, Number(digits)))
      .get();
    if (!row) return null;
    const happened = db
      .select({ at: events.at, by: events.by, what: events.what, because: events.because, fact: events.fact })
      .from(events)
      .where(eq(events.ticketId, row.id))
      .orderBy(asc(events.id))
      .all();
    return {
      ...shape(row),
      messages: db
        .select({
          at: messages.at,
          from: messages.fromAddress,
          direction: messages.direction,
          text: messages.text,
          attachments: messages.attachments,
        })
        .from(messages)
        .where(eq(messages.ticketId, row.id))
        .orderBy(asc(messages.at), asc(messages.id))
        .all(),
      history: happened.map(({ fact: _, ...told }) => told),
      events: happened.flatMap(({ at, fact }) => (fact === null ? [] : [{ ...fact, at }])),
    };
  }

  function shape(row: typeof tickets.$inferSelect): TicketRow {
    return {
      number: `${prefix}-${row.number}`,
      subject: row.subject,
      type: row.type,
      priority: row.priority,
      state: row.state,
      plan: row.plan,
      requester: row.requester,
      assignee: row.assignee,
      queue: row.queue,
      tags: row.tags,
      organization: row.organization,
      language: row.language,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      gathers: row.gathers,
      parent: row.parentId === null ? null : incidents.numberOf(row.parentId),
      parts: row.gathers === null ? [] : incidents.partsOf(row.id),
      clocks: db
        .select({
          metric: clocks.metric,
          startedAt: clocks.startedAt,
          dueAt: clocks.dueAt,
          state: clocks.state,
          because: clocks.because,
          metAt: clocks.metAt,
        })
        .from(clocks)
        .where(eq(clocks.ticketId, row.id))
        .orderBy(asc(clocks.id))
        .all(),
    };
  }

  /** The ledger, newest first. @param only a disposition, or an id */
  function listMail(only: { disposition?: Disposition; id?: number }, limit: number): MailRow[] {
    const conditions: SQL[] = [];
    if (only.disposition === 'waiting') conditions.push(sql`(disposition IS NULL OR disposition = 'waiting')`);
    else if (only.disposition) conditions.push(eq(inbound.disposition, only.disposition));
    if (only.id !== undefined) conditions.push(eq(inbound.id, only.id));
    return db
      .select({
        id: inbound.id,
        uid: inbound.uid,
        file: inbound.file,
        receivedAt: inbound.receivedAt,
        size: inbound.size,
        from: inbound.fromAddress,
        subject: inbound.subject,
        disposition: inbound.disposition,
        because: inbound.because,
        released: inbound.released,
        number: tickets.number,
      })
      .from(inbound)
      .leftJoin(tickets, eq(tickets.id, inbound.ticketId))
      .where(and(...conditions))
      .orderBy(desc(inbound.id))
      .limit(limit)
      .all()
      .map(({ number, disposition, because, released, ...row }) => ({
        ...row,
        disposition: disposition ?? 'waiting',
        because: [...(because ?? ['not settled yet']), ...released.map(releaseLine)].join('; '),
        ticket: withPrefix(number),
      }));
  }

  /** Letters that are not sent, oldest first; or all of them, newest first. */
  function listOutbox(all: boolean, limit: number): LetterRow[] {
    return db
      .select({
        id: outbox.id,
        to: outbox.toAddress,
        template: outbox.template,
        number: tickets.number,
        state: outbox.state,
        attempts: outbox.attempts,
        createdAt: outbox.createdAt,
        nextAttemptAt: outbox.nextAttemptAt,
        sentAt: outbox.sentAt,
        error: outbox.error,
      })
      .from(outbox)
      .leftJoin(tickets, eq(tickets.id, outbox.ticketId))
      .where(all ? undefined : inArray(outbox.state, ['queued', 'sending', 'failed', 'held']))
      .orderBy(all ? desc(outbox.id) : asc(outbox.id))
      .limit(limit)
      .all()
      .map(({ number, ...row }) => ({ ...row, ticket: withPrefix(number) }));
  }

  /** How many mails ended in each disposition; `seen` is their sum and the ledger's length. */
  function counts(): { seen: number; byDisposition: Partial<Record<Disposition, number>> } {
    const rows = db
      .select({ disposition: sql<Disposition>`coalesce(disposition, 'waiting')`, n: count() })
      .from(inbound)
      .groupBy(sql`coalesce(disposition, 'waiting')`)
      .all();
    const seen = db.select({ n: count() }).from(inbound).get()?.n ?? 0;
    return { seen, byDisposition: Object.fromEntries(rows.map((row) => [row.disposition, row.n])) };
  }

  /** What contradicts itself in the database; empty when all is well. */
  function unhealthy(): string[] {
    const found: string[] = [];
    const integrity = sqlite.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') found.push(`integrity_check: ${integrity}`);
    const foreign = sqlite.pragma('foreign_key_check') as unknown[];
    if (foreign.length > 0) found.push(`foreign_key_check: ${foreign.length} rows point nowhere`);
    // Every mail has one known disposition, and is settled exactly where that is final.
    const { seen, byDisposition } = counts();
    const sum = DISPOSITIONS.reduce((total, disposition) => total + (byDisposition[disposition] ?? 0), 0);
    if (sum !== seen) found.push(`the ledger has ${seen} mails, its known dispositions add up to ${sum}`);
    const unsettled = db
      .select({ n: count() })
      .from(inbound)
      .where(sql`(coalesce(disposition, 'waiting') = 'waiting') <> (settled_at IS NULL)`)
      .get();
    if (unsettled && unsettled.n > 0)
      found.push(`${unsettled.n} mails have a final disposition and no settling, or the reverse`);
    const orphans = db
      .select({ n: count() })
      .from(inbound)
      .where(
        sql`disposition IN ('opened', 'appended', 'agent-reply', 'agent-note') AND id NOT IN (SELECT inbound_id FROM messages WHERE inbound_id IS NOT NULL)`,
      )
      .get();
    if (orphans && orphans.n > 0)
      found.push(`${orphans.n} mails opened, continued or answered a ticket and are not on it`);
    const lost = db
      .select({ n: count() })
      .from(inbound)
      .where(sql`sha256 IS NOT NULL AND sha256 NOT IN (SELECT sha256 FROM raw)`)
      .get();
    if (lost && lost.n > 0) found.push(`${lost.n} mails have lost their raw bytes`);
    return found;
  }
}

export type Reads = ReturnType<typeof prepareReads>;
