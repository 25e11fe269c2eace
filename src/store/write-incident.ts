/** Writes incidents that gather tickets: one is made, and tickets become part of it or leave it. The history of both tells it. */
import type { Change, NewIncident } from '../ticket/decision.ts';
import { eq, sql } from './drizzle.ts';
import type { Tell } from './history.ts';
import type { Db } from './open.ts';
import { isOver } from './parts.ts';
import { prepared } from './prepared.ts';
import { tickets } from './schema.ts';
import type { TicketWrites } from './write-ticket.ts';

/** Prepares the writes. What it returns is for use within the caller's transaction. @param prefix what ticket numbers begin with */
export function prepareIncidentWrites(db: Db, prefix: string, tell: Tell, ticketWrites: TicketWrites) {
  const columns = {
    id: tickets.id,
    number: tickets.number,
    state: tickets.state,
    gathers: tickets.gathers,
    parentId: tickets.parentId,
  };
  const byNumber = prepared(
    db
      .select(columns)
      .from(tickets)
      .where(eq(tickets.number, sql.placeholder('number'))),
  );
  const byId = prepared(
    db
      .select(columns)
      .from(tickets)
      .where(eq(tickets.id, sql.placeholder('id'))),
  );
  const setParent = prepared(
    db
      .update(tickets)
      .set({ parentId: sql`${sql.placeholder('parentId')}` })
      .where(eq(tickets.id, sql.placeholder('id'))),
  );
  type Row = NonNullable<ReturnType<typeof byNumber.get>>;
  const withPrefix = ({ number }: Row) => `${prefix}-${number}`;

  return { gather, partOf, inherit };

  /** @returns the id of the incident's own ticket, which nobody is on */
  function gather(incident: NewIncident, now: number): number {
    const { tag, priority, queue, requester, assignee, because, startedAt } = incident;
    return ticketWrites.begin(
      {
        number: incident.number,
        subject: incident.subject,
        classification: { type: 'incident', priority, tags: [tag], queue, because: [because] },
        state: 'new',
        plan: '',
        contract: '',
        organization: requester.name,
        language: incident.language,
        requester,
        createdAt: startedAt,
        promise: incident.promise,
        assignee,
        routed: assignee === null ? [] : ['the lead of the queue has its incidents'],
        lookAt: incident.lookAt,
        follows: null,
        participants: [],
        note: null,
        openedBy: null,
        unproven: false,
        gathers: tag,
      },
      { at: startedAt, by: 'desk', what: 'opened', because, now },
    );
  }

  /**
   * @returns the ticket's id
   * @throws where one of the two is not there, or is not what it should be: the caller rolls back
   */
  function partOf(
    { number, incident, by, because }: Extract<Change, { do: 'part-of' }>,
    at: number,
    now: number,
  ): number {
    const part = found(number);
    if (part.gathers !== null) throw new Error(`${withPrefix(part)} is an incident: it can't be part of one`);
    const into = incident === null ? null : found(incident);
    if (into !== null && into.gathers === null)
      throw new Error(`${withPrefix(into)} is a customer's ticket: nothing can be part of it`);
    if (part.parentId === (into?.id ?? null)) return part.id;
    const from = part.parentId === null ? undefined : byId.get({ id: part.parentId });
    setParent.run({ id: part.id, parentId: into?.id ?? null });

    const partNumber = withPrefix(part);
    const name = into === null ? null : withPrefix(into);
    const what = name === null ? 'is part of no incident any more' : `is part of ${name}`;
    tell({ ticketId: part.id, at, by, what, because, fact: { kind: 'part-of', incident: name } });
    if (from) tell({ ticketId: from.id, at, by, what: `gives up ${partNumber}`, because });
    if (into !== null) {
      const fact = { kind: 'linked', with: partNumber, joined: true } as const;
      tell({ ticketId: into.id, at, by, what: `takes in ${partNumber}`, because, fact });
    }
    for (const id of [part.id, from?.id, into?.id]) if (id !== undefined) ticketWrites.touch(id, now);
    return part.id;
  }

  /** A ticket was merged into another one: who was on it is to hear of its incident there. */
  function inherit(fromId: number, intoId: number, by: string, at: number, now: number): void {
    const [from, into] = [byId.get({ id: fromId }), byId.get({ id: intoId })];
    if (!from || !into || from.parentId === null || into.parentId !== null || into.gathers !== null) return;
    const incident = byId.get({ id: from.parentId });
    if (!incident || isOver(incident.state)) return;
    const because = `${withPrefix(from)}, which is part of it, is merged into this one`;
    partOf({ do: 'part-of', number: into.number, incident: incident.number, by, because }, at, now);
  }

  function found(number: number): Row {
    const row = byNumber.get({ number });
    if (!row) throw new Error(`there is no ticket ${prefix}-${number}`);
    return row;
  }
}
