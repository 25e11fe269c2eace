/** Tickets that are due are found, looked at and written, each notice once, whatever ends in between. */
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dueTickets, prepareDueTickets } from '../../src/store/due-tickets.ts';
import { openDatabase } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Look } from '../../src/store/sweep.ts';
import { prepareTicketFacts } from '../../src/store/ticket-facts.ts';
import type { Act, DueTicket, What } from '../../src/ticket/follow-up/act.ts';
import { ALWAYS } from '../../src/ticket/sla/calendar.ts';
import type { Clock } from '../../src/ticket/sla/clocks.ts';
import { act, answers, letter, openOne, withTickets } from '../support/changes.ts';
import { NOW } from '../support/facts.ts';
import type { Settling } from '../support/settling.ts';

const HOUR = 3_600_000;
const LATER = NOW + HOUR;

const NOTHING: Look = { becomes: null, clocks: [], acts: [], lookAt: null };
const TELL: What = {
  do: 'tell',
  letter: 'agent-due',
  occasion: 'breach',
  to: ['assignee'],
  about: { metric: 'firstResponse', dueAt: NOW },
  share: 100,
};

function notice(over: Partial<Act> = {}, what: What = TELL): Act {
  const { outcome = 'sent', ...rest } = over;
  const known = { kind: 'breach:firstResponse', anchor: 1, ordinal: 1, due: NOW, rule: 'late', because: 'it is late' };
  return { ...known, ...rest, ...(outcome === 'sent' ? { outcome, what } : { outcome }) } as Act;
}

/** A letter of its own for each anchor. */
function doing(one: Act): Look['acts'][number] {
  const token = { number: 1001, party: 'a-bia', serial: `${one.anchor.toString(36)}--b${one.ordinal}` } as const;
  return { act: one, letters: one.outcome === 'sent' ? [letter(token, { template: 'agent-due' })] : [] };
}

function rows(path: string, query: string): Record<string, unknown>[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(query).all() as Record<string, unknown>[];
  } finally {
    db.close();
  }
}

const lookAts = ({ path }: Settling) => rows(path, 'SELECT look_at FROM tickets ORDER BY id').map((row) => row.look_at);

/** What the first ticket brings when it is looked at. */
async function looked(store: Store, now = LATER): Promise<DueTicket | null> {
  let seen: DueTicket | null = null;
  await store.sweep(now, 100, (ticket) => {
    seen ??= ticket;
    return NOTHING;
  });
  return seen;
}

