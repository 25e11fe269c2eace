/** Incidents that gather tickets: what a decision knows of them, and what is written of one. */
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openIncidents, recentIncidents } from '../../src/store/incident-facts.ts';
import { openDatabase } from '../../src/store/open.ts';
import { clocksWaitedFor, openParts } from '../../src/store/parts.ts';
import type { Change, Facts, TicketPatch } from '../../src/ticket/decision.ts';
import type { Desk } from '../../src/ticket/desk.ts';
import type { TicketState } from '../../src/ticket/ticket.ts';
import { replyAddressFor } from '../../src/ticket/token.ts';
import { act, answers, letter, newTicket, openOne, withTickets } from '../support/changes.ts';
import { desk, NOW } from '../support/facts.ts';
import { incident, OUTAGE, partOf, reported, withIncident } from '../support/incidents.ts';
import { openSettling, type Settling } from '../support/settling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A desk that gathers what comes within half an hour. */
const GATHERING = desk({
  incidents: { rules: [{ name: 'outage', tags: null, contracts: 3, within: 30 * MINUTE }], joinsFor: 4 * HOUR },
});

const set = (ticketId: number, patch: TicketPatch & { state: TicketState }): Change => ({
  do: 'set',
  ticketId,
  set: patch,
  event: { kind: 'state', to: patch.state, until: null },
  what: `is ${patch.state}`,
  by: 'bia',
  because: 'as told',
});

/** What a mail that comes now is told of incidents. */
const told = async (settling: Settling, now = NOW, rules: Desk = GATHERING): Promise<Facts['incidents']> =>
  (await act(settling, [], { disposition: 'noted' }, { rules, now })).incidents;

let letters = 0;

/** What Bia's answer to a letter about a ticket is told. */
async function answering(settling: Settling, number: number, agent = 'bia'): Promise<Facts> {
  const about = letter({ number, party: `a-${agent}`, serial: `t${++letters}` }, { template: 'agent-incident' });
  await act(settling, [], { letters: [about] });
  const mail = { from: { name: '', address: 'bia@desk.example' }, inReplyTo: [about.messageId] };
  return act(settling, [], {}, { mail });
}

const history = (settling: Settling, number: number) =>
  settling.store.reads.ticket(String(number))?.history.map(({ by, what }) => `${by}: ${what}`) ?? [];

function rows(settling: Settling, query: string): Record<string, unknown>[] {
  const db = new Database(settling.path, { readonly: true });
  try {
    return db.prepare(query).all() as Record<string, unknown>[];
  } finally {
    db.close();
  }
}

