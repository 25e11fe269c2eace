import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { mailOf, makeDeskFolder } from '../support/desk-folder.ts';

vi.setConfig({ testTimeout: 60_000 });

async function desk() {
  const made = await makeDeskFolder();
  onTestFinished(() => made.remove());
  return made;
}

test('wrong usage ends with 2 and says what would be right', async () => {
  const { run } = await desk();
  const wrong: [string[], string][] = [
    [['tikets'], 'Did you mean tickets?'],
    [['tickets', '--state', 'opened'], 'Allowed choices are new, open'],
    [['tickets', '--limit', '0'], 'a whole number from 1 on'],
    [['mail', 'release', '3'], "required option '--as <what>'"],
    [[], 'Usage: chamado'],
  ];
  const ran = await Promise.all(wrong.map(([args]) => run(...args)));
  ran.forEach(({ code, stderr }, i) => {
    expect(stderr).toContain(wrong[i]?.[1]);
    expect(code).toBe(2);
  });
});

test('--help shows examples and ends with 0', async () => {
  const { run } = await desk();
  const [all, one] = await Promise.all([run('--help'), run('quarantine', 'show', '--help')]);
  expect(all.code).toBe(0);
  for (const name of [
    'run',
    'once',
    'ingest',
    'explain',
    'check',
    'tickets',
    'ticket',
    'mail',
    'quarantine',
    'outbox',
    'backup',
  ]) {
    expect(all.stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  }
  expect(one.stdout).toContain('$ chamado quarantine show 17 --raw > mail.eml');
});

test('a config that is not there ends with 78, a database that is not there with 1', async () => {
  const { run } = await desk();
  const [config, database] = await Promise.all([run('--config', 'nowhere.json', 'tickets'), run('tickets')]);
  expect(config.code).toBe(78);
  expect(config.stderr).toContain('copy config.example.json');
  expect(database.code).toBe(1);
  expect(database.stderr).toContain('there is no database');
});

test('a reader that goes away ends it without a word', async () => {
  const { path, config, write } = await desk();
  await write('long.eml', mailOf({}, 'uma linha de texto\n'.repeat(20_000)));
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [main, '--config', config, 'explain', '--json', ...Array<string>(20).fill('long.eml')],
    { cwd: path },
  );
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  expect(said).not.toMatch(/EPIPE|Error|at /);
});
