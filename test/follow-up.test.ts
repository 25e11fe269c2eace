/** Ticks over a real database: what time makes necessary is done, once, whatever restarts and whatever the clock shows. */
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { followUpsSchema } from '../src/config/follow-up-schema.ts';
import { compileFollowUps } from '../src/config/follow-ups.ts';
import { indexContracts } from '../src/directory/index-contracts.ts';
import { followUpDue } from '../src/follow-up.ts';
import { openStore, type Store } from '../src/store/store.ts';
import type { Desk } from '../src/ticket/desk.ts';
import { compileSla } from '../src/ticket/sla/sla.ts';
import { act, answers, openOne, says, withTickets } from './support/changes.ts';
import { desk, NOW, queue } from './support/facts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Four hours to answer, around the clock; Bia has the queue and leads it. */
const DESK = deskWith('4h');

function deskWith(firstResponse: string): Desk {
  const { sla } = compileSla({
    calendars: { always: '24x7' },
    policies: { standard: { calendar: 'always', targets: { '*': { '*': { firstResponse, nextResponse: '2h' } } } } },
  });
  const written = followUpsSchema.parse({ hours: 'always', apart: '1h' });
  const problems: string[] = [];
  const followUps = compileFollowUps(written, sla.calendars, (_, message) => problems.push(message));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return desk({ sla, followUps, queues: [queue({ lead: 'bia' })] });
}

async function tick(store: Store, now: number, rules: { desk?: Desk; name?: string } = {}) {
  const clock = { now: () => now, sleep: async () => undefined };
  const log = pino({ level: 'silent' });
  const directory = () => indexContracts([]);
  const context = { store, desk: () => rules.desk ?? DESK, directory, rules: () => rules.name ?? 'rules', clock, log };
  return followUpDue(context, new AbortController().signal);
}

function reopened(path: string, store: Store): Promise<Store> {
  store.close();
  return opened(path);
}

async function opened(path: string): Promise<Store> {
  const store = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
  onTestFinished(() => store.close());
  return store;
}

function rows(path: string, query: string): Record<string, unknown>[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(query).all() as Record<string, unknown>[];
  } finally {
    db.close();
  }
}

const notices = (path: string) =>
  rows(path, "SELECT kind || ' ' || ordinal || ' ' || outcome AS told FROM notices ORDER BY rowid").map(
    ({ told }) => told,
  );
const letters = (path: string) =>
  rows(path, "SELECT template || ' to ' || to_address AS told FROM outbox ORDER BY id").map(({ told }) => told);

test('a ticket that nobody answers: a warning, then it is late, which the customer hears too, and is escalated', async () => {
  const { store, path } = await withTickets(1);
  expect(await tick(store, NOW)).toMatchObject({ acts: 0 });
  expect(await tick(store, NOW + 3 * HOUR - 1)).toMatchObject({ looked: 0 });
  expect(await tick(store, NOW + 3 * HOUR)).toMatchObject({ acts: 1 });
  expect(letters(path)).toEqual(['agent-due to bia@desk.example']);
  await tick(store, NOW + 4 * HOUR);
  expect(notices(path).toSorted()).toEqual([
    'breach:firstResponse 1 sent',
    'missed:firstResponse 1 sent',
    'warning:firstResponse 1 sent',
  ]);
  expect(letters(path)).toContain('follow-up-missed to ana@acme.example');
  const ticket = store.reads.ticket('1001');
  expect(ticket).toMatchObject({
    priority: 'high',
    clocks: [{ metric: 'firstResponse', state: 'breached', dueAt: NOW + 4 * HOUR }],
  });
  expect(ticket?.history.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['is escalated', 'has priority high', 'wrote follow-up-missed to ana@acme.example']),
  );
});

