/**
 * A month of the desk's life in minutes: `node bench/soak.ts`. Thousands of tickets with their people, on a real database
 * with a clock that is moved; it is stopped, broken off, reconfigured, and its clock jumps. In the end a checker that
 * shares no code with the desk's follow-ups goes over all that was written, and one table says what it found.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Table from 'cli-table3';
import type { Message } from '../src/mail/message.ts';
import { commandLine, wholeNumber } from './command-line.ts';
import { check } from './soak/check.ts';
import { openSoakDesk, type SoakDesk } from './soak/desk.ts';
import { faultsOf } from './soak/faults.ts';
import { AGENTS, peopleOf, soakDirectory } from './soak/people.ts';
import { queue } from './soak/queue.ts';
import { type Random, randomOf } from './soak/random.ts';
import { reportPage } from './soak/report-page.ts';
import { configFile, type InForce, soakConfig } from './soak/rules.ts';

const HELP = 'node bench/soak.ts [--days 30] [--tickets 5000] [--seed 1] [--steady] [--report FILE] [--keep FILE]';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A Monday. Lisbon puts its clocks back 13 days later, New York 20. */
const START = Date.parse('2026-10-12T03:00:00Z');
/** Of a hundred passes that many end in a restart, and that many are broken off. */
const RESTARTS = 0.2;
const CRASHES = 0.6;
/**
 * Bytes that the heap, and the whole memory, may grow from one day to the next, by the median of the second half: a leak
 * grows every day, while the high-water marks of the allocator are steps, of which a month has some. Each opening of the
 * store in one process leaves some 0.1 to 0.3 MB outside the heap, and there are six a day: what is a process of its own
 * elsewhere. `--steady` does without.
 */
const FLAT = { heap: 300_000, rss: 500_000 };
const FLAT_WITH_RESTARTS = { heap: 300_000, rss: 1_500_000 };

const { values } = commandLine(HELP, {
  days: { type: 'string', default: '30' },
  tickets: { type: 'string', default: '5000' },
  seed: { type: 'string', default: '1' },
  /** It is never stopped nor broken off: what its memory does over a month of one process. */
  steady: { type: 'boolean', default: false },
  /** Where the month's report goes, as HTML. */
  report: { type: 'string' },
  /** Where the database stays; else it is removed. */
  keep: { type: 'string' },
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

interface Sample {
  rss: number;
  heap: number;
}

await main();

async function main(): Promise<void> {
  const days = wholeNumber('--days', values.days, HELP);
  const tickets = wholeNumber('--tickets', values.tickets, HELP);
  const seed = wholeNumber('--seed', values.seed, HELP);
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'chamado-soak-'));
  mkdirSync(folder, { recursive: true });
  if (values.keep === undefined) process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

  const began = performance.now();
  const end = START + days * DAY;
  const { desk, inForce, samples, faults } = await live(folder, tickets, end, randomOf(seed));
  const lived = performance.now();
  desk.close();
  const database = join(folder, 'chamado.db');
  const found = check(database, inForce, { from: START, to: end });
  const rows: [string, string, string][] = [
    ['virtual days, tickets opened', `${days}, ${desk.counted.dispositions.opened ?? 0}`, ''],
    ['real time', `${seconds(lived - began)} s, checking ${seconds(performance.now() - lived)} s`, ''],
    ['mails settled', words(desk.counted.mails, desk.counted.dispositions), ''],
    ['letters handed over', String(desk.counted.letters), ''],
    ['ticks, tickets looked at, acts', `${desk.counted.ticks}, ${desk.counted.looked}, ${desk.counted.acts}`, ''],
    ['restarts, ticks broken off', words(desk.counted.restarts, desk.counted.crashes), ''],
    [
      'loads of a config, jumps of the clock, times down',
      `${desk.counted.reloads}, ${faults.jumps}, ${faults.down}`,
      '',
    ],
    ['mails that failed', String(desk.counted.errors.length), verdict(desk.counted.errors.length === 0)],
    ['looks that failed', String(desk.counted.lookErrors.length), verdict(desk.counted.lookErrors.length === 0)],
    ...found.rows.map(({ what, count, wrong }): [string, string, string] => [
      what,
      wrong === null ? count : `${wrong} of ${count}`,
      wrong === null ? '' : verdict(wrong === 0),
    ]),
    ...memoryRows(samples),
    ['database', `${(statSync(database).size / 1e6).toFixed(0)} MB`, ''],
    [
      'load of the machine',
      loadavg()
        .map((one) => one.toFixed(1))
        .join(' '),
      '',
    ],
  ];
  const table = new Table({ head: ['', 'count', ''], style: { head: [], border: [] } });
  table.push(...rows);
  process.stdout.write(`${table.toString()}\n`);
  const examples = [...desk.counted.errors, ...desk.counted.lookErrors, ...found.examples];
  for (const one of examples.slice(0, 20)) process.stdout.write(`${one}\n`);
  if (values.report !== undefined)
    writeFileSync(values.report, await reportPage(database, desk.setup, { from: START, to: end }));
  process.exitCode = rows.some(([, , told]) => told === 'WRONG') ? 1 : 0;
}

