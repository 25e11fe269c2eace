import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { indexContracts } from '../../src/directory/index-contracts.ts';
import { mailToSettle } from '../../src/ingest.ts';
import type { Understood } from '../../src/mail/message.ts';
import type { LedgerRow, ReceivedMail } from '../../src/store/ledger.ts';
import { openDatabase } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { decide } from '../../src/ticket/decide.ts';
import { contract, DAY, desk, message, NONE, NOW, user } from '../support/facts.ts';
import { tempFolder } from '../support/temp-folder.ts';

const BOX = 'imap:test/INBOX';
const rules = desk({ agents: [] });
const directory = indexContracts([
  contract({ users: [user(), user({ name: 'Léo', email: 'leo@acme.example', language: 'es' })] }),
  contract({ id: 'trial', plan: 'Trial', domains: [], users: [user({ email: 'tina@trial.example' })] }),
]);

async function open(path = join(tempFolder(), 'desk.db'), mode: 'work' | 'read' | 'change' = 'work'): Promise<Store> {
  const store = await openStore({ path, ticketPrefix: 'BLIP', mode });
  onTestFinished(() => store.close());
  return store;
}

function received(uid: string, body = `mail ${uid}`, over: Partial<ReceivedMail> = {}): ReceivedMail {
  const raw = Buffer.from(body);
  return {
    uid,
    file: null,
    size: raw.length,
    receivedAt: NOW,
    raw,
    truncated: false,
    silent: false,
    ...over,
  };
}

const settle = (store: Store, rows: LedgerRow[], understood: (row: LedgerRow) => Understood, now = NOW) =>
  store.settle(
    rows.map((row) => mailToSettle(row, understood(row), rules, directory)),
    (mail, facts) => decide(mail, facts, rules, now),
    now,
  );

const from = (address: string, row: LedgerRow, over = {}): Understood => ({
  message: message({
    from: { name: '', address },
    messageId: `<${row.uid}@x.example>`,
    fingerprint: `f${row.uid}`,
    ...over,
  }),
});

describe('receiving', () => {
  test('a mail received is there after a restart, unsettled, with its bytes', async () => {
    const path = join(tempFolder(), 'desk.db');
    const first = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
    await first.receive(BOX, '1', [received('1')], NOW);
    first.close();
    const again = await open(path);
    const [row] = await again.unsettled(NOW, 10);
    expect(row).toMatchObject({ uid: '1', disposition: null });
    expect(await again.raw(row?.id ?? 0)).toEqual({ raw: Buffer.from('mail 1') });
  });

  test('bytes that are lost or damaged are told apart', async () => {
    const path = join(tempFolder(), 'desk.db');
    const store = await open(path);
    const rows = await store.receive(BOX, '1', [received('1'), received('2'), received('3', '', { raw: null })], NOW);
    const other = new Database(path);
    const spoil = (zstd: string, uid: string) =>
      other.exec(`UPDATE raw SET zstd = ${zstd} WHERE sha256 = (SELECT sha256 FROM inbound WHERE uid = '${uid}')`);
    spoil("x'00112233'", '1');
    spoil('substr(zstd, 1, 5)', '2');
    other.close();
    expect(await Promise.all(rows.map((row) => store.raw(row.id)))).toEqual([
      { lost: expect.stringMatching(/^its raw bytes in the database are damaged: ./), damaged: true },
      { lost: expect.stringMatching(/^its raw bytes in the database are damaged: ./), damaged: true },
      { lost: 'its raw bytes are not in the database', damaged: false },
    ]);
  });

  test('the same identity twice is one row; the same bytes elsewhere are another row that names its twin', async () => {
    const store = await open();
    const [first] = await store.receive(BOX, '1', [received('1')], NOW);
    const [same] = await store.receive(BOX, '1', [received('1')], NOW);
    const [moved] = await store.receive(BOX, '2', [received('1')], NOW);
    expect(same?.id).toBe(first?.id);
    expect(moved).toMatchObject({ twin: first?.id });
    expect(moved?.id).not.toBe(first?.id);
    expect(store.reads.counts()).toEqual({ seen: 2, byDisposition: { waiting: 2 } });
  });

  test('the same Message-ID with another body is another mail', async () => {
    const store = await open();
    const rows = await store.receive(BOX, '1', [received('1'), received('2')], NOW);
    await settle(store, rows, (row) => from('ana@acme.example', row, { messageId: '<same@acme.example>' }));
    expect(store.reads.counts().byDisposition).toEqual({ opened: 2 });
  });

  test('a mail that vanished before it was fetched is in the ledger and done', async () => {
    const store = await open();
    await store.receive(BOX, '1', [received('1', '', { raw: null })], NOW);
    expect(store.reads.counts()).toEqual({ seen: 1, byDisposition: { vanished: 1 } });
    expect(await store.unsettled(NOW, 10)).toEqual([]);
  });
});

