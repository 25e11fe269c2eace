/** The worker and the mail server that takes its letters: one that defers, refuses, drops, goes away or is slow. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import {
  contractOf,
  mailOf,
  mailsPerRecipient,
  movableClock,
  startDesk,
  startWorker,
  type TestDesk,
  until,
  untilInboxIsEmpty,
  untilSent,
} from '../support/desk.ts';
import { type Reply, startSmtp } from '../support/smtp.ts';

const MINUTE = 60_000;
const ANA = 'ana@acme.example';
const RUI = 'rui@acme.example';

const letters = (desk: TestDesk) => desk.look((store) => store.reads.outbox(true, 100).toReversed());
const only = async (desk: TestDesk) => (await letters(desk))[0];

describeWithDovecot('letters on their way out', { timeout: 60_000 }, () => {
  test('a letter that the server defers is sent a minute later', async () => {
    const asked: number[] = [];
    const clock = movableClock();
    const recipient = (_: string, attempt: number): Reply => {
      asked.push(clock.now());
      return attempt === 1 ? { code: 451, message: 'greylisted, come again' } : null;
    };
    const desk = await startDesk({ smtp: { recipient } });
    const run = await startWorker(desk, { clock });
    await desk.dovecot.deliver(mailOf({ from: ANA }));
    await run.line('letter not sent');
    const deferred = await only(desk);
    expect(deferred).toMatchObject({ state: 'queued', attempts: 1, error: expect.stringContaining('greylisted') });
    expect((deferred?.nextAttemptAt ?? 0) - clock.now()).toBeGreaterThan(MINUTE / 2);

    clock.advance(MINUTE / 2);
    clock.advance(MINUTE / 2);
    await untilSent(desk, 1);
    await until('it counts as sent', async () => (await only(desk))?.state === 'sent');
    expect(asked).toHaveLength(2);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(MINUTE);
  });

  test('a letter that the server refuses has failed: its address is marked, and it is never tried again', async () => {
    const asked: string[] = [];
    const recipient = (address: string): Reply => {
      asked.push(address);
      return address === ANA ? { code: 550, message: 'no such user here' } : null;
    };
    const desk = await startDesk({ smtp: { recipient } });
    const clock = movableClock();
    const run = await startWorker(desk, { clock });
    await desk.dovecot.deliver(mailOf({ from: ANA }));
    await run.line('letter not sent');

    clock.advance(3 * 24 * 60 * MINUTE);
    await desk.dovecot.deliver(mailOf({ from: RUI }));
    await untilSent(desk, 1);
    expect(asked).toEqual([ANA, RUI]);
    expect(await only(desk)).toMatchObject({
      to: ANA,
      state: 'failed',
      error: expect.stringContaining('no such user'),
    });
    const sqlite = new Database(desk.database, { readonly: true });
    expect(sqlite.prepare('SELECT address, diagnostic FROM bounced').all()).toEqual([
      { address: ANA, diagnostic: expect.stringContaining('no such user') },
    ]);
    sqlite.close();
    const ticket = await desk.look((store) => store.reads.ticket('BLIP-1001'));
    expect(ticket?.history.map(({ what }) => what)).toContain(`acknowledgement to ${ANA} failed`);
  });

  test('a letter whose body went out without an answer is held, and not sent again', async () => {
    const bodies: string[] = [];
    const body = ({ to: [to = ''] }: { to: string[] }): Reply => {
      bodies.push(to);
      return to === ANA ? 'drop' : null;
    };
    const desk = await startDesk({ smtp: { body } });
    const clock = movableClock();
    const run = await startWorker(desk, { clock });
    await desk.dovecot.deliver(mailOf({ from: ANA }));
    await run.line('letter not sent');

    clock.advance(3 * 24 * 60 * MINUTE);
    await desk.dovecot.deliver(mailOf({ from: RUI }));
    await untilSent(desk, 1);
    expect(bodies).toEqual([ANA, RUI]);
    expect(await only(desk)).toMatchObject({
      to: ANA,
      state: 'held',
      error: expect.stringContaining('may have arrived'),
    });
    await until('the other one counts as sent', async () => (await letters(desk))[1]?.state === 'sent');

    // Neither does the next start.
    await run.stop();
    const again = await startWorker(desk, { clock });
    await again.line('reading');
    await desk.dovecot.deliver(mailOf({ from: RUI, text: 'Mais uma dúvida: onde vejo os relatórios do bot?' }));
    await untilSent(desk, 2);
    expect(bodies).toEqual([ANA, RUI, RUI]);
  });

  test('a server that is away costs a letter no attempt; it goes out when the server is back', async () => {
    const desk = await startDesk();
    await desk.smtp.close();
    const clock = movableClock();
    const run = await startWorker(desk, { clock });
    await desk.dovecot.deliver(mailOf({ from: ANA }));
    await run.line('letters wait');
    for (let i = 0; i < 5; i += 1) {
      const seen = run.lines.length;
      clock.advance(MINUTE);
      await run.line('letters wait', seen);
    }
    expect(await only(desk)).toMatchObject({ state: 'queued', attempts: 0 });
    // Reading goes on meanwhile.
    await untilInboxIsEmpty(desk);

    const back = await startSmtp({ port: desk.smtp.port });
    clock.advance(MINUTE);
    await back.waitFor(1, 30_000);
    await run.stop();
    await back.close();
    expect(await only(desk)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  test('at the hourly cap of the desk the rest of the letters wait, which is said once', async () => {
    const senders = Array.from({ length: 5 }, (_, i) => `user${i}@acme.example`);
    const desk = await startDesk({
      contracts: [contractOf(senders)],
      config: { 'limits.lettersPerDeskHour': 3 },
    });
    for (const from of senders) await desk.dovecot.deliver(mailOf({ from }));
    const clock = movableClock();
    const run = await startWorker(desk, { clock });
    await run.line('lettersPerDeskHour');
    // The delivery loop looks again each time.
    for (let i = 0; i < 3; i += 1) {
      clock.advance(MINUTE);
      await desk.look((store) => store.reads.outbox(true, 10));
    }
    expect(desk.smtp.received).toHaveLength(3);
    expect((await letters(desk)).map((letter) => letter.state)).toEqual(['sent', 'sent', 'sent', 'queued', 'queued']);

    clock.advance(60 * MINUTE);
    await untilSent(desk, 5);
    await run.stop();
    expect(run.lines.filter((line) => line.msg.includes('lettersPerDeskHour'))).toHaveLength(1);
    expect([...mailsPerRecipient(desk.smtp).values()]).toEqual([1, 1, 1, 1, 1]);
  });

  test('a letter that the server takes long over keeps no other one back', async () => {
    const answer = Promise.withResolvers<null>();
    const body = ({ to: [to] }: { to: string[] }): Promise<Reply> | Reply => (to === ANA ? answer.promise : null);
    const desk = await startDesk({ smtp: { body } });
    const run = await startWorker(desk);
    await desk.dovecot.deliver(mailOf({ from: ANA }));
    await until('it is under way', async () => (await only(desk))?.state === 'sending');
    await desk.dovecot.deliver(mailOf({ from: RUI }));
    expect(await untilSent(desk, 1)).toMatchObject([{ to: [RUI] }]);
    answer.resolve(null);
    await untilSent(desk, 2);
    await run.stop();
    expect((await letters(desk)).map(({ to, state }) => [to, state])).toEqual([
      [ANA, 'sent'],
      [RUI, 'sent'],
    ]);
  });

  test('a stop waits for the answer to a letter that is under way, and sends what is queued', async () => {
    const answer = Promise.withResolvers<null>();
    let asked = 0;
    const body = (): Promise<Reply> | Reply => {
      asked += 1;
      return answer.promise;
    };
    const desk = await startDesk({ smtp: { body } });
    const run = await startWorker(desk);
    await desk.dovecot.deliver(mailOf({ from: ANA }));
    await until('the body is there', () => asked === 1);
    await desk.dovecot.deliver(mailOf({ from: RUI }));
    await untilInboxIsEmpty(desk);
    const stopped = run.stop();
    answer.resolve(null);
    await stopped;
    expect((await letters(desk)).map(({ to, state }) => [to, state])).toEqual([
      [ANA, 'sent'],
      [RUI, 'sent'],
    ]);
    expect(desk.smtp.received).toHaveLength(2);
  });
});