describe('which tickets are looked at', () => {
  test('one that was just written on is, at once; then not before it wants to be', async () => {
    const settling = await withTickets(1);
    expect(lookAts(settling)).toEqual([NOW]);
    expect(await settling.store.sweep(NOW, 100, () => ({ ...NOTHING, lookAt: LATER }))).toEqual({
      looked: 1,
      acts: 0,
      failed: [],
    });
    expect(await settling.store.sweep(LATER - 1, 100, () => NOTHING)).toMatchObject({ looked: 0 });
    expect(await settling.store.sweep(LATER, 100, () => NOTHING)).toMatchObject({ looked: 1 });
    expect(lookAts(settling)).toEqual([null]);
    await act(settling, [{ do: 'say', ticketId: 1, message: answers(), agent: 'bia', because: 'replied' }]);
    expect(lookAts(settling)).toEqual([NOW]);
  });

  test('at most so many at a time, those first that are due for longest', async () => {
    const { store } = await withTickets(3);
    const order: number[] = [];
    const look = ({ facts }: DueTicket) => {
      order.push(facts.id);
      return { ...NOTHING, lookAt: LATER - facts.id };
    };
    expect(await store.sweep(NOW, 2, look)).toMatchObject({ looked: 2 });
    expect(await store.sweep(NOW, 2, look)).toMatchObject({ looked: 1 });
    expect(order).toEqual([1, 2, 3]);
    await store.sweep(LATER, 100, look);
    expect(order.slice(3)).toEqual([3, 2, 1]);
  });

  test('ten thousand that are not due are not touched: an index leads to those that are', async () => {
    const { store, path } = await withTickets(1);
    const writer = new Database(path);
    writer.exec(`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
      INSERT INTO tickets (id, number, subject, type, priority, state, tags, plan, contract, organization, language,
          requester_name, requester, policy, created_at, updated_at, look_at)
        SELECT i, 1000 + i, subject, type, priority, state, tags, plan, contract, organization, language, requester_name,
          requester, policy, created_at, updated_at, ${NOW + 24 * HOUR} FROM n, tickets WHERE tickets.id = 1;`);
    writer.close();
    expect(await store.sweep(NOW, 100, () => NOTHING)).toMatchObject({ looked: 1 });
    expect(await store.sweep(NOW, 100, () => NOTHING)).toMatchObject({ looked: 0 });

    const { db, sqlite } = await openDatabase(path, 'read');
    onTestFinished(() => void sqlite.close());
    const plan = sqlite.prepare(`EXPLAIN QUERY PLAN ${dueTickets(db).toSQL().sql}`).all(NOW, 100) as {
      detail: string;
    }[];
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH tickets USING COVERING INDEX tickets_look_at (look_at<?)',
    ]);
  });

  test('an error of ours costs that ticket only, which is looked at again a quarter of an hour later', async () => {
    const settling = await withTickets(3);
    const swept = await settling.store.sweep(NOW, 100, ({ facts }) => {
      if (facts.id === 2) throw new Error('a bug');
      return { ...NOTHING, acts: [doing(notice({ anchor: facts.id }))], lookAt: null };
    });
    expect(swept).toEqual({ looked: 3, acts: 2, failed: [{ ticketId: 2, error: new Error('a bug') }] });
    expect(lookAts(settling)).toEqual([null, NOW + 15 * 60_000, null]);
    expect(rows(settling.path, 'SELECT ticket_id FROM notices ORDER BY 1')).toEqual([
      { ticket_id: 1 },
      { ticket_id: 3 },
    ]);
  });

  test('a ticket whose row can not be read costs itself only', async () => {
    const settling = await withTickets(3);
    const db = new Database(settling.path);
    db.exec("UPDATE tickets SET tags = 'no JSON' WHERE id = 2");
    db.close();
    const swept = await settling.store.sweep(NOW, 100, () => ({ ...NOTHING, lookAt: null }));
    expect(swept).toMatchObject({ looked: 3, failed: [{ ticketId: 2 }] });
    expect(lookAts(settling)).toEqual([null, NOW + 15 * 60_000, null]);
  });

  test('of a ticket whose letter can not be queued nothing is done', async () => {
    const settling = await withTickets(1);
    const twice = doing(notice());
    const swept = await settling.store.sweep(NOW, 100, () => ({
      ...NOTHING,
      acts: [{ ...twice, letters: [...twice.letters, ...twice.letters] }],
    }));
    expect(swept).toMatchObject({ acts: 0, failed: [{ ticketId: 1 }] });
    expect(rows(settling.path, 'SELECT * FROM notices')).toEqual([]);
    expect(rows(settling.path, 'SELECT * FROM outbox')).toEqual([]);
  });

  test('what can not be written of one ticket is done of none but the others, and told once', async () => {
    const settling = await withTickets(3);
    const swept = await settling.store.sweep(NOW, 100, ({ facts }) => {
      const skipped = doing(notice({ anchor: facts.id, outcome: 'skipped' }));
      const sent = doing(notice({ anchor: facts.id, kind: 'missed:resolution' }));
      const letters = sent.letters.map((letter) => ({ ...letter, messageId: `<${facts.id}@desk.example>` }));
      const twice = facts.id === 2 ? [...letters, ...letters] : letters;
      return { ...NOTHING, acts: [skipped, { ...sent, letters: twice }], lookAt: null };
    });
    expect(swept).toMatchObject({ looked: 3, acts: 4, failed: [{ ticketId: 2 }] });
    expect(lookAts(settling)).toEqual([null, NOW + 15 * 60_000, null]);
    expect(rows(settling.path, "SELECT ticket_id, what FROM events WHERE by = 'desk' AND what LIKE 'leaves%'")).toEqual(
      [
        { ticket_id: 1, what: 'leaves breach:firstResponse out' },
        { ticket_id: 3, what: 'leaves breach:firstResponse out' },
      ],
    );
    expect(rows(settling.path, 'SELECT ticket_id FROM outbox ORDER BY 1')).toEqual([
      { ticket_id: 1 },
      { ticket_id: 3 },
    ]);
  });
});

