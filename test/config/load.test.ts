import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileDesk } from '../../src/config/compile.ts';
import { loadConfig } from '../../src/config/load.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { changed, ENV, EXAMPLE, lineOf, problemsOf } from './example.ts';

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
      [/ {2}"answers": \{[\s\S]*?\n {2}\},\n/, ''],
      [/ {2}"customers": .*\n/, ''],
      [/,\s*\/\/.*\n\s*"phone": .*/, ''],
      [/ {2}"agents": \[[\s\S]*?\n {2}\],\n/, ''],
      [/ {2}"queues": \[[\s\S]*?\n {2}\],\n/, ''],
    );
    const { config, document } = await loadConfig(path, { env: ENV, secrets: 'required' });
    expect(compileDesk(config, document).desk).toMatchObject({
      answers: {
        state: 'pending',
        collisions: { colleagueAnswered: 'hold', customerWrote: 'send', mergedOrClosed: 'hold' },
      },
      awayAfterAutoReply: 3 * 86_400_000,
      agentFilesUpTo: 10_000_000,
      customersAdd: true,
      selfService: true,
      phone: null,
      agents: [],
      queues: [],
    });
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
      'two agents of one name',
      [
        ['"id": "diego"', '"id": "bia"'],
        ['"diego", "emma"', '"emma"'],
      ],
      '"name": "Diego Rivas"',
      /agents\[1\]\.id: there are two agents "bia"/,
    ],
    [
      'two queues of one name',
      [['"id": "incidents"', '"id": "support"']],
      '"members": ["bia", "emma"]',
      /queues\[1\]\.id: there are two queues "support"/,
    ],
    [
      'a member who is no agent',
      [['["bia", "emma"]', '["bia", "ema"]']],
      '"ema"',
      /queues\[1\]\.members\[1\]: there is no agent "ema"; did you mean "emma"\?/,
    ],
    [
      'a lead who is no agent',
      [['"lead": "bia"', '"lead": "bya"']],
      '"bya"',
      /queues\[0\]\.lead: there is no agent "bya"; did you mean "bia"\?/,
    ],
    [
      'hours of a calendar that is not there',
      [['"hours": "business"', '"hours": "busines"']],
      '"busines"',
      /agents\[1\]\.hours: there is no calendar "busines" in sla\.calendars; did you mean "business"\?/,
    ],
    [
      'an absence that ends before it begins',
      [['"to": "2027-01-03"', '"to": "2026-01-03"']],
      '"2026-01-03"',
      /agents\[1\]\.away\[0\]: ends before it begins/,
    ],
    [
      'an absence on a day that there is not',
      [['"to": "2027-01-03"', '"to": "2027-02-29"']],
      '"2027-02-29"',
      /agents\[1\]\.away\[0\]\.to: must be a day such as/,
    ],
    [
      'a language in words',
      [['"languages": ["en", "pt-BR"]', '"languages": ["English"]']],
      '"English"',
      /agents\[2\]\.languages\[0\]: must be a language such as "pt-BR"/,
    ],
    [
      'a strategy that there is not',
      [['"strategy": "least-open"', '"strategy": "random"']],
      '"random"',
      /queues\[1\]\.strategy: .*"round-robin"\|"least-open"\|"none"/,
    ],
    [
      'a collision that is neither held nor sent',
      [['"colleagueAnswered": "hold"', '"colleagueAnswered": "ask"']],
      '"ask"',
      /answers\.collisions\.colleagueAnswered: .*"hold"\|"send"/,
    ],
    [
      'no size of files',
      [['"filesToAgents": "10MB"', '"filesToAgents": "10 MB"']],
      '"10 MB"',
      /answers\.filesToAgents: must be a size such as/,
    ],
    [
      'no span of an absence',
      [['"awayAfterAutoReply": "3d"', '"awayAfterAutoReply": "3 days"']],
      '"3 days"',
      /answers\.awayAfterAutoReply: must be a time such as/,
    ],
    [
      'a wish of customers that there is not',
      [['"addByCc": true', '"addByCC": true']],
      '"addByCC"',
      /customers\.addByCC: unknown key; did you mean "addByCc"\?/,
    ],
    [
      'no telephone number',
      [['"phone": "+55 31 0000-0000"', '"phone": ""']],
      '"phone": ""',
      /desk\.phone: must be a telephone number/,
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
