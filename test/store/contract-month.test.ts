/** What the store reads for the report of a contract's month: its tickets and no others, and nothing for other mails. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { indexContracts } from '../../src/directory/index-contracts.ts';
import type { Message } from '../../src/mail/message.ts';
import type { Facts } from '../../src/ticket/decision.ts';
import { ends } from '../../src/ticket/outcome.ts';
import { act, openOne, withTickets } from '../support/changes.ts';
import { contract, NONE, NOW, user } from '../support/facts.ts';
import { openSettling, type Settling } from '../support/settling.ts';

const BOSS = user({ admin: true, email: 'rita@acme.example', name: 'Rita' });
const OTTO = user({ admin: true, email: 'otto@other.example', name: 'Otto' });
const DIRECTORY = indexContracts([
  contract({ users: [user(), BOSS] }),
  contract({ id: 'other', organization: 'Other', domains: [], users: [OTTO] }),
]);
const RITA = { name: 'Rita', address: 'rita@acme.example' };
const MONTH: Partial<Message> = { from: RITA, subject: 'Relatório deste mês', text: '', replyText: '', ownText: '' };

async function monthsFor(settling: Settling, mail: Partial<Message>): Promise<Facts['months']> {
  let months: Facts['months'] = new Map();
  await settling.settle([mail], {
    directory: DIRECTORY,
    deciding: (_, facts) => {
      months = facts.months;
      return ends('answered', 'as told');
    },
  });
  return months;
}

test('the tickets of their own contract are counted, and no others', async () => {
  const settling = await withTickets(2);
  await openOne(settling, 1003, { contract: 'other', organization: 'Other', subject: 'Nothing of Acme' });
  const event = { kind: 'state', to: 'solved', until: null } as const;
  const set = { state: 'solved' } as const;
  await act(settling, [{ do: 'set', ticketId: 1, set, event, what: 'is solved', by: 'bia', because: '#solved' }]);
  const months = await monthsFor(settling, MONTH);
  expect([...months.keys()]).toEqual(['acme-2026']);
  expect(months.get('acme-2026')).toMatchObject({ all: { opened: 2, solved: 1, stillOpen: 1 }, more: 0 });
  expect(months.get('acme-2026')?.tickets.map(({ number }) => number)).toEqual(['BLIP-1002', 'BLIP-1001']);
  const others = await monthsFor(settling, { ...MONTH, from: { name: 'Otto', address: OTTO.email } });
  expect([...others].map(([id, { tickets }]) => [id, tickets.map(({ subject }) => subject)])).toEqual([
    ['other', ['Nothing of Acme']],
  ]);
});

test('nothing is read for who is no admin, is not proven, or asks for something else', async () => {
  const settling = await withTickets(1);
  const asks: Partial<Message>[] = [
    { ...MONTH, from: { name: 'Ana', address: 'ana@acme.example' } },
    { ...MONTH, authentication: NONE },
    { ...MONTH, subject: 'Relatório de logs do bot' },
    { ...MONTH, subject: 'Meus chamados' },
  ];
  for (const mail of asks) expect((await monthsFor(settling, mail)).size).toBe(0);
});

test('the desk’s own incidents are no tickets of a contract', async () => {
  const settling = await withTickets(2);
  change(settling, `UPDATE tickets SET gathers = 'whatsapp' WHERE id = 2`);
  const months = await monthsFor(settling, MONTH);
  expect(months.get('acme-2026')).toMatchObject({ all: { opened: 1 } });
});

test('who gave no name is told by their address', async () => {
  const settling = await withTickets(1, { requester: { name: '', address: 'leo@acme.example' } });
  const months = await monthsFor(settling, MONTH);
  expect(months.get('acme-2026')?.tickets).toMatchObject([{ requesterName: 'leo@acme.example' }]);
});

test('many tickets are read batch by batch, each once', async () => {
  const settling = await openSettling();
  await openOne(settling, 1001);
  copies(settling, 1200);
  const months = await monthsFor(settling, MONTH);
  expect(months.get('acme-2026')).toMatchObject({ all: { opened: 1201 }, more: 1151 });
});

test('other tickets are not looked at: the contract’s own are found by an index', async () => {
  const { path } = await openSettling();
  const db = new Database(path, { readonly: true });
  const plan = db
    .prepare(
      `EXPLAIN QUERY PLAN SELECT id FROM tickets INDEXED BY tickets_contract WHERE contract = 'a' AND id > 0 AND gathers IS NULL ORDER BY id LIMIT 500`,
    )
    .all();
  db.close();
  expect(JSON.stringify(plan)).toMatch(/SEARCH tickets USING INDEX tickets_contract \(contract=\? AND id>\?\)/);
  expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
});

/** The first ticket with its opening, many times. */
function copies(settling: Settling, count: number): void {
  change(
    settling,
    `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= ${count})
     INSERT INTO tickets (id, number, subject, type, priority, state, tags, plan, contract, organization, language, requester_name, requester, policy, created_at, updated_at)
     SELECT i, 1000 + i, subject, type, priority, state, tags, plan, contract, organization, language, requester_name, requester, policy, ${NOW} + i, ${NOW} + i FROM n, tickets WHERE id = 1;
     INSERT INTO events (ticket_id, at, by, what, because, fact)
     SELECT t.id, t.created_at, e.by, e.what, e.because, e.fact FROM tickets t, events e WHERE t.id > 1 AND e.ticket_id = 1;`,
  );
}

function change({ path }: Settling, statements: string): void {
  const db = new Database(path);
  db.exec(statements);
  db.close();
}
