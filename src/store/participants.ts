/** Who is on a ticket: adds people to it. */
import type { Person } from '../ticket/decision.ts';
import { sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { participants } from './schema.ts';

/** Prepares the write. What it returns is for use within the caller's transaction; who is on the ticket already stays as they are. */
export function prepareParticipants(db: Db) {
  const add = db
    .insert(participants)
    .values({
      ticketId: sql.placeholder('ticketId'),
      address: sql.placeholder('address'),
      name: sql.placeholder('name'),
      role: sql.placeholder('role'),
      addedAt: sql.placeholder('addedAt'),
    })
    .onConflictDoNothing()
    .prepare();

  return (ticketId: number, { name, address }: Person, role: 'requester' | 'participant', addedAt: number): void => {
    add.run({ ticketId, address, name, role, addedAt });
  };
}
