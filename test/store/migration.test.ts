/** A database of the desk's first release is brought up to date, and loses nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { DAY, NOW } from '../support/facts.ts';
import { tempFolder } from '../support/temp-folder.ts';

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** As the first release left it: a ticket that was opened, written on when it was solved, and acknowledged. */
function firstRelease(): string {
  const path = join(tempFolder(), 'desk.db');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  const { entries } = JSON.parse(readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number; tag: string }[];
  };
  const [first] = entries;
  for (const statement of readFileSync(join(MIGRATIONS, `${first?.tag}.sql`), 'utf8').split('--> statement-breakpoint'))
    db.exec(statement);
  db.exec('CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)');
  db.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run('first', first?.when);
  db.exec(`
    INSERT INTO epochs VALUES ('imap:test/INBOX', '1', ${NOW});
    INSERT INTO tickets (id, number, subject, type, priority, state, tags, queue, plan, contract, organization, language,
        requester_name, requester, policy, created_at, updated_at)
      VALUES (1, 1001, 'Ajuda', 'incident', 'high', 'open', '["api"]', NULL, 'Plus', 'acme-2026', 'Acme', 'pt-BR',
        'Ana Souza', 'ana@acme.example', 'standard', ${NOW}, ${NOW});
    INSERT INTO participants VALUES (1, 'ana@acme.example', 'Ana Souza', 'requester', ${NOW});
    INSERT INTO raw VALUES ('aa', 4, x'00');
    INSERT INTO inbound (id, mailbox, epoch, uid, size, sha256, received_at, seen_at, disposition, because, ticket_id,
        settled_at, from_address, message_id)
      VALUES (1, 'imap:test/INBOX', '1', '7', 4, 'aa', ${NOW}, ${NOW}, 'opened', '["entitled"]', 1, ${NOW},
        'ana@acme.example', '<m1@acme.example>');
    INSERT INTO messages (id, ticket_id, inbound_id, at, direction, from_name, from_address, message_id, text, full_text,
        attachments)
      VALUES (1, 1, 1, ${NOW}, 'in', 'Ana S.', 'ana@acme.example', '<m1@acme.example>', 'Parou', 'Parou', '[]');
    INSERT INTO events (ticket_id, at, by, what, because) VALUES
      (1, ${NOW}, 'ana@acme.example', 'opened', 'rule "outage"'),
      (1, ${NOW}, 'desk', 'wrote acknowledgement to ana@acme.example', 'acknowledges BLIP-1001'),
      (1, ${NOW + DAY}, 'ana@acme.example', 'wrote', 'our token'),
      (1, ${NOW + DAY}, 'desk', 'is open', 'the customer wrote');
    INSERT INTO clocks (ticket_id, metric, started_at, due_at, state, because)
      VALUES (1, 'firstResponse', ${NOW}, ${NOW + DAY}, 'running', 'standard');
    INSERT INTO outbox (ticket_id, inbound_id, template, to_address, message_id, draft, created_at, state,
        next_attempt_at, mime)
      VALUES (1, 1, 'acknowledgement', 'ana@acme.example', '<blip-1001.c.1.x@desk.example>', '{}', ${NOW}, 'queued',
        ${NOW}, CAST('Subject: finished' AS BLOB));
    INSERT INTO bounced VALUES ('x@else.example', ${NOW}, NULL, NULL);`);
  db.close();
  return path;
}

const TABLES = [
  'epochs',
  'tickets',
  'participants',
  'raw',
  'inbound',
  'messages',
  'events',
  'clocks',
  'outbox',
  'bounced',
];

/** These say something else now, or stand elsewhere. */
const CHANGED = ['look_at', 'mime'];

function everything(path: string): Record<string, Record<string, unknown>[]> {
  const db = new Database(path, { readonly: true });
  onTestFinished(() => void db.close());
  return Object.fromEntries(
    TABLES.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]]),
  );
}

test('a database of the first release keeps every row, and a copy of it is made before', async () => {
  const path = firstRelease();
  const before = everything(path);
  const store = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
  onTestFinished(() => store.close());
  expect(everything(String(store.copied))).toEqual(before);
  const after = everything(path);
  for (const table of TABLES) {
    // It waits for something, so the first tick is to look at it.
    if (table === 'tickets') expect(after[table]?.[0]?.look_at).toBe(NOW);
    const columns = Object.keys(before[table]?.[0] ?? {}).filter((column) => !CHANGED.includes(column));
    const kept = (rows: Record<string, unknown>[] = []) =>
      rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
    expect([table, kept(after[table])]).toEqual([table, kept(before[table])]);
  }
  expect(store.reads.unhealthy()).toEqual([]);
  expect(store.reads.ticket('1001')).toMatchObject({
    state: 'open',
    messages: [{ direction: 'in', text: 'Parou' }],
    history: [{ what: 'opened' }, {}, { what: 'wrote' }, { what: 'is open' }],
  });
  // The letter that was made before, in a table of its own now, is the one that goes out.
  expect(await store.outbox.due(NOW, 10)).toMatchObject([
    { to: 'ana@acme.example', mime: Buffer.from('Subject: finished') },
  ]);
});

test('what happened before is a fact afterwards, as far as it is told', async () => {
  const path = firstRelease();
  (await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' })).close();
  expect(everything(path).events?.map(({ fact }) => (fact === null ? null : JSON.parse(String(fact))))).toEqual([
    { kind: 'opened', type: 'incident', priority: 'high', policy: 'standard' },
    null,
    { kind: 'wrote' },
    { kind: 'state', to: 'open', until: null },
  ]);
});
