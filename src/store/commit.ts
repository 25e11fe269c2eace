/** Writes a decision: each change, its letters, and the ledger row that says what became of the mail. */
import type { LetterDraft } from '../letters/letter.ts';
import type { Change, Decision } from '../ticket/decision.ts';
import { eq, sql } from './drizzle.ts';
import { prepareHistory } from './history.ts';
import { letterClaim } from './letter-claim.ts';
import type { Db } from './open.ts';
import { prepareParticipants } from './participants.ts';
import { prepared } from './prepared.ts';
import { tickets } from './schema.ts';
import { prepareAgentWrites } from './write-agents.ts';
import { prepareIncidentWrites } from './write-incident.ts';
import { type LedgerNote, prepareLedgerWrites } from './write-ledger.ts';
import { prepareLetterWrites } from './write-letter.ts';
import { prepareRatings } from './write-rating.ts';
import { type FromMail, prepareTicketWrites } from './write-ticket.ts';
import { prepareTogetherWrites } from './write-together.ts';

/** Prepares the writes. What it returns is for use within the caller's transaction. @param prefix what ticket numbers begin with */
export function prepareCommit(db: Db, prefix: string) {
  const tell = prepareHistory(db);
  const participants = prepareParticipants(db, tell);
  const ticket = prepareTicketWrites(db, tell, participants);
  const together = prepareTogetherWrites(db, prefix, tell, participants, ticket);
  const incidents = prepareIncidentWrites(db, prefix, tell, ticket);
  const rate = prepareRatings(db, tell);
  const agents = prepareAgentWrites(db);
  const letters = prepareLetterWrites(db, tell);
  const ledger = prepareLedgerWrites(db);
  const findId = prepared(
    db
      .select({ id: tickets.id })
      .from(tickets)
      .where(eq(tickets.number, sql.placeholder('number'))),
  );

  return { write, failed: ledger.failed };

  /** Writes one decision. @throws where a row can't be written: the caller rolls back */
  function write(note: LedgerNote, decision: Decision, now: number): void {
    const { id, receivedAt, from, release } = note;
    const mail: FromMail = { id, receivedAt, actedAt: release?.at ?? receivedAt, from };
    /** By number without prefix: what was opened here need not be looked for. */
    const ids = new Map<number, number>();
    let touched: number | null = null;
    for (const change of decision.changes) {
      const ticketId = apply(change, mail, now);
      if (change.do === 'open' && ticketId !== null) ids.set(change.ticket.number, ticketId);
      touched = ticketId ?? touched;
    }
    const number = decision.ticket === null ? null : Number(decision.ticket.slice(prefix.length + 1));
    const ticketId = number === null ? touched : (idOf(number, ids) ?? touched);
    if (ticketId !== null && release) {
      const { at, by, why, was } = release;
      const because = [...(why === null ? [] : [why]), `mail ${id} was ${was}`].join('; ');
      tell({ ticketId, at, by, what: 'released the mail', because });
    }
    for (const letter of decision.letters) letters.queue(letter, aboutWhich(letter, ticketId, ids), id, now);
    ledger.settle(note, decision, ticketId, now);
  }

  /** @returns the ticket that was touched */
  function apply(change: Change, mail: FromMail, now: number): number | null {
    switch (change.do) {
      case 'open':
        return ticket.open(change.ticket, mail, now);
      case 'append':
        ticket.append(change, mail, now);
        return change.ticketId;
      case 'say':
        ticket.say(change, mail, now);
        return change.ticketId;
      case 'set':
        ticket.set(change, mail, now);
        return change.ticketId;
      case 'note': {
        const { ticketId, what, because } = change;
        tell({ ticketId, at: mail.receivedAt, by: mail.from ?? 'unknown', what, because });
        ticket.look(ticketId, now);
        return ticketId;
      }
      case 'people': {
        const { ticketId, add, remove, by, because } = change;
        participants.add(ticketId, add, { at: mail.actedAt, by, because });
        participants.remove(ticketId, remove, { at: mail.actedAt, by, because });
        ticket.touch(ticketId, now);
        return ticketId;
      }
      case 'rate':
        rate(change, mail.actedAt);
        return change.ticketId;
      case 'link':
        together.link(change, mail.actedAt, now);
        return change.ticketId;
      case 'gather':
        incidents.gather(change.incident, now);
        // The mail is on the ticket that it opened, not on the incident.
        return null;
      case 'part-of':
        return incidents.partOf(change, mail.actedAt, now);
      case 'merge':
        incidents.inherit(change.ticketId, together.merge(change, mail.actedAt, now), change.by, mail.actedAt, now);
        return change.ticketId;
      case 'split':
        together.split(change, mail.actedAt, now);
        return change.ticketId;
      case 'away':
        agents.away(change.agent, change.until, change.because);
        return null;
      case 'turn':
        agents.turn(change.queue, change.agent);
        return null;
      case 'meant':
        ledger.meant(change, now);
        return null;
      case 'bounce':
        letters.bounce(change, mail.receivedAt);
        if (change.ticketId !== null) ticket.look(change.ticketId, now);
        return change.ticketId;
    }
  }

  /** A decision on one mail may write about several tickets: which one, each letter's token names. */
  function aboutWhich(letter: LetterDraft, ticketId: number | null, ids: Map<number, number>): number | null {
    const claim = letterClaim(letter.messageId);
    if (!claim) return ticketId;
    return claim.number === 0 ? null : idOf(claim.number, ids);
  }

  function idOf(number: number, ids: Map<number, number>): number | null {
    const id = ids.get(number) ?? findId.get({ number })?.id;
    if (id === undefined) return null;
    ids.set(number, id);
    return id;
  }
}
