import { describe, expect, test } from 'vitest';
import { serveWish } from '../../../src/ticket/self-service/serve.ts';
import type { Wish } from '../../../src/ticket/self-service/wish.ts';
import type { TicketState } from '../../../src/ticket/ticket.ts';
import { tokenOfMessageId } from '../../../src/ticket/token.ts';
import { DAY, facts, message, NOW, STRANGER, said, ticket, user } from '../../support/facts.ts';
import { ANA, acme, asking, inThread, served, staffed, toldCustomer } from './asking.ts';

const HOUR = 3_600_000;
const LIST: Wish = { wish: 'list', because: 'the subject asks for a list: "meus chamados"' };
const HELP: Wish = { wish: 'help', because: 'the first line asks for help: "ayuda"' };
const status = (number: number | null = null): Wish => ({
  wish: 'status',
  number,
  because: 'asks how it is: "andamento"',
});
const close = (number: number | null = null): Wish => ({ wish: 'close', number, because: 'asks to close: "encerrar"' });
const typed = (type: 'doubt' | 'task' | 'incident', number: number | null = null): Wish => ({
  wish: 'type',
  type,
  number,
  because: `says what it is: "${type}"`,
});

describe('the answer', () => {
  test('is one letter to the customer, in the conversation of their mail, with a token of the ticket', () => {
    const mine = ticket();
    const said = message({ messageId: '<m2@acme.example>', references: ['<b@x.example>', '<a@x.example>'] });
    const decision = served(asking(status(), { thread: inThread(mine), message: said }));
    expect(decision).toMatchObject({ disposition: 'answered', ticket: 'BLIP-1003', thread: { ticket: 'BLIP-1003' } });
    expect(decision.letters).toHaveLength(1);
    const letter = toldCustomer(decision);
    expect(letter).toMatchObject({
      template: 'service-status',
      to: { name: 'Ana Souza', address: ANA },
      inReplyTo: '<m2@acme.example>',
      references: ['<a@x.example>', '<b@x.example>', '<m2@acme.example>'],
      replyTo: null,
    });
    expect(tokenOfMessageId(letter.messageId, staffed())).toMatchObject({ number: 1003, party: 'c' });
  });

  test('names the words that were found, and how the ticket is known', () => {
    const { because } = served(asking(status(), { thread: inThread(ticket()) }));
    expect(because).toEqual(['asks how it is: "andamento"', 'the mail carries our token for BLIP-1003']);
  });

  test('to a list or to help is about no ticket', () => {
    for (const wish of [LIST, HELP]) {
      const decision = served(asking(wish), staffed({ plusAddress: true }));
      const letter = toldCustomer(decision);
      expect(tokenOfMessageId(letter.messageId, staffed())).toMatchObject({ number: 0, party: 'c' });
      expect(letter.replyTo).toBeNull();
      expect(decision).toMatchObject({ ticket: null, changes: [], thread: null });
    }
  });

  test('has a reply address of the ticket where the provider supports it', () => {
    const decision = served(asking(status(), { thread: inThread(ticket()) }), staffed({ plusAddress: true }));
    expect(toldCustomer(decision).replyTo).toMatch(/^suporte\+blip-1003\.c\./);
  });

  test.each([
    { preference: 'es', written: 'en', ofTicket: 'pt-BR', wanted: 'es' },
    { preference: null, written: 'en', ofTicket: 'pt-BR', wanted: 'en' },
    { preference: null, written: null, ofTicket: 'es', wanted: 'es' },
  ] as const)('is in $wanted: preference $preference, mail $written, ticket $ofTicket', (given) => {
    const known = acme();
    const memberships = known.memberships.map((one) => ({ ...one, user: user({ language: given.preference }) }));
    const decision = served(
      asking(status(), {
        facts: facts({ directory: { ...known, memberships } }),
        message: message({ language: given.written }),
        thread: inThread(ticket({ language: given.ofTicket })),
      }),
    );
    expect(toldCustomer(decision).language).toBe(given.wanted);
  });

  test('is in the language of their newest ticket where nothing else tells', () => {
    const own = facts({ directory: acme(), ownTickets: [ticket({ language: 'en' })] });
    expect(toldCustomer(served(asking(LIST, { facts: own }))).language).toBe('en');
  });
});

describe('nobody is served', () => {
  test('where the desk serves no wishes', () => {
    expect(serveWish(asking(LIST), staffed({ selfService: false }))).toBeNull();
  });

  test('who is not entitled', () => {
    expect(serveWish(asking(LIST, { facts: facts({ directory: STRANGER }) }), staffed())).toBeNull();
    expect(serveWish(asking(LIST, { facts: facts({ directory: acme('Trial') }) }), staffed())).toBeNull();
  });

  test('by the desk itself who writes as a colleague to a ticket that they are not on: that mail joins it or is held', () => {
    const ofRui = ticket({ requester: 'rui@acme.example', participants: ['rui@acme.example'] });
    expect(serveWish(asking(close(), { thread: inThread(ofRui, 'colleague') }), staffed())).toBeNull();
    expect(serveWish(asking(close(1003), { thread: inThread(ofRui, 'colleague') }), staffed())).toBeNull();
    expect(serveWish(asking(LIST, { thread: inThread(ofRui, 'colleague') }), staffed())).not.toBeNull();
    // The ticket of theirs that it names was merged into this one.
    const merged = facts({ directory: acme(), named: [ofRui] });
    expect(
      serveWish(asking(close(1001), { facts: merged, thread: inThread(ofRui, 'colleague') }), staffed()),
    ).toBeNull();
  });
});

