/** Writes what a decision changes on one ticket: it begins, is written on, and changes. Several at once are `write-together.ts`'s. */
import type { Change, NewTicket, TicketPatch } from '../ticket/decision.ts';
import type { TicketMessage } from '../ticket/ticket.ts';
import { eq, sql } from './drizzle.ts';
import type { Tell } from './history.ts';
import type { Db } from './open.ts';
import type { Participants } from './participants.ts';
import { isOver, wantedParts } from './parts.ts';
import { prepared } from './prepared.ts';
import { clocks, messages, tickets } from './schema.ts';

/** The mail that a change comes from. */
export interface FromMail {
  /** The ledger's id. */
  id: number;
  /** When the server took it. */
  receivedAt: number;
  /** When it was meant to act: as it came, or when somebody let it go through again. */
  actedAt: number;
  from: string | null;
}

/** Prepares the writes. What it returns is for use within the caller's transaction. */
export function prepareTicketWrites(db: Db, tell: Tell, participants: Participants) {
  const addTicket = prepared(
    db.insert(tickets).values({
      number: sql.placeholder('number'),
      subject: sql.placeholder('subject'),
      type: sql.placeholder('type'),
      priority: sql.placeholder('priority'),
      state: sql.placeholder('state'),
      tags: sql.placeholder('tags'),
      queue: sql.placeholder('queue'),
      assignee: sql.placeholder('assignee'),
      plan: sql.placeholder('plan'),
      contract: sql.placeholder('contract'),
      organization: sql.placeholder('organization'),
      language: sql.placeholder('language'),
      requesterName: sql.placeholder('requesterName'),
      requester: sql.placeholder('requester'),
      policy: sql.placeholder('policy'),
      follows: sql.placeholder('follows'),
      createdAt: sql.placeholder('createdAt'),
      updatedAt: sql.placeholder('createdAt'),
      lookAt: sql.placeholder('lookAt'),
      gathers: sql.placeholder('gathers'),
    }),
  );
  const addMessage = prepared(
    db.insert(messages).values({
      ticketId: sql.placeholder('ticketId'),
      inboundId: sql.placeholder('inboundId'),
      at: sql.placeholder('at'),
      direction: sql.placeholder('direction'),
      fromName: sql.placeholder('fromName'),
      fromAddress: sql.placeholder('fromAddress'),
      messageId: sql.placeholder('messageId'),
      text: sql.placeholder('text'),
      fullText: sql.placeholder('fullText'),
      attachments: sql.placeholder('attachments'),
      agent: sql.placeholder('agent'),
    }),
  );
  const addClock = prepared(
    db.insert(clocks).values({
      ticketId: sql.placeholder('ticketId'),
      metric: sql.placeholder('metric'),
      startedAt: sql.placeholder('startedAt'),
      dueAt: sql.placeholder('dueAt'),
      state: 'running',
      because: sql.placeholder('because'),
    }),
  );
  const current = prepared(
    db
      .select()
      .from(tickets)
      .where(eq(tickets.id, sql.placeholder('ticketId'))),
  );
  const prepareUpdate = (columns: readonly string[]) =>
    prepared(
      db
        .update(tickets)
        .set({
          ...Object.fromEntries(columns.map((column) => [column, sql`${sql.placeholder(column)}`])),
          updatedAt: sql`${sql.placeholder('updatedAt')}`,
          lookAt: sql`${sql.placeholder('updatedAt')}`,
        })
        .where(eq(tickets.id, sql.placeholder('ticketId'))),
    );
  /** By the columns that they set: one that is named costs every index that holds it, also where it stays as it was. */
  const updates = new Map<string, ReturnType<typeof prepareUpdate>>();
  const touchTicket = prepared(
    db
      .update(tickets)
      .set({ updatedAt: sql`${sql.placeholder('now')}`, lookAt: sql`${sql.placeholder('now')}` })
      .where(eq(tickets.id, sql.placeholder('ticketId'))),
  );
  const setLook = prepared(
    db
      .update(tickets)
      .set({ lookAt: sql`${sql.placeholder('at')}` })
      .where(eq(tickets.id, sql.placeholder('ticketId'))),
  );

  const lookAtParts = prepared(wantedParts(db));

  return { open, begin, append, say, set, change, touch, look };

  /** @returns the ticket's id */
  function open(ticket: NewTicket, mail: FromMail, now: number): number {
    const by = ticket.openedBy ?? ticket.requester.address;
    const because = ticket.classification.because.join('; ');
    const ticketId = begin(ticket, { at: mail.receivedAt, by, what: 'opened', because, now });
    addMessageOf(ticketId, ticket.message, null, mail.receivedAt, mail);
    if (ticket.note) {
      const agent = ticket.openedBy ?? by;
      addMessageOf(ticketId, ticket.note, agent, mail.receivedAt, mail);
      const told = { what: 'noted', because: 'sent on with the mail', fact: { kind: 'noted', agent } } as const;
      tell({ ticketId, at: mail.receivedAt, by, ...told });
    }
    return ticketId;
  }

  /**
   * A ticket with its people and clocks, and no message yet. @returns its id
   * @param ticket with `gathers` it is an incident's own: nobody is on it
   */
  function begin(
    ticket: Omit<NewTicket, 'message'> & { gathers?: string },
    told: { at: number; by: string; what: string; because: string; now: number },
  ): number {
    const { classification, promise, requester, state, assignee } = ticket;
    const { type, priority, queue, tags } = classification;
    const { at, by, what, because, now } = told;
    const { lastInsertRowid } = addTicket.run({
      number: ticket.number,
      subject: ticket.subject,
      type,
      priority,
      state,
      tags,
      queue,
      assignee,
      plan: ticket.plan,
      contract: ticket.contract,
      organization: ticket.organization,
      language: ticket.language,
      requesterName: requester.name,
      requester: requester.address,
      policy: promise.policy,
      follows: ticket.follows,
      createdAt: ticket.createdAt,
      lookAt: ticket.lookAt,
      gathers: ticket.gathers ?? null,
    });
    const ticketId = Number(lastInsertRowid);
    if (ticket.gathers === undefined) participants.begin(ticketId, requester, now);
    const fact = { kind: 'opened', type, priority, policy: promise.policy } as const;
    tell({ ticketId, at, by, what, because, fact: ticket.unproven ? { ...fact, unproven: true } : fact });
    if (state !== 'new') {
      tell({ ticketId, at, by, what: `is ${state}`, because, fact: { kind: 'state', to: state, until: null } });
    }
    if (assignee !== null) {
      const fact = { kind: 'assignee', to: assignee } as const;
      tell({ ticketId, at, by: 'desk', what: `is given to ${assignee}`, because: ticket.routed.join('; '), fact });
    }
    participants.add(ticketId, ticket.participants, { at: now, by, because: COPIED });
    const targets = [
      { metric: 'firstResponse', dueAt: promise.firstResponseDue },
      { metric: 'resolution', dueAt: promise.resolutionDue },
    ] as const;
    for (const { metric, dueAt } of targets) {
      if (dueAt !== null)
        addClock.run({ ticketId, metric, startedAt: ticket.createdAt, dueAt, because: promise.because });
    }
    return ticketId;
  }

  /** A customer's mail. */
  function append(appended: Extract<Change, { do: 'append' }>, mail: FromMail, now: number): void {
    const { ticketId, message, state, what, because, adds } = appended;
    const by = message.from.address;
    addMessageOf(ticketId, message, null, mail.receivedAt, mail);
    const happening = { ticketId, at: mail.receivedAt, by, what, because };
    tell(what === 'wrote' ? { ...happening, fact: { kind: 'wrote' } } : happening);
    participants.add(ticketId, adds, { at: now, by, because: COPIED });
    if (state === null) {
      touch(ticketId, now);
      return;
    }
    // As of when it came: what the desk took to read it is no pause of the clocks.
    change(ticketId, { state }, mail.receivedAt, now);
    const fact = { kind: 'state', to: state, until: null } as const;
    tell({ ticketId, at: mail.receivedAt, by: 'desk', what: `is ${state}`, because: 'the customer wrote', fact });
  }

  /** An agent's answer or note. */
  function say(
    { ticketId, message, agent, because }: Extract<Change, { do: 'say' }>,
    mail: FromMail,
    now: number,
  ): void {
    const at = mail.actedAt;
    addMessageOf(ticketId, message, agent, at, mail);
    const kind = message.direction === 'out' ? 'answered' : 'noted';
    tell({ ticketId, at, by: agent, what: kind, because, fact: { kind, agent } });
    touch(ticketId, now);
  }

  function set(changed: Extract<Change, { do: 'set' }>, mail: FromMail, now: number): void {
    const { ticketId, event: fact, what, by, because } = changed;
    change(ticketId, changed.set, mail.actedAt, now);
    tell({ ticketId, at: mail.actedAt, by, what, because, fact });
  }

  /**
   * Changes a ticket's own fields, and what follows from its state; it is looked at again at once. Its history is the
   * caller's to tell.
   * @param at when it became so @param mergedInto for one that is merged now
   * @returns what it was before
   * @throws where it was merged before and its state would change: it would be two tickets again, with its words on the other
   */
  function change(
    ticketId: number,
    patch: TicketPatch,
    at: number,
    now: number,
    mergedInto?: number,
  ): typeof tickets.$inferSelect {
    const was = current.get({ ticketId });
    if (!was) throw new Error(`there is no ticket with the id ${ticketId}`);
    const state = patch.state ?? was.state;
    if (was.mergedInto !== null && (state !== was.state || mergedInto !== undefined))
      throw new Error(`ticket ${was.number} was merged into another one: its state can't change any more`);
    const since = (of: 'solved' | 'closed', before: number | null) => (was.state === of ? before : at);
    update(ticketId, now, {
      ...stored(patch),
      ...(mergedInto === undefined ? {} : { mergedInto }),
      ...(patch.state === undefined
        ? {}
        : {
            holdUntil: patch.holdUntil ?? null,
            // What is closed was solved before, or never was.
            solvedAt: state === 'solved' ? since('solved', was.solvedAt) : state === 'closed' ? was.solvedAt : null,
            closedAt: state === 'closed' ? since('closed', was.closedAt) : null,
          }),
    });
    // While an incident is under way its clocks stand for those of its parts, and none of these is closed for silence.
    if (was.gathers !== null && isOver(state) !== isOver(was.state)) lookAtParts.run({ incidentId: ticketId, now });
    return was;
  }

  function update(ticketId: number, now: number, values: Record<string, unknown>): void {
    const columns = Object.keys(values);
    const key = columns.join();
    const statement = updates.get(key) ?? prepareUpdate(columns);
    updates.set(key, statement);
    statement.run({ ...values, ticketId, updatedAt: now });
  }

  /** Something happened on it: it changed now, and is looked at again at once. */
  function touch(ticketId: number, now: number): void {
    touchTicket.run({ ticketId, now });
  }

  /** When the ticket is looked at next; null: never by itself. */
  function look(ticketId: number, at: number | null): void {
    setLook.run({ ticketId, at });
  }

  function addMessageOf(
    ticketId: number,
    message: TicketMessage,
    agent: string | null,
    at: number,
    mail: FromMail,
  ): void {
    addMessage.run({
      ticketId,
      inboundId: mail.id,
      at,
      direction: message.direction,
      fromName: message.from.name,
      fromAddress: message.from.address,
      messageId: message.messageId,
      text: message.text,
      fullText: message.fullText,
      attachments: message.attachments,
      agent,
    });
  }
}

/** What of a patch stands in a column of its own, as that column holds it; how long a hold lasts goes with the state. */
function stored({ holdUntil: _, tags, ...patch }: TicketPatch): Record<string, unknown> {
  return tags === undefined ? patch : { ...patch, tags: JSON.stringify(tags) };
}

const COPIED = 'the mail was sent to them too';

export type TicketWrites = ReturnType<typeof prepareTicketWrites>;
