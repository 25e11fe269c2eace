import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { shippedFile } from '../../src/cli/shipped.ts';
import { ACME, CONFIG, makeDeskFolder, type Ran } from '../support/desk-folder.ts';
import { startDns } from '../support/dns.ts';

vi.setConfig({ testTimeout: 60_000 });

interface Finding {
  part: string;
  ok: boolean;
  message: string;
}

async function desk(...args: Parameters<typeof makeDeskFolder>) {
  const made = await makeDeskFolder(...args);
  onTestFinished(() => made.remove());
  return made;
}

function wrongOf({ json }: Ran): Finding[] {
  return json<Finding>().filter((finding) => !finding.ok);
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

test('where all is well each part says so in one line', async () => {
  const ran = await (await desk()).run('check', '--json');
  expect(ran.json().map(({ part, ok }) => [part, ok])).toEqual(
    ['config', 'secrets', 'templates', 'directory', 'database', 'mailbox', 'outgoing'].map((part) => [part, true]),
  );
  expect(ran.code).toBe(0);
});

test('a DNS that gives no answer is told of, where senders are checked by it', async () => {
  const checking = { ...CONFIG.authentication, checkSignatures: true };
  const dns = await startDns({ '_dmarc.blip.example': 'v=DMARC1; p=reject' });
  onTestFinished(() => dns.close());
  const good = await (await desk({ authentication: { ...checking, dnsServers: dns.servers } })).run('check', '--json');
  expect(good.json<Finding>().find(({ part }) => part === 'sender')).toMatchObject({
    ok: true,
    message: expect.stringContaining('answer; blip.example has a DMARC policy'),
  });
  const gone = await (await desk({ authentication: { ...checking, dnsServers: ['127.0.0.1:1'] } })).run(
    'check',
    '--json',
  );
  expect(wrongOf(gone)).toMatchObject([{ part: 'sender', message: expect.stringContaining('waits for four hours') }]);
});

test('every part is looked at, also where others are wrong', async () => {
  const made = await desk(
    {
      desk: { ...CONFIG.desk, languag: 'pt-BR', secret: '${env:NOT_SET_ANYWHERE}' },
      templates: 'own',
      store: { path: 'a-file/chamado.db' },
    },
    [{ ...ACME, users: [ACME.users[0], ACME.users[0]] }],
  );
  await made.write('a-file', 'no folder');
  mkdirSync(join(made.path, 'own', 'en'), { recursive: true });
  writeFileSync(
    join(made.path, 'own', 'en', 'acknowledgement.md'),
    '---\nsubject: "{{ numbr }}"\n---\n\nHi {{ number }}\n',
  );
  const ran = await made.run('check', '--json');
  const wrong = Object.fromEntries(wrongOf(ran).map((finding) => [finding.part, finding.message]));
  expect(wrong.config).toMatch(/config\.json:\d+:\d+ desk\.languag: unknown key; did you mean "language"\?/);
  expect(wrong.secrets).toMatch(/desk\.secret: the environment variable NOT_SET_ANYWHERE is not set/);
  expect(wrong.templates).toMatch(/own\/en\/acknowledgement\.md:\d+.*numbr/);
  expect(wrong.directory).toMatch(
    /directory\.json:\d+:\d+ contracts\[0\]\.users\[1\]: ana@acme\.example is a user of contract "acme-1" twice/,
  );
  expect(wrong.database).toContain('a-file is a file');
  expect(Object.keys(wrong)).toEqual(['config', 'secrets', 'templates', 'directory', 'database']);
  expect(ran.code).toBe(78);
});

test('servers that are away, and a folder that takes no file, end with 1', async () => {
  const port = await closedPort();
  const made = await desk({
    store: { path: '/proc/chamado/chamado.db' },
    mailbox: { kind: 'imap', host: '127.0.0.1', port, secure: false, user: 'suporte', password: 'x' },
    outgoing: { kind: 'smtp', host: '127.0.0.1', port },
  });
  const ran = await made.run('check');
  expect(ran.stdout).toMatch(/^wrong +mailbox .*ECONNREFUSED/m);
  expect(ran.stdout).toMatch(new RegExp(`^wrong +outgoing +127\\.0\\.0\\.1:${port}: .*ECONNREFUSED`, 'm'));
  expect(ran.stdout).toMatch(/^wrong +database +the folder \/proc can't be written/m);
  expect(ran.stdout).toMatch(/^ok +config/m);
  expect(ran.code).toBe(1);
});

test('a file that is no JSON is told with its line, and the rest is not guessed', async () => {
  const made = await desk();
  writeFileSync(made.config, `${readFileSync(made.config, 'utf8')}\n}`);
  const ran = await made.run('check', '--json');
  const wrong = wrongOf(ran);
  expect(wrong[0]?.message).toMatch(/config\.json:\d+:\d+: not valid JSON/);
  expect(ran.code).toBe(78);
});

test('a database that is damaged is told', async () => {
  const made = await desk();
  await made.run('once');
  writeFileSync(made.database, readFileSync(made.database).fill(0x7f, 5_000, 30_000));
  const ran = await made.run('check', '--json');
  expect(wrongOf(ran).map((finding) => finding.part)).toEqual(['database']);
  expect(ran.code).toBe(1);
});

test('figures that are still the shipped examples are noted', async () => {
  const made = await desk();
  const shipped = readFileSync(shippedFile('config.example.json'), 'utf8');
  const own = shipped
    .replace(/"mailbox": \{[\s\S]*?\n {2}\},/, '"mailbox": { "kind": "maildir", "path": "mail" },')
    .replace(/"outgoing": \{[\s\S]*?\n {2}\},/, '"outgoing": { "kind": "folder", "path": "letters" },');
  writeFileSync(made.config, own);
  const ran = await made.runWith({ CHAMADO_SECRET: 'long enough to be a secret' }, 'check');
  expect(ran.stdout).toMatch(
    /^note +sla +the figures of "standard" and "premium" in sla\.policies are the shipped examples/m,
  );
  expect(ran.code).toBe(0);
});

test('it works while the worker runs', async () => {
  const made = await desk();
  const main = shippedFile('src/main.ts');
  const worker = spawn(process.execPath, [main, '--config', made.config, 'run'], {
    cwd: made.path,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve) => {
    let said = '';
    worker.stderr.on('data', (text) => {
      said += text;
      if (said.includes('"reading"')) resolve();
    });
  });
  const ran = await made.run('check', '--json');
  expect(wrongOf(ran)).toEqual([]);
  worker.kill('SIGTERM');
  const [code] = worker.exitCode === null ? await once(worker, 'exit') : [worker.exitCode];
  expect(code).toBe(0);
});