describe('the history of the ticket', () => {
  test('shows what was asked, as a message that nobody waits on', () => {
    const { changes } = served(asking(status(), { thread: inThread(ticket({ state: 'pending' })) }));
    expect(changes).toMatchObject([
      {
        do: 'append',
        ticketId: 3,
        state: null,
        what: 'thanked',
        adds: [],
        message: { direction: 'in', from: { address: ANA } },
      },
    ]);
  });

  test('shows it on the conversation that it stands in, whatever it asks', () => {
    for (const wish of [LIST, HELP, status(9999)]) {
      const decision = served(asking(wish, { thread: inThread(ticket()) }));
      expect(decision.changes).toMatchObject([{ do: 'append', ticketId: 3 }]);
      expect(decision.ticket).toBe('BLIP-1003');
    }
  });

  test('shows it on the ticket that it names, where it is a mail of its own', () => {
    const known = facts({ directory: acme(), named: [ticket()] });
    expect(served(asking(status(1003), { facts: known })).changes).toMatchObject([{ do: 'append', ticketId: 3 }]);
  });

  test('of a ticket that the sender is not on shows nothing', () => {
    const others = ticket({ participants: ['rui@other.example'], requester: 'rui@other.example' });
    const decision = served(asking(LIST, { thread: inThread(others, 'stranger') }));
    expect(decision).toMatchObject({ changes: [], ticket: null });
  });
});

describe('a number of somebody else', () => {
  const OTHERS = ticket({
    number: 'BLIP-1005',
    requester: 'rui@other.example',
    participants: ['rui@other.example'],
    contract: 'other-2026',
    language: 'es',
  });

  test.each([status(1005), close(1005), typed('incident', 1005)])('reveals nothing: $wish', (wish) => {
    const there = asking(wish, { facts: facts({ directory: acme(), named: [OTHERS] }) });
    const nowhere = asking(wish, { facts: facts({ directory: acme() }) });
    const decision = served(there);
    expect(decision).toEqual(served(nowhere));
    expect(decision.changes).toEqual([]);
    expect(toldCustomer(decision).values).toMatchObject({ problem: 'no-such-ticket', number: 'BLIP-1005' });
  });

  test('reveals nothing where their plan may not escalate, either', () => {
    const wish: Wish = { wish: 'escalate', number: 1005, because: 'asks to escalate: "escalar"' };
    const there = served(asking(wish, { facts: facts({ directory: acme('Plus'), named: [OTHERS] }) }));
    expect(there).toEqual(served(asking(wish, { facts: facts({ directory: acme('Plus') }) })));
    expect(toldCustomer(there).values).toMatchObject({ problem: 'plan', plan: 'Plus', number: null });
  });

  test('in whose conversation they write is not theirs by that, nor told of in its language', () => {
    const decision = served(asking(status(), { thread: inThread(OTHERS, 'stranger') }));
    expect(toldCustomer(decision)).toMatchObject({
      language: 'pt-BR',
      values: { problem: 'which-ticket', number: null },
    });
    expect(decision.changes).toEqual([]);
  });
});

describe('list', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      ticket({ id: i + 1, number: `BLIP-${1001 + i}`, createdAt: NOW - (count - i) * DAY }),
    );

  test('has the newest first', () => {
    const known = facts({ directory: acme(), ownTickets: many(3) });
    const { values } = toldCustomer(served(asking(LIST, { facts: known })));
    expect(values).toMatchObject({
      kind: 'service-list',
      contactName: 'Ana Souza',
      mayEscalate: true,
      more: false,
      tickets: [{ number: 'BLIP-1003' }, { number: 'BLIP-1002' }, { number: 'BLIP-1001' }],
    });
  });

  test('says that there are more than it shows', () => {
    const known = facts({ directory: acme(), ownTickets: many(21) });
    const { values } = toldCustomer(served(asking(LIST, { facts: known })));
    expect(values).toMatchObject({ more: true });
    expect(values.kind === 'service-list' && values.tickets).toHaveLength(20);
  });

  test('may be empty', () => {
    expect(toldCustomer(served(asking(LIST))).values).toMatchObject({ tickets: [], more: false });
  });
});

