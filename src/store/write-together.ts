/** Writes what a decision does to two tickets at once: they are linked, the one is merged into the other, or split from it. */
import type { Change } from '../ticket/decision.ts';
import { and, eq, sql } from './drizzle.ts';
import type { Tell } from './history.ts';
import { prepareLiving } from './living.ts';
import type { Db } from './open.ts';
import type { Participants } from './participants.ts';
import { prepared } from './prepared.ts';
import { inbound, links, messages, tickets } from './schema.ts';
import type { TicketWrites } from './write-ticket.ts';

/** Prepares the writes. What it returns is for use within the caller's transaction. @param prefix what ticket numbers begin with */
export function prepareTogetherWrites(
  db: Db,
  prefix: string,
  tell: Tell,
  participants: Participants,
  ticketWrites: TicketWrites,
) {
  const livingOne = prepareLiving(db);
  const addLink = prepared(
    db
      .insert(links)
      .values({
        ticketId: sql.placeholder('ticketId'),
        otherId: sql.placeholder('otherId'),
        kind: sql.placeholder('kind'),
        at: sql.placeholder('at'),
        by: sql.placeholder('by'),
      })
      .onConflictDoNothing(),
  );
  const findNumber = prepared(
    db
      .select({ number: tickets.number })
      .from(tickets)
      .where(eq(tickets.id, sql.placeholder('ticketId'))),
  );
  const moveMessage = prepared(
    db
      .update(messages)
      .set({ ticketId: sql`${sql.placeholder('toId')}` })
      .where(and(eq(messages.id, sql.placeholder('messageId')), eq(messages.ticketId, sql.placeholder('fromId'))))
      .returning({ inboundId: messages.inboundId }),
  );
  const moveMail = prepared(
    db
      .update(inbound)
      .set({ ticketId: sql`${sql.placeholder('toId')}` })
      .where(eq(inbound.id, sql.placeholder('id'))),
  );

  return { link, merge, split };

  function link(
    { ticketId, otherId, number, other, by }: Extract<Change, { do: 'link' }>,
    at: number,
    now: number,
  ): void {
    const [older, newer] = ticketId < otherId ? [ticketId, otherId] : [otherId, ticketId];
    if (addLink.run({ ticketId: older, otherId: newer, kind: 'linked', at, by }).changes === 0) return;
    const because = `${number} and ${other} are linked`;
    tell({ ticketId, at, by, what: `is linked with ${other}`, because, fact: { kind: 'linked', with: other } });
    tell({
      ticketId: otherId,
      at,
      by,
      what: `is linked with ${number}`,
      because,
      fact: { kind: 'linked', with: number },
    });
    for (const id of [ticketId, otherId]) ticketWrites.touch(id, now);
  }

  /** @returns the id of the ticket that it lives on in */
  function merge(
    { ticketId, intoId, number, into, by }: Extract<Change, { do: 'merge' }>,
    at: number,
    now: number,
  ): number {
    const living = livingOne(intoId);
    // The other one was merged into this one before: they are one already, and a circle would have no living ticket.
    if (living === ticketId) return living;
    ticketWrites.change(ticketId, { state: 'closed' }, at, now, living);
    addLink.run({ ticketId, otherId: living, kind: 'merged', at, by });
    const because = `${number} is merged into ${into}`;
    tell({ ticketId, at, by, what: `is merged into ${into}`, because, fact: { kind: 'merged', into } });
    tell({ ticketId: living, at, by, what: `takes in ${number}`, because, fact: { kind: 'linked', with: number } });
    participants.add(living, participants.of(ticketId), { at, by, because });
    ticketWrites.touch(living, now);
    return living;
  }

  /** @returns the new ticket's id */
  function split(
    { ticketId, messageId, ticket, by }: Extract<Change, { do: 'split' }>,
    at: number,
    now: number,
  ): number {
    const from = `${prefix}-${findNumber.get({ ticketId })?.number}`;
    const number = `${prefix}-${ticket.number}`;
    const because = `${number} is split from ${from}`;
    const newId = ticketWrites.begin(ticket, { at, by, what: `is split from ${from}`, because, now });
    const moved = moveMessage.get({ messageId, fromId: ticketId, toId: newId });
    if (!moved) throw new Error(`message ${messageId} is not on ${from}: it can't be split from it`);
    if (moved.inboundId !== null) moveMail.run({ id: moved.inboundId, toId: newId });
    addLink.run({ ticketId: newId, otherId: ticketId, kind: 'split', at, by });
    tell({ ticketId, at, by, what: `gives a message to ${number}`, because, fact: { kind: 'linked', with: number } });
    ticketWrites.touch(ticketId, now);
    return newId;
  }
}
