/** Open tickets whose contract comes under another plan: over a real database, with ticks as the worker makes them. */
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { followUpsSchema } from '../src/config/follow-up-schema.ts';
import { compileFollowUps } from '../src/config/follow-ups.ts';
import type { Config } from '../src/config/schema.ts';
import type { Directory } from '../src/directory/directory.ts';
import { indexContracts } from '../src/directory/index-contracts.ts';
import { followUpDue, rulesDigest } from '../src/follow-up.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { compileSla, type SlaConfig } from '../src/ticket/sla/sla.ts';
import { act, answers, openOne, withTickets } from './support/changes.ts';
import { contract, desk, NOW, queue } from './support/facts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Plus: four hours to answer; Super: one. Around the clock. */
const SLA: SlaConfig = {
  calendars: { always: '24x7' },
  policies: {
    standard: {
      calendar: 'always',
      targets: { '*': { '*': { firstResponse: '4h', nextResponse: '4h', resolution: '40h' } } },
    },
    premium: {
      calendar: 'always',
      targets: { '*': { '*': { firstResponse: '1h', nextResponse: '1h', resolution: '8h' } } },
    },
  },
};
const { sla } = compileSla(SLA);
const followUps = compileFollowUps(followUpsSchema.parse({ hours: 'always', apart: '1m' }), sla.calendars, () => {
  throw new Error('a rule is wrong');
});
const email = ['email'];
const DESK = desk({
  sla,
  followUps,
  queues: [queue({ lead: 'bia' })],
  plans: new Map([
    ['plus', { name: 'Plus', channels: email, sla: 'standard', rank: 1 }],
    ['super', { name: 'Super', channels: email, sla: 'premium', rank: 2 }],
  ]),
});
const CONFIG = { sla: SLA, followUps: {}, plans: {} } as unknown as Pick<Config, 'sla' | 'followUps' | 'plans'>;

const PLUS = indexContracts([contract()]);
const SUPER = indexContracts([contract({ plan: 'Super' })]);

async function tick(store: Store, directory: Directory, now: number) {
  const rules = rulesDigest(CONFIG, directory);
  return followUpDue(
    {
      store,
      desk: () => DESK,
      directory: () => directory,
      rules: () => rules,
      clock: { now: () => now, sleep: async () => undefined },
      log: pino({ level: 'silent' }),
    },
    new AbortController().signal,
  );
}

async function reopened(path: string, store: Store): Promise<Store> {
  store.close();
  const again = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
  onTestFinished(() => again.close());
  return again;
}

function told(path: string, query: string): unknown[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(query).pluck().all();
  } finally {
    db.close();
  }
}

const letters = (path: string) => told(path, "SELECT template || ' to ' || to_address FROM outbox ORDER BY id");
const moves = (store: Store, number = '1001') =>
  store.reads.ticket(number)?.history.flatMap(({ what }) => (what.startsWith('is under') ? [what] : [])) ?? [];
const firstResponse = (store: Store) =>
  store.reads.ticket('1001')?.clocks.find(({ metric }) => metric === 'firstResponse');

test('an upgrade counts with the next tick, once, whatever restarts, and warns by the new target', async () => {
  const settling = await withTickets(1);
  const { path } = settling;
  let { store } = settling;
  await tick(store, PLUS, NOW);
  store = await reopened(path, store);
  // Nothing is due, and nothing happened on it.
  expect(await tick(store, SUPER, NOW + 10 * MINUTE)).toMatchObject({ looked: 1, acts: 0 });
  const ticket = store.reads.ticket('1001');
  expect(ticket).toMatchObject({ plan: 'Super', updatedAt: NOW });
  expect(ticket?.events.at(-1)).toEqual({ at: NOW + 10 * MINUTE, kind: 'policy', to: 'premium' });
  expect(firstResponse(store)).toMatchObject({ state: 'running', dueAt: NOW + HOUR });
  expect(firstResponse(store)?.because).toContain('policy "premium"');

  store = await reopened(path, store);
  expect(await tick(store, SUPER, NOW + 11 * MINUTE)).toMatchObject({ looked: 0 });
  expect(letters(path)).toEqual([]);
  expect(await tick(store, SUPER, NOW + 45 * MINUTE)).toMatchObject({ looked: 1, acts: 1 });
  expect(letters(path)).toEqual(['agent-due to bia@desk.example']);
  expect(moves(store)).toEqual(['is under plan Super: policy premium']);
});