describe('a notice', () => {
  test('is done once, with its letter, also where a restart comes in between and the rule has another name', async () => {
    const settling = await withTickets(1);
    const look = (rule: string) => () => ({ ...NOTHING, acts: [doing(notice({ rule }))], lookAt: NOW });
    expect(await settling.store.sweep(NOW, 100, look('late'))).toMatchObject({ acts: 1 });
    settling.store.close();
    const store = await openStore({ path: settling.path, ticketPrefix: 'BLIP', mode: 'work' });
    onTestFinished(() => store.close());
    expect(await store.sweep(LATER, 100, look('too late'))).toMatchObject({ looked: 1, acts: 0 });
    expect(rows(settling.path, 'SELECT kind, anchor, ordinal, outcome, rule FROM notices')).toEqual([
      { kind: 'breach:firstResponse', anchor: 1, ordinal: 1, outcome: 'sent', rule: 'late' },
    ]);
    expect(await store.outbox.due(LATER, 10)).toMatchObject([{ to: 'bia@desk.example' }]);
  });

  test('that is skipped is recorded, and the history says why', async () => {
    const settling = await withTickets(1);
    await settling.store.sweep(NOW, 100, () => ({ ...NOTHING, acts: [doing(notice({ outcome: 'skipped' }))] }));
    expect(await settling.store.outbox.due(LATER, 10)).toEqual([]);
    expect(settling.store.reads.ticket('1001')?.history.at(-1)).toMatchObject({
      by: 'desk',
      what: 'leaves breach:firstResponse out',
      because: 'it is late',
    });
    expect((await looked(settling.store)) === null).toBe(true);
  });

  test('is brought along the next time, and letters to the customer with their time', async () => {
    const settling = await withTickets(1);
    const quiet: What = { do: 'write', letter: 'follow-up-quiet', about: null, closesAt: null };
    const written = letter(
      { number: 1001, party: 'c', serial: '1--q1' },
      { template: 'follow-up-quiet', to: { name: 'Ana Souza', address: 'ana@acme.example' } },
    );
    await settling.store.sweep(NOW, 100, () => ({
      ...NOTHING,
      acts: [{ act: notice({ kind: 'quiet' }, quiet), letters: [written] }],
      lookAt: LATER,
    }));
    expect(await looked(settling.store)).toMatchObject({
      facts: { number: 'BLIP-1001', people: [{ address: 'ana@acme.example' }] },
      events: [{ kind: 'opened', id: 1, at: NOW }],
      notices: [{ kind: 'quiet', anchor: 1, ordinal: 1, at: NOW, outcome: 'sent' }],
      lastToCustomer: NOW,
      unreachable: false,
      awayOnly: false,
    });
  });
});

