/**
 * Is the arithmetic of business time right, and how fast is it? `node bench/business-time.ts [count] [--seed 1]` holds so many
 * random cases (100,000 unless told) against a count of minutes, and times the span of a year. Exit code 1 where one
 * disagrees.
 */
import { performance } from 'node:perf_hooks';
import { addBusinessTime, businessTimeBetween, compileCalendar } from '../src/ticket/sla/calendar.ts';
import { clocksOf, type TimedEvent } from '../src/ticket/sla/clocks.ts';
import { compileSla } from '../src/ticket/sla/sla.ts';
import { sumOf } from '../src/ticket/sla/why.ts';
import { disagreements } from '../test/ticket/sla/cases.ts';
import { randomCalendar, randomFrom } from '../test/ticket/sla/minutes.ts';
import { commandLine, wholeNumber } from './command-line.ts';

const HELP = 'node bench/business-time.ts [count] [--seed 1]';
const { values, positionals } = commandLine(
  HELP,
  { seed: { type: 'string', default: '1' } },
  { allowPositionals: true },
);
const count = wholeNumber('count', positionals[0] ?? '100000', HELP);
const seed = wholeNumber('--seed', values.seed, HELP);

const CASES_A_CALENDAR = 250;
const SHOWN = 10;
const OFFICE = {
  timeZone: 'America/New_York',
  hours: { 'mon-fri': ['09:00-12:00', '13:00-18:00'], sat: ['22:00-06:00'] },
  holidays: { country: 'US' },
};

const say = (line: string) => process.stdout.write(`${line}\n`);

function agreement(): number {
  const random = randomFrom(seed);
  const started = performance.now();
  let wrong = 0;
  let calendars = 0;
  for (let done = 0; done < count; calendars++) {
    const counted = randomCalendar(random);
    for (let i = 0; i < CASES_A_CALENDAR && done < count; i++, done++) {
      const found = disagreements(counted, random);
      if (found.length > 0) wrong++;
      if (found.length > 0 && wrong <= SHOWN) for (const one of found) say(one);
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`${count} cases in ${calendars} calendars, ${wrong} disagree (${seconds} s, seed ${seed})`);
  return wrong;
}

/** Median µs of one call. */
function median(call: (i: number) => unknown, times = 2_000): string {
  const taken = Array.from({ length: times }, (_, i) => {
    const started = performance.now();
    call(i);
    return performance.now() - started;
  }).toSorted((a, b) => a - b);
  return `${((taken[Math.floor(times / 2)] ?? 0) * 1000).toFixed(1)} µs`;
}

function speed(): void {
  const { calendar } = compileCalendar(OFFICE);
  if (!calendar) throw new Error('the calendar of this bench does not compile');
  const start = Date.UTC(2026, 0, 5, 14);
  const year = 365 * 86_400_000;
  const began = performance.now();
  const time = businessTimeBetween(calendar, start, start + year);
  say(`one year's span, the first time: ${(performance.now() - began).toFixed(1)} ms (works out hours and holidays)`);
  const minute = (i: number) => start + i * 60_000;
  say(
    `one year's span between two instants: ${median((i) => businessTimeBetween(calendar, minute(i), minute(i) + year))}`,
  );
  say(`one year's span added to an instant: ${median((i) => addBusinessTime(calendar, minute(i), time))}`);

  const { sla } = compileSla({
    calendars: { office: OFFICE },
    policies: {
      p: {
        calendar: 'office',
        targets: { '*': { '*': { firstResponse: '4h', nextResponse: '8h', resolution: '5bd' } } },
      },
    },
  });
  const events = (at: number): TimedEvent[] => [
    { at, kind: 'opened', type: 'doubt', priority: 'normal', policy: 'p' },
    { at: at + 3_600_000, kind: 'answered', agent: 'bia' },
    { at: at + 3_600_000, kind: 'state', to: 'pending', until: null },
    { at: at + 90_000_000, kind: 'wrote' },
    { at: at + 90_000_000, kind: 'state', to: 'open', until: null },
  ];
  const clocks = (i: number) => clocksOf(events(minute(i)), sla, minute(i) + 100_000_000);
  say(`the clocks of a ticket: ${median(clocks)}; with the sums behind them: ${median((i) => clocks(i).map(sumOf))}`);
}

const wrong = agreement();
speed();
process.exitCode = wrong > 0 ? 1 : 0;
