/** What becomes of "it is not solved", and of how customers say they were served. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/ticket/decide.ts';
import { serveWish } from '../../../src/ticket/self-service/serve.ts';
import { type Wish, wishIn, wishSubject } from '../../../src/ticket/self-service/wish.ts';
import { LANGUAGES, type Score, type TicketFacts } from '../../../src/ticket/ticket.ts';
import { DAY, facts, mail, message, NOW, ticket } from '../../support/facts.ts';
import { messageWith } from '../messages.ts';
import { ANA, acme, asking, inThread, served, staffed, toldCustomer } from './asking.ts';

const from = { name: 'Ana Souza', address: ANA };
const inReply = (ownText: string) =>
  wishIn(
    messageWith({
      from,
      subject: 'Re: [BLIP-1003] Ajuda',
      ownText,
      replyText: ownText,
      inReplyTo: ['<x@desk.example>'],
    }),
    'BLIP',
  );
const bySubject = (subject: string, ownText = '') =>
  wishIn(messageWith({ from, subject, ownText, replyText: ownText }), 'BLIP');

describe('the ticket is to be opened again:', () => {
  test.each([
    'Não foi resolvido',
    'não resolvido',
    'Ainda não foi resolvido.',
    'O problema não foi resolvido, obrigada',
    'Isso não está resolvido',
    'Não resolveu',
    'O problema continua',
    'o erro voltou',
    'Podem reabrir o chamado?',
    'not solved',
    'It is not solved yet',
    'The issue is still there',
    "It isn't fixed",
    'Please reopen this ticket',
    'sigue sin resolverse',
    'No está resuelto',
    'Todavía no se ha resuelto',
    'El problema persiste',
    'no resuelto',
  ])('%s', (text) => {
    expect(inReply(text)).toMatchObject({ wish: 'reopen', number: 1003 });
  });

  test.each([
    'Não',
    'no',
    'Não foi resolvido?',
    'não foi resolvido o caso do relatório de ontem',
    'continua',
    'resolvido',
  ])('not by: %s', (text) => {
    expect(inReply(text)?.wish).not.toBe('reopen');
  });

  test('only in its conversation, or by its number', () => {
    expect(bySubject('Não resolvido')).toBeNull();
    expect(bySubject('Não resolvido BLIP-1003')).toMatchObject({ wish: 'reopen', number: 1003 });
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each([
    ['good', 3],
    ['fair', 2],
    ['bad', 1],
  ] as const)('the link for %s gives the score %i, and with words below, too', (rating, score) => {
    const subject = wishSubject(rating, 'BLIP-1003', language);
    expect(bySubject(subject)).toMatchObject({ wish: 'rate', score, number: 1003, commented: false });
    expect(bySubject(subject, 'A Bia foi ótima, mas o relatório demorou.')).toMatchObject({ score, commented: true });
    // In a conversation that goes on under such a subject, words are words.
    const reply = { from, subject: `Re: ${subject}`, ownText: 'E o relatório?', inReplyTo: ['<x@desk.example>'] };
    expect(wishIn(messageWith(reply), 'BLIP')).toBeNull();
  });

  test('the link to open it again is read back', () => {
    expect(bySubject(wishSubject('reopen', 'BLIP-1003', language))).toMatchObject({ wish: 'reopen', number: 1003 });
  });
});

test('a word of praise is no rating', () => {
  for (const text of ['bom', 'boa', 'good', 'ruim', 'so so', 'boa nota']) expect(inReply(text)?.wish).not.toBe('rate');
  expect(bySubject('Avaliação boa')).toBeNull();
});

const REOPEN: Wish = { wish: 'reopen', number: null, because: 'text "não foi resolvido" asks for it: reopen' };
const solved = (over: Partial<TicketFacts> = {}) =>
  ticket({ state: 'solved', solvedAt: NOW - DAY, assignee: 'bia', ...over });

describe('a solved ticket', () => {
  test('is open again, its customer is answered, and who has it is told as of a reply', () => {
    const decision = served(asking(REOPEN, { thread: inThread(solved()) }));
    expect(decision).toMatchObject({ disposition: 'answered', ticket: 'BLIP-1003' });
    expect(decision.changes).toMatchObject([
      { do: 'append', ticketId: 3, state: null, what: 'wrote' },
      { do: 'set', set: { state: 'open' }, event: { kind: 'state', to: 'open', until: null }, by: ANA },
    ]);
    expect(toldCustomer(decision)).toMatchObject({
      template: 'service-reopened',
      values: { ticket: { state: 'open' } },
    });
    expect(decision.letters.filter(({ template }) => template === 'agent-ticket')).toMatchObject([
      { to: { address: 'bia@desk.example' }, values: { occasion: 'reopened', card: { state: 'open' } } },
    ]);
  });

  test('whose link was followed is told of in its words', () => {
    const said = message({ subject: 'Não resolvido BLIP-1003', text: '', replyText: '', ownText: '' });
    const { letters } = served(asking(REOPEN, { thread: inThread(solved()), message: said }));
    expect(letters.find(({ template }) => template === 'agent-ticket')?.values).toMatchObject({
      message: { text: 'Não resolvido BLIP-1003' },
    });
  });

  test('that was closed within the window is opened again; after it the mail is one as any other', () => {
    const closed = (days: number) => inThread(solved({ state: 'closed', closedAt: NOW - days * DAY }));
    expect(served(asking(REOPEN, { thread: closed(13) })).changes).toHaveLength(2);
    expect(serveWish(asking(REOPEN, { thread: closed(15) }), staffed())).toBeNull();
  });

  test('is another thing than an open one, of which an agent reads it', () => {
    expect(serveWish(asking(REOPEN, { thread: inThread(ticket()) }), staffed())).toBeNull();
  });

  test('of somebody else stays as it is', () => {
    const theirs = solved({ participants: ['eva@acme.example'], requester: 'eva@acme.example' });
    expect(
      serveWish(
        asking({ ...REOPEN, number: 1003 }, { facts: facts({ directory: acme(), named: [theirs] }) }),
        staffed(),
      ),
    ).toBeNull();
  });
});

const rated = (score: Score, commented = false): Wish => ({
  wish: 'rate',
  score,
  commented,
  number: 1003,
  because: 'subject asks for it',
});
const about = (one: TicketFacts) => ({ facts: facts({ directory: acme(), named: [one] }) });
const notices = (decision: ReturnType<typeof served>) =>
  decision.letters.filter(({ template }) => template === 'agent-notice').map(({ values }) => values);

describe('a rating', () => {
  test('is recorded, starts no clock, opens nothing, and is answered shortly', () => {
    const decision = served(asking(rated(3), about(solved())));
    expect(decision.changes).toMatchObject([
      { do: 'append', state: null, what: 'thanked' },
      { do: 'rate', ticketId: 3, score: 3, by: ANA },
    ]);
    expect(toldCustomer(decision)).toMatchObject({ template: 'service-rated', values: { score: 3, commented: false } });
    expect(notices(decision)).toEqual([]);
  });

  test('that is bad reaches who works on it', () => {
    expect(notices(served(asking(rated(1), about(solved()))))).toMatchObject([
      { notice: 'rated-badly', by: 'Ana Souza', words: null },
    ]);
  });

  test('with words takes them along', () => {
    const said = message({ replyText: 'Demorou dois dias.' });
    const words = (score: Score) => notices(served(asking(rated(score, true), { ...about(solved()), message: said })));
    expect(words(1)).toMatchObject([{ notice: 'rated-badly', words: 'Demorou dois dias.' }]);
    expect(words(3)).toMatchObject([{ notice: 'rated-in-words', words: 'Demorou dois dias.' }]);
  });

  test('of what is not solved yet is not taken; its words reach a person as any others', () => {
    const decision = served(asking(rated(1), about(ticket())));
    expect(decision.changes.some((change) => change.do === 'rate')).toBe(false);
    expect(toldCustomer(decision).values).toMatchObject({ kind: 'service-problem', problem: 'not-solved-yet' });
    expect(serveWish(asking(rated(1, true), about(ticket())), staffed())).toBeNull();
  });

  test('of a ticket that they are not on is none', () => {
    const theirs = solved({ participants: ['eva@acme.example'], requester: 'eva@acme.example' });
    const decision = served(asking(rated(1), about(theirs)));
    expect(decision.changes).toEqual([]);
    expect(toldCustomer(decision).values).toMatchObject({ problem: 'no-such-ticket' });
  });

  test('by our link is not taken for a reply, and leaves the ticket solved', () => {
    const said = { subject: 'Avaliação ruim BLIP-1003', text: '', replyText: '', ownText: '', language: null };
    const decision = decide(mail(said), facts({ directory: acme(), named: [solved()] }), staffed(), NOW);
    expect(decision.disposition).toBe('answered');
    expect(decision.changes.map((change) => change.do)).toEqual(['append', 'rate']);
  });
});
