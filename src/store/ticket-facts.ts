/** What a decision knows of the tickets that a mail may be about. A merged one is followed to the one that it lives on in. */
import { AGENT_TEMPLATES, isOneOf, TEMPLATES } from '../letters/letter.ts';
import { type PartOf, RECENT_MESSAGES, type RecentMessage, type TicketFacts } from '../ticket/ticket.ts';
import { and, asc, desc, eq, gt, inArray, isNotNull, ne, sql } from './drizzle.ts';
import { prepareLiving } from './living.ts';
import type { Db } from './open.ts';
import { openParts, prepareIncidentOf } from './parts.ts';
import { prepared } from './prepared.ts';
import { clocks, events, messages, participants, tickets } from './schema.ts';
import { outbox } from './schema-outgoing.ts';

/** So many of the sender's own tickets are told of. */
const MOST_OWN = 50;
/** So many messages are told of that came after a letter. */
const MOST_SINCE = 20;

const TO_CUSTOMERS = TEMPLATES.filter((name) => !isOneOf(AGENT_TEMPLATES, name));

/** One message as decisions see it. */
export const said = {
  id: messages.id,
  at: messages.at,
  direction: messages.direction,
  name: messages.fromName,
  address: messages.fromAddress,
  agent: messages.agent,
  messageId: messages.messageId,
  text: sql<string>`substr(${messages.text}, 1, 4000)`,
};

/** What is read of a ticket's own row. */
export const ticketColumns = {
  id: tickets.id,
  number: tickets.number,
  subject: tickets.subject,
  type: tickets.type,
  priority: tickets.priority,
  state: tickets.state,
  tags: tickets.tags,
  queue: tickets.queue,
  assignee: tickets.assignee,
  plan: tickets.plan,
  contract: tickets.contract,
  organization: tickets.organization,
  policy: tickets.policy,
  language: tickets.language,
  requester: tickets.requester,
  createdAt: tickets.createdAt,
  solvedAt: tickets.solvedAt,
  closedAt: tickets.closedAt,
  holdUntil: tickets.holdUntil,
  escalatedAt: tickets.escalatedAt,
  mergedInto: tickets.mergedInto,
  gathers: tickets.gathers,
  parentId: tickets.parentId,
};
export type TicketRow = Pick<typeof tickets.$inferSelect, keyof typeof ticketColumns>;

/** What is told of a ticket beside its own row. */
export type Told = Pick<TicketFacts, 'people' | 'events' | 'clocks' | 'recent'>;

/** A merged ticket, and the one that it lives on in; or the same one twice. */
export interface Followed {
  named: { id: number; number: string };
  living: TicketFacts;
}

/** The look-ups for one mail: a ticket that it names several times is read once. */
export interface TicketLookUp {
  byId(id: number): TicketFacts | null;
  /** The ticket itself, also where it was merged. */
  itself(id: number): TicketFacts | null;
  /** The same of one that was read before. */
  ofRow(row: TicketRow, told: Told): TicketFacts;
  /** Without prefix. */
  byNumber(number: number): Followed | null;
  byNumbers(numbers: readonly number[]): TicketFacts[];
  /** For each Message-ID that names any: the tickets that the sender is on, at most two. */
  byMessageIds(messageIds: readonly string[], from: string): TicketFacts[][];
  /** As they are named: a merged one, which says so, and then the one that it lives on in. */
  asNamed(numbers: readonly number[]): TicketFacts[];
  /** Those that somebody is on and that are not closed, newest first. */
  ownOf(address: string): TicketFacts[];
  /** Those that are part of an incident, but for the solved and the closed, oldest first. */
  partsOf(incidentId: number): TicketFacts[];
  /** What was said on either part of a ticket after a message, oldest first. */
  since({ named, living }: Followed, messageId: number): RecentMessage[];
}

