/** What the bench found, as a table with the goal beside each figure. */
import type { Latency } from './latency.ts';
import type { Paced, ParseOnly, Throughput } from './throughput.ts';

export interface Results {
  mails: number;
  /** What else the machine had to do when the bench began: load average of the minute before. */
  load: number;
  /** mailparser's `simpleParser` alone, with its default options: before the first run, and after each. */
  parseOnly: ParseOnly[];
  /** A run each round. */
  maildir: Paced[];
  imap: Paced[];
  latency: Latency | null;
  largeMail: (Throughput & { largest: number }) | null;
}

const LEAST_SHARE = 0.4;
const MOST_MEMORY = 400e6;
const MOST_P50 = 700;
const MOST_P99 = 1_500;
const MOST_FROM_ANNOUNCEMENT = 150;

/** Other work of the machine hardly changes it, unlike a pace. */
const PROCESSOR = '  processor time, the start included';

type Row = [what: string, figure: string, goal: string];

export function reportLines(results: Results): string[] {
  const rows = [...paceRows(results), ...latencyRows(results.latency), ...memoryRows(results)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return [
    `${results.mails} mails (70 % of 4 KB, 25 % of 50 KB, 5 % of 1 MB); load of the machine before: ${results.load.toFixed(1)}`,
    '',
    ...rows.map(([what, figure, goal]) =>
      `${what.padEnd(widths[0] ?? 0)}  ${figure.padStart(widths[1] ?? 0)}  ${goal}`.trimEnd(),
    ),
  ];
}

function paceRows({ mails, parseOnly, maildir, imap }: Results): Row[] {
  if (parseOnly.length === 0) return [];
  const oneCore = parseOnly.map((run) => run.oneCore);
  const allCores = parseOnly.map((run) => run.allCores);
  const processor = parseOnly.map((run) => run.processor);
  const rows: Row[] = [
    [
      'mailparser alone on one core (simpleParser, default options), median',
      perSecond(median(oneCore)),
      range(oneCore),
    ],
    [PROCESSOR, perMail(median(processor), mails), ''],
    ["  with all cores, which its engine's own threads use", perSecond(median(allCores)), range(allCores)],
  ];
  for (const [what, runs] of [
    ['Maildir to folder: settled and acknowledged, median', maildir],
    ['IMAP (Dovecot) to SMTP: settled and acknowledged, median', imap],
  ] as const) {
    if (runs.length === 0) continue;
    const rates = runs.map((run) => run.mailsPerSecond);
    const shares = runs.map((run) => run.share);
    const share = median(shares);
    const each = shares.map(percent).join(', ');
    rows.push(
      [what, perSecond(median(rates)), range(rates)],
      [
        '  as a share of mailparser alone on one core just before and after, median',
        percent(share),
        `${verdict(share >= LEAST_SHARE, '≥ 40 %')}; each: ${each}`,
      ],
      ['  as a share of it with all cores, median', percent(median(runs.map((run) => run.shareOfAllCores))), ''],
      [PROCESSOR, perMail(median(runs.map((run) => run.processor)), mails), ''],
    );
  }
  return rows;
}

function latencyRows(latency: Latency | null): Row[] {
  if (latency === null) return [];
  const { mails, fromArrival, fromAnnouncement } = latency;
  return [
    [
      `acknowledged after arrival in the folder, p50 of ${mails}`,
      ms(fromArrival.p50),
      verdict(fromArrival.p50 < MOST_P50, '< 700 ms'),
    ],
    ['  p99', ms(fromArrival.p99), verdict(fromArrival.p99 < MOST_P99, '< 1,500 ms')],
    [
      "acknowledged after the server's announcement, p50",
      ms(fromAnnouncement.p50),
      verdict(fromAnnouncement.p50 < MOST_FROM_ANNOUNCEMENT, '< 150 ms'),
    ],
    ['  p99', ms(fromAnnouncement.p99), verdict(fromAnnouncement.p99 < MOST_FROM_ANNOUNCEMENT, '< 150 ms')],
  ];
}

function memoryRows({ maildir, imap, largeMail }: Results): Row[] {
  return [
    ['peak memory, Maildir to folder', maildir] as const,
    ['peak memory, IMAP to SMTP', imap] as const,
    [
      `peak memory with a mail of ${((largeMail?.largest ?? 0) / 1e6).toFixed(1)} MB, IMAP to SMTP`,
      largeMail ? [largeMail] : [],
    ] as const,
  ].flatMap(([what, runs]): Row[] => {
    const peak = Math.max(...runs.map((run) => run.peakMemory));
    return runs.length === 0 ? [] : [[what, `${(peak / 1e6).toFixed(0)} MB`, verdict(peak < MOST_MEMORY, '< 400 MB')]];
  });
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (low + high) / 2;
}

function range(rates: number[]): string {
  return `${Math.min(...rates).toFixed(0)} to ${Math.max(...rates).toFixed(0)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function verdict(reached: boolean, goal: string): string {
  return `${reached ? 'reached' : 'MISSED'} (goal ${goal})`;
}

function perMail(seconds: number, mails: number): string {
  return `${((seconds / mails) * 1_000).toFixed(2)} ms/mail`;
}

function perSecond(rate: number): string {
  return `${rate.toFixed(0)} mails/s`;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
