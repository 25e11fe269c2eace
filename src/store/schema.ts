/**
 * The tables: the ledger with its raw mail, and the tickets with all that happened on them. What goes out is in
 * `schema-outgoing.ts`.
 * Instants are UTC milliseconds. `drizzle-kit generate` makes the migrations in `drizzle/` from this file.
 */

import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Attachment } from '../mail/message.ts';
import type { Release } from '../ticket/decision.ts';
import type { Notice } from '../ticket/follow-up/act.ts';
import type { NoticeKind } from '../ticket/follow-up/rules.ts';
import type {
  ClockState,
  Disposition,
  Language,
  Metric,
  Priority,
  TicketEvent,
  TicketState,
  TicketType,
} from '../ticket/ticket.ts';
import { blob, index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from './drizzle.ts';

/** Each mailbox in each of its epochs (UIDVALIDITY): when the desk first saw it. Older than the first one: backlog. */
export const epochs = sqliteTable(
  'epochs',
  {
    mailbox: text().notNull(),
    epoch: text().notNull(),
    startedAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.mailbox, t.epoch] })],
);

/** The ledger: one row for every mail ever seen, with what became of it. */
export const inbound = sqliteTable(
  'inbound',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    mailbox: text().notNull(),
    epoch: text().notNull(),
    uid: text().notNull(),
    /** The path it was read from, for mail given by file. */
    file: text(),
    size: integer().notNull(),
    /** Of the raw bytes, hex; null where the mail vanished before it could be fetched. */
    sha256: text(),
    /** Over the limit: only its header is kept. */
    truncated: integer({ mode: 'boolean' }).notNull().default(false),
    /** As the server recorded it. */
    receivedAt: integer().notNull(),
    /** When it was put into the ledger. */
    seenAt: integer().notNull(),
    silent: integer({ mode: 'boolean' }).notNull().default(false),
    /** Each time that a person let it go through again, and what it was before. */
    released: text({ mode: 'json' }).$type<Release[]>().notNull().default([]),
    /** Null until it is read. */
    messageId: text(),
    fingerprint: text(),
    fromAddress: text(),
    subject: text(),
    /** Null or `waiting` while it has none. */
    disposition: text().$type<Disposition>(),
    because: text({ mode: 'json' }).$type<string[]>(),
    ticketId: integer().references(() => tickets.id),
    settledAt: integer(),
    /** When a waiting mail is looked at again. */
    retryAt: integer(),
    /** How often it was tried and an error of ours came between. */
    attempts: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex('inbound_identity').on(t.mailbox, t.epoch, t.uid),
    index('inbound_sha256').on(t.sha256),
    index('inbound_fingerprint').on(t.fingerprint),
    index('inbound_message_id').on(t.messageId),
    index('inbound_disposition').on(t.disposition),
  ],
);

/** Raw mail, zstd-compressed, once for each content. */
export const raw = sqliteTable('raw', {
  sha256: text().primaryKey(),
  size: integer().notNull(),
  zstd: blob({ mode: 'buffer' }).notNull(),
});

export const tickets = sqliteTable(
  'tickets',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** Without prefix. */
    number: integer().notNull(),
    subject: text().notNull(),
    type: text().$type<TicketType>().notNull(),
    priority: text().$type<Priority>().notNull(),
    state: text().$type<TicketState>().notNull(),
    tags: text({ mode: 'json' }).$type<string[]>().notNull(),
    queue: text(),
    /** An agent's id. */
    assignee: text(),
    plan: text().notNull(),
    contract: text().notNull(),
    organization: text().notNull(),
    language: text().$type<Language>().notNull(),
    requesterName: text().notNull(),
    requester: text().notNull(),
    policy: text().notNull(),
    /** The closed ticket that this one follows. */
    follows: integer(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    solvedAt: integer(),
    closedAt: integer(),
    /** When the ticket wants to be looked at next; null: never by itself. */
    lookAt: integer(),
    /** On hold until then; null: until somebody says so. */
    holdUntil: integer(),
    escalatedAt: integer(),
    /** It was merged into this one: what is written to it belongs there. */
    mergedInto: integer().references((): AnySQLiteColumn => tickets.id),
    /** The incident that it is a part of. */
    parentId: integer().references((): AnySQLiteColumn => tickets.id),
    /** The tag whose incidents it gathers: it is the parent of customers' tickets, and no customer's. Null: a customer's. */
    gathers: text(),
  },
  (t) => [
    uniqueIndex('tickets_number').on(t.number),
    index('tickets_state').on(t.state, t.updatedAt),
    index('tickets_requester').on(t.requester),
    index('tickets_look_at').on(t.lookAt).where(sql`look_at IS NOT NULL`),
    // Of an agent's own work: what is part of an incident is the incident's.
    index('tickets_assignee')
      .on(t.assignee, t.state)
      .where(sql`assignee IS NOT NULL AND parent_id IS NULL AND gathers IS NULL`),
    index('tickets_contract').on(t.contract, t.id),
    index('tickets_parent').on(t.parentId).where(sql`parent_id IS NOT NULL`),
    index('tickets_gathers').on(t.state).where(sql`gathers IS NOT NULL`),
    index('tickets_incidents').on(t.createdAt).where(sql`type = 'incident' AND parent_id IS NULL AND gathers IS NULL`),
  ],
);

