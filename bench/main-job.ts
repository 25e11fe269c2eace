/**
 * The desk's main job, measured end to end: `npm run bench`. A generated mailbox is settled and acknowledged; its pace is
 * told as a share of what mailparser alone reads on one core of the same machine just before and after, because figures of
 * different machines can't be compared, nor those of one machine some minutes apart. Several rounds, of which the median
 * counts: what else the machine does falls on one or the other. What is measured is in `throughput.ts`, `latency.ts` and
 * `large-mail.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { commandLine, refuse, wholeNumber } from './command-line.ts';
import { generateDirectory } from './generate.ts';
import { withLargeMail } from './large-mail.ts';
import { latency } from './latency.ts';
import { type Results, reportLines } from './report.ts';
import { beside, type Job, parseOnly, throughDovecot, throughMaildir, writeMails } from './throughput.ts';

const PARTS = ['maildir', 'imap', 'latency', 'large'] as const;
const HELP = `npm run bench -- [--mails 4000] [--rounds 3] [--latency-mails 100] [--only ${PARTS.join(',')}] [--profile FOLDER] [--json]`;

const { values } = commandLine(HELP, {
  mails: { type: 'string', default: '4000' },
  rounds: { type: 'string', default: '3' },
  'latency-mails': { type: 'string', default: '100' },
  /** Some of the parts, with commas between them. */
  only: { type: 'string', default: PARTS.join(',') },
  /** Where the workers' profiles go (.cpuprofile, for a browser's developer tools). They slow the workers down. */
  profile: { type: 'string' },
  json: { type: 'boolean', default: false },
});

const USERS = 1_000;

await main();

async function main(): Promise<void> {
  const count = wholeNumber('--mails', values.mails, HELP);
  const rounds = wholeNumber('--rounds', values.rounds, HELP);
  const latencyMails = wholeNumber('--latency-mails', values['latency-mails'], HELP);
  const only = new Set(values.only.split(','));
  const unknown = [...only].find((part) => !PARTS.some((one) => one === part));
  if (unknown !== undefined) refuse(`--only has no part "${unknown}": ${PARTS.join(', ')}`, HELP);

  const home = mkdtempSync(join(tmpdir(), 'chamado-bench-'));
  const clear = () => rmSync(home, { recursive: true, force: true });
  process.on('exit', clear);
  // Ending by `exit` has everything that was started ended too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const job: Job = {
    mails: join(home, 'mails'),
    count,
    directory: generateDirectory(USERS),
    folder: () => mkdtempSync(join(home, 'desk-')),
    profile: values.profile === undefined ? null : resolve(values.profile),
  };
  const say = (words: string) => process.stderr.write(`${words} …\n`);

  const results: Results = {
    mails: count,
    load: loadavg()[0] ?? 0,
    parseOnly: [],
    maildir: [],
    imap: [],
    latency: null,
    largeMail: null,
  };
  if (only.has('maildir') || only.has('imap')) {
    say(`writing ${count} mails`);
    writeMails(job.mails, count, USERS);
    const parseAlone = async () => {
      say('parsing alone');
      const parsed = await parseOnly(job);
      results.parseOnly.push(parsed);
      return parsed;
    };
    let before = await parseAlone();
    for (let round = 1; round <= rounds; round++) {
      for (const [part, what, through] of [
        ['maildir', 'Maildir to folder', throughMaildir],
        ['imap', 'IMAP to SMTP', throughDovecot],
      ] as const) {
        if (!only.has(part)) continue;
        say(`${what}, round ${round} of ${rounds}`);
        const run = await through(job);
        const after = await parseAlone();
        results[part].push(beside(run, before, after));
        before = after;
      }
    }
  }
  if (only.has('latency')) {
    say(`${latencyMails} mails one by one`);
    results.latency = await latency({ ...job, count: latencyMails });
  }
  if (only.has('large')) {
    say('a large mail');
    results.largeMail = await withLargeMail(job);
  }
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${reportLines(results).join('\n')}\n`);
  clear();
}
