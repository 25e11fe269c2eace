/** Tickets that are linked, merged and split, and where mail to them goes. */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Change, Facts } from '../../src/ticket/decision.ts';
import { replyAddressFor } from '../../src/ticket/token.ts';
import { act, newTicket, says, withTickets } from '../support/changes.ts';
import { desk, NOW } from '../support/facts.ts';
import type { Settling } from '../support/settling.ts';

const RULES = desk();
const history = (settling: Settling, number: number) =>
  settling.store.reads.ticket(String(number))?.history.map(({ what }) => what) ?? [];
const merge = (settling: Settling, from: number, into: number) =>
  act(settling, [
    {
      do: 'merge',
      ticketId: from - 1000,
      intoId: into - 1000,
      number: `BLIP-${from}`,
      into: `BLIP-${into}`,
      by: 'bia',
    },
  ]);

/** The tickets that a mail with a token for a ticket, its number and a Message-ID of it belongs to. */
async function found(settling: Settling, number: number): Promise<Facts['tickets']> {
  const recipients = [String(replyAddressFor({ number, party: 'c', serial: '1' }, RULES))];
  const mail = { recipients, subject: `Re: BLIP-${number}`, inReplyTo: [`<m${number}@acme.example>`] };
  return (await act(settling, [], { disposition: 'noted' }, { mail })).tickets;
}
const numbersIn = ({ byToken, byMessageId, byNumber }: Facts['tickets']) =>
  [byToken, byMessageId.flat(), byNumber].map((tickets) => tickets.map(({ number }) => number));

/** What is asked for stands in the subject alone. */
const BLANK = { text: '', replyText: '', ownText: '' };

async function withSpoken(count: number): Promise<Settling> {
  const settling = await withTickets(0);
  for (let number = 1001; number <= 1000 + count; number++) {
    const message = says({ messageId: `<m${number}@acme.example>` });
    await act(settling, [{ do: 'open', ticket: newTicket({ number, message }) }], { disposition: 'opened' });
  }
  return settling;
}

test('linked tickets show it on both sides, once', async () => {
  const settling = await withTickets(2);
  const link = { do: 'link', ticketId: 2, otherId: 1, number: 'BLIP-1002', other: 'BLIP-1001', by: 'bia' } as const;
  await act(settling, [link]);
  await act(settling, [{ ...link, ticketId: 1, otherId: 2, number: 'BLIP-1001', other: 'BLIP-1002' }]);
  expect(history(settling, 1001)).toEqual(['opened', 'is linked with BLIP-1002']);
  expect(history(settling, 1002)).toEqual(['opened', 'is linked with BLIP-1001']);
});

