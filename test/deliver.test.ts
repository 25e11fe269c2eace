import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { attemptOf, type Delivering, deliverDue } from '../src/deliver.ts';
import { indexContracts } from '../src/directory/index-contracts.ts';
import { filesIn } from '../src/mail/mime/files.ts';
import type { SendResult } from '../src/outgoing/outgoing.ts';
import { SmtpOutgoing } from '../src/outgoing/smtp.ts';
import { loadTemplates } from '../src/templates.ts';
import { movableClock, until } from './support/desk.ts';
import { contract, desk, user } from './support/facts.ts';
import { by, openSettling } from './support/settling.ts';
import { startSmtp, type TestSmtpOptions } from './support/smtp.ts';

const MINUTE = 60_000;
const ANA = 'ana@acme.example';

describe('what an attempt means for its letter', () => {
  const NOW = 1_000_000;
  const answer = (code: number, response: string, named = true) => [{ address: ANA, named, code, response }];
  const settled: Extract<SendResult, { outcome: 'settled' }> = {
    outcome: 'settled',
    accepted: [],
    deferred: [],
    refused: [],
    response: '',
  };
  const attempt = (attempts: number, result: SendResult) => attemptOf({ id: 7, attempts }, result, NOW);

  test('accepted: sent', () => {
    expect(attempt(0, { ...settled, accepted: [ANA] })).toEqual({ id: 7, state: 'sent' });
  });

  test('refused: failed, and the address is marked', () => {
    expect(attempt(0, { ...settled, refused: answer(550, '550 no such user') })).toEqual({
      id: 7,
      state: 'failed',
      error: '550 no such user',
      addressRefused: true,
    });
  });

  test('the mail is refused, not its address: failed, and the address is not marked', () => {
    expect(attempt(0, { ...settled, refused: answer(554, '554 looks like spam', false) })).toMatchObject({
      addressRefused: false,
    });
  });

  test('the outcome is unknown: held', () => {
    expect(attempt(0, { outcome: 'unknown', error: 'the connection was closed' })).toEqual({
      id: 7,
      state: 'held',
      error: 'it may have arrived: the connection was closed',
    });
  });

  test('the server is away, or refuses the login: queued for at once, and no attempt counts, however often', () => {
    for (const login of [true, false]) {
      expect(attempt(99, { outcome: 'not-begun', error: 'ECONNREFUSED', login })).toEqual({
        id: 7,
        state: 'queued',
        again: NOW,
        error: 'ECONNREFUSED',
        answered: false,
      });
    }
  });

  test('deferred: tried again after a growing delay for two days, then given up without marking the address', () => {
    const deferred = { ...settled, deferred: answer(451, '451 greylisted') };
    const delays: number[] = [];
    for (let attempts = 0; ; attempts += 1) {
      const next = attempt(attempts, deferred);
      if (next.state !== 'queued') {
        expect(next).toEqual({
          id: 7,
          state: 'failed',
          error: `given up after ${attempts + 1} attempts: 451 greylisted`,
          addressRefused: false,
        });
        break;
      }
      expect(next).toMatchObject({ answered: true, error: '451 greylisted' });
      delays.push(next.again - NOW);
    }
    expect(delays.slice(0, 4)).toEqual([1, 5, 15, 30].map((minutes) => minutes * MINUTE));
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    const hours = delays.reduce((sum, delay) => sum + delay, 0) / (60 * MINUTE);
    expect(hours).toBeGreaterThan(48);
    expect(hours).toBeLessThan(24 * 5);
  });
});

