/** Writes letters into the outbox, and what a bounce says of one that went out. */
import type { LetterDraft } from '../letters/letter.ts';
import type { Change } from '../ticket/decision.ts';
import { eq, sql } from './drizzle.ts';
import type { Tell } from './history.ts';
import { letterClaim } from './letter-claim.ts';
import { BOUNCED } from './letter-facts.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { messages } from './schema.ts';
import { bounced, outbox } from './schema-outgoing.ts';

/** Prepares the writes. What it returns is for use within the caller's transaction. */
export function prepareLetterWrites(db: Db, tell: Tell) {
  const addLetter = prepared(
    db.insert(outbox).values({
      ticketId: sql.placeholder('ticketId'),
      inboundId: sql.placeholder('inboundId'),
      template: sql.placeholder('template'),
      toAddress: sql.placeholder('toAddress'),
      messageId: sql.placeholder('messageId'),
      draft: sql.placeholder('draft'),
      createdAt: sql.placeholder('now'),
      state: 'queued',
      nextAttemptAt: sql.placeholder('now'),
      seen: sql.placeholder('seen'),
    }),
  );
  const newestMessage = prepared(db.select({ id: sql<number | null>`max(${messages.id})` }).from(messages));
  const markBounced = prepared(
    db
      .insert(bounced)
      .values({
        address: sql.placeholder('address'),
        at: sql.placeholder('at'),
        status: sql.placeholder('status'),
        diagnostic: sql.placeholder('diagnostic'),
      })
      .onConflictDoUpdate({
        target: bounced.address,
        set: { at: sql`excluded.at`, status: sql`excluded.status`, diagnostic: sql`excluded.diagnostic` },
      }),
  );
  const letterBounced = prepared(
    db
      .update(outbox)
      .set({ error: sql`${sql.placeholder('error')}` })
      .where(eq(outbox.id, sql.placeholder('id'))),
  );
  const letterAddress = prepared(
    db
      .select({ to: outbox.toAddress })
      .from(outbox)
      .where(eq(outbox.id, sql.placeholder('id'))),
  );

  return { queue, bounce };

  /**
   * @param ticketId the ticket that it is about; null: none
   * @param inboundId the mail that it is written on; null: none
   */
  function queue(letter: LetterDraft, ticketId: number | null, inboundId: number | null, now: number): void {
    const toAgent = letterClaim(letter.messageId)?.agent != null;
    const to = letter.to.address;
    addLetter.run({
      ticketId,
      inboundId,
      template: letter.template,
      toAddress: to,
      messageId: letter.messageId,
      draft: letter,
      now,
      // Of all tickets, not only of this one: what is said on the one that this one is merged into counts as well.
      seen: toAgent ? (newestMessage.get()?.id ?? 0) : null,
    });
    if (ticketId === null) return;
    tell({ ticketId, at: now, by: 'desk', what: `wrote ${letter.template} to ${to}`, because: letter.because });
  }

  function bounce(change: Extract<Change, { do: 'bounce' }>, at: number): void {
    const permanent = change.recipients.find((recipient) => recipient.permanent);
    const told = permanent ?? change.recipients[0];
    const error = `${BOUNCED}${[told?.status, told?.diagnostic].filter(Boolean).join(' ') || change.because}`;
    letterBounced.run({ id: change.letterId, error });
    // The address that we wrote to, whatever address the report names: a report can name anybody.
    const to = letterAddress.get({ id: change.letterId })?.to;
    if (permanent && to !== undefined) {
      markBounced.run({ address: to, at, status: permanent.status, diagnostic: permanent.diagnostic });
    }
    if (change.ticketId === null) return;
    tell({ ticketId: change.ticketId, at, by: 'desk', what: 'letter bounced', because: `${to}: ${error}` });
  }
}

export type LetterWrites = ReturnType<typeof prepareLetterWrites>;
