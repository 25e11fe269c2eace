/** What tickets know of the incident that they are part of, and when they are looked at again because of it. */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Look } from '../../src/store/sweep.ts';
import type { Change } from '../../src/ticket/decision.ts';
import type { DueTicket } from '../../src/ticket/follow-up/act.ts';
import { followUp } from '../../src/ticket/follow-up/follow-up.ts';
import { NO_FOLLOW_UPS, type ShareRule } from '../../src/ticket/follow-up/rules.ts';
import type { Metric, PartOf, TicketState } from '../../src/ticket/ticket.ts';
import { act, answers, newTicket } from '../support/changes.ts';
import { NOW } from '../support/facts.ts';
import { partOf, reported, withIncident } from '../support/incidents.ts';
import type { Settling } from '../support/settling.ts';
import { incidentDesk } from '../ticket/incident/incident-desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** First response within four hours, around the clock: agents are warned at half of it, and told when it is late. */
const DESK = incidentDesk({
  followUps: { ...NO_FOLLOW_UPS, shares: new Map<Metric, ShareRule[]>([['firstResponse', [at(50), at(100)]]]) },
});

function at(share: number): ShareRule {
  const kind = share < 100 ? 'warning:firstResponse' : 'breach:firstResponse';
  return { rule: `${share}%`, kind, ordinal: 1, share, to: ['assignee'], escalates: false };
}

const say = (ticketId: number): Change => ({
  do: 'say',
  ticketId,
  message: answers(),
  agent: 'bia',
  because: 'answered',
});
const set = (ticketId: number, state: TicketState): Change => ({
  do: 'set',
  ticketId,
  set: { state, holdUntil: null },
  event: { kind: 'state', to: state, until: null },
  what: `is ${state}`,
  by: 'bia',
  because: 'as told',
});

/** Sweeps until nothing is due. @returns what was done, such as `BLIP-1001 warning:firstResponse` */
async function sweptAt({ store }: Settling, now: number): Promise<string[]> {
  const done: string[] = [];
  const look = (ticket: DueTicket): Look => {
    const { acts, ...rest } = followUp(ticket, DESK, now);
    for (const { kind, outcome } of acts) if (outcome === 'sent') done.push(`${ticket.facts.number} ${kind}`);
    return { ...rest, becomes: null, acts: acts.map((one) => ({ act: one, letters: [] })) };
  };
  for (let sweeps = 0; sweeps < 10; sweeps++) {
    const { looked, failed } = await store.sweep(now, 100, look);
    expect(failed).toEqual([]);
    if (looked === 0) return done.toSorted();
  }
  throw new Error('it never ends');
}

function rows({ path }: Settling, query: string): Record<string, unknown>[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(query).all() as Record<string, unknown>[];
  } finally {
    db.close();
  }
}

/** What a ticket brings of its incident when it is looked at. */
async function knownBy(settling: Settling, number: number, now: number): Promise<PartOf | null | undefined> {
  const other = new Database(settling.path);
  other.exec(`UPDATE tickets SET look_at = ${now} WHERE number = ${number}`);
  other.close();
  let known: PartOf | null | undefined;
  await settling.store.sweep(now, 100, (ticket) => {
    if (ticket.facts.number === `BLIP-${number}`) known = ticket.facts.partOf;
    const { acts: _, ...rest } = followUp(ticket, DESK, now);
    return { ...rest, becomes: null, acts: [] };
  });
  return known;
}

const DUE = NOW - 10 * MINUTE + 4 * HOUR;
const RESOLUTION = NOW - 10 * MINUTE + 8 * HOUR;

