/**
 * What does the desk's clock cost over a million open tickets? `node bench/tick.ts`: a tick that finds nothing due, one that
 * finds a thousand (their letters written into the outbox), and how much slower mail is settled than over ten thousand.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import Table from 'cli-table3';
import { pino } from 'pino';
import { indexContracts } from '../src/directory/index-contracts.ts';
import { followUpDue, rulesDigest } from '../src/follow-up.ts';
import { mailToSettle } from '../src/ingest.ts';
import type { Message } from '../src/mail/message.ts';
import { loadSetup, type Setup } from '../src/setup.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { decide } from '../src/ticket/decide.ts';
import { contract, message as messageOf, user } from '../test/support/facts.ts';
import { commandLine, wholeNumber } from './command-line.ts';
import { type Random, randomOf } from './soak/random.ts';
import { configFile, soakConfig } from './soak/rules.ts';
import { fill, KEPT } from './tick/fill.ts';

const HELP = 'node bench/tick.ts [--few 10000] [--many 1000000] [--folder FOLDER]';
/** Wednesday, 14:00 in São Paulo: customers may be written to. */
const NOW = Date.parse('2026-10-21T17:00:00Z');
const DAY = 86_400_000;
const DUE = 1_000;
const [IDLE_TICKS, DUE_TICKS, BATCHES, BATCH] = [300, 5, 60, 50];
/** Of these one or the other writes. */
const WRITERS = 1_000;
const AGENTS = Array.from({ length: 8 }, (_, i) => `ag${i}`);

const { values } = commandLine(HELP, {
  few: { type: 'string', default: '10000' },
  many: { type: 'string', default: '1000000' },
  /** Where the databases are made, which take some 2 GB; they are removed. */
  folder: { type: 'string', default: tmpdir() },
});

await main();

