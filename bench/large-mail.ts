/** How much memory does the worker need with a mail of the largest size that is read, among ordinary ones? */
import { startDovecot } from '../test/support/dovecot.ts';
import { startDesk } from './desk.ts';
import { generateMail } from './generate.ts';
import { startSink } from './sink.ts';
import { imapMailbox, type Job, measured, type Throughput } from './throughput.ts';

/** Just under limits.mailSize of the example config. */
const LARGEST = 24_900_000;
const ORDINARY = 60;
const MOST_FOR_ALL = 120_000;

/** Through Dovecot, as `throughDovecot`: the large mail stands in the middle. */
export async function withLargeMail(job: Omit<Job, 'mails' | 'count'>): Promise<Throughput & { largest: number }> {
  const folder = job.folder();
  await using stack = new AsyncDisposableStack();
  const dovecot = stack.adopt(await startDovecot(), (server) => server.stop());
  const sink = stack.adopt(await startSink(), (server) => server.stop());
  const raws = Array.from({ length: ORDINARY }, (_, i) => generateMail(i, { seed: 3 }).raw);
  const large = generateMail(ORDINARY, { seed: 3, bytes: LARGEST }).raw;
  raws.splice(ORDINARY / 2, 0, large);
  await dovecot.append(raws);
  const desk = startDesk({
    ...job,
    folder,
    mailbox: imapMailbox(dovecot.port, dovecot.user, dovecot.password),
    outgoing: { kind: 'smtp', host: '127.0.0.1', port: sink.port },
  });
  const figures = await measured(desk, { count: raws.length }, folder, async () => {
    const last = await sink.waitFor(raws.length - 1, MOST_FOR_ALL, desk.gone);
    return last.at;
  });
  return { ...figures, largest: large.length };
}
