/** Everything that a decision may know of the database, read for one mail within the transaction that settles it. */

import { TEMPLATES } from '../letters/letter.ts';
import type { Facts, ThreadKeys } from '../ticket/decision.ts';
import { type DirectoryAnswer, FIRST_NUMBER, type TicketFacts } from '../ticket/ticket.ts';
import { and, asc, eq, gt, gte, inArray, lt, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { inbound, messages, outbox, participants, tickets } from './schema.ts';

/** What is asked about one mail. */
export interface Question {
  /** The mail's row in the ledger. */
  id: number;
  /** An earlier mail with the same bytes. */
  twin: number | null;
  /** Equal for one mail that was delivered twice; null where it could not be read. */
  fingerprint: string | null;
  /** The sender's address, lower case. */
  from: string | null;
  keys: ThreadKeys;
  directory: DirectoryAnswer;
  /** How far back refusals to this sender count (ms). */
  refusalInterval: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const REFUSALS = TEMPLATES.filter((name) => name.startsWith('refusal-'));

/** Prepares the reads. The function it returns is for use within the caller's transaction. */
export function prepareFacts(db: Db, ticketPrefix: string): (question: Question, now: number) => Facts {
  const twinByFingerprint = db
    .select({ id: inbound.id })
    .from(inbound)
    .where(
      and(
        eq(inbound.fingerprint, sql.placeholder('fingerprint')),
        lt(inbound.id, sql.placeholder('id')),
        // A copy that came by a way that broke its proof, and was held, must not swallow the good one.
        sql`coalesce(${inbound.disposition}, '') NOT IN ('quarantined', 'ignored')`,
      ),
    )
    .orderBy(asc(inbound.id))
    .limit(1)
    .prepare();
  const ticketColumns = {
    id: tickets.id,
    number: tickets.number,
    subject: tickets.subject,
    state: tickets.state,
    contract: tickets.contract,
    requester: tickets.requester,
    solvedAt: tickets.solvedAt,
    closedAt: tickets.closedAt,
  };
  const ticketByNumber = db
    .select(ticketColumns)
    .from(tickets)
    .where(eq(tickets.number, sql.placeholder('number')))
    .prepare();
  const ticketByMessageId = db
    .select(ticketColumns)
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .where(eq(messages.messageId, sql.placeholder('messageId')))
    .limit(3)
    .prepare();
  const participantsOf = db
    .select({ address: participants.address })
    .from(participants)
    .where(eq(participants.ticketId, sql.placeholder('ticketId')))
    .prepare();
  const letterByMessageId = db
    .select({
      id: outbox.id,
      ticketId: outbox.ticketId,
      number: tickets.number,
      to: outbox.toAddress,
      template: outbox.template,
      messageId: outbox.messageId,
    })
    .from(outbox)
    .leftJoin(tickets, eq(tickets.id, outbox.ticketId))
    .where(eq(outbox.messageId, sql.placeholder('messageId')))
    .prepare();
  const waitingByMessageId = db
    .select({ id: inbound.id })
    .from(inbound)
    .where(
      and(
        eq(inbound.messageId, sql.placeholder('messageId')),
        // The plus keeps SQLite from the index on dispositions: the Message-ID names a mail or two, waiting may be thousands.
        sql`+${inbound.disposition} = 'waiting'`,
        lt(inbound.id, sql.placeholder('id')),
      ),
    )
    .limit(1)
    .prepare();
  const refusalsTo = db
    .select({ n: sql<number>`count(*)` })
    .from(outbox)
    .where(
      and(
        eq(outbox.toAddress, sql.placeholder('to')),
        gt(outbox.createdAt, sql.placeholder('since')),
        inArray(outbox.template, REFUSALS),
      ),
    )
    .prepare();
  const refusalsSince = db
    .select({ n: sql<number>`count(*)` })
    .from(outbox)
    .where(and(inArray(outbox.template, REFUSALS), gt(outbox.createdAt, sql.placeholder('since'))))
    .prepare();
  const lettersTo = db
    .select({ n: sql<number>`count(*)` })
    .from(outbox)
    .where(and(eq(outbox.toAddress, sql.placeholder('to')), gte(outbox.createdAt, sql.placeholder('since'))))
    .prepare();
  const highestNumber = db
    .select({ n: sql<number | null>`max(${tickets.number})` })
    .from(tickets)
    .prepare();

  type TicketRow = NonNullable<ReturnType<typeof ticketByNumber.get>>;
  const complete = (row: TicketRow): TicketFacts => ({
    ...row,
    number: `${ticketPrefix}-${row.number}`,
    participants: participantsOf.all({ ticketId: row.id }).map((one) => one.address),
  });
  const byNumbers = (numbers: number[]) =>
    numbers.flatMap((number) => {
      const row = ticketByNumber.get({ number });
      return row ? [complete(row)] : [];
    });

  return (question, now) => {
    const { keys, from } = question;
    return {
      directory: question.directory,
      duplicateOf: duplicateOf(question),
      tickets: {
        byToken: byNumbers(keys.tokenNumbers),
        byMessageId: keys.messageIds.flatMap((messageId) => ticketByMessageId.all({ messageId }).map(complete)),
        byNumber: byNumbers(keys.subjectNumbers),
      },
      bouncedLetter: bouncedLetter(keys.bouncedMessageIds),
      answersWaiting: keys.messageIds.some(
        (messageId) => waitingByMessageId.get({ messageId, id: question.id }) !== undefined,
      ),
      refusals: {
        toSender: from === null ? 0 : (refusalsTo.get({ to: from, since: now - question.refusalInterval })?.n ?? 0),
        today: refusalsSince.get({ since: now - DAY })?.n ?? 0,
      },
      lettersToSender: from === null ? 0 : (lettersTo.get({ to: from, since: now - HOUR })?.n ?? 0),
      nextNumber: (highestNumber.get()?.n ?? FIRST_NUMBER - 1) + 1,
    };
  };

  function bouncedLetter(messageIds: string[]): Facts['bouncedLetter'] {
    for (const messageId of messageIds) {
      const row = letterByMessageId.get({ messageId });
      if (!row) continue;
      const { number, ...letter } = row;
      return { ...letter, ticket: number === null ? null : `${ticketPrefix}-${number}` };
    }
    return null;
  }

  function duplicateOf({ id, twin, fingerprint }: Question): Facts['duplicateOf'] {
    if (twin !== null) return { id: twin, because: `byte for byte the same as mail ${twin}` };
    if (fingerprint === null) return null;
    const same = twinByFingerprint.get({ fingerprint, id });
    return same
      ? { id: same.id, because: `mail ${same.id} delivered a second time: same Message-ID, From, Date and content` }
      : null;
  }
}
