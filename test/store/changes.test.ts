/** What the store makes of each change of a decision. */
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Change, TicketPatch } from '../../src/ticket/decision.ts';
import { ends } from '../../src/ticket/outcome.ts';
import { act, answers, letter, newTicket, openOne, says, withTickets } from '../support/changes.ts';
import { NOW } from '../support/facts.ts';
import { by, type Settling } from '../support/settling.ts';

const HOUR = 3_600_000;
const ticketOf = (settling: Settling, number = 1001) => settling.store.reads.ticket(String(number));
const history = (settling: Settling, number = 1001) => ticketOf(settling, number)?.history ?? [];

/** What is stored, past the command line's reads. */
function rows(settling: Settling, query: string): Record<string, unknown>[] {
  const other = new Database(settling.path, { readonly: true });
  onTestFinished(() => void other.close());
  return other.prepare(query).all() as Record<string, unknown>[];
}
const facts = (settling: Settling, ticketId = 1) =>
  rows(settling, `SELECT what, fact FROM events WHERE ticket_id = ${ticketId} ORDER BY id`).map(({ what, fact }) => [
    what,
    fact === null ? null : JSON.parse(String(fact)),
  ]);

describe('a new ticket', () => {
  test('tells who it was given to and why, and what its clocks are worked out from', async () => {
    const settling = await withTickets(1, { assignee: 'bia' });
    expect(ticketOf(settling)).toMatchObject({ state: 'new', assignee: 'bia', queue: 'support' });
    expect(history(settling)).toMatchObject([
      { what: 'opened', by: 'ana@acme.example', because: 'default: doubt' },
      { what: 'is given to bia', by: 'desk', because: 'queue "support": bia was given none yet' },
    ]);
    expect(facts(settling)).toEqual([
      ['opened', { kind: 'opened', type: 'doubt', priority: 'normal', policy: 'standard' }],
      ['is given to bia', { kind: 'assignee', to: 'bia' }],
    ]);
  });

  test('that an agent sent on is opened by the agent, and what they say of it is a note', async () => {
    const note = answers({ direction: 'note', text: 'Ela ligou duas vezes.' });
    const settling = await withTickets(1, { openedBy: 'bia', note });
    expect(history(settling)).toMatchObject([
      { what: 'opened', by: 'bia' },
      { what: 'noted', by: 'bia' },
    ]);
    expect(ticketOf(settling)?.messages).toMatchObject([
      { direction: 'in', from: 'ana@acme.example' },
      { direction: 'note', from: 'bia@desk.example', text: 'Ela ligou duas vezes.' },
    ]);
    expect(rows(settling, 'SELECT agent FROM messages ORDER BY id')).toEqual([{ agent: null }, { agent: 'bia' }]);
  });
});

test('of a rating the last score of each address is kept, and the history tells both', async () => {
  const settling = await withTickets(1);
  for (const score of [3, 1] as const)
    await act(settling, [{ do: 'rate', ticketId: 1, score, by: 'ana@acme.example', because: 'subject "Nota"' }]);
  await act(settling, [{ do: 'rate', ticketId: 1, score: 2, by: 'davi@acme.example', because: 'subject "Nota"' }]);
  expect(rows(settling, 'SELECT ticket_id, address, score FROM ratings ORDER BY address')).toEqual([
    { ticket_id: 1, address: 'ana@acme.example', score: 1 },
    { ticket_id: 1, address: 'davi@acme.example', score: 2 },
  ]);
  expect(history(settling).slice(-3)).toMatchObject([
    { what: 'rated 3 of 3', by: 'ana@acme.example' },
    { what: 'rated 1 of 3' },
    { what: 'rated 2 of 3', by: 'davi@acme.example' },
  ]);
});

