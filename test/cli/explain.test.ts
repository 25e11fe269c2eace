import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type DeskFolder, mailOf, makeDeskFolder } from '../support/desk-folder.ts';
import { startDns } from '../support/dns.ts';

vi.setConfig({ testTimeout: 60_000 });

let desk: DeskFolder;

beforeAll(async () => {
  desk = await makeDeskFolder();
});
afterAll(() => desk.remove());

const KEYS = [
  'file',
  'message',
  'authentication',
  'agent',
  'thread',
  'entitlement',
  'classification',
  'sla',
  'decision',
  'letters',
];

test('a sender is checked by DNS with --online alone', async () => {
  const dns = await startDns({ '_dmarc.acme.example': 'v=DMARC1; p=reject' });
  const asking = await makeDeskFolder({
    authentication: { authservId: 'mx.blip.example', unverified: 'accept', dnsServers: dns.servers },
  });
  onTestFinished(async () => {
    await dns.close();
    await asking.remove();
  });
  const file = await asking.write('unsigned.eml', mailOf({ 'Authentication-Results': null }));
  const [offline] = (await asking.run('explain', '--json', file)).json();
  expect(offline?.authentication).toEqual({
    verdict: 'none',
    because: 'no Authentication-Results of mx.blip.example',
  });
  expect(dns.asked).toEqual([]);
  const [online] = (await asking.run('explain', '--json', '--online', file)).json();
  expect(online?.authentication).toMatchObject({
    verdict: 'fail',
    because: expect.stringContaining('checked here: no signature; dmarc=fail, policy reject'),
  });
  expect(online?.decision).toMatchObject({ disposition: 'quarantined' });
});

test('one object a file, in the order given, whatever the mail is', async () => {
  const received = new Date('2026-11-03T13:00:00Z');
  const outage = await desk.write('outage.eml', mailOf({ Subject: 'Bot parou', 'Message-ID': '<o@acme.example>' }));
  utimesSync(outage, received, received);
  await desk.write('stranger.eml', mailOf({ From: 'eva@nowhere.example', Subject: 'Bot parou' }));
  await desk.write('away.eml', mailOf({ 'Auto-Submitted': 'auto-replied' }));
  await desk.write('single.mbox', `From ana@acme.example Tue Nov  3 13:00:00 2026\n${mailOf({ Subject: 'um' })}`);
  const bounce = [
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b\r\nContent-Type: text/plain\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.example',
    '',
    'Final-Recipient: rfc822; x@acme.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n--b--',
  ].join('\r\n');
  await desk.write(
    'bounce.eml',
    `From: MAILER-DAEMON@acme.example\r\nTo: suporte@blip.example\r\nSubject: failure\r\n${bounce}\r\n`,
  );
  const files = ['outage.eml', 'missing.eml', 'stranger.eml', '.', 'away.eml', 'bounce.eml', 'single.mbox'];
  const ran = await desk.run('explain', ...files, '--json');

  expect(ran.code).toBe(0);
  const lines = ran.json();
  expect(lines.map((line) => line.file)).toEqual(files);
  for (const line of lines) expect(Object.keys(line).filter((key) => key !== 'error')).toEqual(KEYS);

  const [opened, missing, refused, folder, ignored, bounced, single] = lines;
  expect(opened).toEqual({
    file: 'outage.eml',
    message: {
      messageId: '<o@acme.example>',
      date: '2026-11-03T13:00:00.000Z',
      from: { name: 'Ana Souza', address: 'ana@acme.example' },
      to: [{ name: '', address: 'suporte@blip.example' }],
      cc: [],
      subject: 'Bot parou',
      text: expect.stringContaining('Bom dia'),
      replyText: expect.stringContaining('Bom dia'),
      language: 'pt-BR',
      attachments: [],
      automatic: null,
      forwarded: null,
      defect: null,
    },
    authentication: { verdict: 'pass', because: expect.stringContaining('dmarc=pass') },
    agent: null,
    thread: null,
    entitlement: { verdict: 'entitled', plan: 'Plus', contract: 'acme-1', because: expect.any(String) },
    classification: {
      type: 'incident',
      priority: 'high',
      tags: ['outage'],
      because: [expect.stringContaining('rule "outage"')],
    },
    sla: {
      policy: 'standard',
      firstResponseDue: '2026-11-03T17:00:00.000Z',
      resolutionDue: '2026-11-04T13:00:00.000Z',
      because: expect.any(String),
    },
    decision: { disposition: 'opened', because: expect.stringMatching(/^entitled/) },
    letters: [
      { to: 'ana@acme.example', template: 'acknowledgement', language: 'pt-BR', subject: '[BLIP-1001] Bot parou' },
    ],
  });
  expect(missing).toMatchObject({ message: null, decision: null, error: expect.stringContaining('ENOENT') });
  expect(folder).toMatchObject({ message: null, error: expect.stringContaining('folder') });
  expect(refused).toMatchObject({
    entitlement: { verdict: 'no-contract', plan: null, contract: null },
    classification: { type: 'incident' },
    sla: null,
    decision: { disposition: 'refused', because: expect.stringMatching(/^no-contract/) },
    letters: [{ to: 'eva@nowhere.example', template: 'refusal-no-contract' }],
  });
  // Facts that the decision had no need of are given all the same.
  expect(ignored).toMatchObject({
    entitlement: { verdict: 'entitled' },
    classification: { type: 'doubt' },
    decision: { disposition: 'ignored' },
    letters: [],
  });
  expect(bounced).toMatchObject({
    message: {
      automatic: {
        kind: 'bounce',
        bounce: {
          recipients: [
            {
              address: 'x@acme.example',
              status: '5.1.1',
              permanent: true,
              diagnostic: expect.stringContaining('no such user'),
            },
          ],
        },
      },
    },
    decision: { disposition: 'ignored' },
  });
  expect(single).toMatchObject({ message: { subject: 'um' }, decision: { disposition: 'opened' } });
});

