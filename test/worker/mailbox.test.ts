/** The worker and its mailbox: news, new epochs, old mail, cut wires, and mail that breaks its reader. */
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { mailboxOf } from '../../src/connect.ts';
import { ingest } from '../../src/ingest.ts';
import type { Understood } from '../../src/mail/message.ts';
import { openStore } from '../../src/store/store.ts';
import { openUnderstanding } from '../../src/understand.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import {
  contractOf,
  mailOf,
  mailsPerRecipient,
  startDesk,
  startWorker,
  type TestDesk,
  untilInboxIsEmpty,
  untilSent,
} from '../support/desk.ts';

const DAY = 86_400_000;

const counts = (desk: TestDesk) => desk.look((store) => store.reads.counts());

function people(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `user${i}@acme.example`);
}

describeWithDovecot('the worker at its mailbox', { timeout: 60_000 }, () => {
  test('a mail that comes while it is idle is acknowledged within 1.5 s', async () => {
    const desk = await startDesk({ config: { 'mailbox.poll': '0 0 0 1 1 *' } });
    const run = await startWorker(desk);
    // The first mail starts the reading thread and the connection to the mail server.
    await run.line('reading');
    await desk.dovecot.deliver(mailOf({ from: 'ana@acme.example' }));
    await untilSent(desk, 1);
    await untilInboxIsEmpty(desk);

    // The quickest of a few: the machine may be busy with something else at any one moment.
    const took: number[] = [];
    for (let count = 2; count <= 6 && !took.some((ms) => ms < 1_500); count += 1) {
      const delivered = Date.now();
      await desk.dovecot.deliver(mailOf({ from: 'rui@acme.example' }));
      const sent = await untilSent(desk, count);
      took.push((sent.at(-1)?.at ?? Number.NaN) - delivered);
    }
    expect(Math.min(...took)).toBeLessThan(1_500);
  });

  test('each mail is moved away when it is settled, not at the next look', async () => {
    const desk = await startDesk({ config: { 'mailbox.poll': '0 0 0 1 1 *' } });
    const run = await startWorker(desk);
    await run.line('reading');
    for (let count = 1; count <= 3; count += 1) {
      await desk.dovecot.deliver(mailOf({ from: 'ana@acme.example' }));
      await untilSent(desk, count);
      await untilInboxIsEmpty(desk);
    }
    expect(await desk.dovecot.mailboxContents('Processed')).toHaveLength(3);
  });

  test('without IDLE the poll finds it', async () => {
    const desk = await startDesk({
      config: { 'mailbox.idle': false, 'mailbox.poll': '* * * * * *' },
    });
    const run = await startWorker(desk);
    await run.line('reading');
    await untilInboxIsEmpty(desk);
    await desk.dovecot.deliver(mailOf({ from: 'ana@acme.example' }));
    await untilSent(desk, 1);
  });

  test('the same mail under a new UIDVALIDITY opens nothing and is acknowledged to nobody again', async () => {
    const senders = people(12);
    const desk = await startDesk({ contracts: [contractOf(senders)] });
    for (const from of senders) await desk.dovecot.deliver(mailOf({ from }));
    // It goes wrong between settling and marking: the mails are known and still in INBOX.
    const run = await startWorker(desk);
    await untilSent(desk, 12);
    await untilInboxIsEmpty(desk);
    await run.stop();
    await desk.dovecot.withClient(async (client) => {
      await client.mailboxOpen('Processed');
      await client.messageMove('1:*', 'INBOX');
    });
    await desk.dovecot.changeUidValidity();
    await desk.dovecot.deliver(mailOf({ from: 'user3@acme.example', subject: 'Outro assunto', text: 'Algo novo.' }));

    const again = await startWorker(desk);
    await untilSent(desk, 13);
    await untilInboxIsEmpty(desk);
    await again.stop();
    expect(await counts(desk)).toEqual({ seen: 25, byDisposition: { opened: 13, duplicate: 12 } });
    expect(desk.smtp.received).toHaveLength(13);
    expect(mailsPerRecipient(desk.smtp).get('user3@acme.example')).toBe(2);
  });

  test('UIDVALIDITY changes under a running worker: it goes on in the new epoch', async () => {
    const desk = await startDesk();
    const run = await startWorker(desk);
    await desk.dovecot.deliver(mailOf({ from: 'ana@acme.example' }));
    await untilSent(desk, 1);
    await untilInboxIsEmpty(desk);

    await desk.dovecot.changeUidValidity();
    await desk.dovecot.deliver(mailOf({ from: 'rui@acme.example' }));
    await untilSent(desk, 2);
    await untilInboxIsEmpty(desk);
    await run.stop();
    expect(await counts(desk)).toEqual({ seen: 2, byDisposition: { opened: 2 } });
  });

  test('mail of last year is settled without letters at the first start, and it says how much; a fresh one is acknowledged', async () => {
    const senders = people(31);
    const [fresh = '', ...old] = senders;
    const desk = await startDesk({ contracts: [contractOf(senders)] });
    await desk.dovecot.append(
      old.map((from) => mailOf({ from })),
      new Date(Date.now() - 365 * DAY),
    );
    await desk.dovecot.append([mailOf({ from: fresh })]);

    const run = await startWorker(desk);
    expect(await run.line('without letters')).toMatchObject({ level: 'warn', mails: 30 });
    await untilSent(desk, 1);
    await untilInboxIsEmpty(desk);
    await run.stop();
    expect(await counts(desk)).toEqual({ seen: 31, byDisposition: { opened: 31 } });
    expect(await desk.look((store) => store.reads.outbox(true, 100))).toMatchObject([{ to: fresh, state: 'sent' }]);
    expect([...mailsPerRecipient(desk.smtp)]).toEqual([[fresh, 1]]);
  });

  test('a new UIDVALIDITY is no first start: mail that waited for days is still acknowledged', async () => {
    const desk = await startDesk();
    const first = await startWorker(desk, { clock: { ...systemClock, now: () => Date.now() - 10 * DAY } });
    await first.line('reading');
    await untilInboxIsEmpty(desk);
    await first.stop();
    await desk.dovecot.changeUidValidity();
    await desk.dovecot.append([mailOf({ from: 'ana@acme.example' })], new Date(Date.now() - 3 * DAY));

    await startWorker(desk);
    await untilSent(desk, 1);
  });

  test('a server that is away at the start is tried again until it is there', async () => {
    const desk = await startDesk();
    await desk.dovecot.deliver(mailOf({ from: 'ana@acme.example' }));
    await desk.dovecot.halt();
    const run = await startWorker(desk);
    expect(await run.line('reading stopped')).toMatchObject({
      level: 'error',
      err: expect.stringContaining('127.0.0.1'),
    });
    await desk.dovecot.start();
    await untilSent(desk, 1);
    await untilInboxIsEmpty(desk);
  });

  test.each(['fin', 'rst'] as const)(
    'a connection cut by %s again and again: everything is settled in the end, once',
    async (how) => {
      const senders = people(40);
      let proxy: Awaited<ReturnType<typeof startCuttingProxy>> | undefined;
      const desk = await startDesk({
        contracts: [contractOf(senders)],
        imapPort: async (dovecot) => {
          proxy = await startCuttingProxy(dovecot.port);
          return proxy.port;
        },
      });
      for (const from of senders) await desk.dovecot.deliver(mailOf({ from }));
      const setup = await desk.setup();
      const cuts = [400, 1_500, 4_000, 9_000, 15_000, 19_000];
      for (const bytes of cuts) {
        proxy?.cutAfter(bytes, how);
        const run = await startWorker(desk, { setup });
        await run.line('reading stopped');
        await run.stop();
      }
      proxy?.cutAfter(null);
      const run = await startWorker(desk, { setup });
      await untilSent(desk, 40);
      await untilInboxIsEmpty(desk);
      await run.stop();
      await proxy?.stop();
      expect(await counts(desk)).toEqual({ seen: 40, byDisposition: { opened: 40 } });
      expect([...mailsPerRecipient(desk.smtp).values()].every((count) => count === 1)).toBe(true);
      expect(await desk.dovecot.mailboxContents('Processed')).toHaveLength(40);
    },
  );

  test('mails that end or hang the thread that reads them are quarantined, and the others flow', async () => {
    const senders = people(6);
    const desk = await startDesk({ contracts: [contractOf(senders)] });
    const subjects = ['um', 'EXIT', 'dois', 'SPIN', 'três', 'quatro'];
    for (const [i, from] of senders.entries()) {
      await desk.dovecot.deliver(mailOf({ from, text: `Olá, ${subjects[i]}!` }));
    }
    const { config, desk: rules, directory } = await desk.setup();
    const store = await openStore({ path: desk.database, ticketPrefix: 'BLIP', mode: 'work' });
    const mailbox = mailboxOf(config.mailbox, () => undefined);
    const workerFile = new URL('./breakable-reader.ts', import.meta.url);
    const understanding = openUnderstanding({ deadlineMs: 500, heapMb: 256, workerFile });
    try {
      const context = {
        store,
        mailbox,
        understand: understanding.read,
        authenticate: async (understood: Understood) => understood,
        desk: () => rules,
        directory: () => directory,
        clock: systemClock,
        mailSize: () => 1_000_000,
        silentOlderThan: null,
        silent: false,
        onSettled: () => undefined,
        onBacklog: () => undefined,
      };
      expect(await ingest(context, await mailbox.open(), AbortSignal.timeout(15_000))).toBe(6);
      const rows = store.reads.mail({}, 10).toReversed();
      expect(rows.map((row) => row.disposition)).toEqual([
        'opened',
        'quarantined',
        'opened',
        'quarantined',
        'opened',
        'opened',
      ]);
      expect(rows[1]?.because).toContain('broke the thread');
      expect(rows[3]?.because).toContain('longer than 500 ms');
      expect(await store.raw(rows[1]?.id ?? 0)).toMatchObject({ raw: expect.any(Buffer) });
      expect(await desk.dovecot.mailboxContents('INBOX')).toEqual([]);
    } finally {
      await mailbox.close();
      await understanding.close();
      store.close();
    }
  });
});
