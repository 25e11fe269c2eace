import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CONFIG, type DeskFolder, mailOf, makeDeskFolder } from '../support/desk-folder.ts';

// Each command is a process, and others may need the machine as well.
vi.setConfig({ testTimeout: 60_000 });

let desk: DeskFolder;

beforeAll(async () => {
  desk = await makeDeskFolder({ authentication: { ...CONFIG.authentication, unverified: 'hold' } });
  const results = (verdict: string) => ({ 'Authentication-Results': `mx.blip.example; ${verdict}` });
  const mails = [
    mailOf({ Subject: 'sem prova', ...results('none') }),
    mailOf({ Subject: 'forjado', ...results('dmarc=fail header.from=acme.example') }),
    mailOf({ Subject: 'dois remetentes', 'X-Other': 'x\r\nFrom: eva@evil.example' }),
    mailOf({ Subject: 'aberto' }),
    mailOf({ Subject: 'perdido', ...results('none') }),
    mailOf({ Subject: 'férias', 'Auto-Submitted': 'auto-replied' }),
  ];
  const files = await Promise.all(mails.map((mail, i) => desk.write(`${i + 1}.eml`, mail)));
  await desk.run('ingest', ...files);
  const database = new Database(desk.database);
  database.exec('DELETE FROM raw WHERE sha256 = (SELECT sha256 FROM inbound WHERE id = 5)');
  database.close();
}, 60_000);

afterAll(() => desk.remove());

const dispositions = async () =>
  Object.fromEntries((await desk.run('mail', '--json')).json().map(({ id, disposition }) => [id, disposition]));

describe('quarantine release', () => {
  test('lets a held mail through again; the next pass settles it, and a second release says that it was done', async () => {
    expect(await dispositions()).toEqual({
      1: 'quarantined',
      2: 'quarantined',
      3: 'quarantined',
      4: 'opened',
      5: 'quarantined',
      6: 'ignored',
    });
    const released = await desk.run('quarantine', 'release', '1', '--because', 'Ana ligou');
    expect(released.code).toBe(0);
    expect(released.stdout).toMatch(/mail 1 goes through again: a running worker takes it.*"chamado once" does/);
    const again = await desk.run('quarantine', 'release', '1', '--json');
    expect([again.code, again.json()]).toEqual([0, [{ id: 1, disposition: 'waiting' }]]);

    expect((await desk.run('once', '--json')).json()).toMatchObject([
      { id: 1, disposition: 'opened', ticket: 'BLIP-1002' },
    ]);
    const late = await desk.run('quarantine', 'release', '1');
    expect(late.code).toBe(0);
    expect(late.stdout).toMatch(/mail 1 was released already, by .+ at .+Z; it is opened/);
    const [ticket] = (await desk.run('ticket', '1002', '--json')).json<{
      history: { what: string; because: string }[];
    }>();
    expect(ticket?.history).toContainEqual(
      expect.objectContaining({
        what: 'released the mail',
        because: expect.stringContaining('Ana ligou; mail 1 was quarantined'),
      }),
    );
    const [row] = (await desk.run('mail', '--disposition', 'opened', '--json')).json().filter(({ id }) => id === 1);
    expect(row?.because).toContain('released by hand by');
  });

  test('a forged mail goes through only as a human’s; one with two senders never', async () => {
    expect((await desk.run('quarantine', 'release', '2', '--json')).json()).toEqual([
      { id: 2, disposition: 'waiting' },
    ]);
    await desk.run('quarantine', 'release', '3', '--as', 'human');
    expect((await desk.run('once', '--json')).json()).toEqual([
      expect.objectContaining({ id: 2, disposition: 'quarantined', because: expect.stringContaining('--as human') }),
      expect.objectContaining({
        id: 3,
        disposition: 'quarantined',
        because: expect.stringContaining('2 From headers'),
      }),
    ]);
    await desk.run('quarantine', 'release', '2', '--as', 'human');
    expect((await desk.run('once', '--json')).json()).toMatchObject([{ id: 2, disposition: 'opened' }]);
    expect((await desk.sent()).map(({ subject }) => subject).join()).not.toContain('forjado');
  });

  test.each([
    [['quarantine', 'release', '99'], 1, 'there is no mail 99'],
    [['quarantine', 'release', '4'], 1, 'mail 4 is opened: it is not in quarantine'],
    [['quarantine', 'release', '5'], 1, "mail 5 can't go through again: its raw bytes are not in the database"],
    [['quarantine', 'release', '6'], 1, 'chamado mail release 6 --as human'],
    [['quarantine', 'release', 'x'], 2, '"x" is no id'],
    [['quarantine', 'release', '4', '--as', 'robot'], 2, 'human'],
    [['mail', 'release', '4', '--as', 'human'], 1, 'only what was ignored, noted or refused'],
    [['mail', 'release', '5', '--as', 'human'], 1, '"chamado quarantine release 5" lets it through'],
    [['mail', 'release', '6'], 2, '--as'],
  ])('%j fails, and says why', async (args, code, words) => {
    const ran = await desk.run(...args);
    expect([ran.code, ran.stdout]).toEqual([code, '']);
    expect(ran.stderr).toContain(words);
  });

  test('the database stays sound', async () => {
    expect((await desk.run('check')).stdout).not.toMatch(/final disposition and no settling/);
  });
});