test('help says whether their plan may escalate', () => {
  expect(toldCustomer(served(asking(HELP))).values).toEqual({
    kind: 'service-help',
    contactName: 'Ana Souza',
    mayEscalate: true,
    admin: false,
  });
  const plus = asking(HELP, { facts: facts({ directory: acme('Plus') }) });
  expect(toldCustomer(served(plus)).values).toMatchObject({ mayEscalate: false });
});

test('status is the card of one, without anything of the inside', () => {
  const mine = ticket({
    assignee: 'bia',
    clocks: [
      { metric: 'resolution', dueAt: NOW + 4 * HOUR, state: 'running' },
      { metric: 'nextResponse', dueAt: NOW + 6 * HOUR, state: 'running' },
    ],
    recent: [
      said({ id: 1, direction: 'out', agent: 'bia', at: NOW - HOUR }),
      said({ id: 2, direction: 'note', agent: 'bia' }),
    ],
  });
  expect(toldCustomer(served(asking(status(), { thread: inThread(mine) }))).values).toEqual({
    kind: 'service-status',
    contactName: 'Ana Souza',
    mayEscalate: true,
    ticket: {
      number: 'BLIP-1003',
      subject: 'Ajuda com o bot',
      type: 'doubt',
      priority: 'normal',
      state: 'open',
      createdAt: NOW - DAY,
      agentName: 'Bia',
      nextDue: NOW + 6 * HOUR,
      answeredAt: NOW - HOUR,
    },
  });
});

test('status may be asked of a closed ticket', () => {
  const decision = served(asking(status(), { thread: inThread(ticket({ state: 'closed', closedAt: NOW - DAY })) }));
  expect(toldCustomer(decision).values).toMatchObject({ kind: 'service-status', ticket: { state: 'closed' } });
});

describe('close', () => {
  test.each<TicketState>(['new', 'open', 'pending', 'on-hold', 'solved'])('closes a ticket that is %s', (state) => {
    const decision = served(asking(close(), { thread: inThread(ticket({ state })) }));
    expect(decision.changes[1]).toEqual({
      do: 'set',
      ticketId: 3,
      set: { state: 'closed', holdUntil: null },
      event: { kind: 'state', to: 'closed', until: null },
      what: 'is closed',
      by: ANA,
      because: 'asks to close: "encerrar"',
    });
    expect(toldCustomer(decision).values).toMatchObject({
      kind: 'service-closed',
      ticket: { state: 'closed', nextDue: null },
    });
  });

  test('may be asked by any participant', () => {
    const mine = ticket({ requester: 'rui@acme.example', participants: ['rui@acme.example', ANA] });
    expect(served(asking(close(), { thread: inThread(mine) })).changes).toMatchObject([
      { do: 'append' },
      { do: 'set', set: { state: 'closed' } },
    ]);
  });

  test('of a closed ticket changes nothing', () => {
    const decision = served(asking(close(), { thread: inThread(ticket({ state: 'closed' })) }));
    expect(decision.changes).toMatchObject([{ do: 'append', what: 'thanked' }]);
    expect(toldCustomer(decision).values).toMatchObject({ problem: 'already-closed', number: 'BLIP-1003' });
  });

  test('is told to who works on it', () => {
    const { letters } = served(asking(close(), { thread: inThread(ticket({ assignee: 'caio', queue: 'support' })) }));
    expect(letters.slice(1)).toMatchObject([
      {
        template: 'agent-notice',
        to: { address: 'caio@desk.example' },
        values: { notice: 'closed-by-customer', by: 'Ana Souza', number: 'BLIP-1003' },
      },
    ]);
  });

  test.each([
    { whose: 'nobody', assignee: null },
    { whose: 'an agent who is gone', assignee: 'eva' },
  ])('of a ticket of $whose is told to nobody', ({ assignee }) => {
    expect(served(asking(close(), { thread: inThread(ticket({ assignee })) })).letters).toHaveLength(1);
  });
});

describe('type', () => {
  test('is set, as the customer says', () => {
    const decision = served(asking(typed('incident'), { thread: inThread(ticket({ assignee: 'bia' })) }));
    expect(decision.changes[1]).toMatchObject({
      do: 'set',
      set: { type: 'incident' },
      event: { kind: 'type', to: 'incident' },
      by: ANA,
    });
    expect(toldCustomer(decision).values).toMatchObject({ kind: 'service-type', ticket: { type: 'incident' } });
    expect(decision.letters).toHaveLength(1);
  });

  test('that it has already is confirmed', () => {
    const decision = served(asking(typed('doubt'), { thread: inThread(ticket()) }));
    expect(decision.changes).toMatchObject([{ do: 'append' }]);
    expect(toldCustomer(decision).values).toMatchObject({ kind: 'service-type', ticket: { type: 'doubt' } });
  });

  test('of a closed ticket stays', () => {
    const decision = served(asking(typed('task'), { thread: inThread(ticket({ state: 'closed' })) }));
    expect(toldCustomer(decision).values).toMatchObject({ problem: 'already-closed' });
  });
});
