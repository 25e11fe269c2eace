import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compileDesk } from '../../src/config/compile.ts';
import { ConfigError, loadConfig } from '../../src/config/load.ts';
import { tempFolder } from '../support/temp-folder.ts';

const EXAMPLE = fileURLToPath(new URL('../../config.example.json', import.meta.url));
const ENV = { CHAMADO_SECRET: '0123456789abcdef0123456789abcdef', IMAP_PASSWORD: 'p', SMTP_PASSWORD: 'q' };

/** The example config with some text exchanged, in a folder of its own. */
function changed(...exchanges: [string | RegExp, string][]): string {
  const path = join(tempFolder(), 'config.json');
  let text = readFileSync(EXAMPLE, 'utf8');
  for (const [from, to] of exchanges) {
    const next = text.replace(from, to);
    if (next === text) throw new Error(`the example has no ${from}`);
    text = next;
  }
  writeFileSync(path, text);
  return path;
}

/** Every problem of a config as lines without their folder: from the file, and from what contradicts itself in it. */
async function problemsOf(path: string, env: Record<string, string> = ENV): Promise<string[]> {
  try {
    const { config, document } = await loadConfig(path, { env, secrets: 'required' });
    return compileDesk(config, document).problems.map(({ line, path: at, message }) => `${line} ${at}: ${message}`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ line, path: at, message }) => `${line} ${at}: ${message}`);
  }
}

const lineOf = (path: string, text: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

describe('a good config', () => {
  test('the example loads, with its secrets from the environment and paths from its own folder', async () => {
    const folder = tempFolder();
    cpSync(EXAMPLE, join(folder, 'config.json'));
    const { config } = await loadConfig(join(folder, 'config.json'), { env: ENV, secrets: 'required' });
    expect(config.desk.secret).toEqual([ENV.CHAMADO_SECRET]);
    expect(config.store.path).toBe(join(folder, 'data/chamado.db'));
    expect(config.limits).toMatchObject({ mailSize: 25_000_000, parseTime: 5_000, refusalInterval: 7 * 86_400_000 });
    expect(config.mailbox.backlog.silentOlderThan).toBe(86_400_000);
  });

  test('the example contradicts itself nowhere', async () => {
    expect(await problemsOf(EXAMPLE)).toEqual([]);
  });

  test('a secret may stand in a file', async () => {
    const path = changed(['${env:CHAMADO_SECRET}', '${file:secret.txt}']);
    writeFileSync(join(path, '..', 'secret.txt'), 'from a file, long enough\n');
    const { config } = await loadConfig(path, { env: ENV, secrets: 'required' });
    expect(config.desk.secret).toEqual(['from a file, long enough']);
  });

  test('without its secrets it can still be read for explaining', async () => {
    await expect(loadConfig(EXAMPLE, { env: {}, secrets: 'placeholder' })).resolves.toBeDefined();
  });

  test('DNS servers are addresses, with or without a port', async () => {
    const servers = ['192.0.2.53', '192.0.2.53:5353', '2001:db8::53', '[2001:db8::53]:5353'];
    const path = changed([
      '"unverified": "accept"',
      `"unverified": "accept", "dnsServers": ${JSON.stringify(servers)}`,
    ]);
    const { config } = await loadConfig(path, { env: ENV, secrets: 'required' });
    expect(config.authentication).toMatchObject({ dnsServers: servers, checkSignatures: true });
  });

  test('what an earlier config does not know has a default', async () => {
    const path = changed(
      [/,\s*"limits": \{[^}]*\}/, ''],
      [/ {2}"threading": .*\n/, ''],
      [/ {2}"templates": .*\n/, ''],
      ['"backlog": { "silentOlderThan": "24h" },', ''],
    );
    const { config } = await loadConfig(path, { env: ENV, secrets: 'required' });
    expect(config.limits.lettersPerRecipientHour).toBe(20);
    expect(config.threading.colleagues).toBe('append');
    expect(config.mailbox.backlog.silentOlderThan).toBe(86_400_000);
  });
});

