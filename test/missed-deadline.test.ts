/** A deadline that was missed, and what the desk does and says of it after a change: over a real database, with restarts. */
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { ticketCard } from '../src/cli/ticket-card.ts';
import { clocksAt } from '../src/cli/ticket-clocks.ts';
import { followUpsSchema } from '../src/config/follow-up-schema.ts';
import { compileFollowUps } from '../src/config/follow-ups.ts';
import { indexContracts } from '../src/directory/index-contracts.ts';
import { followUpDue } from '../src/follow-up.ts';
import type { LetterDraft } from '../src/letters/letter.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { compileSla } from '../src/ticket/sla/sla.ts';
import type { Priority } from '../src/ticket/ticket.ts';
import { act, answers, withTickets } from './support/changes.ts';
import { desk, NOW, queue } from './support/facts.ts';
import type { Settling } from './support/settling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** P3 is `normal`, P2 `high`. Around the clock; NOW is 10:00 in São Paulo. */
const { sla } = compileSla({
  calendars: { always: '24x7' },
  policies: {
    standard: {
      calendar: 'always',
      targets: {
        '*': {
          urgent: { firstResponse: '1h', resolution: '4h' },
          high: { firstResponse: '2h', resolution: '8h' },
          normal: { firstResponse: '4h', resolution: '40h' },
          low: { firstResponse: '12h', resolution: '90h' },
        },
      },
    },
  },
});
const agents = (name: string, share: number, more = {}) => ({
  name,
  when: { target: '*', share },
  to: 'assignee',
  letter: 'agent-due',
  ...more,
});
const followUps = compileFollowUps(
  followUpsSchema.parse({
    hours: 'always',
    apart: '1m',
    rules: [
      { name: 'missed', when: { missed: '*' }, to: 'customer', letter: 'follow-up-missed' },
      agents('soon', 75),
      agents('late', 100),
      agents('escalation', 100, { do: 'escalate' }),
    ],
  }),
  sla.calendars,
  (_, message) => {
    throw new Error(message);
  },
);
const DESK = desk({ sla, followUps, queues: [queue({ lead: 'bia' })] });

async function tick(store: Store, now: number) {
  const clock = { now: () => now, sleep: async () => undefined };
  const log = pino({ level: 'silent' });
  const context = { store, desk: () => DESK, directory: () => indexContracts([]), rules: () => 'rules', clock, log };
  return followUpDue(context, new AbortController().signal);
}

async function reopened({ path, store }: Pick<Settling, 'path' | 'store'>): Promise<Store> {
  store.close();
  const again = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
  onTestFinished(() => again.close());
  return again;
}

function read<Row>(path: string, query: string): Row[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(query).all() as Row[];
  } finally {
    db.close();
  }
}

const notices = (path: string) =>
  read<{ kind: string; outcome: string }>(path, 'SELECT kind, outcome FROM notices ORDER BY rowid')
    .map(({ kind, outcome }) => (outcome === 'sent' ? kind : `-${kind}`))
    .toSorted();
const stored = (path: string, metric = 'firstResponse') =>
  read<{ due: number; late: number | null; state: string }>(
    path,
    `SELECT due_at AS due, breached_at AS late, state FROM clocks WHERE metric = '${metric}'`,
  )[0];
const letters = (path: string) =>
  read<{ draft: string }>(path, 'SELECT draft FROM outbox ORDER BY id').map(
    ({ draft }): LetterDraft => JSON.parse(draft),
  );
/** What letters say: of a clock that one is about, of the same one on the card beside it, and to the customer. */
const told = (path: string) =>
  letters(path).map(({ values }): unknown[] => {
    if (values.kind === 'follow-up-missed') return [values.kind, values.missed, values.promisedFor];
    if (values.kind !== 'agent-due' || values.about === null) return [values.kind];
    const { metric, dueAt } = values.about;
    return [values.occasion, metric, dueAt, values.card.clocks.find((one) => one.metric === metric)?.dueAt];
  });

const setsPriority = (settling: Settling, to: Priority, now: number) => {
  const what = `has priority ${to}`;
  const by = 'bia';
  return act(
    settling,
    [{ do: 'set', ticketId: 1, set: { priority: to }, event: { kind: 'priority', to }, what, by, because: 'x' }],
    {},
    { now },
  );
};
const answer = (settling: Settling, now: number) =>
  act(settling, [{ do: 'say', ticketId: 1, message: answers(), agent: 'bia', because: 'replied' }], {}, { now });

const DUE = NOW + 4 * HOUR;
const MISSED = { due: DUE, late: DUE, state: 'breached' };
const TOLD = [
  ['escalated', 'firstResponse', DUE, DUE],
  ['follow-up-missed', 'firstResponse', DUE],
];
const ALL = ['breach:firstResponse', 'missed:firstResponse'];

test('warned of, missed and escalated over two ticks, with restarts between: all tell the one deadline, once', async () => {
  const settling = await withTickets(1);
  const { path } = settling;
  let { store } = settling;
  await tick(store, NOW + 3 * HOUR);
  expect(notices(path)).toEqual(['warning:firstResponse']);
  store = await reopened({ path, store });
  await tick(store, DUE);
  expect(store.reads.ticket('1001')?.priority).toBe('high');
  expect(stored(path)).toEqual(MISSED);
  expect(told(path)).toHaveLength(3);
  expect(told(path)).toEqual(expect.arrayContaining([['warning', 'firstResponse', DUE, DUE], ...TOLD]));
  for (const minutes of [0, 1, 15, 60]) {
    store = await reopened({ path, store });
    await tick(store, DUE + minutes * MINUTE);
    expect(stored(path)).toEqual(MISSED);
  }
  expect(notices(path)).toEqual([...ALL, 'warning:firstResponse']);
  expect(letters(path)).toHaveLength(3);
});