/** Prepares the reads. @returns the look-ups for one mail, within the caller's transaction */
export function prepareTicketFacts(db: Db, prefix: string): () => TicketLookUp {
  const livingOne = prepareLiving(db);
  const findByNumber = prepared(
    db
      .select(ticketColumns)
      .from(tickets)
      .where(eq(tickets.number, sql.placeholder('number'))),
  );
  const findById = prepared(
    db
      .select(ticketColumns)
      .from(tickets)
      .where(eq(tickets.id, sql.placeholder('id'))),
  );
  const incidentOf = prepareIncidentOf(db, prefix);
  const partsOf = prepared(openParts(db));
  // Only the sender's own tickets: a stranger who uses the same Message-ID must not hide them. Two are enough to be ambiguous.
  const findByMessageId = prepared(
    db
      .selectDistinct(ticketColumns)
      .from(messages)
      .innerJoin(tickets, eq(tickets.id, messages.ticketId))
      .innerJoin(
        participants,
        and(eq(participants.ticketId, tickets.id), eq(participants.address, sql.placeholder('from'))),
      )
      .where(eq(messages.messageId, sql.placeholder('messageId')))
      .limit(2),
  );
  const findOwn = prepared(
    db
      .select(ticketColumns)
      .from(participants)
      .innerJoin(tickets, eq(tickets.id, participants.ticketId))
      .where(and(eq(participants.address, sql.placeholder('address')), ne(tickets.state, 'closed')))
      .orderBy(desc(participants.ticketId))
      .limit(MOST_OWN),
  );
  const peopleOn = prepared(
    db
      .select({ name: participants.name, address: participants.address })
      .from(participants)
      .where(eq(participants.ticketId, sql.placeholder('ticketId')))
      .orderBy(sql`${participants.role} <> 'requester'`, asc(participants.addedAt), asc(participants.address)),
  );
  const clocksOf = prepared(
    db
      .select({ metric: clocks.metric, dueAt: clocks.dueAt, state: clocks.state })
      .from(clocks)
      .where(eq(clocks.ticketId, sql.placeholder('ticketId')))
      .orderBy(asc(clocks.id)),
  );
  const eventsOn = prepared(
    db
      .select({ at: events.at, fact: events.fact })
      .from(events)
      .where(and(eq(events.ticketId, sql.placeholder('ticketId')), isNotNull(events.fact)))
      .orderBy(asc(events.id)),
  );
  const recentOn = prepared(
    db
      .select(said)
      .from(messages)
      .where(eq(messages.ticketId, sql.placeholder('ticketId')))
      .orderBy(desc(messages.at), desc(messages.id))
      .limit(RECENT_MESSAGES),
  );
  const saidSince = prepared(
    db
      .select(said)
      .from(messages)
      .where(
        and(
          sql`${messages.ticketId} IN (${sql.placeholder('one')}, ${sql.placeholder('other')})`,
          gt(messages.id, sql.placeholder('after')),
        ),
      )
      .orderBy(asc(messages.id))
      .limit(MOST_SINCE),
  );
  const lastLetterOn = prepared(
    db
      .select({ messageId: outbox.messageId })
      .from(outbox)
      .where(
        and(
          eq(outbox.ticketId, sql.placeholder('ticketId')),
          eq(outbox.toAddress, sql.placeholder('to')),
          inArray(outbox.template, TO_CUSTOMERS),
          ne(outbox.state, 'failed'),
        ),
      )
      .orderBy(desc(outbox.id))
      .limit(1),
  );

  const withPrefix = (number: number) => `${prefix}-${number}`;
  const lastLetterTo = ({ id, requester }: Pick<TicketRow, 'id' | 'requester'>) =>
    lastLetterOn.get({ ticketId: id, to: requester })?.messageId ?? null;

  const tellOf = (ticketId: number): Told => ({
    people: peopleOn.all({ ticketId }),
    events: eventsOn.all({ ticketId }).flatMap(({ at, fact }) => (fact === null ? [] : [{ ...fact, at }])),
    clocks: clocksOf.all({ ticketId }),
    recent: recentOn.all({ ticketId }).toReversed(),
  });

  return () => {
    const known = new Map<number, TicketFacts>();
    const incidents = new Map<number, PartOf | null>();
    const partOf = (id: number): PartOf | null => {
      const before = incidents.get(id);
      if (before !== undefined) return before;
      const found = incidentOf(id);
      incidents.set(id, found);
      return found;
    };
    const complete = (row: TicketRow, told?: Told): TicketFacts => {
      const before = known.get(row.id);
      if (before) return before;
      const { people, events: happened, clocks: stored, recent } = told ?? tellOf(row.id);
      // Each by its name: an object that is what another has left over takes fifteen times as long to make.
      const ticket: TicketFacts = {
        id: row.id,
        number: withPrefix(row.number),
        subject: row.subject,
        type: row.type,
        priority: row.priority,
        state: row.state,
        tags: row.tags,
        queue: row.queue,
        assignee: row.assignee,
        plan: row.plan,
        // What is no customer's is under no contract.
        contract: row.contract === '' ? null : row.contract,
        organization: row.organization,
        policy: row.policy,
        language: row.language,
        requester: row.requester,
        createdAt: row.createdAt,
        solvedAt: row.solvedAt,
        closedAt: row.closedAt,
        holdUntil: row.holdUntil,
        escalatedAt: row.escalatedAt,
        gathers: row.gathers,
        partOf: row.parentId === null ? null : partOf(row.parentId),
        participants: people.map(({ address }) => address),
        people,
        events: happened,
        clocks: lastOfEach(stored),
        recent,
        ...(recent.some(threads) ? {} : { lastLetter: lastLetterTo(row) }),
      };
      known.set(row.id, ticket);
      return ticket;
    };
    const follow = (row: TicketRow): TicketFacts => {
      const id = row.mergedInto === null ? row.id : livingOne(row.id);
      const living = id === row.id ? row : findById.get({ id });
      return complete(living ?? row);
    };
    const byNumber = (number: number): Followed | null => {
      const row = findByNumber.get({ number });
      return row ? { named: { id: row.id, number: withPrefix(row.number) }, living: follow(row) } : null;
    };
    const present = (number: number) => byNumber(number) ?? [];
    return {
      byId(id) {
        const row = findById.get({ id });
        return row ? follow(row) : null;
      },
      itself(id) {
        const row = findById.get({ id });
        return row ? complete(row) : null;
      },
      ofRow: complete,
      byNumber,
      // Two numbers may have become one ticket.
      byNumbers: (numbers) => [...new Set(numbers.flatMap(present).map(({ living }) => living))],
      byMessageIds: (messageIds, from) =>
        messageIds
          .map((messageId) => [...new Set(findByMessageId.all({ messageId, from }).map(follow))])
          .filter((found) => found.length > 0),
      asNamed: (numbers) =>
        numbers.flatMap((number) => {
          const row = findByNumber.get({ number });
          if (!row) return [];
          const living = follow(row);
          return living.id === row.id ? [living] : [{ ...complete(row), mergedInto: living.number }, living];
        }),
      ownOf: (address) => findOwn.all({ address }).map((row) => complete(row)),
      partsOf: (incidentId) =>
        partsOf.all({ incidentId }).flatMap(({ id }) => {
          const row = findById.get({ id });
          return row ? [complete(row)] : [];
        }),
      since: ({ named, living }, messageId) => saidSince.all({ one: named.id, other: living.id, after: messageId }),
    };
  };
}

/** Whether customers have it, and under an id: what an answer can be threaded to. */
function threads({ messageId, direction }: RecentMessage): boolean {
  return messageId !== null && direction !== 'note';
}

/** Of several next responses only the last can run. */
function lastOfEach(clocks: TicketFacts['clocks']): TicketFacts['clocks'] {
  return [...new Map(clocks.map((clock) => [clock.metric, clock])).values()];
}