describe('what is said on a ticket', () => {
  test('an answer is the agent’s, under the Message-ID of the letter, and so is a note', async () => {
    const settling = await withTickets(1);
    const out = answers({ messageId: '<blip-1001.c.2.x@desk.example>' });
    await act(settling, [{ do: 'say', ticketId: 1, agent: 'bia', message: out, because: 'their answer' }]);
    const note = answers({ direction: 'note', text: 'Ver o log.' });
    await act(settling, [{ do: 'say', ticketId: 1, agent: 'bia', message: note, because: '#note' }]);
    expect(rows(settling, 'SELECT direction, agent, message_id, text FROM messages WHERE id > 1')).toEqual([
      { direction: 'out', agent: 'bia', message_id: '<blip-1001.c.2.x@desk.example>', text: 'No editor.' },
      { direction: 'note', agent: 'bia', message_id: null, text: 'Ver o log.' },
    ]);
    expect(facts(settling).slice(1)).toEqual([
      ['answered', { kind: 'answered', agent: 'bia' }],
      ['noted', { kind: 'noted', agent: 'bia' }],
    ]);
    expect(ticketOf(settling)?.messages.map(({ direction }) => direction)).toEqual(['in', 'out', 'note']);
  });

  test('a customer’s words start something, their thanks do not', async () => {
    const settling = await withTickets(1);
    const append = (state: 'open' | null, what: 'wrote' | 'thanked'): Change => ({
      do: 'append',
      ticketId: 1,
      message: says(),
      state,
      what,
      adds: [],
      because: 'our token',
    });
    await act(settling, [append(null, 'thanked')]);
    await act(settling, [append('open', 'wrote')]);
    expect(facts(settling).slice(1)).toEqual([
      ['thanked', null],
      ['wrote', { kind: 'wrote' }],
      ['is open', { kind: 'state', to: 'open', until: null }],
    ]);
  });

  test('it is open again as of when the mail came: what the desk took to read it is no pause of the clocks', async () => {
    const settling = await withTickets(1);
    const pending: Change = {
      do: 'set',
      ticketId: 1,
      set: { state: 'pending' },
      event: { kind: 'state', to: 'pending', until: null },
      what: 'is pending',
      by: 'bia',
      because: '#pending',
    };
    await act(settling, [pending], {}, { now: NOW + HOUR });
    const wrote: Change = {
      do: 'append',
      ticketId: 1,
      message: says(),
      state: 'open',
      what: 'wrote',
      adds: [],
      because: 'our token',
    };
    await act(settling, [wrote], {}, { now: NOW + 30 * HOUR, receivedAt: NOW + 3 * HOUR });
    const told = settling.store.reads
      .ticket('1001')
      ?.history.slice(-3)
      .map(({ at, what }) => [at - NOW, what]);
    expect(told).toEqual([
      [HOUR, 'is pending'],
      [3 * HOUR, 'wrote'],
      [3 * HOUR, 'is open'],
    ]);
  });
});

describe('a field of a ticket', () => {
  const set = (patch: TicketPatch, ticketId = 1): Change => ({
    do: 'set',
    ticketId,
    set: patch,
    event: { kind: 'tags', to: [] },
    what: 'changed',
    by: 'bia',
    because: '#as told',
  });

  test.each<[TicketPatch, Record<string, unknown>]>([
    [{ type: 'incident' }, { type: 'incident' }],
    [{ priority: 'urgent' }, { priority: 'urgent' }],
    [{ tags: ['api', 'bot'] }, { tags: '["api","bot"]' }],
    [{ queue: 'billing' }, { queue: 'billing' }],
    [{ queue: null }, { queue: null }],
    [{ assignee: 'rui' }, { assignee: 'rui' }],
    [{ escalatedAt: NOW }, { escalated_at: NOW }],
    [
      { state: 'on-hold', holdUntil: NOW + HOUR },
      { state: 'on-hold', hold_until: NOW + HOUR },
    ],
  ])('%j is stored, and nothing else changes', async (patch, stored) => {
    const settling = await withTickets(1);
    const before = rows(settling, 'SELECT * FROM tickets')[0];
    await act(settling, [set(patch)], {}, { now: NOW + HOUR });
    // And it is looked at again at once: its clocks may have changed with it.
    const told = { updated_at: NOW + HOUR, look_at: NOW + HOUR };
    expect(rows(settling, 'SELECT * FROM tickets')).toEqual([{ ...before, ...stored, ...told }]);
    expect(history(settling).at(-1)).toMatchObject({ what: 'changed', by: 'bia', because: '#as told' });
    expect(facts(settling).at(-1)).toEqual(['changed', { kind: 'tags', to: [] }]);
  });

  test('what follows from the state follows it: since when it is solved, closed or on hold', async () => {
    const settling = await withTickets(1);
    const steps: [TicketPatch, (number | null)[]][] = [
      [{ state: 'on-hold', holdUntil: NOW + 99 }, [null, null, NOW + 99]],
      [{ state: 'solved' }, [NOW + 1, null, null]],
      [{ state: 'solved', priority: 'high' }, [NOW + 1, null, null]],
      [{ state: 'closed' }, [NOW + 1, NOW + 3, null]],
      [{ state: 'open' }, [null, null, null]],
      [{ state: 'closed' }, [null, NOW + 5, null]],
      [{ state: 'solved' }, [NOW + 6, null, null]],
    ];
    for (const [i, [patch, expected]] of steps.entries()) {
      await act(settling, [set(patch)], {}, { now: NOW + i });
      const [row] = rows(settling, 'SELECT solved_at, closed_at, hold_until FROM tickets');
      expect([row?.solved_at, row?.closed_at, row?.hold_until]).toEqual(expected);
    }
  });

  test('of a ticket that is not there is an error of ours, and costs that mail only', async () => {
    const settling = await withTickets(1);
    await expect(act(settling, [set({ priority: 'low' }, 9)])).rejects.toThrow(/no ticket/);
    expect(settling.store.reads.unhealthy()).toEqual([]);
  });
});