describe('a merged ticket', () => {
  test('is closed, its people are on the other one, and both histories say so', async () => {
    const settling = await withTickets(2, { participants: [{ name: 'Léo', address: 'leo@acme.example' }] });
    const other = new Database(settling.path);
    other.exec("DELETE FROM participants WHERE ticket_id = 2 AND role = 'participant'");
    other.close();
    await merge(settling, 1001, 1002);
    expect(settling.store.reads.ticket('1001')).toMatchObject({ state: 'closed' });
    expect(history(settling, 1001).slice(-1)).toEqual(['is merged into BLIP-1002']);
    expect(history(settling, 1002).slice(-2)).toEqual(['takes in BLIP-1001', 'added leo@acme.example']);
    const [living] = (await found(settling, 1001)).byToken;
    expect(living).toMatchObject({
      number: 'BLIP-1002',
      state: 'new',
      people: [
        { name: 'Ana Souza', address: 'ana@acme.example' },
        { name: 'Léo', address: 'leo@acme.example' },
      ],
    });
    expect(living?.participants).toEqual(['ana@acme.example', 'leo@acme.example']);
  });

  test('gets its mail where it lives on, however it is named, through five mergers', async () => {
    const settling = await withSpoken(7);
    for (let number = 1001; number < 1006; number++) await merge(settling, number, number + 1);
    const living = [['BLIP-1006'], ['BLIP-1006'], ['BLIP-1006']];
    for (let number = 1001; number <= 1006; number++) expect(numbersIn(await found(settling, number))).toEqual(living);
    expect(numbersIn(await found(settling, 1007))).toEqual([['BLIP-1007'], ['BLIP-1007'], ['BLIP-1007']]);
  });

  test('can not be merged back: the two are one already', async () => {
    const settling = await withSpoken(2);
    await merge(settling, 1001, 1002);
    await merge(settling, 1002, 1001);
    expect(settling.store.reads.ticket('1002')?.state).toBe('new');
    expect(numbersIn(await found(settling, 1001)).flat()).toEqual(['BLIP-1002', 'BLIP-1002', 'BLIP-1002']);
  });

  test('in a circle, however it came about, ends the search', async () => {
    const settling = await withSpoken(2);
    const other = new Database(settling.path);
    other.exec('UPDATE tickets SET merged_into = 3 - id');
    other.close();
    expect(numbersIn(await found(settling, 1001)).flat()).toHaveLength(3);
  });

  test('that is named is told as what it is, with the one that it lives on in', async () => {
    const settling = await withTickets(2);
    await merge(settling, 1001, 1002);
    const mail = { from: { name: '', address: 'bia@desk.example' }, ownText: '#link 1001' };
    const { named } = await act(settling, [], { disposition: 'noted' }, { mail });
    expect(named).toMatchObject([
      { number: 'BLIP-1001', state: 'closed', mergedInto: 'BLIP-1002' },
      { number: 'BLIP-1002' },
    ]);
  });

  test('stays merged: nothing can change its state, and then nothing is written', async () => {
    const settling = await withTickets(3);
    await merge(settling, 1002, 1001);
    const set = { state: 'open', holdUntil: null } as const;
    const event = { kind: 'state', to: 'open', until: null } as const;
    const opens: Change = { do: 'set', ticketId: 2, set, event, what: 'is open', by: 'bia', because: 'x' };
    const wrote: Change = {
      do: 'append',
      ticketId: 2,
      message: says(),
      state: 'open',
      what: 'wrote',
      adds: [],
      because: 'x',
    };
    await expect(act(settling, [opens])).rejects.toThrow(/1002 was merged/);
    await expect(act(settling, [wrote])).rejects.toThrow(/1002 was merged/);
    await expect(merge(settling, 1002, 1003)).rejects.toThrow(/1002 was merged/);
    const tags: Change = {
      ...opens,
      set: { tags: ['menu'] },
      event: { kind: 'tags', to: ['menu'] },
      what: 'is tagged menu',
    };
    await act(settling, [tags]);
    expect(settling.store.reads.ticket('1002')).toMatchObject({ state: 'closed', tags: ['menu'] });
    expect(history(settling, 1002)).toEqual(['opened', 'is merged into BLIP-1001', 'is tagged menu']);
    expect(numbersIn(await found(settling, 1002)).flat()).toEqual(['BLIP-1001', 'BLIP-1001']);
  });

  test.each(['Status BLIP-1002', 'Estado BLIP-1002'])('is asked for under its old number: %s', async (subject) => {
    const settling = await withTickets(2);
    await merge(settling, 1002, 1001);
    const [decision] = await settling.settle([{ ...BLANK, subject }]);
    expect(decision).toMatchObject({ disposition: 'answered', ticket: 'BLIP-1001' });
    expect(decision?.letters[0]?.values).toMatchObject({
      kind: 'service-status',
      ticket: { number: 'BLIP-1001', state: 'new' },
    });
    expect(decision?.because.join('; ')).toContain('BLIP-1002, which is BLIP-1001 since it was merged');
  });

  test('is opened again where it lives on', async () => {
    const settling = await withTickets(2);
    await merge(settling, 1002, 1001);
    const solved: Change = {
      do: 'set',
      ticketId: 1,
      set: { state: 'solved', holdUntil: null },
      event: { kind: 'state', to: 'solved', until: null },
      what: 'is solved',
      by: 'bia',
      because: '#solved',
    };
    await act(settling, [solved]);
    const [decision] = await settling.settle([{ ...BLANK, subject: 'Não resolvido BLIP-1002' }]);
    expect(decision).toMatchObject({ disposition: 'answered', ticket: 'BLIP-1001' });
    expect(settling.store.reads.ticket('1001')).toMatchObject({ state: 'open' });
    expect(settling.store.reads.ticket('1002')).toMatchObject({ state: 'closed' });
    expect(numbersIn(await found(settling, 1002)).flat()).toEqual(['BLIP-1001', 'BLIP-1001']);
  });
});

describe('a split message', () => {
  const split = (settling: Settling, messageId: number) => {
    const { message: _, ...ticket } = newTicket({ number: 1002, state: 'open', assignee: 'bia', openedBy: 'bia' });
    return act(settling, [{ do: 'split', ticketId: 1, messageId, ticket, by: 'bia' }], { ticket: 'BLIP-1001' });
  };

  test('is a ticket of its own with people and clocks, and answers to it go there', async () => {
    const settling = await withSpoken(1);
    const message = says({ messageId: '<other@acme.example>', text: 'E outra coisa' });
    const wrote: Change = { do: 'append', ticketId: 1, message, state: null, what: 'wrote', adds: [], because: 'x' };
    await act(settling, [wrote], { disposition: 'appended', ticket: 'BLIP-1001' });
    await split(settling, 2);
    expect(settling.store.reads.ticket('1001')?.messages).toMatchObject([{ text: 'Como altero o menu?' }]);
    expect(settling.store.reads.ticket('1002')).toMatchObject({
      state: 'open',
      assignee: 'bia',
      requester: 'ana@acme.example',
      messages: [{ text: 'E outra coisa' }],
      clocks: [{ metric: 'firstResponse', dueAt: NOW + 4 * 3_600_000, state: 'running' }],
    });
    expect(history(settling, 1001).at(-1)).toBe('gives a message to BLIP-1002');
    expect(history(settling, 1002)).toEqual(['is split from BLIP-1001', 'is open', 'is given to bia']);
    expect(settling.store.reads.mail({ id: 2 }, 1)).toMatchObject([{ disposition: 'appended', ticket: 'BLIP-1002' }]);
    const mail = { inReplyTo: ['<other@acme.example>'] };
    const { tickets } = await act(settling, [], { disposition: 'noted' }, { mail });
    expect(tickets.byMessageId.flat().map(({ number }) => number)).toEqual(['BLIP-1002']);
    expect(settling.store.reads.unhealthy()).toEqual([]);
  });

  test('must be on the ticket: else nothing is written', async () => {
    const settling = await withSpoken(1);
    await expect(split(settling, 99)).rejects.toThrow(/message 99 is not on BLIP-1001/);
    expect(settling.store.reads.ticket('1002')).toBeNull();
  });
});
