/** Writes a decision: the ticket's changes, its letters, and the ledger row that says what became of the mail. */

import type { LetterDraft } from '../letters/letter.ts';
import type { Change, Decision, NewTicket, Person, Release } from '../ticket/decision.ts';
import type { TicketMessage } from '../ticket/ticket.ts';
import { and, eq, sql } from './drizzle.ts';
import type { Db } from './open.ts';
import { prepareParticipants } from './participants.ts';
import { bounced, clocks, events, inbound, messages, outbox, tickets } from './schema.ts';

/** What was read of the mail, for the ledger. */
export interface LedgerNote {
  id: number;
  receivedAt: number;
  messageId: string | null;
  fingerprint: string | null;
  from: string | null;
  subject: string | null;
  /** The last time that a person let it go through again; null: never. */
  release: Release | null;
}

/** Prepares the writes. What it returns is for use within the caller's transaction. */
export function prepareCommit(db: Db) {
  const addTicket = db
    .insert(tickets)
    .values({
      number: sql.placeholder('number'),
      subject: sql.placeholder('subject'),
      type: sql.placeholder('type'),
      priority: sql.placeholder('priority'),
      state: sql.placeholder('state'),
      tags: sql.placeholder('tags'),
      queue: sql.placeholder('queue'),
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
    })
    .prepare();
  const addParticipant = prepareParticipants(db);
  const addMessage = db
    .insert(messages)
    .values({
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
    })
    .prepare();
  const addEvent = db
    .insert(events)
    .values({
      ticketId: sql.placeholder('ticketId'),
      at: sql.placeholder('at'),
      by: sql.placeholder('by'),
      what: sql.placeholder('what'),
      because: sql.placeholder('because'),
    })
    .prepare();
  const addClock = db
    .insert(clocks)
    .values({
      ticketId: sql.placeholder('ticketId'),
      metric: sql.placeholder('metric'),
      startedAt: sql.placeholder('startedAt'),
      dueAt: sql.placeholder('dueAt'),
      state: 'running',
      because: sql.placeholder('because'),
    })
    .prepare();
  const addLetter = db
    .insert(outbox)
    .values({
      ticketId: sql.placeholder('ticketId'),
      inboundId: sql.placeholder('inboundId'),
      template: sql.placeholder('template'),
      toAddress: sql.placeholder('toAddress'),
      messageId: sql.placeholder('messageId'),
      draft: sql.placeholder('draft'),
      createdAt: sql.placeholder('now'),
      state: 'queued',
      nextAttemptAt: sql.placeholder('now'),
    })
    .prepare();
  const touchTicket = db
    .update(tickets)
    .set({ updatedAt: sql`${sql.placeholder('now')}` })
    .where(eq(tickets.id, sql.placeholder('ticketId')))
    .prepare();
  const setState = db
    .update(tickets)
    .set({ state: sql`${sql.placeholder('state')}`, solvedAt: null, closedAt: null })
    .where(eq(tickets.id, sql.placeholder('ticketId')))
    .prepare();
  const markBounced = db
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
    })
    .prepare();
  const letterBounced = db
    .update(outbox)
    .set({ error: sql`${sql.placeholder('error')}` })
    .where(eq(outbox.id, sql.placeholder('id')))
    .prepare();
  const letterAddress = db
    .select({ to: outbox.toAddress })
    .from(outbox)
    .where(eq(outbox.id, sql.placeholder('id')))
    .prepare();
  const settle = db
    .update(inbound)
    .set({
      disposition: sql`${sql.placeholder('disposition')}`,
      because: sql`${sql.placeholder('because')}`,
      ticketId: sql`${sql.placeholder('ticketId')}`,
      settledAt: sql`${sql.placeholder('settledAt')}`,
      retryAt: sql`${sql.placeholder('retryAt')}`,
      messageId: sql`${sql.placeholder('messageId')}`,
      fingerprint: sql`${sql.placeholder('fingerprint')}`,
      fromAddress: sql`${sql.placeholder('from')}`,
      subject: sql`${sql.placeholder('subject')}`,
    })
    .where(eq(inbound.id, sql.placeholder('id')))
    .prepare();

  return { write, failed };

  /** Writes one decision. @throws where a row can't be written: the caller rolls back */
  function write(note: LedgerNote, decision: Decision, now: number): void {
    let ticketId: number | null = null;
    for (const change of decision.changes) ticketId = apply(change, note, now) ?? ticketId;
    if (ticketId !== null && note.release) {
      const { at, by, why, was } = note.release;
      const because = [...(why === null ? [] : [why]), `mail ${note.id} was ${was}`].join('; ');
      addEvent.run({ ticketId, at, by, what: 'released the mail', because });
    }
    for (const letter of decision.letters) queue(letter, ticketId, note.id, now);
    const final = decision.disposition !== 'waiting';
    settle.run({
      id: note.id,
      disposition: decision.disposition,
      because: JSON.stringify(decision.because),
      ticketId,
      settledAt: final ? now : null,
      retryAt: final ? null : decision.retryAt,
      messageId: note.messageId,
      fingerprint: note.fingerprint,
      from: note.from,
      subject: note.subject,
    });
  }

  /** @returns the ticket that was touched */
  function apply(change: Change, note: LedgerNote, now: number): number | null {
    switch (change.do) {
      case 'open':
        return open(change.ticket, note, now);
      case 'append': {
        const { ticketId, message, state, what, because } = change;
        append(ticketId, message, note);
        addEvent.run({ ticketId, at: note.receivedAt, by: message.from.address, what, because });
        addPeople(ticketId, change.adds, message.from.address, now);
        if (state !== null) {
          setState.run({ ticketId, state });
          addEvent.run({ ticketId, at: now, by: 'desk', what: `is ${state}`, because: 'the customer wrote' });
        }
        touchTicket.run({ ticketId, now });
        return ticketId;
      }
      case 'note':
        addEvent.run({
          ticketId: change.ticketId,
          at: note.receivedAt,
          by: note.from ?? 'unknown',
          what: change.what,
          because: change.because,
        });
        return change.ticketId;
      case 'bounce':
        return bounce(change, note);
    }
  }

  function open(ticket: NewTicket, note: LedgerNote, now: number): number {
    const { classification, promise, requester } = ticket;
    const { lastInsertRowid } = addTicket.run({
      number: ticket.number,
      subject: ticket.subject,
      type: classification.type,
      priority: classification.priority,
      state: ticket.state,
      tags: classification.tags,
      queue: classification.queue,
      plan: ticket.plan,
      contract: ticket.contract,
      organization: ticket.organization,
      language: ticket.language,
      requesterName: requester.name,
      requester: requester.address,
      policy: promise.policy,
      follows: ticket.follows,
      createdAt: ticket.createdAt,
    });
    const ticketId = Number(lastInsertRowid);
    addParticipant(ticketId, requester, 'requester', now);
    append(ticketId, ticket.message, note);
    addEvent.run({
      ticketId,
      at: note.receivedAt,
      by: requester.address,
      what: 'opened',
      because: classification.because.join('; '),
    });
    addPeople(ticketId, ticket.participants, requester.address, now);
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

  function addPeople(ticketId: number, people: Person[], by: string, now: number): void {
    for (const { address, name } of people) {
      addParticipant(ticketId, { address, name }, 'participant', now);
      addEvent.run({ ticketId, at: now, by, what: `added ${address}`, because: 'the mail was sent to them too' });
    }
  }

  function append(ticketId: number, message: TicketMessage, note: LedgerNote): void {
    addMessage.run({
      ticketId,
      inboundId: note.id,
      at: note.receivedAt,
      direction: message.direction,
      fromName: message.from.name,
      fromAddress: message.from.address,
      messageId: message.messageId,
      text: message.text,
      fullText: message.fullText,
      attachments: message.attachments,
    });
  }

  function bounce(change: Extract<Change, { do: 'bounce' }>, note: LedgerNote): number | null {
    const permanent = change.recipients.find((recipient) => recipient.permanent);
    const told = permanent ?? change.recipients[0];
    const error = `bounced: ${[told?.status, told?.diagnostic].filter(Boolean).join(' ') || change.because}`;
    letterBounced.run({ id: change.letterId, error });
    // The address that we wrote to, whatever address the report names: a report can name anybody.
    const to = letterAddress.get({ id: change.letterId })?.to;
    if (permanent && to !== undefined) {
      markBounced.run({ address: to, at: note.receivedAt, status: permanent.status, diagnostic: permanent.diagnostic });
    }
    if (change.ticketId !== null) {
      addEvent.run({
        ticketId: change.ticketId,
        at: note.receivedAt,
        by: 'desk',
        what: 'letter bounced',
        because: `${to}: ${error}`,
      });
    }
    return change.ticketId;
  }

  function queue(letter: LetterDraft, ticketId: number | null, inboundId: number, now: number): void {
    addLetter.run({
      ticketId,
      inboundId,
      template: letter.template,
      toAddress: letter.to.address,
      messageId: letter.messageId,
      draft: letter,
      now,
    });
    if (ticketId !== null) {
      addEvent.run({
        ticketId,
        at: now,
        by: 'desk',
        what: `wrote ${letter.template} to ${letter.to.address}`,
        because: letter.because,
      });
    }
  }

  /** An error of ours came between. After the third it is a person's to look at. @returns whether it was given up */
  function failed(note: LedgerNote, error: Error, retryAt: number, now: number): boolean {
    const row = db
      .update(inbound)
      .set({ attempts: sql`attempts + 1`, retryAt })
      .where(eq(inbound.id, note.id))
      .returning({ attempts: inbound.attempts })
      .get();
    if (!row || row.attempts < MOST_ATTEMPTS) return false;
    db.update(inbound)
      .set({
        disposition: 'quarantined',
        because: [`settling it failed ${row.attempts} times: ${error.message}`],
        settledAt: now,
        retryAt: null,
        fromAddress: note.from,
        subject: note.subject,
      })
      .where(and(eq(inbound.id, note.id)))
      .run();
    return true;
  }
}

const MOST_ATTEMPTS = 3;
