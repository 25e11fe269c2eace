/** `run` as a process: how it refuses to start, and how it stops. */
import { expect, test } from 'vitest';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import {
  contractOf,
  mailOf,
  mailsPerRecipient,
  PATIENCE,
  startDesk,
  startRun,
  until,
  untilInboxIsEmpty,
  untilSent,
} from '../support/desk.ts';

describeWithDovecot('the process', { timeout: 90_000 }, () => {
  test('a wrong password ends it with exit code 1 and a line that says what to do', async () => {
    const desk = await startDesk({ config: { 'mailbox.password': 'not the password' } });
    const run = startRun(desk);
    expect((await run.end()).code).toBe(1);
    const last = run.output().trim().split('\n').at(-1);
    expect(last).toMatch(/^127\.0\.0\.1, folder INBOX: .*check mailbox\.user and mailbox\.password$/);
    expect(run.output()).not.toContain('not the password');
  });

  test('a second one on the same database says so, exits 1, and leaves the first alone', async () => {
    const desk = await startDesk();
    const first = startRun(desk);
    await first.line('reading');
    const second = startRun(desk);
    expect((await second.end()).code).toBe(1);
    expect(second.output()).toContain(`another chamado process works on ${desk.database}`);

    await desk.dovecot.deliver(mailOf({ from: 'ana@acme.example' }));
    await untilSent(desk, 1);
    expect(await first.end('SIGTERM')).toMatchObject({ code: 0 });
  });

  test('SIGTERM in a backlog of 300 mails: it exits 0 soon, nothing is lost, the next start goes on', async () => {
    const senders = Array.from({ length: 300 }, (_, i) => `user${i}@acme.example`);
    const desk = await startDesk({ contracts: [contractOf(senders)] });
    for (const from of senders) await desk.dovecot.deliver(mailOf({ from }));
    const first = startRun(desk);
    await first.line('mail settled');
    const { code, ms } = await first.end('SIGTERM');
    expect(code, first.tail()).toBe(0);
    expect(ms).toBeLessThan(10_000);
    const { byDisposition } = await desk.look((store) => store.reads.counts());
    expect(byDisposition.opened).toBeLessThan(300);
    expect(await desk.look((store) => store.reads.outbox(false, 1_000))).toEqual([]);

    const second = startRun(desk);
    const opened = () => desk.look((store) => store.reads.counts().byDisposition.opened === 300);
    await until('all 300 are opened', opened, PATIENCE, 100);
    await untilSent(desk, 300);
    await untilInboxIsEmpty(desk);
    expect(await second.end('SIGTERM')).toMatchObject({ code: 0 });
    expect([...mailsPerRecipient(desk.smtp).values()]).toEqual(Array(300).fill(1));
    expect(await desk.look((store) => store.reads.unhealthy())).toEqual([]);
  });
});
