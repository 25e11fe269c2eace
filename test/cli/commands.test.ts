import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DeskFolder, mailOf, makeDeskFolder, type Ran } from '../support/desk-folder.ts';

// Each command is a process, and others may need the machine as well.
vi.setConfig({ testTimeout: 60_000 });

/** One desk that took in seven mails; the tests look at what it knows. */
let desk: DeskFolder;
let ingested: Ran;

beforeAll(async () => {
  desk = await makeDeskFolder();
  const incident = await desk.write('incident.eml', mailOf({ Subject: 'Bot parou' }));
  const stranger = await desk.write('stranger.eml', mailOf({ From: 'eva@nowhere.example' }));
  const away = await desk.write('away.eml', mailOf({ 'Auto-Submitted': 'auto-replied', Subject: 'Férias' }));
  const forged = await desk.write(
    'forged.eml',
    mailOf(
      { Subject: 'hi', 'Authentication-Results': 'mx.blip.example; dmarc=fail header.from=acme.example' },
      'a\x1b[2Jb \u202e',
    ),
  );
  const from = 'From ana@acme.example Tue Nov  3 13:00:00 2026\n';
  const box = await desk.write(
    'two.mbox',
    `${from}${mailOf({ Subject: 'um' })}\n${from}${mailOf({ Subject: 'dois' })}`,
  );
  const again = await desk.write('again.eml', readFileSync(incident));
  const missing = join(desk.path, 'missing.eml');
  ingested = await desk.run('ingest', incident, stranger, away, missing, forged, box, again, '--json');
});

afterAll(() => desk.remove());

describe('ingest', () => {
  test('prints what became of each mail, in the order given', () => {
    const lines = ingested.json();
    expect(lines.map((line) => [line.id, line.disposition, line.ticket])).toEqual([
      [1, 'opened', 'BLIP-1001'],
      [2, 'refused', null],
      [3, 'ignored', null],
      [4, 'quarantined', null],
      [5, 'opened', 'BLIP-1002'],
      [6, 'opened', 'BLIP-1003'],
      [7, 'duplicate', null],
    ]);
    expect(lines[0]).toEqual({
      id: 1,
      file: join(desk.path, 'incident.eml'),
      disposition: 'opened',
      because: expect.stringContaining('entitled'),
      ticket: 'BLIP-1001',
    });
  });

  test('says which file can not be read, and fails once the others are in', () => {
    expect(ingested.stderr).toContain("missing.eml can't be read: ENOENT");
    expect(ingested.stderr).toContain('7 mails in');
    expect(ingested.code).toBe(1);
  });

  test('sends the letters, as the config says', async () => {
    const letters = await desk.sent();
    expect(letters.map((letter) => letter.subject)).toEqual([
      '[BLIP-1001] Bot parou',
      expect.stringContaining('contrato'),
      '[BLIP-1002] um',
      '[BLIP-1003] dois',
    ]);
  });

  test('--silent opens the ticket and writes nothing', async () => {
    const before = (await desk.sent()).length;
    const ran = await desk.run('ingest', '--silent', await desk.write('silent.eml', mailOf({ Subject: 'quieto' })));
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^opened +BLIP-1004 +ana@acme\.example +entitled/);
    expect(await desk.sent()).toHaveLength(before);
  });
});

describe('tickets', () => {
  test('one JSON object a ticket, instants in ISO 8601', async () => {
    const { code, json } = await desk.run('tickets', '--json');
    expect(code).toBe(0);
    const ticket = json().find((one) => one.number === 'BLIP-1002');
    const running = {
      state: 'running',
      because: expect.stringContaining('policy "standard"'),
      startedAt: '2026-11-03T13:00:00.000Z',
      metAt: null,
    };
    expect(ticket).toEqual({
      number: 'BLIP-1002',
      subject: 'um',
      type: 'doubt',
      priority: 'normal',
      state: 'new',
      plan: 'Plus',
      requester: 'ana@acme.example',
      assignee: null,
      queue: null,
      createdAt: '2026-11-03T13:00:00.000Z',
      updatedAt: '2026-11-03T13:00:00.000Z',
      clocks: [
        { metric: 'firstResponse', dueAt: '2026-11-03T17:00:00.000Z', ...running },
        { metric: 'resolution', dueAt: '2026-11-04T13:00:00.000Z', ...running },
      ],
    });
  });

  test('--state and --limit choose; for people it is a table in the zone of the desk', async () => {
    const { stdout } = await desk.run('tickets', '--state', 'new', '--limit', '2');
    expect(stdout.split('\n').filter((line) => line.startsWith('BLIP-'))).toHaveLength(2);
    expect(stdout).toMatch(/^NUMBER +STATE +TYPE/);
  });

  test('ticket adds messages and history', async () => {
    const { json } = await desk.run('ticket', 'blip-1001', '--json');
    const [ticket] = json<{ messages: unknown[]; history: unknown[] }>();
    expect(ticket?.messages).toEqual([
      {
        at: expect.stringMatching(/Z$/),
        from: 'ana@acme.example',
        direction: 'in',
        text: expect.stringContaining('Bom dia'),
        attachments: [],
      },
    ]);
    expect(ticket?.history[0]).toEqual({
      at: expect.stringMatching(/Z$/),
      by: 'ana@acme.example',
      what: 'opened',
      because: expect.any(String),
    });
  });

  test('ticket for people tells who, what, why and when', async () => {
    const { stdout } = await desk.run('ticket', '1002');
    for (const part of [
      'BLIP-1002  um',
      'new · doubt · normal',
      'Acme (Plus)',
      'due 2026-11-03 14:00',
      'ana@acme.example wrote',
      'History',
    ]) {
      expect(stdout).toContain(part);
    }
  });
});