describe('the tickets that may become one', () => {
  test('are the customers’ incidents since the longest span of the rules, the oldest first', async () => {
    const settling = await openSettling();
    await openOne(settling, 1001, reported(1001, { createdAt: NOW - 31 * MINUTE }));
    await openOne(settling, 1002, reported(1002, { createdAt: NOW - 30 * MINUTE, assignee: 'bia', subject: 'Parou' }));
    await openOne(settling, 1003, { number: 1003 });
    await openOne(settling, 1004, reported(1004, { createdAt: NOW - MINUTE }));
    const { recent, open } = await told(settling);
    expect(open).toEqual([]);
    expect(recent.map(({ number }) => number)).toEqual(['BLIP-1002', 'BLIP-1004']);
    expect(recent[0]).toEqual({
      number: 'BLIP-1002',
      subject: 'Parou',
      tags: ['whatsapp'],
      queue: 'support',
      assignee: 'bia',
      policy: 'standard',
      organization: 'Organization 1002',
      contract: 'c1002',
      priority: 'high',
      createdAt: NOW - 30 * MINUTE,
      firstResponseDue: NOW + 4 * HOUR,
    });
  });

  test('are none that is over, was merged, or is part of an incident already', async () => {
    const { settling } = await withIncident(1);
    for (const number of [1003, 1004, 1005, 1006]) await openOne(settling, number, reported(number));
    await act(settling, [set(3, { state: 'solved' }), set(4, { state: 'pending' })]);
    await act(settling, [{ do: 'merge', ticketId: 5, intoId: 6, number: 'BLIP-1005', into: 'BLIP-1006', by: 'bia' }]);
    expect((await told(settling)).recent.map(({ number }) => number)).toEqual(['BLIP-1004', 'BLIP-1006']);
  });

  test('are none whose sender nothing proves: nobody makes an incident by forging mail', async () => {
    const settling = await withTickets(2, { classification: OUTAGE });
    await openOne(settling, 1003, { classification: OUTAGE, unproven: true });
    expect((await told(settling)).recent.map(({ number }) => number)).toEqual(['BLIP-1001', 'BLIP-1002']);
  });

  test('are none that was settled silently', async () => {
    const settling = await withTickets(2, { classification: OUTAGE });
    const other = new Database(settling.path);
    other.exec('UPDATE inbound SET silent = 1 WHERE id = 1');
    other.close();
    expect((await told(settling)).recent.map(({ number }) => number)).toEqual(['BLIP-1002']);
  });

  test('are told as of when the mail came, so what piled up is gathered as it would have been then', async () => {
    const settling = await openSettling();
    await openOne(settling, 1001, reported(1001, { createdAt: NOW - 3 * HOUR }));
    expect((await told(settling, NOW)).recent).toEqual([]);
    expect((await told(settling, NOW - 3 * HOUR + MINUTE)).recent).toHaveLength(1);
  });

  test('a desk without rules asks for nothing', async () => {
    const { settling } = await withIncident(2);
    await openOne(settling, 1004, reported(1004));
    expect(await told(settling, NOW, desk())).toEqual({ open: [], recent: [] });
    expect((await told(settling)).open).toHaveLength(1);
  });

  test('are found by index, and so are the incidents and their parts, among any number of others', async () => {
    const { settling } = await withIncident(1);
    const { db, sqlite } = await openDatabase(settling.path, 'read');
    onTestFinished(() => void sqlite.close());
    const queries = [recentIncidents(db), openIncidents(db), openParts(db), clocksWaitedFor(db)].map((query) => {
      const { sql, params } = query.toSQL();
      const values = params.map((one) => (typeof one === 'object' ? NOW : one));
      const plan = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
      return plan.map(({ detail }) => detail);
    });
    expect(queries.map(([first]) => first)).toEqual([
      'SEARCH tickets USING INDEX tickets_incidents (created_at>? AND created_at<?)',
      'SEARCH tickets USING INDEX tickets_gathers (state=?)',
      'SEARCH tickets USING INDEX tickets_parent (parent_id=?)',
      'SEARCH clocks USING INDEX clocks_ticket (ticket_id=?)',
    ]);
    // The queues of an incident are those of its parts.
    expect(queries[1]).toContain('SEARCH p USING INDEX tickets_parent (parent_id=?)');
    expect(queries.flat().filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
  });
});

describe('an incident', () => {
  test('is a ticket of the desk’s own: nobody is on it, and it is under no contract', async () => {
    const { settling, number } = await withIncident(2);
    expect(settling.store.reads.ticket(String(number))).toMatchObject({
      type: 'incident',
      state: 'new',
      priority: 'high',
      queue: 'support',
      assignee: 'bia',
      plan: '',
      organization: 'Suporte Blip',
      requester: 'suporte@blip.example',
      tags: ['whatsapp'],
      gathers: 'whatsapp',
      parent: null,
      createdAt: NOW - 10 * MINUTE,
      messages: [],
      clocks: [{ metric: 'firstResponse', startedAt: NOW - 10 * MINUTE, dueAt: NOW + 4 * HOUR }],
    });
    const { agentThreads } = await answering(settling, number);
    expect(agentThreads[0]?.ticket).toMatchObject({
      number: `BLIP-${number}`,
      gathers: 'whatsapp',
      partOf: null,
      contract: null,
      participants: [],
      people: [],
    });
    expect(agentThreads[0]?.ticket?.events).toMatchObject([
      { kind: 'opened', type: 'incident', priority: 'high', policy: 'standard', at: NOW - 10 * MINUTE },
      { kind: 'assignee', to: 'bia', at: NOW - 10 * MINUTE },
      { kind: 'linked', with: 'BLIP-1001', joined: true },
      { kind: 'linked', with: 'BLIP-1002', joined: true },
    ]);
  });

  test('and its parts tell of each other, in their histories and to who looks', async () => {
    const { settling, number } = await withIncident(2);
    await act(settling, [partOf(1002, null, 'bia')]);
    expect(history(settling, number)).toEqual([
      'desk: opened',
      'desk: is given to bia',
      'desk: takes in BLIP-1001',
      'desk: takes in BLIP-1002',
      'bia: gives up BLIP-1002',
    ]);
    expect(history(settling, 1001).slice(1)).toEqual(['desk: is part of BLIP-1003']);
    expect(history(settling, 1002).slice(1)).toEqual([
      'desk: is part of BLIP-1003',
      'bia: is part of no incident any more',
    ]);
    const { reads } = settling.store;
    expect(reads.ticket('1001')).toMatchObject({ parent: 'BLIP-1003', gathers: null, parts: [] });
    expect(reads.ticket('1002')).toMatchObject({ parent: null });
    expect(reads.ticket('1003')?.parts).toEqual([
      {
        number: 'BLIP-1001',
        subject: 'Ajuda com o bot',
        state: 'new',
        organization: 'Organization 1001',
        requester: 'ana@acme.example',
      },
    ]);
    expect(reads.unhealthy()).toEqual([]);
  });

  test('takes in the ticket that the same mail opens, which the mail stays on', async () => {
    const settling = await openSettling();
    const ticket = newTicket(reported(1001));
    const about = letter({ number: 1002, party: 'a-bia', serial: '1' }, { template: 'agent-incident' });
    await act(settling, [{ do: 'open', ticket }, { do: 'gather', incident: incident(1002) }, partOf(1001, 1002)], {
      disposition: 'opened',
      ticket: 'BLIP-1001',
      letters: [about],
    });
    expect(settling.store.reads.mail({}, 1)).toMatchObject([{ ticket: 'BLIP-1001' }]);
    expect(settling.store.reads.outbox(false, 10)).toMatchObject([{ ticket: 'BLIP-1002' }]);
    expect(settling.store.reads.ticket('1001')).toMatchObject({ parent: 'BLIP-1002' });
  });

  test('a ticket that goes from one to another leaves the first, and joining twice is joining once', async () => {
    const { settling } = await withIncident(1);
    await act(settling, [{ do: 'gather', incident: incident(1003) }, partOf(1001, 1003)]);
    await act(settling, [partOf(1001, 1003)]);
    expect(history(settling, 1001).slice(1)).toEqual(['desk: is part of BLIP-1002', 'desk: is part of BLIP-1003']);
    expect(history(settling, 1002).slice(-1)).toEqual(['desk: gives up BLIP-1001']);
    expect(history(settling, 1003).slice(-1)).toEqual(['desk: takes in BLIP-1001']);
  });

  test.each([
    ['itself part of another', [partOf(1002, 1002)]],
    ['what a customer’s ticket has', [{ do: 'open', ticket: newTicket(reported(1003)) }, partOf(1003, 1001)]],
    ['a part that is not there', [partOf(1099, 1002)]],
  ] as [string, Change[]][])('is never %s: the decision is undone', async (_, changes) => {
    const { settling } = await withIncident(1);
    await expect(act(settling, changes)).rejects.toThrow(/BLIP-10/);
    expect(rows(settling, 'SELECT number, parent_id FROM tickets ORDER BY number')).toEqual([
      { number: 1001, parent_id: 2 },
      { number: 1002, parent_id: null },
    ]);
  });

  test('is told to a new mail while it is under way, with when something last happened on it', async () => {
    const { settling, number } = await withIncident(1);
    const open = {
      number: `BLIP-${number}`,
      tag: 'whatsapp',
      queues: ['support'],
      assignee: 'bia',
      startedAt: NOW - 10 * MINUTE,
    };
    expect((await told(settling)).open).toEqual([{ ...open, lastAt: NOW }]);
    // What the desk itself writes about it does not count.
    const about = letter({ number, party: 'a-bia', serial: 'w' }, { template: 'agent-due' });
    await act(settling, [], { letters: [about] }, { now: NOW + HOUR });
    expect((await told(settling)).open).toEqual([{ ...open, lastAt: NOW }]);
    const update: Change = { do: 'say', ticketId: 2, message: answers(), agent: 'bia', because: 'answered' };
    await act(settling, [update], {}, { now: NOW + 2 * HOUR });
    expect((await told(settling)).open).toEqual([{ ...open, lastAt: NOW + 2 * HOUR }]);
    await openOne(settling, 1003, reported(1003));
    await act(settling, [partOf(1003, number)], {}, { now: NOW + 3 * HOUR });
    expect((await told(settling)).open).toEqual([{ ...open, lastAt: NOW + 3 * HOUR }]);
    // Who links it with another ticket says nothing of it.
    await openOne(settling, 1004);
    const link: Change = {
      do: 'link',
      ticketId: 2,
      otherId: 4,
      number: `BLIP-${number}`,
      other: 'BLIP-1004',
      by: 'bia',
    };
    await act(settling, [link], {}, { now: NOW + 4 * HOUR });
    expect(history(settling, number)).toContain('bia: is linked with BLIP-1004');
    expect((await told(settling)).open).toEqual([{ ...open, lastAt: NOW + 3 * HOUR }]);
    await act(settling, [set(2, { state: 'on-hold' })]);
    expect((await told(settling)).open).toHaveLength(1);
    await act(settling, [set(2, { state: 'solved' })]);
    expect((await told(settling)).open).toEqual([]);
  });
});

test('an incident is told with the queues of its tickets, each once, wherever it is itself', async () => {
  const { settling, number } = await withIncident(2);
  const inQueue = (queue: string | null) => ({ classification: { ...OUTAGE, queue } });
  await openOne(settling, 1004, reported(1004, inQueue('billing')));
  await openOne(settling, 1005, reported(1005, inQueue(null)));
  await act(settling, [partOf(1004, number), partOf(1005, number)]);
  const moved: Change = {
    do: 'set',
    ticketId: 3,
    set: { queue: 'infra' },
    event: { kind: 'queue', to: 'infra' },
    what: 'goes to queue infra',
    by: 'bia',
    because: 'as told',
  };
  await act(settling, [moved]);
  const [open] = (await told(settling)).open;
  expect(new Set(open?.queues)).toEqual(new Set(['support', 'billing', null]));
  expect(open?.queues).toHaveLength(3);
});

describe('the parts of an incident', () => {
  test('are told to the agent who answers the letter about it: those that are not over', async () => {
    const { settling, number } = await withIncident(5);
    await openOne(settling, 1007, reported(1007));
    await act(settling, [set(2, { state: 'solved' }), set(3, { state: 'closed' }), set(4, { state: 'pending' })]);
    // Merged into one that was no part of it: who was on it hears of the incident there.
    await act(settling, [{ do: 'merge', ticketId: 5, intoId: 7, number: 'BLIP-1005', into: 'BLIP-1007', by: 'bia' }]);
    const { parts } = await answering(settling, number);
    const running = [{ metric: 'firstResponse', dueAt: NOW + 4 * HOUR }];
    const incident = { number: 'BLIP-1006', over: false, running };
    expect(parts.map((part) => [part.number, part.state, part.partOf])).toEqual([
      ['BLIP-1001', 'new', incident],
      ['BLIP-1004', 'pending', incident],
      ['BLIP-1007', 'new', incident],
    ]);
    expect(history(settling, 1007).slice(-1)).toEqual(['bia: is part of BLIP-1006']);
    expect(parts[0]).toMatchObject({ requester: 'ana@acme.example', contract: 'c1001', gathers: null });
  });

  test('are told of no ticket of a customer, and of no incident that a letter to a colleague is about', async () => {
    const { settling, number } = await withIncident(2);
    expect((await answering(settling, 1001)).parts).toEqual([]);
    expect((await answering(settling, number, 'rui')).parts).toEqual([]);
  });

  test('know when it is over', async () => {
    const { settling, number } = await withIncident(1);
    await act(settling, [set(2, { state: 'solved' })]);
    const { agentThreads } = await answering(settling, 1001);
    expect(agentThreads[0]?.ticket?.partOf).toEqual({ number: `BLIP-${number}`, over: true, running: [] });
  });

  test('are looked at again once it is over, or is no longer', async () => {
    const { settling } = await withIncident(3);
    await act(settling, [set(3, { state: 'closed' })]);
    const rest = () => {
      const other = new Database(settling.path);
      other.exec(`UPDATE tickets SET look_at = ${NOW + 9 * HOUR}`);
      other.close();
    };
    const lookAts = () => rows(settling, 'SELECT look_at FROM tickets ORDER BY id').map(({ look_at }) => look_at);
    rest();
    await act(settling, [set(4, { state: 'on-hold' })], {}, { now: NOW + HOUR });
    expect(lookAts()).toEqual([NOW + 9 * HOUR, NOW + 9 * HOUR, NOW + 9 * HOUR, NOW + HOUR]);
    await act(settling, [set(4, { state: 'solved' })], {}, { now: NOW + 2 * HOUR });
    expect(lookAts()).toEqual([NOW + 2 * HOUR, NOW + 2 * HOUR, NOW + 9 * HOUR, NOW + 2 * HOUR]);
    rest();
    await act(settling, [set(4, { state: 'open' })], {}, { now: NOW + 3 * HOUR });
    expect(lookAts()).toEqual([NOW + 3 * HOUR, NOW + 3 * HOUR, NOW + 9 * HOUR, NOW + 3 * HOUR]);
  });

  test('may be hundreds: each is written to, and at most two thousand are told', async () => {
    const { settling, number } = await withIncident(2);
    const other = new Database(settling.path);
    other.exec(`
      WITH RECURSIVE n(i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 2100)
      INSERT INTO tickets (id, number, subject, type, priority, state, tags, plan, contract, organization, language,
          requester_name, requester, policy, created_at, updated_at, parent_id)
        SELECT i, 1000 + i, subject, type, priority, state, tags, plan, contract, organization, language, requester_name,
          requester, policy, created_at, updated_at, parent_id FROM n, tickets WHERE tickets.id = 1`);
    other.close();
    const { parts } = await answering(settling, number);
    expect(parts).toHaveLength(2_000);
    expect(parts.slice(0, 3).map((part) => part.number)).toEqual(['BLIP-1001', 'BLIP-1002', 'BLIP-1004']);
    const hundreds = parts.slice(0, 300);
    await act(
      settling,
      hundreds.flatMap(({ id }): Change[] => [
        { do: 'say', ticketId: id, message: answers(), agent: 'bia', because: 'answered' },
        set(id, { state: 'solved' }),
      ]),
      { ticket: `BLIP-${number}`, letters: hundreds.map(({ number: n }, i) => update(n, i)) },
    );
    expect(rows(settling, "SELECT count(*) AS n FROM tickets WHERE state = 'solved'")).toEqual([{ n: 300 }]);
    expect(
      rows(settling, "SELECT count(DISTINCT ticket_id) AS n FROM outbox WHERE template = 'incident-update'"),
    ).toEqual([{ n: 300 }]);
    expect((await answering(settling, number)).parts).toHaveLength(1_799);
  });
});

describe('a customer', () => {
  test('who writes to an incident’s number or token never reaches it: they get a ticket of their own', async () => {
    const { settling, number } = await withIncident(2);
    const recipients = [String(replyAddressFor({ number, party: 'c', serial: '1' }, GATHERING))];
    const subject = `Re: [BLIP-${number}] WhatsApp parou`;
    const [decision] = await settling.settle([{ recipients, subject, text: 'E agora?', replyText: 'E agora?' }]);
    expect(decision).toMatchObject({ disposition: 'opened', ticket: 'BLIP-1004' });
    expect(settling.store.reads.ticket(String(number))?.messages).toEqual([]);
  });

  test('who lists their tickets, or asks after an incident, is told of none', async () => {
    const { settling, number } = await withIncident(1);
    const asks = (subject: string) => settling.settle([{ subject, text: '', replyText: '', ownText: '' }]);
    const [listed] = await asks('meus chamados');
    expect(JSON.stringify(listed?.letters)).toContain('BLIP-1001');
    expect(JSON.stringify(listed?.letters)).not.toContain(`BLIP-${number}`);
    const [asked] = await asks(`status BLIP-${number}`);
    expect(asked?.letters.map(({ template }) => template)).not.toContain('service-status');
    expect(settling.store.reads.ticket(String(number))?.messages).toEqual([]);
  });
});

function update(number: string, i: number) {
  const token = { number: Number(number.slice(5)), party: 'c', serial: `u${i}` } as const;
  return letter(token, { template: 'incident-update', to: { name: 'Ana Souza', address: 'ana@acme.example' } });
}

test('reports and digests leave incidents’ own tickets out: what happened to their parts is counted there', async () => {
  const { settling } = await withIncident(2);
  const seen: string[] = [];
  settling.store.reads.ticketsOf({ from: 0, to: NOW + 9 * HOUR }, ({ organization }) => seen.push(organization));
  expect(seen).toEqual(['Organization 1001', 'Organization 1002']);
  const other = new Database(settling.path);
  other.exec("UPDATE clocks SET state = 'breached', breached_at = due_at WHERE ticket_id <> 1");
  other.close();
  await act(settling, [set(3, { state: 'solved' }), set(2, { state: 'solved' })], {}, { now: NOW + HOUR });
  const day = { firstDay: '2026-11-03', lastDay: '2026-11-03', day: '2026-11-04' };
  let facts: unknown;
  await settling.store.digest(
    {
      ...day,
      from: NOW - HOUR,
      to: NOW + 9 * HOUR,
      dueUntil: () => NOW + 99 * HOUR,
      most: { clocks: 9, told: 9 },
    } as Parameters<typeof settling.store.digest>[0],
    (found) => {
      facts = found;
      return [];
    },
    NOW + 9 * HOUR,
  );
  expect(facts).toMatchObject({ opened: 2, solved: 1, breached: 1 });
});