describe('settling', () => {
  test('a batch of entitled, refused and repeated mail is stored as decided, and the ledger adds up', async () => {
    const store = await open();
    const rows = await store.receive(
      BOX,
      '1',
      [received('1'), received('2'), received('3', 'mail 1'), received('4')],
      NOW,
    );
    const senders = ['ana@acme.example', 'tina@trial.example', 'ana@acme.example', 'x@else.example'];
    const settled = await settle(store, rows, (row) => from(senders[Number(row.uid) - 1] ?? '', row));
    expect(settled.map((one) => ('decision' in one ? one.decision.disposition : one.error))).toEqual([
      'opened',
      'refused',
      'duplicate',
      'refused',
    ]);
    expect(store.reads.counts()).toEqual({ seen: 4, byDisposition: { opened: 1, refused: 2, duplicate: 1 } });
    expect(store.reads.unhealthy()).toEqual([]);

    const [ticket] = store.reads.tickets(null, 10);
    expect(ticket).toMatchObject({
      number: 'BLIP-1001',
      requester: 'ana@acme.example',
      state: 'new',
      type: 'doubt',
      plan: 'Plus',
      createdAt: NOW,
    });
    expect(ticket?.clocks).toMatchObject([
      { metric: 'firstResponse', dueAt: NOW + 4 * 3_600_000, state: 'running' },
      { metric: 'resolution', dueAt: NOW + 8 * 3_600_000, state: 'running' },
    ]);
    expect(store.reads.ticket('blip-1001')).toMatchObject({
      messages: [{ direction: 'in', from: 'ana@acme.example', text: 'Bom dia, como altero o menu?' }],
      history: [
        { what: 'opened', by: 'ana@acme.example' },
        { what: 'wrote acknowledgement to ana@acme.example', by: 'desk' },
      ],
    });
    expect(store.reads.outbox(false, 10).map(({ to, template, ticket: number }) => [to, template, number])).toEqual([
      ['ana@acme.example', 'acknowledgement', 'BLIP-1001'],
      ['tina@trial.example', 'refusal-plan-without-email', null],
      ['x@else.example', 'refusal-no-contract', null],
    ]);
  });

  test('mails of one batch see what the ones before them did: the second answers the ticket of the first', async () => {
    const store = await open();
    const rows = await store.receive(BOX, '1', [received('1'), received('2')], NOW);
    await settle(store, rows, (row) =>
      from('ana@acme.example', row, row.uid === '2' ? { inReplyTo: ['<1@x.example>'] } : {}),
    );
    expect(store.reads.counts().byDisposition).toEqual({ opened: 1, appended: 1 });
    expect(store.reads.ticket('1001')?.messages).toHaveLength(2);
  });

  test('one mail delivered twice, with other Received lines, is settled once', async () => {
    const store = await open();
    const rows = await store.receive(BOX, '1', [received('1'), received('2')], NOW);
    await settle(store, rows, (row) => from('ana@acme.example', row, { fingerprint: 'the same' }));
    expect(store.reads.counts().byDisposition).toEqual({ opened: 1, duplicate: 1 });
  });

  test('a refused sender is written to once in a week', async () => {
    const store = await open();
    for (const [uid, now] of [
      ['1', NOW],
      ['2', NOW + 6 * DAY],
      ['3', NOW + 8 * DAY],
    ] as const) {
      const rows = await store.receive(BOX, '1', [received(uid)], now);
      await settle(store, rows, (row) => from('x@else.example', row), now);
    }
    expect(store.reads.outbox(false, 10).map(({ createdAt }) => createdAt)).toEqual([NOW, NOW + 8 * DAY]);
    expect(store.reads.counts().byDisposition).toEqual({ refused: 3 });
  });

  test('an error of ours costs that mail only, and after three tries a person sees it', async () => {
    const store = await open();
    const rows = await store.receive(BOX, '1', [received('1'), received('2'), received('3')], NOW);
    const broken = (now: number, some: LedgerRow[]) =>
      store.settle(
        some.map((row) => mailToSettle(row, from('ana@acme.example', row), rules, directory)),
        (mail, facts) => {
          if (mail.id === rows[1]?.id) throw new Error('a rule broke');
          return decide(mail, facts, rules, now);
        },
        now,
      );
    const first = await broken(NOW, rows);
    expect(first.map((one) => 'decision' in one)).toEqual([true, false, true]);
    for (let i = 1; i <= 2; i++) {
      const later = NOW + i * 3_600_000;
      const left = await store.unsettled(later, 10);
      expect(left.map((row) => row.uid)).toEqual(['2']);
      await broken(later, left);
    }
    expect(store.reads.mail({ disposition: 'quarantined' }, 10)).toMatchObject([
      { uid: '2', because: expect.stringContaining('a rule broke') },
    ]);
    expect(store.reads.counts()).toEqual({ seen: 3, byDisposition: { opened: 2, quarantined: 1 } });
  });

  test('a mail that waits is looked at again when its time has come', async () => {
    const store = await open();
    const rows = await store.receive(BOX, '1', [received('1')], NOW);
    const unsure = { authentication: { verdict: 'unknown' as const, because: 'dmarc=temperror' } };
    await settle(store, rows, (row) => from('ana@acme.example', row, unsure));
    expect(await store.unsettled(NOW + 60_000, 10)).toEqual([]);
    const again = await store.unsettled(NOW + 4 * 3_600_000, 10);
    await settle(store, again, (row) => from('ana@acme.example', row, unsure), NOW + 4 * 3_600_000);
    expect(store.reads.counts().byDisposition).toEqual({ opened: 1 });
  });

  test('a bounce marks the address that was written to, never the one that the report names', async () => {
    const store = await open();
    const [first] = await store.receive(BOX, '1', [received('1')], NOW);
    if (!first) throw new Error('not received');
    await settle(store, [first], (row) => from('ana@acme.example', row));
    const [letter] = await store.outbox.due(NOW, 10);
    const rows = await store.receive(BOX, '1', [received('2')], NOW);
    await settle(store, rows, (row) => ({
      message: message({
        from: null,
        fingerprint: row.uid,
        automatic: {
          kind: 'bounce',
          because: 'multipart/report',
          bounce: {
            recipients: [
              { address: 'victim@else.example', status: '5.1.1', permanent: true, diagnostic: '550 no such user' },
            ],
            originalMessageId: letter?.messageId ?? null,
          },
        },
      }),
    }));
    expect(store.reads.counts().byDisposition).toEqual({ opened: 1, bounce: 1 });
    expect(store.reads.ticket('1001')?.history.at(-1)).toMatchObject({
      what: 'letter bounced',
      because: 'ana@acme.example: bounced: 5.1.1 550 no such user',
    });
    const queued = store.reads.outbox(false, 10);
    expect(queued[0]?.error).toContain('550 no such user');
  });

  test('an unverified contact leaves no word of theirs in the outbox', async () => {
    const store = await open();
    const rows = await store.receive(BOX, '1', [received('1')], NOW);
    await settle(store, rows, (row) => from('ana@acme.example', row, { authentication: NONE, subject: 'CANARY' }));
    expect(JSON.stringify(await store.outbox.due(NOW, 10))).not.toContain('CANARY');
  });
});

