import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMailHost } from '../../src/cli/demo/mail-host.ts';
import { readMail } from '../../src/mail/read.ts';
import { tempFolder } from '../support/temp-folder.ts';

const IDENTITY = { addresses: ['suporte@blip.example'], authservId: 'mx.blip.example', ownLists: [], agents: [] };

interface Line {
  sample: string;
  from: string | null;
  subject: string | null;
  disposition: string;
  because: string;
  ticket: string | null;
  classification: { type: string; priority: string } | null;
  letters: { to: string; template: string; language: string; subject: string; file: string }[];
}

/** All that went out to customers after an agent had a hand in it. */
const CUSTOMERS_LETTERS: [sample: string, to: string][] = [
  ['answer', 'ana@acme.example'],
  ['solved', 'ana@acme.example'],
  ['corrected', 'john@globex.example'],
  ['on-behalf', 'ana@acme.example'],
  ['my-tickets', 'ana@acme.example'],
  ['escalation', 'john@globex.example'],
];

interface Run {
  code: number | null;
  out: string;
  talk: string;
  /** What it left in the folder for temporary files. */
  left: string[];
}

describe('the demo', () => {
  let json: Run;
  let people: Run;
  let lines: Line[];
  const folders: string[] = [];

  // At the same time, so that one of them finds the usual port taken.
  beforeAll(async () => {
    [json, people] = await Promise.all([demo('--exit', '--json', '--keep'), demo()]);
    lines = json.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  }, 60_000);
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function demo(...options: string[]): Promise<Run> {
    const folder = mkdtempSync(join(tmpdir(), 'chamado-'));
    folders.push(folder);
    const child = startDemo(folder, options);
    const [out, talk, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code, out, talk, left: readdirSync(folder) };
  }

  const of = (sample: string): Line => {
    const line = lines.find((one) => one.sample === sample);
    if (!line) throw new Error(`no sample ${sample}`);
    return line;
  };

  test('ends well once its samples are settled', () => {
    expect(json).toMatchObject({ code: 0, talk: expect.not.stringContaining('Error') });
    expect(people.code).toBe(0);
  });

  test.each([
    [
      'incident',
      'opened',
      'BLIP-1001',
      ['ana@acme.example acknowledgement pt-BR', 'bia@blip.example agent-ticket pt-BR'],
    ],
    ['doubt', 'opened', 'BLIP-1002', ['john@globex.example acknowledgement en', 'emma@blip.example agent-ticket en']],
    [
      'task',
      'opened',
      'BLIP-1003',
      ['lucia@mercadosur.example acknowledgement es', 'bia@blip.example agent-ticket pt-BR'],
    ],
    [
      'unverified',
      'opened',
      'BLIP-1004',
      ['marcos@estrela.example acknowledgement pt-BR', 'diego@blip.example agent-ticket es'],
    ],
    ['note', 'agent-note', 'BLIP-1001', []],
    ['answer', 'agent-reply', 'BLIP-1001', ['ana@acme.example reply pt-BR']],
    ['reply', 'appended', 'BLIP-1001', ['bia@blip.example agent-ticket pt-BR']],
    ['solved', 'agent-reply', 'BLIP-1001', ['ana@acme.example reply pt-BR']],
    ['wrong-command', 'agent-command', 'BLIP-1002', ['emma@blip.example agent-problem en']],
    ['corrected', 'agent-reply', 'BLIP-1002', ['john@globex.example reply en', 'emma@blip.example agent-receipt en']],
    ['handed-over', 'agent-command', 'BLIP-1003', ['diego@blip.example agent-ticket es']],
    [
      'on-behalf',
      'opened',
      'BLIP-1005',
      ['ana@acme.example acknowledgement pt-BR', 'bia@blip.example agent-ticket pt-BR'],
    ],
    ['my-tickets', 'answered', null, ['ana@acme.example service-list pt-BR']],
    [
      'escalation',
      'answered',
      'BLIP-1002',
      [
        'john@globex.example service-escalated en',
        'emma@blip.example agent-ticket en',
        'bia@blip.example agent-ticket pt-BR',
      ],
    ],
    ['trial', 'refused', null, ['rafael@lojaluz.example refusal-plan-without-email pt-BR']],
    ['ended', 'refused', null, ['grace@northgate.example refusal-ended en']],
    ['not-started', 'refused', null, ['tomas@andina.example refusal-not-started es']],
    ['out-of-scope', 'refused', null, ['leo@acme.example refusal-out-of-scope pt-BR']],
    ['not-a-user', 'refused', null, ['priya@globex.example refusal-not-a-user en']],
    ['unknown', 'refused', null, ['sofia@correolibre.example refusal-no-contract es']],
    ['duplicate', 'duplicate', null, []],
    ['out-of-office', 'noted', 'BLIP-1002', []],
    ['bounce', 'bounce', 'BLIP-1003', ['diego@blip.example agent-notice es']],
    ['loop', 'ignored', null, []],
    ['forged', 'quarantined', null, []],
    ['false-agent', 'quarantined', null, ['bia@blip.example agent-notice pt-BR']],
    ['outsider', 'quarantined', null, []],
    ['unreadable', 'quarantined', null, []],
  ])('its sample "%s" ends as %s', (sample, disposition, ticket, letters) => {
    const line = of(sample);
    expect({ disposition: line.disposition, ticket: line.ticket }).toEqual({ disposition, ticket });
    expect(line.letters.map(({ to, template, language }) => `${to} ${template} ${language}`)).toEqual(letters);
  });

  test('shows nothing but its samples', () => {
    expect(lines).toHaveLength(28);
  });

  test('has one ticket of each type', () => {
    expect(['doubt', 'task', 'incident'].map((sample) => of(sample).classification?.type)).toEqual([
      'doubt',
      'task',
      'incident',
    ]);
  });

  /** The letter that went out on a sample to an address. */
  const letter = async (sample: string, to: string) => {
    const one = of(sample).letters.find((letter) => letter.to === to);
    if (!one) throw new Error(`no letter to ${to} for ${sample}`);
    return readMail(readFileSync(one.file), IDENTITY);
  };

  test('the letters are mails with the promised words', async () => {
    expect(await letter('doubt', 'john@globex.example')).toMatchObject({
      subject: '[BLIP-1002] How can I add a menu with quick replies?',
      recipients: ['john@globex.example'],
      inReplyTo: ['<menu@globex.example>'],
      text: expect.stringContaining('Someone on our team will reply by'),
    });
    const unverified = await letter('unverified', 'marcos@estrela.example');
    expect(`${unverified.subject} ${unverified.text}`).not.toMatch(/histórico/);
  });

  test('an answer reaches the customer from the desk, under the public name of the agent, and without the inside', async () => {
    const answer = await letter('solved', 'ana@acme.example');
    expect(answer.from).toEqual({ name: 'Bia (Suporte Blip)', address: 'suporte@blip.example' });
    expect(answer.text).toContain('Corrigimos as imagens também, Ana');
    const all = (await Promise.all(CUSTOMERS_LETTERS.map(([sample, to]) => letter(sample, to)))).map(
      ({ text }) => text,
    );
    for (const inside of ['#', 'Não contar', 'mandou direto', 'bia@blip.example'])
      expect(all.join('\n')).not.toContain(inside);
  });

  test('a note stays inside, where the agent reads it again', async () => {
    expect((await letter('reply', 'bia@blip.example')).text).toContain('Não contar ainda ao cliente.');
  });

  test('a wrong command is answered with the nearest known one', async () => {
    expect((await letter('wrong-command', 'emma@blip.example')).text).toContain('Did you mean #hold?');
  });

  test('the list by mail has the tickets of who asks, and only theirs', async () => {
    const { text } = await letter('my-tickets', 'ana@acme.example');
    expect(text.match(/BLIP-\d+/g)).toEqual(['BLIP-1005', 'BLIP-1001']);
  });

  test('an escalation gives the phone to a customer whose plan has it', async () => {
    expect((await letter('escalation', 'john@globex.example')).text).toContain('+55 31 0000-0000');
  });

  test('the lead is told of a mail that was held in the name of an agent', async () => {
    expect((await letter('false-agent', 'bia@blip.example')).text).toContain(
      'Um e-mail que diz ser de Emma Hart foi retido',
    );
  });

  test('the forged sample fails although it brings a result of its own', () => {
    expect(of('forged').because).toContain('dmarc=fail header.from=acme.example');
  });

  test('leaves its folder only where it is asked to', () => {
    expect(json.left).toHaveLength(1);
    expect(people.left).toEqual([]);
  });

  test('what people see is no wider than 80 columns, and tells of every mail, ticket and letter', () => {
    const wide = people.out.split('\n').filter((line) => [...line].length > 80);
    expect(wide).toEqual([]);
    for (const word of [
      'opened as BLIP-1001',
      'appended to BLIP-1001',
      'agent-reply on',
      '#resolvido',
      'refusal-not-a-user (en)',
      'to emma@blip.example',
      'FIRST ANSWER BY',
      'Hello John,',
      'A new ticket for you.',
      'There is no command #holt. Did you mean #hold?',
    ])
      expect(people.out).toContain(word);
  });
});

