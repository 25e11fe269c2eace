/** The digest out of a real database: what is read, and that it is written once. */
import { describe, expect, test } from 'vitest';
import { digestDue } from '../src/digest.ts';
import type { DigestValues } from '../src/letters/digest-values.ts';
import type { Store } from '../src/store/store.ts';
import { ends } from '../src/ticket/outcome.ts';
import { act, answers, letter, newTicket, openOne, withTickets } from './support/changes.ts';
import { desk, NOW } from './support/facts.ts';
import { openSettling } from './support/settling.ts';

const RULES = desk();
const DAY = 86_400_000;
const WEEKDAYS: ('sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat')[] = [
  'sun',
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
];
const CONFIG = { digest: { at: '00:00', weekdays: WEEKDAYS }, admins: ['admin@desk.example', 'chefe@desk.example'] };
const TOMORROW = NOW + DAY;

const due = (store: Store, now = TOMORROW, config: Parameters<typeof digestDue>[2] = CONFIG) =>
  digestDue(store, RULES, config, now);
async function written(store: Store): Promise<{ to: string; values: DigestValues }[]> {
  const letters = await store.outbox.due(NOW + 100 * DAY, 100);
  return letters.flatMap(({ to, draft }) => (draft.values.kind === 'digest' ? [{ to, values: draft.values }] : []));
}

describe('a day’s digest is written', () => {
  test('once, to each admin, whatever restarts and clocks do', async () => {
    const { store } = await withTickets(1);
    expect(await due(store)).toBe(true);
    for (const now of [TOMORROW, TOMORROW - 1000, TOMORROW + 1000]) expect(await due(store, now)).toBe(false);
    expect((await written(store)).map(({ to }) => to)).toEqual(CONFIG.admins);
    expect(await due(store, TOMORROW + DAY)).toBe(true);
    // The clock jumps back over midnight.
    expect(await due(store)).toBe(false);
    expect(await written(store)).toHaveLength(4);
  });

  test('not at all where it is turned off, or nobody is to be told', async () => {
    const { store } = await withTickets(1);
    expect(await due(store, TOMORROW, { ...CONFIG, digest: null })).toBe(false);
    expect(await due(store, TOMORROW, { ...CONFIG, admins: [] })).toBe(false);
    expect(await written(store)).toEqual([]);
  });
});

describe('it tells', () => {
  test('what was opened, solved and waits', async () => {
    const settling = await withTickets(3);
    const solved = { kind: 'state', to: 'solved', until: null } as const;
    await act(settling, [
      { do: 'say', ticketId: 1, agent: 'bia', message: answers(), because: 'their answer' },
      {
        do: 'set',
        ticketId: 1,
        set: { state: 'solved' },
        event: solved,
        what: 'is solved',
        by: 'bia',
        because: '#solved',
      },
    ]);
    await due(settling.store);
    const [first] = await written(settling.store);
    expect(first?.values).toMatchObject({ opened: 3, solved: 1, atRisk: { count: 0 } });
    expect(first?.values.oldest.map(({ number, since }) => [number, since])).toEqual([
      ['BLIP-1002', NOW],
      ['BLIP-1003', NOW],
    ]);
  });

  test('what is due within the next working day', async () => {
    const settling = await openSettling();
    const promise = {
      ...newTicket().promise,
      firstResponseDue: TOMORROW + 3_600_000,
      resolutionDue: TOMORROW + 90 * DAY,
    };
    await openOne(settling, 1001, { promise });
    await due(settling.store);
    const [first] = await written(settling.store);
    expect(first?.values.atRisk).toEqual({
      count: 1,
      tickets: [
        { number: 'BLIP-1001', subject: 'Ajuda com o bot', metric: 'firstResponse', dueAt: TOMORROW + 3_600_000 },
      ],
    });
  });

  test('what is in quarantine, and which mails wait for an agent’s word', async () => {
    const settling = await withTickets(1);
    await act(settling, [], { ...ends('quarantined', 'forged: dmarc=fail') });
    await act(settling, [], {
      ...ends('waiting', 'it is on no ticket', 'the agent is asked'),
      retryAt: NOW + 9 * DAY,
      letters: [letter({ number: 0, party: 'a-bia', serial: '9' }, { template: 'agent-question' })],
    });
    await act(settling, [], { ...ends('waiting', 'DNS is away'), retryAt: NOW + 9 * DAY });
    await due(settling.store);
    const [first] = await written(settling.store);
    expect(first?.values.quarantine).toEqual({
      count: 1,
      mails: [{ id: 2, from: 'ana@acme.example', because: 'forged: dmarc=fail' }],
    });
    expect(first?.values.waiting).toEqual({ count: 1, mails: [{ id: 3, from: 'ana@acme.example', since: NOW }] });
  });

  test('which letters did not go out, and which addresses give mail back', async () => {
    const settling = await withTickets(1);
    await act(settling, [], { letters: [letter({ number: 0, party: 'a-bia', serial: '9' })] });
    const [queued] = await settling.store.outbox.due(NOW + DAY, 10);
    if (!queued) throw new Error('no letter');
    await settling.store.outbox.claim([{ id: queued.id, mime: Buffer.from('x') }]);
    const attempt = { id: queued.id, state: 'failed', error: '550 no such user', addressRefused: true } as const;
    await settling.store.outbox.record([queued.id], [attempt], NOW);
    await due(settling.store);
    const [first] = await written(settling.store);
    expect(first?.values.outbox).toEqual({
      ...{ failed: 1, held: 0, deferred: 0 },
      letters: [{ id: queued.id, to: queued.to, error: '550 no such user' }],
    });
    expect(first?.values.bounced).toEqual({ count: 1, addresses: [queued.to] });
  });
});