describe('deliveries', () => {
  test('a letter that was deferred for the last time has failed', async () => {
    const { store, delivering, clock, signal } = await outboxTo([ANA], {
      recipient: () => ({ code: 451, message: 'later' }),
    });
    let tries = 0;
    for (; store.reads.outbox(true, 1)[0]?.state === 'queued'; tries += 1) {
      expect(tries).toBeLessThan(50);
      await deliverDue(delivering, signal);
      clock.advance(Math.max(0, ((await store.outbox.nextDue()) ?? 0) - clock.now()));
    }
    expect(tries).toBe(15);
    expect(store.reads.outbox(true, 1)).toMatchObject([{ state: 'failed', attempts: 15 }]);

    // Tried again by hand, it has all its attempts before it.
    await store.changeLetter(1, 'retry', clock.now());
    await deliverDue(delivering, signal);
    expect(store.reads.outbox(true, 1)).toMatchObject([{ state: 'queued', attempts: 1 }]);
  });

  test('what became of a letter is recorded even if the database refuses at first, and the letter goes out once', async () => {
    const { store, path, smtp, delivering, clock, signal } = await outboxTo([ANA]);
    const other = new Database(path);
    other.exec(
      "CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN new.state = 'sent' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    const delivery = deliverDue(delivering, signal);
    await smtp.waitFor(1);
    expect(store.reads.outbox(true, 1)).toMatchObject([{ state: 'sending' }]);
    other.exec('DROP TRIGGER full');
    other.close();
    clock.advance(MINUTE);
    expect(await delivery).toMatchObject({ sent: 1, down: null });
    expect(store.reads.outbox(true, 1)).toMatchObject([{ state: 'sent' }]);
    expect(smtp.received).toHaveLength(1);
  });

  test('a delivery that is told to stop finishes what is under way and begins no more', async () => {
    const people = Array.from({ length: 70 }, (_, i) => `user${i}@acme.example`);
    const stop = new AbortController();
    const { store, smtp, delivering } = await outboxTo(people, {
      body: () => {
        stop.abort();
        return null;
      },
    });
    expect(await deliverDue(delivering, stop.signal)).toMatchObject({ sent: 50 });
    expect(smtp.received).toHaveLength(50);
    const states = store.reads.outbox(true, 100).map((letter) => letter.state);
    expect(states.filter((state) => state === 'queued')).toHaveLength(20);
    expect(states.filter((state) => state === 'sent')).toHaveLength(50);
  });

  test('a delivery that is told to stop while it writes its letters claims none of them', async () => {
    const { store, smtp, delivering } = await outboxTo([ANA, 'rui@acme.example']);
    const stop = new AbortController();
    const desk = () => {
      stop.abort();
      return delivering.desk();
    };
    expect(await deliverDue({ ...delivering, desk }, stop.signal)).toMatchObject({ sent: 0, down: null });
    expect(smtp.received).toEqual([]);
    expect(store.reads.outbox(true, 2)).toMatchObject([
      { state: 'queued', attempts: 0 },
      { state: 'queued', attempts: 0 },
    ]);
  });

  test('the hourly cap holds to the letter, however long the database takes over each answer', async () => {
    const people = Array.from({ length: 70 }, (_, i) => `user${i}@acme.example`);
    const { store, smtp, delivering, signal } = await outboxTo(people);
    const { outbox } = store;
    const slow: Delivering = {
      ...delivering,
      store: {
        ...store,
        outbox: {
          ...outbox,
          due: (now, limit) => later(outbox.due(now, limit)),
          // Long enough for letters to arrive, and to be recorded, after they were counted.
          sentSince: (instant) => later(outbox.sentSince(instant), 300),
          claim: (letters) => later(outbox.claim(letters)),
          record: (begunIds, attempts, now) => later(outbox.record(begunIds, attempts, now)),
        },
      },
      lettersPerDeskHour: () => 60,
    };
    expect(await deliverDue(slow, signal)).toEqual({ sent: 60, down: null, capped: true });
    expect(smtp.received).toHaveLength(60);
  });

  test('a template that fails holds its letter and lets the others go', async () => {
    const { store, path, smtp, delivering, signal } = await outboxTo([ANA, 'rui@acme.example']);
    const other = new Database(path);
    other.exec(`UPDATE outbox SET draft = json_set(draft, '$.language', 'tlh') WHERE to_address = '${ANA}'`);
    other.close();
    await deliverDue(delivering, signal);
    await until('the other one is there', () => smtp.received.length === 1);
    expect(store.reads.outbox(true, 2).map(({ to, state, error }) => [to, state, error])).toEqual([
      ['rui@acme.example', 'sent', null],
      [ANA, 'held', expect.stringContaining('template acknowledgement (tlh) failed')],
    ]);
  });
});

async function later<Answer>(answer: Promise<Answer>, ms = 15): Promise<Answer> {
  await sleep(ms);
  return answer;
}

/** A database with an acknowledgement to each of these people, and what it takes to deliver them. */
async function outboxTo(people: string[], options: TestSmtpOptions = {}) {
  const clock = movableClock();
  // Customers' letters alone.
  const rules = desk({ agents: [] });
  const { store, path, settle } = await openSettling();
  const directory = indexContracts([contract({ endsOn: null, users: people.map((email) => user({ email })) })]);
  await settle(people.map(by), { now: clock.now(), rules, directory });

  const smtp = await startSmtp(options);
  onTestFinished(() => smtp.close());
  const outgoing = new SmtpOutgoing({ host: '127.0.0.1', port: smtp.port });
  onTestFinished(() => outgoing.close());
  const { templates } = await loadTemplates(fileURLToPath(new URL('../templates', import.meta.url)), null);
  const delivering: Delivering = {
    store,
    outgoing,
    desk: () => rules,
    templates: () => templates,
    files: filesIn,
    clock,
    log: pino({ level: 'silent' }),
    lettersPerDeskHour: () => 1_000,
  };
  return { store, path, smtp, delivering, clock, signal: new AbortController().signal };
}