describe('the outbox', () => {
  async function withLetters(count: number): Promise<Store> {
    const store = await open();
    const rows = await store.receive(
      BOX,
      '1',
      Array.from({ length: count }, (_, i) => received(String(i))),
      NOW,
    );
    await settle(store, rows, (row) => from('ana@acme.example', row));
    return store;
  }
  const mime = Buffer.from('a mail');

  test('a letter is claimed once, sent once, and then no longer due', async () => {
    const store = await withLetters(2);
    const due = await store.outbox.due(NOW, 10);
    expect(await store.outbox.claim(due.map(({ id }) => ({ id, mime })))).toHaveLength(2);
    expect(await store.outbox.claim(due.map(({ id }) => ({ id, mime })))).toEqual([]);
    expect(await store.outbox.due(NOW, 10)).toEqual([]);
    await store.outbox.record(
      [],
      due.map(({ id }) => ({ id, state: 'sent' as const })),
      NOW,
    );
    expect(store.reads.outbox(false, 10)).toEqual([]);
    expect(await store.outbox.sentSince(NOW - 1)).toBe(2);
  });

  test('after a crash: what had not begun is queued again, what had begun is held', async () => {
    const store = await withLetters(3);
    const [a, b] = await store.outbox.due(NOW, 2);
    await store.outbox.claim([a, b].map((letter) => ({ id: letter?.id ?? 0, mime })));
    await store.outbox.record([b?.id ?? 0], [], NOW);
    expect(await store.outbox.recover(NOW)).toEqual({ queued: 1, held: 1 });
    expect(store.reads.outbox(false, 10).map(({ id, state }) => [id, state])).toEqual([
      [a?.id, 'queued'],
      [b?.id, 'held'],
      [expect.any(Number), 'queued'],
    ]);
    expect((await store.outbox.due(NOW, 1))[0]?.mime).toEqual(mime);
  });

  test('a held letter goes out again only by hand; a dropped one never', async () => {
    const store = await withLetters(1);
    const id = (await store.outbox.due(NOW, 1))[0]?.id ?? 0;
    await store.outbox.claim([{ id, mime }]);
    await store.outbox.record([], [{ id, state: 'held', error: 'it may have arrived' }], NOW);
    expect(await store.outbox.due(NOW + DAY, 1)).toEqual([]);
    expect(await store.changeLetter(id, 'retry', NOW)).toBe(true);
    expect(await store.outbox.due(NOW, 1)).toHaveLength(1);
    expect(await store.changeLetter(id, 'drop', NOW)).toBe(true);
    expect(await store.outbox.due(NOW + DAY, 1)).toEqual([]);
    expect(await store.changeLetter(999, 'drop', NOW)).toBe(false);
  });
});