test('back again: the history tells both, and no notice goes twice', async () => {
  const { store, path } = await withTickets(1);
  await tick(store, SUPER, NOW);
  await tick(store, SUPER, NOW + HOUR);
  const sent = letters(path);
  expect(sent).toContain('follow-up-missed to ana@acme.example');
  await tick(store, PLUS, NOW + 90 * MINUTE);
  // It was missed by then: four hours come too late.
  expect(firstResponse(store)).toMatchObject({ state: 'breached', dueAt: NOW + HOUR });
  for (const minutes of [91, 100, 240, 241]) await tick(store, PLUS, NOW + minutes * MINUTE);
  await tick(store, SUPER, NOW + 250 * MINUTE);
  expect(moves(store)).toEqual([
    'is under plan Super: policy premium',
    'is under plan Plus: policy standard',
    'is under plan Super: policy premium',
  ]);
  const kinds = told(path, "SELECT kind || ' ' || anchor || ' ' || ordinal FROM notices");
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(letters(path).filter((one) => one === 'follow-up-missed to ana@acme.example')).toHaveLength(1);
});

test('an answer that came before stays judged by the old plan; closed tickets and other contracts stay as they are', async () => {
  const settling = await withTickets(1);
  const { store, path } = settling;
  await openOne(settling, 1002, { state: 'closed' });
  await openOne(settling, 1003, { contract: 'gone' });
  const answer = { do: 'say', ticketId: 1, message: answers(), agent: 'bia', because: 'replied' } as const;
  await act(settling, [answer], {}, { now: NOW + 2 * HOUR, mail: {} });
  await tick(store, PLUS, NOW + 2 * HOUR);
  await tick(store, SUPER, NOW + 3 * HOUR);
  expect(store.reads.ticket('1001')?.clocks).toMatchObject([
    { metric: 'firstResponse', state: 'met', dueAt: NOW + 4 * HOUR },
    { metric: 'resolution', state: 'running', dueAt: NOW + 8 * HOUR },
  ]);
  expect(store.reads.ticket('1002')).toMatchObject({ plan: 'Plus' });
  expect(store.reads.ticket('1003')).toMatchObject({ plan: 'Plus' });
  expect([...moves(store, '1002'), ...moves(store, '1003')]).toEqual([]);
  expect(told(path, 'SELECT policy FROM tickets ORDER BY id')).toEqual(['premium', 'standard', 'standard']);
});

test('a look that is broken off writes neither the plan nor its event', async () => {
  const { store, path } = await withTickets(1);
  await tick(store, PLUS, NOW);
  const db = new Database(path);
  db.exec("CREATE TRIGGER broken BEFORE UPDATE ON clocks BEGIN SELECT RAISE(ABORT, 'no'); END");
  await tick(store, SUPER, NOW + MINUTE);
  expect(store.reads.ticket('1001')?.plan).toBe('Plus');
  expect(moves(store)).toEqual([]);
  db.exec('DROP TRIGGER broken');
  db.close();
  await tick(store, SUPER, NOW + 16 * MINUTE);
  expect(moves(store)).toEqual(['is under plan Super: policy premium']);
});

test('the rules are others when a plan or a policy of a contract is another one, or the config has other plans', () => {
  const digest = (contracts: Parameters<typeof indexContracts>[0], config = CONFIG) =>
    rulesDigest(config, indexContracts(contracts));
  const [one, other] = [contract(), contract({ id: 'other' })];
  const usual = digest([one, other]);
  expect(digest([other, one])).toBe(usual);
  expect(digest([{ ...one, users: [], organization: 'Acme S.A.' }, other])).toBe(usual);
  expect(digest([{ ...one, plan: 'Super' }, other])).not.toBe(usual);
  expect(digest([{ ...one, sla: 'premium' }, other])).not.toBe(usual);
  expect(digest([one, other], { ...CONFIG, plans: { Plus: {} } as unknown as Config['plans'] })).not.toBe(usual);
});
