/** Killed at any moment: nothing is lost, nothing is done twice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import { contractOf, mailOf, mailsPerRecipient, PATIENCE, startDesk, startRun, until } from '../support/desk.ts';

const PEOPLE = 150;
const KILLS = 25;

describeWithDovecot('kill -9', () => {
  test(`${PEOPLE} mails through ${KILLS} kills: a ticket each, nobody acknowledged twice`, {
    timeout: 90_000,
  }, async () => {
    const seed = Number(process.env.KILL_SEED ?? Date.now() % 100_000);
    const random = randomOf(seed);
    const people = Array.from({ length: PEOPLE }, (_, i) => `user${i}@acme.example`);
    const desk = await startDesk({ contracts: [contractOf(people)] });
    const expectation = `KILL_SEED=${seed}`;

    // Each worker meets mails that are there and mails that come, at moments of their own.
    const deliver = async (mails: string[]) => {
      for (const from of mails) {
        await sleep(random() * 300);
        await desk.dovecot.deliver(mailOf({ from, text: `Sou ${from}. Como altero o menu do nosso bot?` }));
      }
    };
    const share = PEOPLE / KILLS;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const run = startRun(desk);
      const delivered = deliver(people.slice(kill * share, (kill + 1) * share));
      // Many while they start or read; some just after they have begun to settle, whatever the machine's speed.
      if (kill % 5 < 2) await run.line('mail settled').then(() => sleep(random() * 200));
      else await sleep(300 + random() * 1_200);
      await run.end('SIGKILL');
      await delivered;
    }

    const run = startRun(desk);
    const idle = () =>
      desk.look((store) => {
        const { seen, byDisposition } = store.reads.counts();
        const pending = store.reads.outbox(false, 1_000).filter(({ state }) => state !== 'held');
        return seen === PEOPLE && byDisposition.opened === PEOPLE && pending.length === 0;
      });
    await run.line('started');
    await until(`everything is settled and sent (${expectation})`, idle, PATIENCE, 100);
    const { code, ms } = await run.end('SIGTERM');
    expect({ code, quickly: ms < 5_000 }, `${expectation}\n${run.tail()}`).toEqual({ code: 0, quickly: true });

    const tickets = await desk.look((store) => store.reads.tickets(null, 1_000));
    expect(tickets.map((ticket) => ticket.requester).sort(), expectation).toEqual([...people].sort());
    expect(new Set(tickets.map((ticket) => ticket.number)).size).toBe(PEOPLE);

    const counts = mailsPerRecipient(desk.smtp);
    expect(
      [...counts].filter(([, count]) => count > 1),
      expectation,
    ).toEqual([]);
    const letters = await desk.look((store) => store.reads.outbox(true, 1_000));
    expect(letters.map((letter) => letter.to).sort(), expectation).toEqual([...people].sort());
    const held = letters.filter((letter) => letter.state === 'held').map((letter) => letter.to);
    expect(
      people.filter((one) => !counts.has(one) && !held.includes(one)),
      expectation,
    ).toEqual([]);

    expect(await desk.look((store) => store.reads.unhealthy()), expectation).toEqual([]);
    expect(await desk.dovecot.mailboxContents('INBOX'), expectation).toEqual([]);
    expect(await desk.dovecot.mailboxContents('Processed'), expectation).toHaveLength(PEOPLE);
  });
});

/** A sequence of numbers from 0 to 1 that follows from its seed alone (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
