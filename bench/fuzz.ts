/**
 * Does any mail crash, hang, bloat or stall the reading of mail? `npm run fuzz -- --mails 200000 [--seed 1]` reads hostile
 * mails of 20 MB and then that many mails of any shape, as the worker does: in the reading thread, with its deadline and its
 * cap on memory. It prints crashes, the worst time, the most memory and the longest stall of this thread's event loop.
 * Exit code 1 where there is a crash, or a stall of 250 ms or more.
 */
import type { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { openUnderstanding, type Understanding } from '../src/understand.ts';
import { anyMail } from '../test/mail/mime/arbitrary-mails.ts';
import { hostileMails } from '../test/mail/mime/hostile-mails.ts';
import { brokenRule } from '../test/mail/mime/invariants.ts';
import { largeMails } from '../test/mail/mime/large-mails.ts';
import { commandLine, wholeNumber } from './command-line.ts';

const HELP = 'npm run fuzz -- [--mails 200000] [--seed 1] [--hostile 20000000]';
const { values } = commandLine(HELP, {
  mails: { type: 'string', default: '200000' },
  seed: { type: 'string', default: '1' },
  /** Bytes of each hostile mail. */
  hostile: { type: 'string', default: '20000000' },
});
const mails = wholeNumber('--mails', values.mails, HELP);
const seed = wholeNumber('--seed', values.seed, HELP);
const hostileBytes = wholeNumber('--hostile', values.hostile, HELP);

const DESK = { addresses: ['suporte@blip.example'], authservId: 'mx.blip.example', ownLists: [], agents: [] };
const DEADLINE_MS = 5_000;
const HEAP_MB = 256;
/** Mails made at a time: making them is this thread's work, and must not count as a stall. */
const CHUNK = 16;
const CHUNKS_IN_FLIGHT = 3;
const LONGEST_STALL_MS = 250;
const SETTLE_MS = 300;
/** A refusal that a limit explains; anything else that is not read is a crash. */
const REFUSED = /^it has (?:more than 500 parts|parts more than 50 deep|a header of more than 256 KB)$/;
const STOPPED = /^reading it (?:takes longer than|needs more)/;

interface Tally {
  mails: number;
  refused: number;
  /** Ended by the deadline or a cap on memory: such a mail is quarantined, and costs its deadline twice. */
  stopped: string[];
  crashes: string[];
  worst: { ms: number; name: string };
  /** The longest, and the mail with which it came, where that is known. */
  stall: { ms: number; name: string };
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const reader = openUnderstanding({ deadlineMs: DEADLINE_MS, heapMb: HEAP_MB });
let memory = 0;
const watch = setInterval(() => {
  memory = Math.max(memory, process.memoryUsage.rss());
}, 100);

const hostile = await readNamed(reader, hostileBytes);
say(report('hostile and large', hostile, memory));
memory = 0;
const fuzzed = await readAny(reader, mails, seed);
say(report('any mail', fuzzed, memory));
clearInterval(watch);
await reader.close();
for (const crash of [...hostile.crashes, ...fuzzed.crashes].slice(0, 50)) say(`  ${crash}`);
const failed = hostile.crashes.length + fuzzed.crashes.length > 0;
process.exitCode = failed || Math.max(hostile.stall.ms, fuzzed.stall.ms) >= LONGEST_STALL_MS ? 1 : 0;

/** Each alone; what it takes to make one is not measured. */
async function readNamed(understanding: Understanding, bytes: number): Promise<Tally> {
  const tally = emptyTally();
  const makers = [
    ...Object.entries(hostileMails(bytes)),
    ...Object.entries(largeMails(bytes)).map(([name, make]) => [name, () => make().raw] as const),
  ];
  for (const [name, make] of makers) {
    const raw = make();
    // What making it left behind is collected here, not while it is read.
    await setTimeout(SETTLE_MS);
    const stalls = watchStalls();
    await readOne(understanding, raw, name, tally);
    const ms = stalls();
    if (ms > tally.stall.ms) tally.stall = { ms, name };
  }
  return tally;
}

async function readAny(understanding: Understanding, mails: number, seed: number): Promise<Tally> {
  const tally = emptyTally();
  const mail = anyMail();
  const inFlight = new Set<Promise<void>>();
  const stalls = watchStalls();
  for (let at = 0; at < mails; at += CHUNK) {
    const raws = fc.sample(mail, { seed: seed + at, numRuns: Math.min(CHUNK, mails - at) });
    const chunk = Promise.all(
      raws.map((raw, n) => readOne(understanding, raw, `seed ${seed + at}, mail ${n}`, tally)),
    ).then(() => {
      inFlight.delete(chunk);
    });
    inFlight.add(chunk);
    if (inFlight.size >= CHUNKS_IN_FLIGHT) await Promise.race(inFlight);
    await setImmediate();
    if (at % 10_000 < CHUNK && at > 0)
      say(`${tally.mails} mails, ${tally.crashes.length} crashes, worst ${Math.round(tally.worst.ms)} ms`);
  }
  await Promise.all(inFlight);
  tally.stall.ms = stalls();
  return tally;
}

async function readOne(understanding: Understanding, raw: Buffer, name: string, tally: Tally): Promise<void> {
  const began = performance.now();
  const reading = await understanding.read(raw, DESK);
  const ms = performance.now() - began;
  tally.mails++;
  if (ms > tally.worst.ms) tally.worst = { ms, name };
  if ('unreadable' in reading) {
    if (REFUSED.test(reading.unreadable)) tally.refused++;
    else if (STOPPED.test(reading.unreadable)) tally.stopped.push(`${name}: ${reading.unreadable}`);
    else crash(raw, `${name}: ${reading.unreadable}`, tally);
    return;
  }
  const rule = brokenRule(reading.message, raw.length);
  if (rule !== null) crash(raw, `${name}: does not hold: ${rule}`, tally);
}

/** Kept for whoever mends it. */
function crash(raw: Buffer, what: string, tally: Tally): void {
  const folder = join(tmpdir(), 'chamado-fuzz');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${tally.crashes.length}.eml`);
  if (tally.crashes.length < 50) writeFileSync(file, raw);
  tally.crashes.push(`${what} (${file})`);
}

function emptyTally(): Tally {
  return { mails: 0, refused: 0, stopped: [], crashes: [], worst: { ms: 0, name: '' }, stall: { ms: 0, name: '' } };
}

/** Begins to watch; what it returns ends that, and says the longest stall in ms. One that was ended counts the pause as a stall. */
function watchStalls(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return () => {
    delay.disable();
    return delay.max / 1e6;
  };
}

function report(what: string, tally: Tally, rss: number): string {
  return [
    `${what}: ${tally.mails} mails, ${tally.refused} refused at a limit, ${tally.stopped.length} stopped, ${tally.crashes.length} crashes`,
    ...tally.stopped.slice(0, 20).map((one) => `  stopped: ${one}`),
    `  worst time ${Math.round(tally.worst.ms)} ms (${tally.worst.name}; with those it waited for)`,
    `  most memory of the process ${Math.round(rss / 1e6)} MB, longest stall of this thread ${Math.round(tally.stall.ms)} ms ${tally.stall.name}`,
  ].join('\n');
}