test('a reply is explained with what the database knows, and nothing is written', async () => {
  const first = await desk.write('first.eml', mailOf({ Subject: 'Dúvida', 'Message-ID': '<first@acme.example>' }));
  await desk.run('ingest', first);
  await desk.write(
    'reply.eml',
    mailOf({ Subject: 'Re: Dúvida', 'In-Reply-To': '<first@acme.example>' }, 'Mais um detalhe.'),
  );
  const ran = await desk.run('explain', 'reply.eml', 'first.eml', '--json');
  expect(ran.stderr).toContain(`tickets and earlier mails: ${desk.database}`);
  expect(ran.json()).toMatchObject([
    { thread: { ticket: 'BLIP-1001' }, decision: { disposition: 'appended' }, sla: null, letters: [] },
    { decision: { disposition: 'duplicate' }, entitlement: { verdict: 'entitled' } },
  ]);
  const database = new Database(desk.database, { readonly: true });
  expect(database.prepare('SELECT count(*) FROM inbound').pluck().get()).toBe(1);
  database.close();
});

test('a mail over the limit is explained as the quarantined mail that it would be', async () => {
  const small = await makeDeskFolder({ limits: { mailSize: '1KB' } });
  await small.write('big.eml', mailOf({}, 'x'.repeat(2_000)));
  const [line] = (await small.run('explain', 'big.eml', '--json')).json();
  await small.remove();
  expect(line).toMatchObject({
    message: null,
    decision: { disposition: 'quarantined' },
    error: expect.stringContaining('limits.mailSize'),
  });
});

test("an agent's mail is explained as theirs, and a customer's that they forward as the customer's", async () => {
  const working = await makeDeskFolder({
    agents: [{ id: 'bia', name: 'Bia Lima', publicName: 'Bia', email: 'bia@blip.example', languages: ['pt-BR'] }],
  });
  onTestFinished(() => working.remove());
  const bia = {
    From: 'Bia Lima <bia@blip.example>',
    'Authentication-Results': 'mx.blip.example; dmarc=pass header.from=blip.example',
  };
  const head =
    'De: Ana Souza <ana@acme.example>\nDate: ter., 3 de nov. de 2026 às 10:12\nSubject: Horário\nTo: bia@blip.example';
  const forwarded = `---------- Forwarded message ---------\n${head}\n\n\nComo configuro o horário do bot?`;
  await working.write('own.eml', mailOf({ ...bia, Subject: 'Bot parou' }, 'Vou ver isto amanhã.'));
  await working.write('forward.eml', mailOf({ ...bia, Subject: 'Fwd: Horário' }, forwarded));
  const [own, forward] = (await working.run('explain', 'own.eml', 'forward.eml', '--json')).json();
  expect(own?.agent).toEqual({ id: 'bia', name: 'Bia Lima', onBehalfOf: null });
  expect(forward?.agent).toEqual({ id: 'bia', name: 'Bia Lima', onBehalfOf: 'ana@acme.example' });
  const [card = '', other = ''] = (await working.run('explain', 'own.eml', 'forward.eml')).stdout.split(/^forward/m);
  expect(card).toMatch(/agent +Bia Lima/);
  expect(card).not.toMatch(/entitlement|no-contract|is a /);
  expect(other).toMatch(/agent +Bia Lima, on behalf of ana@acme\.example/);
  expect(other).toMatch(/entitlement +entitled/);
});

test('without a config it takes the shipped one, and needs no secret', async () => {
  const empty = await makeDeskFolder();
  const mail = await empty.write('a.eml', mailOf({ Subject: 'Bot\x1b[2J' }));
  const ran = await empty.runWithoutConfig('explain', mail);
  await empty.remove();
  expect(ran.code).toBe(0);
  expect(ran.stderr).toContain('config.example.json');
  expect(ran.stdout).toContain(`${join(empty.path, 'a.eml')}: `);
  expect(ran.stdout).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
});