test('warning, breach and escalation in one tick, after the desk was away: the warning is left out, the rest goes once', async () => {
  const settling = await withTickets(1);
  const { path } = settling;
  let { store } = settling;
  await tick(store, DUE + 10 * MINUTE);
  const all = ['-warning:firstResponse', ...ALL];
  expect(notices(path)).toEqual(all);
  expect(told(path).toSorted()).toEqual(TOLD);
  store = await reopened({ path, store });
  await tick(store, DUE + 10 * MINUTE);
  await tick(store, DUE + 50 * MINUTE);
  expect(notices(path)).toEqual(all);
  expect(letters(path)).toHaveLength(2);
  expect(stored(path)).toEqual(MISSED);
});

test.each(['urgent', 'high', 'low'] as const)(
  'a priority that is %s between the deadline and the tick that finds it missed changes nothing about it',
  async (priority) => {
    const settling = await withTickets(1);
    const { path } = settling;
    await tick(settling.store, NOW + 3 * HOUR);
    await setsPriority(settling, priority, DUE + 5 * MINUTE);
    await tick(settling.store, DUE + 10 * MINUTE);
    expect(stored(path)).toEqual(MISSED);
    expect(told(path)).toEqual(expect.arrayContaining(TOLD));
    const store = await reopened(settling);
    await tick(store, DUE + 20 * MINUTE);
    expect(notices(path).filter((kind) => kind.includes('firstResponse'))).toEqual([...ALL, 'warning:firstResponse']);
  },
);

test('changes after it was told of send nothing again: down, up, down and up again, and then a restart', async () => {
  const settling = await withTickets(1);
  const { path } = settling;
  await tick(settling.store, NOW + 3 * HOUR);
  await tick(settling.store, DUE);
  for (const [i, priority] of (['low', 'urgent', 'normal', 'high'] as const).entries()) {
    const now = DUE + (i + 1) * MINUTE;
    await setsPriority(settling, priority, now);
    for (const at of [now, now + 1, now - MINUTE]) await tick(settling.store, at);
    expect(stored(path)).toEqual(MISSED);
  }
  const store = await reopened(settling);
  for (const minutes of [5, 3, 60]) await tick(store, DUE + minutes * MINUTE);
  expect(stored(path)).toEqual(MISSED);
  const about = notices(path).filter((kind) => kind.includes('firstResponse'));
  expect(about).toEqual([...ALL, 'warning:firstResponse']);
  expect(told(path).filter((one) => one.includes('firstResponse'))).toHaveLength(3);
});

test('answered too late after the change, it is late by the deadline that was missed', async () => {
  const settling = await withTickets(1);
  await tick(settling.store, DUE);
  await setsPriority(settling, 'low', DUE + HOUR);
  await answer(settling, DUE + 2 * HOUR);
  await tick(settling.store, DUE + 2 * HOUR);
  expect(stored(settling.path)).toEqual(MISSED);
  expect(settling.store.reads.ticket('1001')?.clocks[0]).toMatchObject({ state: 'breached', metAt: DUE + 2 * HOUR });
});

test('what an earlier version stored of such a clock is put right, and nothing goes out again', async () => {
  const settling = await withTickets(1);
  const { path } = settling;
  await tick(settling.store, NOW + 3 * HOUR);
  await tick(settling.store, DUE);
  const sent = letters(path).length;
  const db = new Database(path);
  // By the target that the escalation brought, late as of the escalation.
  db.exec(`UPDATE clocks SET due_at = ${NOW + 2 * HOUR}, because = 'as it was' WHERE metric = 'firstResponse'`);
  db.exec('UPDATE tickets SET look_at = 0');
  db.close();
  const store = await reopened(settling);
  await tick(store, DUE + MINUTE);
  expect(stored(path)).toEqual(MISSED);
  expect(letters(path)).toHaveLength(sent);
});

test('`ticket` explains the deadline of P3 that was missed, though the ticket is P2 since', async () => {
  const settling = await withTickets(1);
  const { store } = settling;
  await answer(settling, NOW + HOUR);
  const due = NOW + 40 * HOUR;
  for (const at of [30 * HOUR, 40 * HOUR]) await tick(store, NOW + at);
  const ticket = store.reads.ticket('1001');
  if (!ticket) throw new Error('no ticket');
  expect(ticket).toMatchObject({ priority: 'high' });
  expect(stored(settling.path, 'resolution')).toEqual({ due, late: due, state: 'breached' });
  const now = due + 2 * HOUR;
  const card = ticketCard(ticket, clocksAt(ticket, sla, 'America/Sao_Paulo', now), 'America/Sao_Paulo', now);
  expect(card.slice(card.indexOf('  resolution'), card.indexOf('Messages')).trim().split('\n')).toEqual([
    'resolution      breached  due 2026-11-05 02:00 (2 h ago)',
    '    why this deadline:',
    '      from Tue 2026-11-03 10:00, by policy "standard", doubt/normal by */normal: resolution 40h in calendar "always"',
    '        Tue 2026-11-03 10:00 to Thu 2026-11-05 02:00  + 40h',
    '      due Thu 2026-11-05 02:00: 40h counted',
    '      changed Thu 2026-11-05 02:00: what changes later does not move a deadline that was missed',
  ]);
  expect(told(settling.path)).toEqual(
    expect.arrayContaining([
      ['escalated', 'resolution', due, due],
      ['follow-up-missed', 'resolution', due],
    ]),
  );
});