describe('the file', () => {
  test('is durable, vacuums by increments and checks foreign keys', async () => {
    const path = join(tempFolder(), 'desk.db');
    await open(path);
    const db = new Database(path, { readonly: true });
    onTestFinished(() => void db.close());
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('auto_vacuum', { simple: true })).toBe(2);
  });

  test('a second process is told that there is a first', async () => {
    const path = join(tempFolder(), 'desk.db');
    await open(path);
    await expect(open(path)).rejects.toThrow(/another chamado process works on .*desk\.db/);
    await expect(open(path, 'read')).resolves.toBeDefined();
  });

  test('the lock goes with its owner', async () => {
    const path = join(tempFolder(), 'desk.db');
    const first = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
    first.close();
    await expect(open(path)).resolves.toBeDefined();
  });

  test('a database of a newer program is refused, and left as it is', async () => {
    const path = join(tempFolder(), 'desk.db');
    const first = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
    first.close();
    const db = new Database(path);
    db.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run('later', 9_999_999_999_999);
    db.close();
    await expect(open(path)).rejects.toThrow(/newer version of chamado/);
  });

  test('a database that an older program left is copied, then brought up to date', async () => {
    const path = join(tempFolder(), 'desk.db');
    const first = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
    await first.receive(BOX, '1', [received('1')], NOW);
    first.close();
    const newer = withOneMoreMigration();
    await expect(openDatabase(path, 'read', newer)).rejects.toThrow(/older version of chamado/);
    const { sqlite, copied } = await openDatabase(path, 'work', newer);
    onTestFinished(() => void sqlite.close());
    expect(sqlite.prepare('SELECT count(*) FROM one_more').pluck().get()).toBe(0);
    const copy = new Database(String(copied), { readonly: true });
    onTestFinished(() => void copy.close());
    expect(copy.prepare('SELECT count(*) FROM inbound').pluck().get()).toBe(1);
  });

  test('what can not be opened says what to do', async () => {
    const file = join(tempFolder(), 'desk.db');
    await expect(open(join(file, 'none'), 'read')).rejects.toThrow(/there is no database/);
    await open(file);
    await expect(open(join(file, 'below-a-file', 'desk.db'))).rejects.toThrow(/can't be opened/);
  });

  test('a backup is a whole database with everything settled before it', async () => {
    const folder = tempFolder();
    const store = await open(join(folder, 'desk.db'));
    const rows = await store.receive(BOX, '1', [received('1')], NOW);
    await settle(store, rows, (row) => from('ana@acme.example', row));
    await store.backup(join(folder, 'copy.db'));
    expect(existsSync(join(folder, 'copy.db'))).toBe(true);
    const copy = await open(join(folder, 'copy.db'), 'read');
    expect(copy.reads.tickets(null, 10)).toHaveLength(1);
    expect(copy.reads.unhealthy()).toEqual([]);
  });
});

function withOneMoreMigration(): string {
  const folder = tempFolder();
  cpSync(fileURLToPath(new URL('../../drizzle', import.meta.url)), folder, { recursive: true });
  const journal = join(folder, 'meta', '_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as {
    entries: { idx: number; when: number }[];
  };
  const last = entries.at(-1);
  const more = { ...last, idx: entries.length, when: (last?.when ?? 0) + 1, tag: 'one_more' };
  writeFileSync(journal, JSON.stringify({ ...rest, entries: [...entries, more] }));
  writeFileSync(join(folder, 'one_more.sql'), 'CREATE TABLE `one_more` (`id` integer);');
  return folder;
}