describe('mail', () => {
  test('the ledger holds every mail with its reason', async () => {
    const { json } = await desk.run('mail', '--disposition', 'ignored', '--json');
    expect(json()).toEqual([
      {
        id: 3,
        uid: '3',
        receivedAt: expect.stringMatching(/Z$/),
        from: 'ana@acme.example',
        subject: 'Férias',
        disposition: 'ignored',
        because: 'auto-reply: Auto-Submitted: auto-replied',
        ticket: null,
      },
    ]);
  });

  test('release lets an ignored mail through as that of a person', async () => {
    const released = await desk.run('mail', 'release', '3', '--as', 'human', '--json');
    expect(released.json()).toEqual([{ id: 3, disposition: 'waiting' }]);
    const pass = await desk.run('once', '--json');
    expect(pass.json()).toEqual([
      { id: 3, uid: '3', disposition: 'opened', because: expect.any(String), ticket: 'BLIP-1005' },
    ]);
  });
});

describe('quarantine', () => {
  test('show makes what steers a terminal visible', async () => {
    const { stdout, code } = await desk.run('quarantine', 'show', '4');
    expect(code).toBe(0);
    expect(stdout).toContain('forged: mx.blip.example: dmarc=fail');
    expect(stdout).toContain('From: Ana Souza <ana@acme.example>');
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  test('show --raw gives the bytes as they came', async () => {
    const { stdout } = await desk.run('quarantine', 'show', '4', '--raw');
    expect(stdout).toBe(readFileSync(join(desk.path, 'forged.eml'), 'utf8'));
  });

  test('list, then drop', async () => {
    expect((await desk.run('quarantine', 'list', '--json')).json().map((one) => one.id)).toEqual([4]);
    expect((await desk.run('quarantine', 'drop', '4', '--json')).json()).toEqual([{ id: 4, disposition: 'ignored' }]);
    expect((await desk.run('quarantine', 'drop', '4')).stderr).toContain('not in quarantine');
  });
});

describe('outbox', () => {
  test('list --all has every letter, newest first', async () => {
    const all = (await desk.run('outbox', 'list', '--all', '--json')).json();
    expect(all.at(-1)).toEqual({
      id: 1,
      to: 'ana@acme.example',
      template: 'acknowledgement',
      ticket: 'BLIP-1001',
      state: 'sent',
      attempts: 1,
      nextAttemptAt: null,
      error: null,
    });
  });

  test('a letter that is held goes back into the queue by hand; one that is sent stays as it is', async () => {
    const database = new Database(desk.database);
    database.prepare("UPDATE outbox SET state = 'held', error = 'unclear' WHERE id = 2").run();
    database.close();
    expect((await desk.run('outbox', 'retry', '2', '--json')).json()).toEqual([{ id: 2, state: 'queued' }]);
    expect((await desk.run('outbox', 'list', '--json')).json()).toMatchObject([{ id: 2, state: 'queued' }]);
    expect((await desk.run('outbox', 'drop', '1')).code).toBe(1);
  });
});

test('backup makes a whole copy and overwrites nothing', async () => {
  const copy = join(desk.path, 'copy.db');
  const { code, json } = await desk.run('backup', copy, '--json');
  expect(code).toBe(0);
  expect(json()).toEqual([{ file: copy, size: readFileSync(copy).length, seconds: expect.any(Number) }]);
  const database = new Database(copy, { readonly: true });
  expect(database.prepare('SELECT count(*) FROM inbound').pluck().get()).toBe(8);
  database.close();

  const before = readFileSync(copy);
  const second = await desk.run('backup', copy);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('overwrites nothing');
  expect(readFileSync(copy)).toEqual(before);
  expect(existsSync(`${copy}-wal`)).toBe(false);
});
