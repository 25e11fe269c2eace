/** Who should know of a letter that did not arrive is told once, whatever ends in between. */
import { expect, onTestFinished, test } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { toldOfUndelivered } from '../../src/ticket/agent/undelivered.ts';
import { act, letter, withTickets } from '../support/changes.ts';
import { agent, desk, facts, NOW, queue, ticket } from '../support/facts.ts';

const DESK = desk({ queues: [queue({ lead: 'bia' })] });
const TO_ANA = letter(
  { number: 1001, party: 'c', serial: '9' },
  { template: 'reply', to: { name: '', address: 'ana@acme.example' } },
);

async function withLetter() {
  const settling = await withTickets(1);
  await act(settling, [{ do: 'note', ticketId: 1, what: 'as told', because: 'as told' }], { letters: [TO_ANA] });
  const [due] = await settling.store.outbox.due(NOW, 10);
  if (!due) throw new Error('no letter');
  return { ...settling, id: due.id };
}

const tell = (store: Store) =>
  store.tellUndelivered((one, ticket, facts) => toldOfUndelivered(one, ticket, facts, DESK, NOW), NOW);
const waiting = async (store: Store) => (await store.outbox.due(NOW, 10)).map(({ to }) => to);

test.each([
  [{ state: 'failed', error: '550 no such user', addressRefused: true }, { notice: 'bounced' }] as const,
  [
    { state: 'held', error: 'it may have arrived' },
    { notice: 'unsure', letterId: 1, template: 'reply' },
  ] as const,
])('of a letter to a customer that ended as %j those are told who work on its ticket', async (attempt, told) => {
  const { store, id } = await withLetter();
  await store.outbox.record([], [{ id, ...attempt }], NOW);
  expect(await tell(store)).toEqual({ queued: 1, failed: [] });
  expect(await store.outbox.due(NOW, 10)).toMatchObject([
    {
      to: 'bia@desk.example',
      draft: { template: 'agent-notice', values: { ...told, to: 'ana@acme.example', diagnostic: attempt.error } },
    },
  ]);
  expect(await tell(store)).toEqual({ queued: 0, failed: [] });
});

test.each([
  ['failed', { notice: 'agent-bounced', agent: 'Rui Reis', address: 'rui@desk.example' }],
  ['held', { notice: 'unsure', to: 'rui@desk.example', template: 'agent-ticket', letterId: 31 }],
] as const)('of one to an agent that is %s the lead is told, by the agent’s name', (state, values) => {
  const { messageId } = letter({ number: 1001, party: 'a-rui', serial: '9' });
  const to = 'rui@desk.example';
  const rules = desk({
    agents: [agent(), agent({ id: 'rui', name: 'Rui Reis', addresses: [to] })],
    queues: [queue({ lead: 'bia' })],
  });
  const one = { id: 31, to, messageId, template: 'agent-ticket', state, error: 'as told' };
  const letters = toldOfUndelivered(one, ticket({ queue: 'support' }), facts(), rules, NOW);
  expect(letters).toMatchObject([
    { to: { address: 'bia@desk.example' }, values: { ...values, diagnostic: 'as told' } },
  ]);
});

test('nobody is told of a letter that arrived, or is tried again', async () => {
  const { store, id } = await withLetter();
  await store.outbox.record([], [{ id, state: 'queued', again: NOW, error: '450 later', answered: true }], NOW);
  expect(await tell(store)).toMatchObject({ queued: 0 });
  await store.outbox.record([], [{ id, state: 'sent' }], NOW);
  expect(await tell(store)).toMatchObject({ queued: 0 });
});

test('a process that ends before it could tell leaves it to the next one; the same letter is not written twice', async () => {
  const { store, path, id } = await withLetter();
  await store.outbox.claim([{ id, mime: Buffer.from('x') }]);
  await store.outbox.record([id], [], NOW);
  store.close();
  const next = await openStore({ path, ticketPrefix: 'BLIP', mode: 'work' });
  onTestFinished(() => next.close());
  expect(await next.outbox.recover(NOW)).toEqual({ queued: 0, held: 1 });
  expect(await tell(next)).toMatchObject({ queued: 1 });
  expect(await waiting(next)).toEqual(['bia@desk.example']);
  // By hand it is tried again, and fails again.
  await next.changeLetter(id, 'retry', NOW);
  await next.outbox.record([], [{ id, state: 'failed', error: '550 no', addressRefused: false }], NOW);
  expect(await tell(next)).toMatchObject({ queued: 0 });
});

test('an error of ours over one letter is told, and ends with it', async () => {
  const { store, id } = await withLetter();
  await store.outbox.record([], [{ id, state: 'held', error: 'unknown' }], NOW);
  const failing = () => {
    throw new Error('a bug');
  };
  expect(await store.tellUndelivered(failing, NOW)).toEqual({ queued: 0, failed: [{ id, error: new Error('a bug') }] });
  expect(await tell(store)).toEqual({ queued: 0, failed: [] });
});