test('a demo that is interrupted ends well and leaves nothing', async () => {
  const folder = tempFolder();
  const child = startDemo(folder, ['--json']);
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect({ code, left: readdirSync(folder) }).toEqual({ code: 0, left: [] });
}, 60_000);

describe("the demo's mail host", () => {
  test.each([
    ['a genuine sender passes', 'ana@acme.example', 'ana@acme.example', 'pass'],
    ['a sender of another domain fails', 'ana@other.example', 'ana@acme.example', 'fail'],
    ['a domain that asks for nothing is unverified', 'bia@other.example', 'bia@blip.example', 'none'],
    ['a domain that publishes nothing is unverified', 'marcos@estrela.example', 'marcos@estrela.example', 'none'],
    ["the null sender is nobody's", '', 'john@globex.example', 'fail'],
  ])('%s', async (_, mailFrom, from, verdict) => {
    const { authentication } = await readMail(
      await delivered(mailFrom, `From: ${from}\r\nSubject: x\r\n\r\nx\r\n`),
      IDENTITY,
    );
    expect(authentication.verdict).toBe(verdict);
  });

  test('takes away every Authentication-Results and Return-Path that the sender put in, and nothing else', async () => {
    const own = 'mx.blip.example; dmarc=pass (p=reject) header.from=acme.example';
    const raw = await delivered(
      'x@other.example',
      `Authentication-Results: ${own}\r\nSubject: =?utf-8?q?ol=C3=A1?=\r\nAUTHENTICATION-RESULTS :\r\n ${own}\r\nReturn-Path: <ana@acme.example>\r\n` +
        `X-Note: a\r\n b\r\nFrom: ana@acme.example\r\nauthentication-results: (as seen) ${own}\r\n\r\nAuthentication-Results: in the text\r\n`,
    );
    const { headers, authentication, text, subject } = await readMail(raw, IDENTITY);
    expect(headers['authentication-results']).toHaveLength(1);
    expect(headers['return-path']).toEqual(['<x@other.example>']);
    expect(headers['x-note']).toEqual(['a b']);
    expect({ subject, text }).toEqual({ subject: 'olá', text: 'Authentication-Results: in the text' });
    expect(authentication.verdict).toBe('fail');
  });

  test('takes mail for the desk only', async () => {
    const host = await startHost(tempFolder());
    const transport = createTransport({ host: '127.0.0.1', port: host.port, ignoreTLS: true });
    const sending = transport.sendMail({ envelope: { from: 'ana@acme.example', to: 'eve@far.example' }, raw: 'x' });
    await expect(sending).rejects.toMatchObject({ responseCode: 550 });
    await host.close();
  });

  async function delivered(mailFrom: string, raw: string): Promise<Buffer> {
    const maildir = tempFolder();
    const host = await startHost(maildir);
    const transport = createTransport({ host: '127.0.0.1', port: host.port, ignoreTLS: true });
    await transport.sendMail({ envelope: { from: mailFrom, to: 'suporte@blip.example' }, raw });
    await host.close();
    expect(readdirSync(join(maildir, 'tmp'))).toEqual([]);
    const [file = ''] = readdirSync(join(maildir, 'new'));
    return readFileSync(join(maildir, 'new', file));
  }

  function startHost(maildir: string) {
    const recipient = 'suporte@blip.example';
    return startMailHost({ name: 'mx.blip.example', maildir, recipient, mailSize: 1_000_000, port: 0 });
  }
});

function startDemo(folder: string, options: string[]) {
  const env = { ...process.env, TMPDIR: folder, NODE_OPTIONS: '' };
  return spawn(process.execPath, ['src/main.ts', 'demo', ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}