describe('a bad config says what, where, and what to do', () => {
  test.each<[string, [string | RegExp, string][], string, RegExp]>([
    [
      'an unknown key',
      [['"folder": "INBOX"', '"foldr": "INBOX"']],
      '"foldr"',
      /mailbox\.foldr: unknown key; did you mean "folder"\?/,
    ],
    ['a key of the other kind', [['"folder": "INBOX"', '"path": "x"']], '"path": "x"', /mailbox\.path: unknown key/],
    ['an unknown key at the top', [['"admins"', '"admin"']], '"admin"', /admin: unknown key; did you mean "admins"\?/],
    ['a wrong type', [['"port": 993', '"port": "993"']], '"port": "993"', /mailbox\.port: .*expected number/],
    [
      'a wrong choice',
      [['"unverified": "accept"', '"unverified": "maybe"']],
      '"unverified"',
      /authentication\.unverified: .*"accept"\|"hold"/,
    ],
    ...['dns.example', '192.0.2.53:99999', '192.0.2', '[192.0.2.53'].map(
      (server): [string, [string | RegExp, string][], string, RegExp] => [
        `no DNS server: ${server}`,
        [['"unverified": "accept"', `"unverified": "accept", "dnsServers": ["${server}"]`]],
        '"dnsServers"',
        /authentication\.dnsServers\[0\]: must be an IP address/,
      ],
    ),
    [
      'no time zone',
      [['"timeZone": "America/Sao_Paulo",\n    // ', '"timeZone": "Sao Paulo",\n    // ']],
      '"Sao Paulo"',
      /desk\.timeZone: is no time zone/,
    ],
    ['no cron expression', [['*/30 * * * * *', 'often']], 'often', /mailbox\.poll: is no cron expression/],
    [
      'no span of time',
      [['"parseTime": "5s"', '"parseTime": "5 seconds"']],
      '"5 seconds"',
      /limits\.parseTime: must be a time such as/,
    ],
    ['a missing key', [['"address": "suporte@blip.example",', '']], '"desk"', /desk\.address: is missing/],
    [
      'a plan with a policy that is not there',
      [['"sla": "standard"', '"sla": "standart"']],
      '"standart"',
      /plans\.Startup\.sla: there is no policy "standart".*did you mean "standard"\?/,
    ],
    [
      'a pattern that does not compile',
      [
        [
          '"rules": [',
          '"rules": [{ "name": "x", "when": { "body": { "pattern": "a(b" } }, "set": { "type": "task" } },',
        ],
      ],
      'a(b',
      /classification\.rules\[0\].*pattern/,
    ],
    [
      'a rule for a queue that is not there',
      [['"rules": [', '"rules": [{ "name": "x", "when": { "body": ["a"] }, "set": { "queue": "sales" } },']],
      '"sales"',
      /there is no queue "sales"/,
    ],
    [
      'an agent with the address of the desk',
      [['"email": "bia@blip.example"', '"email": "suporte@blip.example"']],
      '"agents"',
      /agents\[0\]: suporte@blip\.example is an address of the desk too/,
    ],
    [
      'the done folder is the one that is read',
      [['"done": "Processed"', '"done": "inbox"']],
      '"done"',
      /mailbox\.done: must not be the folder/,
    ],
    ['one key twice', [['"admins":', '"followUps": {},\n  "admins":']], '', /followUps: this key stands here twice/],
  ])('%s', async (_what, exchanges, where, expected) => {
    const path = changed(...exchanges);
    const problems = await problemsOf(path);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
    if (where !== '')
      expect(Math.abs(Number.parseInt(problems[0] ?? '', 10) - lineOf(path, where))).toBeLessThanOrEqual(1);
  });

  test('a secret that is not set, by name', async () => {
    expect(await problemsOf(EXAMPLE, { CHAMADO_SECRET: ENV.CHAMADO_SECRET })).toEqual([
      expect.stringMatching(/^\d+ mailbox\.password: the environment variable IMAP_PASSWORD is not set/),
      expect.stringMatching(/^\d+ outgoing\.password: the environment variable SMTP_PASSWORD is not set/),
    ]);
  });

  test('all problems at once', async () => {
    const path = changed(
      ['"port": 993', '"port": 0'],
      ['"idle": true', '"idle": 1'],
      ['"language": "pt-BR"', '"language": "fr"'],
    );
    expect(await problemsOf(path)).toHaveLength(3);
  });

  test.each([
    ['a broken file', '{ "desk": { ', /not valid JSON here/],
    ['an empty file', '', /value expected|the file is empty/],
  ])('%s', async (_what, text, expected) => {
    const path = join(tempFolder(), 'config.json');
    writeFileSync(path, text);
    expect((await problemsOf(path)).join('\n')).toMatch(expected);
  });

  test('a file that is not there', async () => {
    expect((await problemsOf('/nowhere/config.json'))[0]).toMatch(/cannot be read.*--config/);
  });
});
