/** Everything that a decision may know of the database, read for one mail within the transaction that settles it. */

import { TEMPLATES } from '../letters/letter.ts';
import type { Facts, ThreadKeys } from '../ticket/decision.ts';
import { type DirectoryAnswer, FIRST_NUMBER, type TicketFacts } from '../ticket/ticket.ts';
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, ne, sql } from './drizzle.ts';
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
  /** A person let it go through again: then only a copy that reached a ticket is a reason not to. */
  released: boolean;
  /** The sender's address, lower case. */
  from: string | null;
  keys: ThreadKeys;
  directory: DirectoryAnswer;
  /** How far back refusals to this sender count (ms). */
  refusalInterval: number;
  /** So many letters within a day are the desk's fill. */
  lettersPerDeskDay: number;
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
  const actedCopy = db
    .select({ id: inbound.id })
    .from(inbound)
    .where(
      and(
        eq(inbound.fingerprint, sql.placeholder('fingerprint')),
        ne(inbound.id, sql.placeholder('id')),
        inArray(inbound.disposition, ['opened', 'appended', 'answered', 'agent-reply', 'agent-note', 'agent-command']),
      ),
    )
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
  // Only the sender's own tickets: a stranger who uses the same Message-ID must not hide them. Two are enough to be ambiguous.
  const ticketsByMessageId = db
    .selectDistinct(ticketColumns)
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .innerJoin(
      participants,
      and(eq(participants.ticketId, tickets.id), eq(participants.address, sql.placeholder('from'))),
    )
    .where(eq(messages.messageId, sql.placeholder('messageId')))
    .limit(2)
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
        // Whoever keeps a mail of theirs waiting (by a DNS that does not answer) must not hold up other people's threads.
        sql`substr(${inbound.fromAddress}, instr(${inbound.fromAddress}, '@')) = ${sql.placeholder('domain')}`,
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
  const lettersByTicket = db
    .select({ number: tickets.number, n: sql<number>`count(*)` })
    .from(outbox)
    .leftJoin(tickets, eq(tickets.id, outbox.ticketId))
    .where(and(eq(outbox.toAddress, sql.placeholder('to')), gte(outbox.createdAt, sql.placeholder('since'))))
    .groupBy(outbox.ticketId)
    .prepare();
  // Letters are numbered as they are written: the one that is so many back tells without counting.
  const letterBack = db
    .select({ at: outbox.createdAt })
    .from(outbox)
    .where(lte(outbox.id, sql`(SELECT max(id) FROM outbox) - ${sql.placeholder('back')}`))
    .orderBy(desc(outbox.id))
    .limit(1)
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
        byMessageId: from === null ? [] : byMessageIds(keys.messageIds, from),
        byNumber: byNumbers(keys.subjectNumbers),
      },
      bouncedLetter: bouncedLetter(keys.bouncedMessageIds),
      answersWaiting: from !== null && answersWaiting(keys.messageIds, from, question.id),
      refusals: {
        toSender: from === null ? 0 : (refusalsTo.get({ to: from, since: now - question.refusalInterval })?.n ?? 0),
        today: refusalsSince.get({ since: now - DAY })?.n ?? 0,
      },
      lettersToSender: from === null ? 0 : (lettersTo.get({ to: from, since: now - HOUR })?.n ?? 0),
      lettersToday: lettersToday(from, question.lettersPerDeskDay, now - DAY),
      nextNumber: (highestNumber.get()?.n ?? FIRST_NUMBER - 1) + 1,
    };
  };

  function byMessageIds(messageIds: string[], from: string): TicketFacts[][] {
    return messageIds
      .map((messageId) => ticketsByMessageId.all({ messageId, from }).map(complete))
      .filter((found) => found.length > 0);
  }

  function answersWaiting(messageIds: string[], from: string, id: number): boolean {
    const domain = from.slice(from.lastIndexOf('@'));
    return messageIds.some((messageId) => waitingByMessageId.get({ messageId, id, domain }) !== undefined);
  }

  function lettersToday(from: string | null, fill: number, since: number): Facts['lettersToday'] {
    const rows = from === null ? [] : lettersByTicket.all({ to: from, since });
    const fillBack = letterBack.get({ back: fill - 1 });
    return {
      toSender: rows.reduce((sum, { n }) => sum + n, 0),
      toSenderOn: Object.fromEntries(
        rows.flatMap(({ number, n }) => (number === null ? [] : [[`${ticketPrefix}-${number}`, n]])),
      ),
      deskIsFull: fillBack !== undefined && fillBack.at >= since,
    };
  }

  function bouncedLetter(messageIds: string[]): Facts['bouncedLetter'] {
    for (const messageId of messageIds) {
      const row = letterByMessageId.get({ messageId });
      if (!row) continue;
      const { number, ...letter } = row;
      return { ...letter, ticket: number === null ? null : `${ticketPrefix}-${number}` };
    }
    return null;
  }

  function duplicateOf({ id, twin, fingerprint, released }: Question): Facts['duplicateOf'] {
    if (released) {
      const copy = fingerprint === null ? undefined : actedCopy.get({ fingerprint, id });
      return copy ? { id: copy.id, because: `mail ${copy.id} is the same mail, and reached a ticket` } : null;
    }
    if (twin !== null) return { id: twin, because: `byte for byte the same as mail ${twin}` };
    if (fingerprint === null) return null;
    const same = twinByFingerprint.get({ fingerprint, id });
    return same
      ? { id: same.id, because: `mail ${same.id} delivered a second time: same Message-ID, From, Date and content` }
      : null;
  }
}