test('restarts after every tick, and a clock that jumps an hour back and forth, send nothing twice', async () => {
  const settling = await withTickets(3);
  const { path } = settling;
  let { store } = settling;
  for (const at of [3, 4, 3, 5, 4, 4.5, 3.5, 5.5, 4.5]) {
    await tick(store, NOW + at * HOUR);
    store = await reopened(path, store);
    await tick(store, NOW + at * HOUR + 1);
  }
  for (const ticketId of [1, 2, 3]) {
    const told = rows(path, `SELECT kind, anchor, ordinal FROM notices WHERE ticket_id = ${ticketId}`);
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(told.length);
  }
  const sent = letters(path);
  const perTicket = sent.filter((one) => one === 'follow-up-missed to ana@acme.example');
  expect(perTicket).toHaveLength(3);
  expect(new Set(rows(path, 'SELECT message_id FROM outbox').map((row) => row.message_id)).size).toBe(sent.length);
});

test('a missed day is caught up without stale mail: what is no longer true is recorded, and not sent', async () => {
  const settling = await withTickets(1);
  const { store, path } = settling;
  await tick(store, NOW);
  const answer = { do: 'say', ticketId: 1, message: answers(), agent: 'bia', because: 'replied' } as const;
  // The process is away from before the warning until long after the answer, which came in time.
  await act(settling, [answer], {}, { now: NOW + 3.5 * HOUR });
  await tick(store, NOW + DAY - HOUR);
  expect(letters(path)).toEqual([]);
  expect(store.reads.ticket('1001')?.clocks).toMatchObject([{ metric: 'firstResponse', state: 'met' }]);
});

test('the clocks of a mail that came in are right with the next tick', async () => {
  const settling = await withTickets(1);
  const { store } = settling;
  const answer = { do: 'say', ticketId: 1, message: answers(), agent: 'bia', because: 'replied' } as const;
  await act(settling, [answer], {}, { now: NOW });
  const wrote = { do: 'append', ticketId: 1, message: says(), state: null, what: 'wrote', adds: [] } as const;
  await act(settling, [{ ...wrote, adds: [], because: 'our token' }], {}, { now: NOW + HOUR });
  await tick(store, NOW + HOUR);
  expect(store.reads.ticket('1001')?.clocks).toMatchObject([
    { metric: 'firstResponse', state: 'met', metAt: NOW },
    { metric: 'nextResponse', state: 'running' },
  ]);
});

test('one ticket that can not be looked at holds up none of the others, and is tried again', async () => {
  const settling = await withTickets(2);
  const { store, path } = settling;
  await tick(store, NOW);
  const db = new Database(path);
  db.prepare("UPDATE events SET fact = 'no json' WHERE ticket_id = 1").run();
  await tick(store, NOW + 3 * HOUR);
  expect(rows(path, 'SELECT ticket_id FROM notices')).toEqual([{ ticket_id: 2 }]);
  db.prepare(
    'UPDATE events SET fact = (SELECT fact FROM events WHERE ticket_id = 2 LIMIT 1) WHERE ticket_id = 1',
  ).run();
  db.close();
  await tick(store, NOW + 3 * HOUR + 15 * MINUTE);
  expect(rows(path, 'SELECT ticket_id FROM notices ORDER BY 1')).toEqual([{ ticket_id: 1 }, { ticket_id: 2 }]);
});

test('a target that becomes shorter counts from the next tick on, also for a ticket that nobody touches', async () => {
  const { store, path } = await withTickets(1);
  await tick(store, NOW);
  await tick(store, NOW + HOUR, { desk: deskWith('1h'), name: 'shorter' });
  expect(store.reads.ticket('1001')?.clocks).toMatchObject([{ state: 'breached', dueAt: NOW + HOUR }]);
  expect(notices(path)).toContain('breach:firstResponse 1 sent');
});

test('more tickets than one transaction takes are all looked at in one tick', async () => {
  const settling = await withTickets(1);
  for (let n = 1002; n < 1004; n++) await openOne(settling, n);
  const db = new Database(settling.path);
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
    INSERT INTO tickets (id, number, subject, type, priority, state, tags, plan, contract, organization, language,
        requester_name, requester, policy, created_at, updated_at, look_at)
      SELECT i, 1000 + i, subject, type, priority, state, tags, plan, contract, organization, language, requester_name,
        requester, policy, created_at, updated_at, look_at FROM n, tickets WHERE tickets.id = 1;`);
  db.close();
  expect(await tick(settling.store, NOW)).toMatchObject({ looked: 250 });
  expect(await tick(settling.store, NOW)).toMatchObject({ looked: 0 });
});