test('a sweep knows of each ticket what a mail on it would find, however much happened on it', async () => {
  const settling = await withTickets(3);
  const copied = [{ name: 'Léo', address: 'leo@acme.example' }];
  await act(settling, [{ do: 'people', ticketId: 2, add: copied, remove: [], by: 'bia', because: 'asked' }]);
  for (let i = 0; i < 12; i++)
    await act(settling, [
      { do: 'say', ticketId: 2, message: answers({ text: `answer ${i}` }), agent: 'bia', because: 'replied' },
    ]);
  await act(settling, [{ do: 'merge', ticketId: 3, intoId: 1, number: 'BLIP-1003', into: 'BLIP-1001', by: 'bia' }]);
  const { db, sqlite } = await openDatabase(settling.path, 'read');
  onTestFinished(() => void sqlite.close());
  const read = prepareDueTickets(db, 'BLIP').read([3, 1, 2]);
  const lookUp = prepareTicketFacts(db, 'BLIP');
  for (const id of [1, 2, 3]) expect(read(id).ticket.facts).toEqual(lookUp().itself(id));
  expect(read(2).ticket.facts.recent.map(({ text }) => text)).toEqual(
    Array.from({ length: 10 }, (_, i) => `answer ${i + 2}`),
  );
  expect(read(2).ticket.facts.participants).toEqual(['ana@acme.example', 'leo@acme.example']);
  expect(() => read(4)).toThrow('there is no ticket with the id 4');
});

describe('what an act does to its ticket', () => {
  const about = { metric: 'firstResponse', dueAt: NOW } as const;
  test.each<[string, What, Record<string, unknown>, string[]]>([
    [
      'escalates it',
      {
        do: 'escalate',
        letter: 'agent-due',
        occasion: 'escalated',
        to: ['lead'],
        about,
        share: 100,
        priority: 'high',
      },
      { priority: 'high', escalated_at: LATER },
      ['is escalated', 'has priority high'],
    ],
    ['opens it', { do: 'reopen', letter: 'agent-due', occasion: 'due-again', to: [] }, { state: 'open' }, ['is open']],
    [
      'closes it',
      { do: 'close', letter: null, announced: true, tell: [] },
      { state: 'closed', closed_at: LATER },
      ['is closed'],
    ],
  ])('%s, with its event', async (_, what, stored, history) => {
    const settling = await withTickets(1);
    await settling.store.sweep(LATER, 100, () => ({
      ...NOTHING,
      acts: [{ act: notice({}, what), letters: [] }],
      lookAt: LATER + HOUR,
    }));
    const [row] = rows(settling.path, 'SELECT * FROM tickets');
    expect(row).toMatchObject({ ...stored, updated_at: LATER, look_at: LATER + HOUR });
    const happened = settling.store.reads.ticket('1001')?.history.slice(1) ?? [];
    expect(happened.map((one) => one.what)).toEqual(history);
    expect(settling.store.reads.ticket('1001')?.events.slice(1)).toHaveLength(history.length);
  });

  const clock: Clock = {
    metric: 'firstResponse',
    startedAt: NOW,
    dueAt: LATER,
    promisedAt: NOW,
    keepBy: LATER,
    state: 'breached',
    metAt: null,
    endedAt: null,
    pausedSince: null,
    used: HOUR,
    breachedAt: LATER,
    changedAt: null,
    because: 'as told',
    calendar: ALWAYS,
    pauses: [],
  };

  test('its clocks are replaced by what was reckoned', async () => {
    const { store } = await withTickets(1);
    await store.sweep(NOW, 100, () => ({ ...NOTHING, clocks: [clock], lookAt: LATER }));
    expect(store.reads.ticket('1001')?.clocks).toEqual([
      { metric: 'firstResponse', startedAt: NOW, dueAt: LATER, state: 'breached', because: 'as told', metAt: null },
    ]);
    expect((await looked(store))?.facts.clocks).toEqual([{ metric: 'firstResponse', dueAt: LATER, state: 'breached' }]);
  });

  test('clocks that come in between and go again leave the others in their order', async () => {
    const { store, path } = await withTickets(2);
    const stored = () => rows(path, 'SELECT metric, state FROM clocks WHERE ticket_id = 1 ORDER BY id');
    const reckon = (clocks: Clock[], now: number) =>
      store.sweep(now, 100, ({ facts }) => ({ ...NOTHING, clocks: facts.id === 1 ? clocks : [], lookAt: now + 1 }));
    const resolution: Clock = { ...clock, metric: 'resolution', state: 'running', breachedAt: null };
    await reckon([clock, resolution], NOW);
    expect(stored()).toEqual([
      { metric: 'firstResponse', state: 'breached' },
      { metric: 'resolution', state: 'running' },
    ]);
    await reckon([clock, { ...resolution, metric: 'nextResponse' }, resolution], NOW + 1);
    expect(stored().map(({ metric }) => metric)).toEqual(['firstResponse', 'nextResponse', 'resolution']);
    await reckon([clock], NOW + 2);
    expect(stored()).toEqual([{ metric: 'firstResponse', state: 'breached' }]);
    expect(rows(path, 'SELECT * FROM clocks WHERE ticket_id = 2')).toEqual([]);
  });
});

