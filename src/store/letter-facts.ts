/** What a decision knows of the letters that went out: for the caps on the next one, and for those that come back. */
import type { Notice } from '../letters/agent-values.ts';
import { AGENT_ANSWERS, REFUSAL_TEMPLATES } from '../letters/letter.ts';
import type { Facts } from '../ticket/decision.ts';
import { and, desc, eq, gt, gte, inArray, isNull, lte, sql } from './drizzle.ts';
import { letterClaim } from './letter-claim.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { tickets } from './schema.ts';
import { outbox } from './schema-outgoing.ts';
import type { TicketLookUp } from './ticket-facts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Prepares the reads. What it returns is for use within the caller's transaction. */
export function prepareLetterFacts(db: Db, prefix: string) {
  const letterByMessageId = prepared(
    db
      .select({
        id: outbox.id,
        ticketId: outbox.ticketId,
        number: tickets.number,
        to: outbox.toAddress,
        template: outbox.template,
        messageId: outbox.messageId,
        error: outbox.error,
      })
      .from(outbox)
      .leftJoin(tickets, eq(tickets.id, outbox.ticketId))
      .where(eq(outbox.messageId, sql.placeholder('messageId'))),
  );
  const refusalsTo = prepared(
    db
      .select({ n: sql<number>`count(*)` })
      .from(outbox)
      .where(
        and(
          eq(outbox.toAddress, sql.placeholder('to')),
          gt(outbox.createdAt, sql.placeholder('since')),
          inArray(outbox.template, REFUSAL_TEMPLATES),
        ),
      ),
  );
  const refusalsSince = prepared(
    db
      .select({ n: sql<number>`count(*)` })
      .from(outbox)
      .where(and(inArray(outbox.template, REFUSAL_TEMPLATES), gt(outbox.createdAt, sql.placeholder('since')))),
  );
  const lettersByTicket = prepared(
    db
      .select({
        number: tickets.number,
        n: sql<number>`count(*)`,
        lately: sql<number>`sum(${outbox.createdAt} >= ${sql.placeholder('lately')})`,
      })
      .from(outbox)
      .leftJoin(tickets, eq(tickets.id, outbox.ticketId))
      .where(and(eq(outbox.toAddress, sql.placeholder('to')), gte(outbox.createdAt, sql.placeholder('since'))))
      .groupBy(outbox.ticketId),
  );
  // Letters are numbered as they are written: the one that is so many back tells without counting.
  const letterBack = prepared(
    db
      .select({ at: outbox.createdAt })
      .from(outbox)
      .where(lte(outbox.id, sql`(SELECT max(id) FROM outbox) - ${sql.placeholder('back')}`))
      .orderBy(desc(outbox.id))
      .limit(1),
  );
  const answersSince = prepared(
    db
      .select({ n: sql<number>`count(*)` })
      .from(outbox)
      .where(
        and(
          eq(outbox.toAddress, sql.placeholder('to')),
          gte(outbox.createdAt, sql.placeholder('since')),
          sql`(${inArray(outbox.template, [...AGENT_ANSWERS])} OR ${outbox.template} = 'agent-ticket'
          AND json_extract(${outbox.draft}, '$.values.occasion') = 'status')`,
        ),
      ),
  );
  const told = sql<Notice['notice']>`json_extract(${outbox.draft}, '$.values.notice')`;
  const noticesSince = prepared(
    db
      .select({ told, n: sql<number>`count(*)` })
      .from(outbox)
      .where(
        and(
          eq(outbox.template, 'agent-notice'),
          gt(outbox.createdAt, sql.placeholder('since')),
          isNull(outbox.ticketId),
        ),
      )
      .groupBy(told),
  );

  return { counts, bounced, answersTo, leadNotices };

  /** @param from whom it is looked up for; null: nobody @param fill so many letters within a day are the desk's fill */
  function counts(
    from: string | null,
    { refusalInterval, fill }: { refusalInterval: number; fill: number },
    now: number,
  ): Pick<Facts, 'refusals' | 'lettersToSender' | 'lettersToday'> {
    const since = now - DAY;
    const today = from === null ? [] : lettersByTicket.all({ to: from, since, lately: now - HOUR });
    const fillBack = letterBack.get({ back: fill - 1 });
    return {
      refusals: {
        toSender: from === null ? 0 : (refusalsTo.get({ to: from, since: now - refusalInterval })?.n ?? 0),
        today: refusalsSince.get({ since })?.n ?? 0,
      },
      lettersToSender: today.reduce((sum, { lately }) => sum + lately, 0),
      lettersToday: {
        toSender: today.reduce((sum, { n }) => sum + n, 0),
        toSenderOn: Object.fromEntries(
          today.flatMap(({ number, n }) => (number === null ? [] : [[`${prefix}-${number}`, n]])),
        ),
        deskIsFull: fillBack !== undefined && fillBack.at >= since,
      },
    };
  }

  /** The letter of ours that a bounce gives back. */
  function bounced(messageIds: readonly string[], look: TicketLookUp): Facts['bouncedLetter'] {
    for (const messageId of messageIds) {
      const row = letterByMessageId.get({ messageId });
      if (!row) continue;
      const { number, error, ...letter } = row;
      return {
        ...letter,
        ticket: number === null ? null : `${prefix}-${number}`,
        agent: letterClaim(messageId)?.agent ?? null,
        about: letter.ticketId === null ? null : look.byId(letter.ticketId),
        bouncedBefore: error?.startsWith(BOUNCED) ?? false,
      };
    }
    return null;
  }

  /** Letters within an hour that answered an agent's own mails. @param to where letters to that agent go */
  function answersTo(to: string, now: number): number {
    return answersSince.get({ to, since: now - HOUR })?.n ?? 0;
  }

  /** Letters to leads on no ticket, within an hour, by what they told of. */
  function leadNotices(now: number): Facts['leadNotices'] {
    return Object.fromEntries(noticesSince.all({ since: now - HOUR }).map(({ told: what, n }) => [what, n]));
  }
}

/** What the error of a letter begins with that was given back. */
export const BOUNCED = 'bounced: ';
