/** The tables of what goes out: the outbox, and the addresses that take no mail. */
import type { LetterDraft } from '../letters/letter.ts';
import { blob, index, integer, sql, sqliteTable, text, uniqueIndex } from './drizzle.ts';
import { inbound, tickets } from './schema.ts';

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
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer(),
    /** Its body began to go out: from here on a failure without an answer leaves the outcome unknown. */
    begunAt: integer(),
    sentAt: integer(),
    /** What the server, or we, said last. */
    error: text(),
    /** The newest of all stored messages when it was queued; later ones its receiver has not seen. */
    seen: integer(),
    /** It could not be delivered, or nobody knows whether it was, and nobody has been told yet. */
    untold: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    uniqueIndex('outbox_message_id').on(t.messageId),
    index('outbox_due').on(t.state, t.nextAttemptAt),
    index('outbox_to').on(t.toAddress, t.createdAt),
    index('outbox_template').on(t.template, t.createdAt),
    index('outbox_sent').on(t.sentAt).where(sql`sent_at IS NOT NULL`),
    index('outbox_ticket').on(t.ticketId),
    index('outbox_untold').on(t.untold).where(sql`untold = 1`),
  ],
);

/**
 * The finished mail of a letter, made once, before the first attempt. By itself: a row that holds a mail would be written
 * anew, mail and all, at every step on its way out.
 */
export const mails = sqliteTable('mails', {
  letterId: integer()
    .primaryKey()
    .references(() => outbox.id),
  mime: blob({ mode: 'buffer' }).notNull(),
});

/** Addresses that do not take mail: by a permanent bounce, or by the server's refusal. */
export const bounced = sqliteTable('bounced', {
  address: text().primaryKey(),
  at: integer().notNull(),
  status: text(),
  diagnostic: text(),
});
