/** Who joins which ticket, in a real database: hostile Message-IDs, people who are copied, and numbers that are guessed. */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import { replyAddressFor } from '../../src/ticket/token.ts';
import { DAY, desk, NONE, NOW, UNKNOWN } from '../support/facts.ts';
import { by, openSettling, type Settling } from '../support/settling.ts';

const dispositions = async (settling: Settling, mails: Partial<Message>[], options = {}) =>
  (await settling.settle(mails, options)).map(({ disposition, ticket }) => [disposition, ticket]);
const sharing = (messageId: string): Partial<Message> => ({ messageId });
const answering = (id: string): Partial<Message> => ({ inReplyTo: [id] });
const ID = '<m1@acme.example>';

describe('a Message-ID', () => {
  test('of a mail on a ticket joins who is on it, where they are proven', async () => {
    const settling = await openSettling();
    expect(
      await dispositions(settling, [
        sharing(ID),
        answering(ID),
        { ...answering(ID), authentication: NONE },
        { ...answering(ID), ...by('leo@acme.example') },
        { ...answering(ID), ...by('otto@other.example') },
        { ...answering(ID), ...by('x@else.example') },
      ]),
    ).toEqual([
      ['opened', 'BLIP-1001'],
      ['appended', 'BLIP-1001'],
      ['opened', 'BLIP-1002'],
      ['opened', 'BLIP-1003'],
      ['opened', 'BLIP-1004'],
      ['refused', null],
    ]);
  });

  test('that the sender’s program gives to every mail joins nothing', async () => {
    const settling = await openSettling();
    const same = sharing('<1@mail.acme.example>');
    await settling.settle([same, same]);
    expect(await dispositions(settling, [answering('<1@mail.acme.example>')])).toEqual([['opened', 'BLIP-1003']]);
  });

  test('that strangers put on mails of their own neither joins them nor keeps the customer from the ticket', async () => {
    const settling = await openSettling();
    await settling.settle([sharing(ID)]);
    const stolen = { ...sharing(ID), ...by('otto@other.example') };
    expect(await dispositions(settling, [stolen, stolen, stolen, answering(ID)])).toEqual([
      ['opened', 'BLIP-1002'],
      ['opened', 'BLIP-1003'],
      ['opened', 'BLIP-1004'],
      ['appended', 'BLIP-1001'],
    ]);
  });

  test('of a mail that waits makes answers from its own domain wait, and nobody else’s', async () => {
    const settling = await openSettling();
    await settling.settle([sharing(ID)]);
    const slow = { ...sharing(ID), ...by('x@slow.example'), authentication: UNKNOWN };
    expect(await dispositions(settling, [slow, answering(ID), { ...answering(ID), ...by('y@slow.example') }])).toEqual([
      ['waiting', null],
      ['appended', 'BLIP-1001'],
      ['waiting', null],
    ]);
  });
});

test('who the requester copies may write on from then on, even where colleagues are held', async () => {
  const settling = await openSettling();
  const rules = desk({ agents: [], colleagues: 'hold' });
  const token = String(replyAddressFor({ number: 1001, party: 'c', serial: '1' }, rules));
  const leo = { ...by('leo@acme.example'), recipients: [token] };
  const copies = {
    recipients: [token],
    cc: [
      { name: '', address: 'leo@acme.example' },
      { name: '', address: 'x@else.example' },
    ],
  };
  await settling.settle([sharing(ID)], { rules });
  expect(
    await dispositions(settling, [leo, copies, leo, { ...answering(ID), ...by('leo@acme.example') }], { rules }),
  ).toEqual([
    ['quarantined', null],
    ['appended', 'BLIP-1001'],
    ['appended', 'BLIP-1001'],
    ['appended', 'BLIP-1001'],
  ]);
  expect(await dispositions(settling, [{ ...by('x@else.example'), recipients: [token] }], { rules })).toEqual([
    ['quarantined', null],
  ]);
  const history = settling.store.reads.ticket('1001')?.history ?? [];
  expect(history.filter(({ what }) => what.startsWith('added'))).toMatchObject([
    { by: 'ana@acme.example', what: 'added leo@acme.example' },
  ]);
});

