/**
 * The tables: the ledger with its raw mail, the tickets with all that happened on them, and the outbox.
 * Instants are UTC milliseconds. `drizzle-kit generate` makes the migrations in `drizzle/` from this file.
 */

import type { LetterDraft } from '../letters/letter.ts';
import type { Attachment } from '../mail/message.ts';
import type { Release } from '../ticket/decision.ts';
import type { Disposition, Metric, Priority, TicketState, TicketType } from '../ticket/ticket.ts';
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
    assignee: text(),
    plan: text().notNull(),
    contract: text().notNull(),
    organization: text().notNull(),
    language: text().notNull(),
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
  },
  (t) => [
    uniqueIndex('tickets_number').on(t.number),
    index('tickets_state').on(t.state, t.updatedAt),
    index('tickets_requester').on(t.requester),
    index('tickets_look_at').on(t.lookAt).where(sql`look_at IS NOT NULL`),
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
  (t) => [primaryKey({ columns: [t.ticketId, t.address] })],
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
    state: text().$type<'running' | 'paused' | 'met' | 'breached' | 'cancelled'>().notNull(),
    because: text().notNull(),
  },
  (t) => [index('clocks_ticket').on(t.ticketId), index('clocks_due').on(t.state, t.dueAt)],
);

/** Every outgoing letter: a row before it is a mail, and kept after it is sent. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    ticketId: integer().references(() => tickets.id),
    inboundId: integer().references(() => inbound.id),
    template: text().notNull(),
    toAddress: text().notNull(),
    messageId: text().notNull(),
    draft: text({ mode: 'json' }).$type<LetterDraft>().notNull(),
    createdAt: integer().notNull(),
    state: text().$type<'queued' | 'sending' | 'sent' | 'failed' | 'held'>().notNull(),
    /** The finished mail; made once, before the first attempt. */
    mime: blob({ mode: 'buffer' }),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer(),
    /** Its body began to go out: from here on a failure without an answer leaves the outcome unknown. */
    begunAt: integer(),
    sentAt: integer(),
    /** What the server, or we, said last. */
    error: text(),
  },
  (t) => [
    uniqueIndex('outbox_message_id').on(t.messageId),
    index('outbox_due').on(t.state, t.nextAttemptAt),
    index('outbox_to').on(t.toAddress, t.createdAt),
    index('outbox_template').on(t.template, t.createdAt),
    index('outbox_sent').on(t.sentAt),
    index('outbox_ticket').on(t.ticketId),
  ],
);

/** Addresses that do not take mail: by a permanent bounce, or by the server's refusal. */
export const bounced = sqliteTable('bounced', {
  address: text().primaryKey(),
  at: integer().notNull(),
  status: text(),
  diagnostic: text(),
});