describe('a ticket knows of its incident', () => {
  test('the clocks that somebody waits for, also when they are late', async () => {
    const { settling } = await withIncident(1);
    await sweptAt(settling, NOW);
    const both = [
      { metric: 'firstResponse', dueAt: DUE },
      { metric: 'resolution', dueAt: RESOLUTION },
    ];
    expect(await knownBy(settling, 1001, NOW)).toEqual({ number: 'BLIP-1002', over: false, running: both });
    await sweptAt(settling, NOW + 5 * HOUR);
    expect(rows(settling, "SELECT count(*) AS n FROM clocks WHERE state = 'breached'")).toEqual([{ n: 2 }]);
    expect(await knownBy(settling, 1001, NOW + 5 * HOUR)).toMatchObject({ running: both });
  });

  test('not those that were met, in time or late, nor those that stand still, nor any once it is over', async () => {
    const { settling } = await withIncident(1);
    await act(settling, [say(2)], {}, { now: NOW + HOUR });
    await sweptAt(settling, NOW + HOUR);
    const resolution = { metric: 'resolution', dueAt: RESOLUTION };
    expect(await knownBy(settling, 1001, NOW + HOUR)).toMatchObject({ running: [resolution] });
    await act(settling, [set(2, 'on-hold')], {}, { now: NOW + 2 * HOUR });
    await sweptAt(settling, NOW + 2 * HOUR);
    expect(await knownBy(settling, 1001, NOW + 2 * HOUR)).toMatchObject({ over: false, running: [] });
    await act(settling, [set(2, 'solved')], {}, { now: NOW + 3 * HOUR });
    await sweptAt(settling, NOW + 3 * HOUR);
    expect(await knownBy(settling, 1001, NOW + 3 * HOUR)).toEqual({ number: 'BLIP-1002', over: true, running: [] });

    const late = await withIncident(1);
    await act(late.settling, [say(2)], {}, { now: NOW + 6 * HOUR });
    await sweptAt(late.settling, NOW + 6 * HOUR);
    expect(await knownBy(late.settling, 1001, NOW + 6 * HOUR)).toMatchObject({ running: [resolution] });
  });
});

describe('agents are pressed about a ticket of an incident', () => {
  test('not while the incident itself presses them', async () => {
    const { settling } = await withIncident(2);
    expect(await sweptAt(settling, NOW + 3 * HOUR)).toEqual(['BLIP-1003 warning:firstResponse']);
    expect(await sweptAt(settling, NOW + 5 * HOUR)).toEqual(['BLIP-1003 breach:firstResponse']);
  });

  test('where it came after the first update: nobody answered it yet', async () => {
    const { settling } = await withIncident(1);
    await act(settling, [say(1), say(2)], {}, { now: NOW + HOUR });
    const ticket = newTicket(reported(1003, { createdAt: NOW + 2 * HOUR }));
    await act(settling, [{ do: 'open', ticket }, partOf(1003, 1002)], {}, { now: NOW + 2 * HOUR });
    expect(await sweptAt(settling, NOW + 4 * HOUR)).toEqual(['BLIP-1003 warning:firstResponse']);
    expect(await sweptAt(settling, NOW + 6 * HOUR)).toEqual(['BLIP-1003 breach:firstResponse']);
  });

  test('as soon as the incident’s clock is met, where the ticket’s own is not', async () => {
    const { settling } = await withIncident(2);
    await sweptAt(settling, NOW + 150 * MINUTE);
    await act(settling, [say(1), say(3)], {}, { now: NOW + 160 * MINUTE });
    expect(await sweptAt(settling, NOW + 160 * MINUTE)).toEqual(['BLIP-1002 warning:firstResponse']);
  });

  test('while the incident is on hold; not once it goes on', async () => {
    const { settling } = await withIncident(2);
    await act(settling, [say(1)], {}, { now: NOW + HOUR });
    await act(settling, [set(3, 'on-hold')], {}, { now: NOW + HOUR });
    expect(await sweptAt(settling, NOW + 3 * HOUR)).toEqual(['BLIP-1002 warning:firstResponse']);

    const brief = await withIncident(1);
    await act(brief.settling, [set(2, 'on-hold')], {}, { now: NOW + HOUR });
    await sweptAt(brief.settling, NOW + HOUR);
    await act(brief.settling, [set(2, 'open')], {}, { now: NOW + HOUR + 5 * MINUTE });
    expect(await sweptAt(brief.settling, NOW + 3 * HOUR)).toEqual(['BLIP-1002 warning:firstResponse']);
  });

  test('a look that finds the incident’s clocks as they were wakes no ticket of it', async () => {
    const { settling } = await withIncident(2);
    await sweptAt(settling, NOW);
    const lookAts = () => rows(settling, 'SELECT look_at FROM tickets WHERE parent_id = 3');
    const before = lookAts();
    expect(before).toEqual([{ look_at: NOW + 4 * HOUR }, { look_at: NOW + 4 * HOUR }]);
    // It is warned, and late: both are nothing new to its tickets.
    for (const now of [NOW + 3 * HOUR, DUE]) {
      await sweptAt(settling, now);
      expect(lookAts()).toEqual(before);
    }
  });
});