async function main(): Promise<void> {
  const few = wholeNumber('--few', values.few, HELP);
  const many = wholeNumber('--many', values.many, HELP);
  const folder = mkdtempSync(join(values.folder, 'chamado-tick-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

  const setup = await setupIn(folder);
  const rules = rulesDigest(setup.config, setup.directory);
  const paths = { few: join(folder, 'few.db'), many: join(folder, 'many.db') };
  const began = performance.now();
  for (const [path, tickets] of [
    [paths.few, few],
    [paths.many, many],
  ] as const) {
    say(`a database of ${tickets} open tickets`);
    await fill(path, { tickets, sla: setup.desk.sla, rules, now: NOW });
  }
  const filling = performance.now() - began;
  const stores = { few: await open(paths.few), many: await open(paths.many) };
  const load = loadavg()[0] ?? 0;

  say('ticks with nothing due');
  const idle = { few: await idleTicks(stores.few, setup), many: await idleTicks(stores.many, setup) };
  say('mail');
  const settling = await settle(stores, { few, many }, setup);
  say(`ticks with ${DUE} due`);
  const due = await dueTicks(stores.many, paths.many, many, setup);
  for (const store of Object.values(stores)) store.close();

  const slower = settling.ratio - 1;
  const table = new Table({
    head: ['', few.toLocaleString('en'), many.toLocaleString('en'), '', 'goal', ''],
    style: { head: [], border: [] },
  });
  table.push(
    [
      'tick with nothing due, median',
      ms(idle.few.median),
      ms(idle.many.median),
      `worst of ${IDLE_TICKS}: ${ms(idle.many.worst)}`,
      '< 5 ms',
      verdict(idle.many.median < 5),
    ],
    [
      `tick with ${DUE} due, median`,
      '',
      ms(due.median),
      `worst of ${DUE_TICKS}: ${ms(due.worst)}; ${ms(due.cpu)} of processor; ${due.letters} letters`,
      '< 1,000 ms',
      verdict(due.median < 1_000),
    ],
    [
      'settling a mail, median',
      ms(settling.few),
      ms(settling.many),
      `${slower < 0 ? '' : '+'}${(slower * 100).toFixed(0)}%, ${BATCHES} batches of ${BATCH}`,
      '< +25%',
      verdict(slower < 0.25),
    ],
    ['database', megabytes(paths.few), megabytes(paths.many), `made in ${(filling / 1_000).toFixed(0)} s`, '', ''],
    ['load of the machine', '', '', `${load.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`, '', ''],
  );
  process.stdout.write(`${table.toString()}\n`);
  process.exitCode = idle.many.median < 5 && due.median < 1_000 && slower < 0.25 ? 0 : 1;
}

async function setupIn(folder: string): Promise<Setup> {
  const config = configFile(soakConfig(0, randomOf(1)), join(folder, 'none.db'), AGENTS);
  writeFileSync(join(folder, 'directory.json'), JSON.stringify({ contracts: [] }));
  const file = { ...config, directory: { kind: 'file', path: join(folder, 'directory.json') } };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(file));
  return loadSetup(join(folder, 'config.json'), { env: {}, secrets: 'required' });
}

function open(path: string): Promise<Store> {
  return openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
}

interface Times {
  median: number;
  worst: number;
}

/** ms of processor time until now: unlike the clock it does not count what others do on the machine. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function tick(
  store: Store,
  { desk, config, directory }: Setup,
  now: number,
): Promise<{ ms: number; cpu: number; looked: number }> {
  const rules = rulesDigest(config, directory);
  const log = pino({ level: 'silent' });
  const clock = { now: () => now, sleep: async () => undefined };
  const context = { store, desk: () => desk, directory: () => directory, rules: () => rules, clock, log };
  const signal = new AbortController().signal;
  const start = performance.now();
  const worked = processor();
  const { looked } = await followUpDue(context, signal);
  return { ms: performance.now() - start, cpu: processor() - worked, looked };
}

async function idleTicks(store: Store, setup: Setup): Promise<Times> {
  const times = [];
  for (let i = 0; i < IDLE_TICKS; i++) {
    const { ms: took, looked } = await tick(store, setup, NOW + i);
    if (looked > 0) throw new Error(`${looked} tickets were due`);
    times.push(took);
  }
  return timesOf(times);
}

/** Each time other tickets become due, all over the table. */
async function dueTicks(
  store: Store,
  path: string,
  tickets: number,
  setup: Setup,
): Promise<Times & { cpu: number; letters: number }> {
  const db = new Database(path);
  const letters = db.prepare('SELECT count(*) FROM outbox').pluck();
  const want = db.prepare(
    'UPDATE tickets SET look_at = @now - 1 WHERE id % @kept = 0 AND id / @kept % @rounds = @round AND id <= @kept * @rounds * @due',
  );
  const times = [];
  const cpu = [];
  const rounds = Math.min(DUE_TICKS, Math.floor(tickets / KEPT / DUE));
  if (rounds === 0) throw new Error(`--many ${tickets}: ${KEPT * DUE} or more, so that ${DUE} can become due`);
  let written = 0;
  // What was settled before is due as well: it is no part of this.
  await tick(store, setup, NOW + DAY / 4);
  for (let round = 0; round < rounds; round++) {
    const now = NOW + DAY / 24 + round;
    const before = Number(letters.get());
    want.run({ now, kept: KEPT, rounds, round, due: DUE });
    const { ms: took, cpu: worked, looked } = await tick(store, setup, now);
    if (looked < DUE) throw new Error(`${looked} tickets were due, not ${DUE}`);
    times.push(took);
    cpu.push(worked);
    written += Number(letters.get()) - before;
  }
  db.close();
  return { ...timesOf(times), cpu: timesOf(cpu).median, letters: Math.round(written / Math.max(1, rounds)) };
}

/** New mail, and answers to what was written before: a batch here, a batch there, so that both have the machine's same mood. */
async function settle(
  stores: { few: Store; many: Store },
  tickets: { few: number; many: number },
  setup: Setup,
): Promise<{ few: number; many: number; ratio: number }> {
  const directory = indexContracts(
    Array.from({ length: Math.ceil(WRITERS / 6) }, (_, c) =>
      contract({
        id: `contract-${c}`,
        domains: [`firma${c}.example`],
        users: Array.from({ length: 6 }, (_unused, i) =>
          user({ name: 'Cliente', email: `cliente${c * 6 + i}@firma${c}.example` }),
        ),
      }),
    ),
  );
  const random = randomOf(7);
  const times = { few: [] as number[], many: [] as number[] };
  const warm = Math.ceil(BATCHES / 4);
  for (let b = 0; b < BATCHES + warm; b++) {
    const order = b % 2 === 0 ? (['few', 'many'] as const) : (['many', 'few'] as const);
    for (const which of order) {
      const mails = Array.from({ length: BATCH }, (_, i) => mailOf(b * BATCH + i, tickets[which], random));
      const took = await settleBatch(stores[which], mails, { ...setup, directory }, b);
      if (b >= warm) times[which].push(took / BATCH);
    }
  }
  const [few, many] = [timesOf(times.few).median, timesOf(times.many).median];
  return { few, many, ratio: many / few };
}

/** Seven in ten ask something new, the others answer on a ticket of theirs. */
function mailOf(n: number, tickets: number, random: Random): Message {
  const customers = Math.ceil(tickets / 10);
  const writer = random.whole(0, WRITERS - 1) % customers;
  const text = `Bom dia, como configuro o horário de atendimento do bot ${n}?`;
  const ticket = writer + customers * random.whole(1, 9);
  const answers = random.percent(30) ? [`<m${ticket}@people.example>`] : [];
  return messageOf({
    messageId: `<new${n}@people.example>`,
    fingerprint: `new${n}`,
    from: { name: 'Cliente', address: `cliente${writer}@firma${Math.floor(writer / 6)}.example` },
    subject: 'Horário do bot',
    text,
    replyText: text,
    ownText: text,
    inReplyTo: answers,
    references: answers,
  });
}

/** @returns ms, from the mails in hand to their decisions committed */
async function settleBatch(store: Store, mails: Message[], { desk, directory }: Setup, batch: number): Promise<number> {
  const start = performance.now();
  const received = mails.map((mail) => ({
    uid: mail.fingerprint,
    file: null,
    size: 1_000,
    receivedAt: NOW,
    raw: Buffer.from(`${mail.fingerprint} of batch ${batch}`),
    truncated: false,
    silent: false,
  }));
  const rows = await store.receive('memory:tick', '1', received, NOW);
  const toSettle = rows.map((row, i) => {
    const message = mails[i];
    return mailToSettle(row, message ? { message } : { unreadable: 'none' }, desk, directory);
  });
  const settled = await store.settle(toSettle, (mail, facts) => decide(mail, facts, desk, NOW), NOW);
  const took = performance.now() - start;
  for (const one of settled) {
    if ('error' in one) throw one.error;
    const { disposition, because } = one.decision;
    if (disposition !== 'opened' && disposition !== 'appended')
      throw new Error(`${disposition}: ${because.join('; ')}`);
  }
  return took;
}

function timesOf(times: number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0 };
}

function say(words: string): void {
  process.stderr.write(`${words} …\n`);
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

function megabytes(path: string): string {
  return `${(statSync(path).size / 1e6).toFixed(0)} MB`;
}

function verdict(reached: boolean): string {
  return reached ? 'reached' : 'MISSED';
}