test('thanks leave a solved ticket solved, and the history says so; any other reply opens it again', async () => {
  const { settle, store, path } = await openSettling();
  await settle([sharing(ID)]);
  const other = new Database(path);
  other.exec("UPDATE tickets SET state = 'solved', solved_at = 1");
  other.close();
  const reply = { ...answering(ID), subject: 'Re: Ajuda com o bot' };
  await settle([{ ...reply, replyText: 'Obrigada!' }]);
  expect(store.reads.ticket('1001')).toMatchObject({ state: 'solved', messages: [{}, { text: 'Obrigada!' }] });
  expect(store.reads.ticket('1001')?.history.at(-1)).toMatchObject({ what: 'thanked', by: 'ana@acme.example' });
  await settle([{ ...reply, replyText: 'Obrigada, mas voltou a falhar' }]);
  expect(store.reads.ticket('1001')?.state).toBe('open');
});

describe('ten thousand numbers guessed by an outsider', () => {
  const TICKETS = 200;
  const MAC = '0'.repeat(25);

  /** A ticket's number wherever one may stand, with a MAC that is guessed too; and the Message-ID of its first mail. */
  const guess = (number: number): Partial<Message> => ({
    subject: `Re: [BLIP-${number}] Ajuda`,
    inReplyTo: [`<blip-${number}.c.1.${MAC}@desk.example>`, `<${number - 1000}@x.example>`],
    recipients: ['suporte@desk.example', `suporte+blip-${number}.c.1.${MAC}@desk.example`],
  });
  async function withTickets(): Promise<Settling> {
    const settling = await openSettling();
    await settling.settle(
      Array.from({ length: TICKETS }, () => ({})),
      { now: NOW - DAY },
    );
    return settling;
  }
  /** How many of the tickets have nothing on them but the mail that opened them. */
  const untouched = ({ store }: Settling) =>
    Array.from({ length: TICKETS }, (_, i) => store.reads.ticket(String(1001 + i))).filter(
      (ticket) =>
        ticket?.messages.length === 1 && ticket.history.every(({ what }) => /^(?:opened|wrote acknow)/.test(what)),
    ).length;

  test('who is no customer: none is reached, and the one letter is the refusal to themselves', async () => {
    const settling = await withTickets();
    const before = settling.store.reads.outbox(true, 1_000).length;
    for (let first = 1; first <= 10_000; first += 500) {
      const mails = Array.from({ length: 500 }, (_, i) => ({ ...guess(first + i), ...by('x@else.example') }));
      const decided = await settling.settle(mails);
      expect(decided.every(({ disposition, changes }) => disposition === 'refused' && changes.length === 0)).toBe(true);
    }
    expect(untouched(settling)).toBe(TICKETS);
    const letters = settling.store.reads.outbox(true, 1_000);
    expect(letters).toHaveLength(before + 1);
    expect(letters[0]).toMatchObject({ to: 'x@else.example', template: 'refusal-no-contract' });
  }, 60_000);

  test.each<[string, Partial<Message>, string]>([
    ['nobody’s customer, unverified', { ...by('y@else.example'), authentication: NONE }, 'refused'],
    ['an unverified sender under the requester’s address', { authentication: NONE }, 'opened'],
    ['a colleague of the requester', by('leo@acme.example'), 'opened'],
    ['a customer of another contract', by('otto@other.example'), 'opened'],
  ])(
    '%s: two thousand of them reach none, and no letter is to anybody else',
    async (_who, sender, disposition) => {
      const settling = await withTickets();
      const address = sender.from?.address ?? 'ana@acme.example';
      const wrong: unknown[] = [];
      for (let number = 501; number <= 2_500; number++) {
        const decided = await settling.consider({ ...guess(number), ...sender });
        const reaches = decided.changes.some((change) => change.do !== 'open' || change.ticket.follows !== null);
        const letters = decided.letters.filter(({ to }) => to.address !== address || disposition === 'refused');
        if (reaches || letters.length > 0 || decided.disposition !== disposition) wrong.push([number, decided.because]);
      }
      expect(wrong).toEqual([]);
      // And what is written is what was decided.
      const mails = Array.from({ length: TICKETS }, (_, i) => ({ ...guess(1001 + i), ...sender }));
      expect((await settling.settle(mails)).every((one) => one.disposition === disposition)).toBe(true);
      expect(settling.store.reads.counts().byDisposition).not.toHaveProperty('appended');
      expect(untouched(settling)).toBe(TICKETS);
    },
    60_000,
  );
});
