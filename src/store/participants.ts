/** Who is on a ticket: adds people to it and takes them off it, and its history says so. */
import type { Person } from '../ticket/ticket.ts';
import { and, eq, ne, sql } from './drizzle.ts';
import type { Tell } from './history.ts';
import type { Db } from './open.ts';
import { prepared } from './prepared.ts';
import { participants } from './schema.ts';

/** Who changes it, when and why. */
export interface Reason {
  at: number;
  by: string;
  because: string;
}

/** Prepares the writes. What it returns is for use within the caller's transaction. */
export function prepareParticipants(db: Db, tell: Tell) {
  const addOne = prepared(
    db
      .insert(participants)
      .values({
        ticketId: sql.placeholder('ticketId'),
        address: sql.placeholder('address'),
        name: sql.placeholder('name'),
        role: sql.placeholder('role'),
        addedAt: sql.placeholder('addedAt'),
      })
      .onConflictDoNothing(),
  );
  const removeOne = prepared(
    db.delete(participants).where(
      and(
        eq(participants.ticketId, sql.placeholder('ticketId')),
        eq(participants.address, sql.placeholder('address')),
        // Whose ticket it is stays on it.
        ne(participants.role, 'requester'),
      ),
    ),
  );
  const everybody = prepared(
    db
      .select({ name: participants.name, address: participants.address })
      .from(participants)
      .where(eq(participants.ticketId, sql.placeholder('ticketId'))),
  );

  return { begin, add, remove, of: (ticketId: number): Person[] => everybody.all({ ticketId }) };

  /** The one whose ticket it is; its opening tells of them. */
  function begin(ticketId: number, { name, address }: Person, addedAt: number): void {
    addOne.run({ ticketId, address, name, role: 'requester', addedAt });
  }

  /** Who is on the ticket already stays as they are. */
  function add(ticketId: number, people: readonly Person[], { at, by, because }: Reason): void {
    for (const { name, address } of people) {
      const { changes } = addOne.run({ ticketId, address, name, role: 'participant', addedAt: at });
      if (changes > 0) tell({ ticketId, at, by, what: `added ${address}`, because });
    }
  }

  function remove(ticketId: number, addresses: readonly string[], { at, by, because }: Reason): void {
    for (const address of addresses) {
      const { changes } = removeOne.run({ ticketId, address });
      if (changes > 0) tell({ ticketId, at, by, what: `removed ${address}`, because });
    }
  }
}

export type Participants = ReturnType<typeof prepareParticipants>;