describe('people', () => {
  test('come and go, and the history says so once; the requester stays', async () => {
    const settling = await withTickets(1);
    const leo = { name: 'Léo', address: 'leo@acme.example' };
    const change = { do: 'people', ticketId: 1, by: 'bia', because: '#cc' } as const;
    await act(settling, [{ ...change, add: [leo], remove: [] }]);
    await act(settling, [{ ...change, add: [leo], remove: ['nobody@acme.example', 'ana@acme.example'] }]);
    expect(rows(settling, 'SELECT address, role FROM participants')).toEqual([
      { address: 'ana@acme.example', role: 'requester' },
      { address: 'leo@acme.example', role: 'participant' },
    ]);
    await act(settling, [{ ...change, add: [], remove: [leo.address], because: '#uncc' }]);
    expect(rows(settling, 'SELECT address FROM participants')).toEqual([{ address: 'ana@acme.example' }]);
    expect(history(settling).slice(1)).toMatchObject([
      { what: 'added leo@acme.example', by: 'bia', because: '#cc' },
      { what: 'removed leo@acme.example', by: 'bia', because: '#uncc' },
    ]);
  });
});

describe('a letter', () => {
  test('belongs to the ticket that its token names, whatever ticket the mail is on', async () => {
    const settling = await withTickets(2);
    const letters = [
      letter({ number: 1002, party: 'a-bia', serial: '1' }),
      letter({ number: 0, party: 'a-bia', serial: '2' }, { template: 'agent-notice' }),
      letter({ number: 1003, party: 'c', serial: '3' }, { template: 'acknowledgement' }),
    ];
    const opens = { do: 'open', ticket: newTicket({ number: 1003 }) } as const;
    await act(settling, [opens], { letters, ticket: 'BLIP-1001' });
    expect(settling.store.reads.outbox(false, 10).map(({ template, ticket }) => [template, ticket])).toEqual([
      ['agent-ticket', 'BLIP-1002'],
      ['agent-notice', null],
      ['acknowledgement', 'BLIP-1003'],
    ]);
    expect(settling.store.reads.mail({}, 1)).toMatchObject([{ ticket: 'BLIP-1001' }]);
  });
});

describe('a mail that waits for what its agent says', () => {
  const HELD = { disposition: 'waiting', retryAt: NOW + 72 * HOUR } as const;

  test.each([
    [{ do: 'send', knowing: 5 }, 'send it all the same'],
    [{ do: 'drop' }, 'forget it'],
    [{ do: 'for', address: 'ana@acme.example' }, 'it is from ana@acme.example'],
  ] as const)('goes through again with %j, and the ledger tells it', async (meant, why) => {
    const settling = await withTickets(1);
    const { store } = settling;
    await act(settling, [], { ...HELD, because: ['a colleague has answered'] }, { mail: by('bia@desk.example') });
    expect(await store.unsettled(NOW, 10)).toEqual([]);
    await act(settling, [{ do: 'meant', mailId: 2, meant, by: 'bia' }]);
    const [row] = await store.unsettled(NOW, 10);
    expect(row).toMatchObject({ id: 2 });
    expect(row?.released).toEqual([
      { at: NOW, by: 'bia', as: null, meant, why, was: 'waiting (a colleague has answered)' },
    ]);
    expect(store.reads.mail({ id: 2 }, 1)[0]?.because).toContain(`taken up by bia (${why})`);
    expect(store.reads.unhealthy()).toEqual([]);
  });

  test('that was settled meanwhile is not touched', async () => {
    const settling = await withTickets(1);
    const say = act(settling, [{ do: 'meant', mailId: 1, meant: { do: 'send', knowing: 5 }, by: 'bia' }]);
    await expect(say).rejects.toThrow(/mail 1 does not wait/);
    expect(settling.store.reads.mail({ id: 1 }, 1)).toMatchObject([{ disposition: 'opened' }]);
  });
});

test('an agent’s answer that was held counts from when it was sent, and the mail is on its ticket', async () => {
  const settling = await withTickets(1);
  const mail = by('bia@desk.example');
  await act(settling, [], { disposition: 'waiting', retryAt: NOW + HOUR }, { mail });
  const release = [{ do: 'meant', mailId: 2, meant: { do: 'send', knowing: 5 }, by: 'bia' }] as const;
  await act(settling, [...release], {}, { now: NOW + HOUR });
  await settling.settleWaiting({
    now: NOW + 2 * HOUR,
    deciding: () => ({
      ...ends('agent-reply', 'as told'),
      changes: [{ do: 'say', ticketId: 1, agent: 'bia', message: answers(), because: 'their answer' }],
      ticket: 'BLIP-1001',
    }),
  });
  expect(history(settling).slice(1)).toMatchObject([
    { what: 'answered', at: NOW + HOUR },
    { what: 'released the mail', by: 'bia', at: NOW + HOUR },
  ]);
  expect(settling.store.reads.unhealthy()).toEqual([]);
});

test('a mail that says to be an answer and is on no ticket is found', async () => {
  const settling = await withTickets(1);
  await act(settling, [], { disposition: 'agent-note', ticket: 'BLIP-1001' });
  expect(settling.store.reads.unhealthy()).toEqual([
    '1 mails opened, continued or answered a ticket and are not on it',
  ]);
});

test('numbers go on where the last ticket ended, whoever opened it', async () => {
  const settling = await withTickets(1);
  await openOne(settling, 1002);
  expect((await act(settling, [])).nextNumber).toBe(1003);
});
