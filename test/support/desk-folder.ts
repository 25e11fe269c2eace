/**
 * A whole desk in a temporary folder: a Maildir to deliver to, a folder that letters go out to, a directory, a config.
 * The program is run as a person runs it, as a process of its own.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParsedMail, simpleParser } from 'mailparser';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as JSON, a line each. */
  json: <T = Record<string, unknown>>() => T[];
}

export interface DeskFolder {
  /** Everything is below it; the program runs in it. */
  path: string;
  config: string;
  directory: string;
  database: string;
  maildir: string;
  outgoing: string;
  /** Puts a mail into the Maildir. @returns its file */
  deliver(raw: string): Promise<string>;
  /** The letters that went out, oldest first. */
  sent(): Promise<ParsedMail[]>;
  /** Writes a file below the folder. @returns its path */
  write(name: string, content: string | Buffer): Promise<string>;
  /** Runs the program with this desk's config. */
  run(...args: string[]): Promise<Ran>;
  /** Runs it with other variables in its environment. */
  runWith(env: Record<string, string>, ...args: string[]): Promise<Ran>;
  /** Runs it in a folder that has no config. */
  runWithoutConfig(...args: string[]): Promise<Ran>;
  remove(): Promise<void>;
}

/** @param overrides keys of the config in place of those here */
export async function makeDeskFolder(
  overrides: Record<string, unknown> = {},
  contracts: unknown[] = [ACME],
): Promise<DeskFolder> {
  const path = await mkdtemp(join(tmpdir(), 'chamado-desk-'));
  const maildir = join(path, 'mail');
  const outgoing = join(path, 'letters');
  for (const part of ['new', 'cur', 'tmp']) await mkdir(join(maildir, part), { recursive: true });
  const write = async (name: string, content: string | Buffer) => {
    await writeFile(join(path, name), content);
    return join(path, name);
  };
  const config = await write('config.json', JSON.stringify({ ...CONFIG, ...overrides }, null, 2));
  const directory = await write('directory.json', JSON.stringify({ contracts }, null, 2));
  const runWith = (env: Record<string, string>, ...args: string[]) =>
    runProgram(path, env, ['--config', config, ...args]);
  let delivered = 0;
  return {
    path,
    config,
    directory,
    database: join(path, 'data', 'chamado.db'),
    maildir,
    outgoing,
    deliver: (raw) => write(`mail/new/${++delivered}.desk`, raw),
    sent: async () => {
      const names = (await readdir(outgoing).catch(() => [])).filter((name) => name.endsWith('.eml'));
      names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
      return Promise.all(names.map(async (name) => simpleParser(await readFile(join(outgoing, name)))));
    },
    write,
    run: (...args) => runWith({}, ...args),
    runWith,
    runWithoutConfig: (...args) => runProgram(maildir, {}, args),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** A mail of Ana, whose sender is proven; headers given here win, null leaves one out. */
export function mailOf(
  headers: Record<string, string | null> = {},
  body = 'Bom dia,\n\ncomo configuro o horário de atendimento do bot?\n\nAna',
): string {
  const all: Record<string, string | null> = {
    From: 'Ana Souza <ana@acme.example>',
    To: 'suporte@blip.example',
    Subject: 'Horário de atendimento',
    'Message-ID': `<${Math.random().toString(36).slice(2)}@acme.example>`,
    Date: 'Tue, 03 Nov 2026 10:00:00 -0300',
    'Authentication-Results': `mx.blip.example; dmarc=pass header.from=${/@([^>]+)/.exec(headers.From ?? '@acme.example')?.[1]}`,
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return `${lines.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}\r\n`;
}

async function runProgram(cwd: string, env: Record<string, string>, args: string[]): Promise<Ran> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const json = <T>() =>
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T);
  return { code, stdout, stderr, json };
}

/** Ana is a user of a running contract and on its paid bot's team; Léo is on no team. */
export const ACME = {
  id: 'acme-1',
  organization: 'Acme',
  plan: 'Plus',
  startsOn: '2020-01-01',
  endsOn: null,
  domains: ['acme.example'],
  bots: [{ id: 'sales', name: 'Vendas', paid: true }],
  users: [
    { name: 'Ana Souza', email: 'ana@acme.example', language: 'pt-BR', bots: ['sales'] },
    { name: 'Léo Dias', email: 'leo@acme.example', language: null, bots: [] },
  ],
};

/** The config that a desk folder has where nothing else is asked for. */
export const CONFIG = {
  desk: {
    name: 'Suporte Blip',
    address: 'suporte@blip.example',
    ticketPrefix: 'BLIP',
    language: 'pt-BR',
    timeZone: 'America/Sao_Paulo',
    secret: 'a secret of more than sixteen characters',
  },
  mailbox: { kind: 'maildir', path: 'mail' },
  outgoing: { kind: 'folder', path: 'letters' },
  directory: { kind: 'file', path: 'directory.json' },
  authentication: { authservId: 'mx.blip.example', unverified: 'accept', checkSignatures: false },
  plans: { Plus: { channels: ['portal', 'email'], sla: 'standard' } },
  links: {
    documentation: 'https://docs.blip.example',
    forum: 'https://forum.blip.example',
    portal: 'https://portal.blip.example',
    status: 'https://status.blip.example',
    helpCenter: 'https://help.blip.example',
    contract: 'https://blip.example/plans',
    user: 'https://help.blip.example/users',
    team: 'https://help.blip.example/teams',
    language: 'https://help.blip.example/language',
  },
  classification: {
    rules: [
      {
        name: 'outage',
        when: { text: ['parou', 'fora do ar'] },
        set: { type: 'incident', priority: 'high', tags: ['outage'] },
      },
    ],
  },
  sla: {
    calendars: { always: '24x7' },
    policies: {
      standard: { calendar: 'always', targets: { '*': { '*': { firstResponse: '4h', resolution: '24h' } } } },
    },
  },
};