describe('what is known of the customer', () => {
  const note = { do: 'note', ticketId: 1, what: 'auto-reply', because: 'Auto-Submitted' } as const;
  const fromAna = { mail: { from: { name: '', address: 'ana@acme.example' } } };

  test('an auto-reply after the last letter is all that came, until they or we write', async () => {
    const settling = await withTickets(1);
    await act(settling, [note], { disposition: 'noted' }, fromAna);
    expect(await looked(settling.store)).toMatchObject({ awayOnly: true });
    const toAna = letter(
      { number: 1001, party: 'c', serial: '9' },
      { template: 'reply', to: { name: '', address: 'ana@acme.example' } },
    );
    await act(settling, [{ do: 'say', ticketId: 1, message: answers(), agent: 'bia', because: 'replied' }], {
      letters: [toAna],
    });
    expect(await looked(settling.store)).toMatchObject({ awayOnly: false, lastToCustomer: null });
  });

  test('an address that gives mail back is no address to write to', async () => {
    const settling = await withTickets(1);
    const db = new Database(settling.path);
    db.prepare("INSERT INTO bounced (address, at) VALUES ('ana@acme.example', ?)").run(NOW);
    db.close();
    expect(await looked(settling.store)).toMatchObject({ unreachable: true });
  });

  test('backlog, which is settled without letters, is not followed up; its clocks are right all the same', async () => {
    const settling = await withTickets(1);
    const db = new Database(settling.path);
    db.exec('UPDATE inbound SET silent = 1');
    db.close();
    const swept = await settling.store.sweep(NOW, 100, () => ({ ...NOTHING, acts: [doing(notice())], lookAt: LATER }));
    expect(swept).toMatchObject({ looked: 1, acts: 0 });
    expect(lookAts(settling)).toEqual([null]);
    expect(await settling.store.outbox.due(LATER, 10)).toEqual([]);
  });
});

test('after a change of rules all that are not closed are looked at anew, slice by slice and over restarts', async () => {
  const settling = await withTickets(4);
  await openOne(settling, 1005, { state: 'closed' });
  const rest = () => settling.store.sweep(NOW, 100, () => NOTHING);
  await rest();
  expect(await settling.store.lookAgain('rules 1', 3, NOW)).toBe(true);
  expect(lookAts(settling)).toEqual([NOW, NOW, NOW, null, null]);
  settling.store.close();
  const store = await openStore({ path: settling.path, ticketPrefix: 'BLIP', mode: 'work' });
  onTestFinished(() => store.close());
  expect(await store.lookAgain('rules 1', 3, LATER)).toBe(false);
  expect(lookAts(settling)).toEqual([NOW, NOW, NOW, LATER, null]);
  await store.sweep(LATER, 100, () => NOTHING);
  expect(await store.lookAgain('rules 1', 3, LATER)).toBe(false);
  expect(lookAts(settling)).toEqual([null, null, null, null, null]);
  expect(await store.lookAgain('rules 2', 10, LATER)).toBe(false);
  expect(lookAts(settling)).toEqual([LATER, LATER, LATER, LATER, null]);
});
