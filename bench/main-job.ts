/**
 * The desk's main job, measured end to end: `npm run bench`. A generated mailbox is settled and acknowledged; its pace is
 * told as a share of what mailparser alone reads on the same machine in the same minutes, because figures of different
 * machines can't be compared. What is measured is in `throughput.ts`, `latency.ts` and `large-mail.ts`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { commandLine, refuse, wholeNumber } from './command-line.ts';
import { generateDirectory } from './generate.ts';
import { withLargeMail } from './large-mail.ts';
import { latency } from './latency.ts';
import { type Results, reportLines } from './report.ts';
import { type Job, parseOnly, throughDovecot, throughMaildir, writeMails } from './throughput.ts';

const PARTS = ['maildir', 'imap', 'latency', 'large'] as const;
const HELP = `npm run bench -- [--mails 2000] [--latency-mails 100] [--only ${PARTS.join(',')}] [--profile FOLDER] [--json]`;

const { values } = commandLine(HELP, {
  mails: { type: 'string', default: '2000' },
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
    folder: (name) => {
      const folder = join(home, name);
      mkdirSync(folder);
      return folder;
    },
    profile: values.profile === undefined ? null : resolve(values.profile),
  };
  const say = (words: string) => process.stderr.write(`${words} …\n`);

  const results: Results = {
    mails: count,
    load: loadavg()[0] ?? 0,
    parseOnly: null,
    maildir: null,
    imap: null,
    latency: null,
    largeMail: null,
  };
  if (only.has('maildir') || only.has('imap')) {
    say(`writing ${count} mails`);
    writeMails(job.mails, count, USERS);
    say('parsing alone');
    const before = await parseOnly(job);
    if (only.has('maildir')) {
      say('Maildir to folder');
      results.maildir = await throughMaildir(job);
    }
    if (only.has('imap')) {
      say('IMAP to SMTP');
      results.imap = await throughDovecot(job);
    }
    say('parsing alone, again');
    const after = await parseOnly(job);
    results.parseOnly = { before, after, mean: (before.mailsPerSecond + after.mailsPerSecond) / 2 };
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
