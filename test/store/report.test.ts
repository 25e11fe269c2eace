/** What the report reads: the tickets of a period, with their facts and the mails within it. */
import { expect, test } from 'vitest';
import type { TicketOfPeriod } from '../../src/store/report.ts';
import { act, answers, openOne, withTickets } from '../support/changes.ts';
import { NOW } from '../support/facts.ts';
import type { Settling } from '../support/settling.ts';

const DAY = 86_400_000;

function read(settling: Settling, from: number, to: number): TicketOfPeriod[] {
  const found: TicketOfPeriod[] = [];
  settling.store.reads.ticketsOf({ from, to }, (ticket) => found.push(ticket));
  return found;
}

test('a ticket comes with its events in their order and its mails within the period', async () => {
  const settling = await withTickets(1, { assignee: 'bia' });
  await act(settling, [{ do: 'say', ticketId: 1, agent: 'bia', message: answers(), because: 'their answer' }]);
  const note = answers({ direction: 'note' });
  await act(settling, [{ do: 'say', ticketId: 1, agent: 'bia', message: note, because: '#note' }]);
  const [ticket, ...others] = read(settling, NOW - DAY, NOW + DAY);
  expect(others).toEqual([]);
  expect(ticket).toMatchObject({ plan: 'Plus', type: 'doubt', assignee: 'bia', messagesIn: 1, messagesOut: 1 });
  expect(ticket?.events.map(({ kind }) => kind)).toEqual(['opened', 'assignee', 'answered', 'noted']);
  expect(read(settling, NOW + DAY, NOW + 2 * DAY)).toMatchObject([{ messagesIn: 0, messagesOut: 0 }]);
});

test('those that came later, or were over before, are not of the period', async () => {
  const settling = await withTickets(2);
  const event = { kind: 'state', to: 'solved', until: null } as const;
  const set = { state: 'solved' } as const;
  await act(settling, [{ do: 'set', ticketId: 1, set, event, what: 'is solved', by: 'bia', because: '#solved' }]);
  expect(read(settling, NOW - DAY, NOW)).toHaveLength(0);
  expect(read(settling, NOW, NOW + 1)).toHaveLength(2);
  expect(read(settling, NOW + DAY, NOW + 2 * DAY)).toHaveLength(1);
});

test('more than a batch come each once', async () => {
  const settling = await withTickets(0);
  for (let i = 0; i < 510; i++) await openOne(settling, 1001 + i);
  const found = read(settling, NOW, NOW + DAY);
  expect(found).toHaveLength(510);
  expect(found.every(({ events, messagesIn }) => events.length === 1 && messagesIn === 1)).toBe(true);
});