/** Lets the time go by. */
async function live(
  folder: string,
  tickets: number,
  end: number,
  random: Random,
): Promise<{ desk: SoakDesk; inForce: InForce[]; samples: Sample[]; faults: { jumps: number; down: number } }> {
  const faults = faultsOf(START, end);
  let time = START;
  const now = () => faults.clock(time);
  const file = (config: InForce['config']) => configFile(config, join(folder, 'chamado.db'), AGENTS);
  const inForce: InForce[] = [{ from: Number.NEGATIVE_INFINITY, config: soakConfig(0, random) }];
  const first = inForce[0]?.config ?? soakConfig(0, random);
  const desk = await openSoakDesk(folder, file(first), soakDirectory(), now);
  const todo = queue();
  const people = peopleOf(
    {
      write: (message: Message, at) => todo.add(at, (then) => desk.deliver(message, then)),
      later: (at, what) => todo.add(at, what),
    },
    random,
    end,
  );
  for (let i = 0; i < tickets; i++) todo.add(whenAsked(random, end), people.ask);
  for (let i = 0; i < (end - START) / DAY / 2; i++) todo.add(START + random.next() * (end - START), people.leave);

  const samples: Sample[] = [];
  for (time = START; time < end; time += MINUTE) {
    todo.run(time);
    if (faults.loadDue(time)) {
      const config = soakConfig((time - START) / (end - START), random);
      await desk.reload(file(config));
      inForce.push({ from: now(), config });
    }
    if (!faults.isDown(time)) {
      const crash =
        !values.steady && random.percent(CRASHES) ? random.pick(['after a slice', 'within a slice'] as const) : null;
      for (const letter of await desk.pass(crash)) people.get(letter, time + MINUTE);
      if (!values.steady && random.percent(RESTARTS)) await desk.restart();
    }
    if ((time - START) % DAY === 0 && time > START) {
      samples.push(memory());
      process.stderr.write(`\rday ${(time - START) / DAY}, ${desk.counted.mails} mails`);
    }
  }
  samples.push(memory());
  process.stderr.write('\n');
  return { desk, inForce, samples, faults: faults.counts };
}

/** Mostly by day, from Monday to Friday, in São Paulo. */
function whenAsked(random: Random, end: number): number {
  for (;;) {
    const at = START + random.next() * (end - START);
    const wall = new Date(at - 3 * 3_600_000);
    const byDay = wall.getUTCHours() >= 8 && wall.getUTCHours() < 19;
    const inWeek = wall.getUTCDay() > 0 && wall.getUTCDay() < 6;
    if (random.percent((byDay ? 100 : 15) * (inWeek ? 1 : 0.2))) return at;
  }
}

function memory(): Sample {
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed };
}

/** Of the second half: in the first one caches fill. */
function memoryRows(samples: Sample[]): [string, string, string][] {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
  const rss = half.map((one) => one.rss);
  const growth = { rss: usualStep(rss), heap: usualStep(half.map((one) => one.heap)) };
  const most = values.steady ? FLAT : FLAT_WITH_RESTARTS;
  return [
    [
      'memory after collection (RSS)',
      `${mb(Math.min(...rss))} to ${mb(Math.max(...rss))} MB, peak of all days ${mb(Math.max(...samples.map((one) => one.rss)))} MB`,
      '',
    ],
    [
      'memory, growth from day to day (RSS, heap; median)',
      `${(growth.rss / 1e6).toFixed(2)} MB, ${(growth.heap / 1e6).toFixed(2)} MB`,
      verdict(growth.rss < most.rss && growth.heap < most.heap),
    ],
  ];
}

/** The median of the steps from one to the next. */
function usualStep(ys: number[]): number {
  const steps = ys.flatMap((y, i) => (i === 0 ? [] : [y - (ys[i - 1] ?? y)])).toSorted((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}

function words(total: number, parts: Record<string, number>): string {
  const told = Object.entries(parts).map(([what, n]) => `${what} ${n}`);
  return `${total} (${told.join(', ')})`;
}

function verdict(good: boolean): string {
  return good ? 'ok' : 'WRONG';
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(0);
}