export const participants = sqliteTable(
  'participants',
  {
    ticketId: integer()
      .notNull()
      .references(() => tickets.id),
    address: text().notNull(),
    name: text().notNull(),
    role: text().$type<'requester' | 'participant'>().notNull(),
    addedAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.address] }), index('participants_address').on(t.address, t.ticketId)],
);

/** Which tickets belong together. `linked` has no direction: the older ticket stands first. */
export const links = sqliteTable(
  'links',
  {
    ticketId: integer()
      .notNull()
      .references(() => tickets.id),
    otherId: integer()
      .notNull()
      .references(() => tickets.id),
    /** The first is linked with, was merged into, or was split from the other. */
    kind: text().$type<'linked' | 'merged' | 'split'>().notNull(),
    at: integer().notNull(),
    /** An agent's id. */
    by: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.otherId, t.kind] }), index('links_other').on(t.otherId)],
);

export const messages = sqliteTable(
  'messages',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    ticketId: integer()
      .notNull()
      .references(() => tickets.id),
    inboundId: integer().references(() => inbound.id),
    at: integer().notNull(),
    direction: text().$type<'in' | 'out' | 'note'>().notNull(),
    fromName: text().notNull(),
    fromAddress: text().notNull(),
    messageId: text(),
    text: text().notNull(),
    fullText: text().notNull(),
    attachments: text({ mode: 'json' }).$type<Attachment[]>().notNull(),
    /** Who of the desk wrote it, by id; null: a customer. */
    agent: text(),
  },
  (t) => [index('messages_ticket').on(t.ticketId, t.at), index('messages_message_id').on(t.messageId)],
);

/** The history of a ticket: everything that happened, by whom and why. */
export const events = sqliteTable(
  'events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    ticketId: integer()
      .notNull()
      .references(() => tickets.id),
    at: integer().notNull(),
    /** An address, an agent's id, or `desk`. */
    by: text().notNull(),
    what: text().notNull(),
    because: text().notNull(),
    /** What clocks and reports read of it; null where it is told to people alone. */
    fact: text({ mode: 'json' }).$type<TicketEvent>(),
  },
  (t) => [index('events_ticket').on(t.ticketId, t.at)],
);

export const clocks = sqliteTable(
  'clocks',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    ticketId: integer()
      .notNull()
      .references(() => tickets.id),
    metric: text().$type<Metric>().notNull(),
    startedAt: integer().notNull(),
    dueAt: integer().notNull(),
    state: text().$type<ClockState>().notNull(),
    because: text().notNull(),
    metAt: integer(),
    /** When it became late. */
    breachedAt: integer(),
    pausedSince: integer(),
  },
  (t) => [
    index('clocks_ticket').on(t.ticketId),
    // Of each clock's states only these are asked for by time: a change between the others costs no index.
    index('clocks_running').on(t.dueAt).where(sql`state = 'running'`),
    index('clocks_breached').on(t.breachedAt).where(sql`breached_at IS NOT NULL`),
  ],
);

/** What was done about a ticket because time passed, or was deliberately left undone: it never happens again. */
export const notices = sqliteTable(
  'notices',
  {
    ticketId: integer()
      .notNull()
      .references(() => tickets.id),
    kind: text().$type<NoticeKind>().notNull(),
    /** The id of the event that it hangs on. */
    anchor: integer().notNull(),
    ordinal: integer().notNull(),
    at: integer().notNull(),
    outcome: text().$type<Notice['outcome']>().notNull(),
    /** The rule's name: for people, no part of what it is known again by. */
    rule: text().notNull(),
    because: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.kind, t.anchor, t.ordinal] })],
);

/**
 * By which rules the tickets that are not closed were last looked at, all of them: one row. A change of the rules makes
 * each wanted anew, slice by slice.
 */
export const reviews = sqliteTable('reviews', {
  id: integer().primaryKey(),
  /** Equal for equal rules. */
  rules: text().notNull(),
  /** The id of the last ticket that this has come to; null: it is done. */
  upTo: integer(),
});

/** What customers think of how they were helped: the last word of each. */
export const ratings = sqliteTable(
  'ratings',
  {
    ticketId: integer()
      .notNull()
      .references(() => tickets.id),
    address: text().notNull(),
    score: integer().$type<1 | 2 | 3>().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.address] })],
);

/** What the desk learned of its agents; who they are, the config says. */
export const agents = sqliteTable('agents', {
  id: text().primaryKey(),
  /** Away by an auto-reply of theirs, at most until then; null: they are there. */
  awayUntil: integer(),
  awayBecause: text(),
});

/** Whose turn it is: the ordinal of the last ticket that each agent was given of a queue. */
export const turns = sqliteTable(
  'turns',
  {
    queue: text().notNull(),
    agent: text().notNull(),
    turn: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.queue, t.agent] })],
);

/** The days whose digest was written to the admins: each is written once. */
export const digests = sqliteTable('digests', {
  /** `YYYY-MM-DD` in the desk's zone. */
  day: text().primaryKey(),
  at: integer().notNull(),
});
