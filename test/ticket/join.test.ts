import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import { decide } from '../../src/ticket/decide.ts';
import type { Facts, InboundMail } from '../../src/ticket/decision.ts';
import type { Desk } from '../../src/ticket/desk.ts';
import type { TicketFacts, TicketState } from '../../src/ticket/ticket.ts';
import { contract, DAY, desk, facts, mail, NONE, NOW, STRANGER, ticket, user } from '../support/facts.ts';

const settle = (
  over: Partial<Message>,
  known: Partial<Facts>,
  about: Partial<InboundMail> = {},
  rules: Partial<Desk> = {},
) => decide(mail(over, about), facts(known), desk(rules), NOW);
const on = (over: Partial<TicketFacts> = {}): Partial<Facts> => ({
  tickets: { byToken: [ticket(over)], byMessageId: [], byNumber: [] },
});
const from = (address: string) => ({ from: { name: '', address } });
const address = (one: string) => ({ name: '', address: one });

describe('who belongs to a ticket without being on it', () => {
  const colleague = from('leo@acme.example');
  const customer = { memberships: [{ contract: contract({ id: 'another' }), user: user() }], domainContracts: [] };
  test.each<[string, Partial<Message>, Partial<Facts>, Partial<Desk>, string]>([
    ['a colleague', colleague, on(), {}, 'appended'],
    ['a colleague, where those are held', colleague, on(), { colleagues: 'hold' }, 'quarantined'],
    ['an unverified colleague with the token', { ...colleague, authentication: NONE }, on(), {}, 'appended'],
    [
      'an unverified colleague, where the unverified are held',
      { ...colleague, authentication: NONE },
      on(),
      { unverified: 'hold' },
      'quarantined',
    ],
    ['a customer of another contract', from('x@else.example'), { ...on(), directory: customer }, {}, 'opened'],
    ['nobody’s customer', from('x@else.example'), { ...on(), directory: STRANGER }, {}, 'quarantined'],
    [
      'nobody’s customer, unverified',
      { ...from('x@else.example'), authentication: NONE },
      { ...on(), directory: STRANGER },
      {},
      'quarantined',
    ],
  ])('%s', (_who, over, known, rules, disposition) => {
    const decision = settle(over, known, {}, rules);
    expect(decision.disposition).toBe(disposition);
    expect(decision.changes.filter((change) => change.do === 'append')).toHaveLength(
      disposition === 'appended' ? 1 : 0,
    );
    if (disposition === 'quarantined') expect(decision.letters).toEqual([]);
  });

  test('the ticket of an entitled stranger is their own, and follows none', () => {
    expect(
      settle(from('x@else.example'), { ...on({ state: 'closed', closedAt: NOW - 99 * DAY }), directory: customer }),
    ).toMatchObject({
      disposition: 'opened',
      changes: [{ do: 'open', ticket: { follows: null, requester: { address: 'x@else.example' } } }],
    });
  });
});

describe('who a mail brings onto the ticket', () => {
  const acme = contract({
    users: [
      user(),
      user({ name: 'Léo', email: 'leo@acme.example' }),
      user({ name: 'Ivo', email: 'ivo@acme.example', otherEmails: ['ivo@home.example'] }),
    ],
  });
  const directory = { memberships: [{ contract: acme, user: user() }], domainContracts: [] };
  const copied = {
    cc: [address('LEO@acme.example'), address('x@else.example'), address('suporte@desk.example')],
    to: [address('ivo@home.example')],
  };
  const people = [
    { name: 'Léo', address: 'leo@acme.example' },
    { name: 'Ivo', address: 'ivo@home.example' },
  ];

  test('the requester’s own mail adds the users of the contract that it is sent to, and nobody else', () => {
    expect(settle(copied, { directory }).changes[0]).toMatchObject({ ticket: { participants: people } });
    expect(settle(copied, { directory, ...on() }).changes[0]).toMatchObject({ adds: people });
  });

  test('who is on it already is not added again', () => {
    const known = { directory, ...on({ participants: ['ana@acme.example', 'leo@acme.example'] }) };
    expect(settle(copied, known).changes[0]).toMatchObject({ adds: [{ address: 'ivo@home.example' }] });
  });

  test('a mail of anybody else, and one that proves nothing, adds nobody', () => {
    expect(settle({ ...copied, ...from('rui@acme.example') }, { directory, ...on() }).changes[0]).toMatchObject({
      do: 'append',
      adds: [],
    });
    expect(
      settle(
        { ...copied, ...from('rui@acme.example') },
        { directory, ...on({ participants: ['ana@acme.example', 'rui@acme.example'] }) },
      ).changes[0],
    ).toMatchObject({ do: 'append', adds: [] });
    expect(settle({ ...copied, authentication: NONE }, { directory, ...on() }).changes[0]).toMatchObject({
      do: 'append',
      adds: [],
    });
    expect(settle({ ...copied, authentication: NONE }, { directory }).changes[0]).toMatchObject({
      ticket: { participants: [] },
    });
  });
});

describe('a reply that only says thanks', () => {
  const thanks = { replyText: 'Muito obrigado pela ajuda!\n\nAna', subject: 'Re: [BLIP-1003] Ajuda com o bot' };

  test.each<TicketState>(['new', 'open', 'pending', 'on-hold', 'solved', 'closed'])(
    'leaves a ticket that is %s as it is',
    (state) => {
      const decision = settle(thanks, on({ state, closedAt: NOW - DAY }));
      expect(decision).toMatchObject({
        disposition: 'appended',
        letters: [],
        changes: [{ do: 'append', state: null, what: 'thanked' }],
      });
      expect(decision.because.join()).toContain(`stays ${state}`);
    },
  );

  test('opens no new ticket, however long the old one is closed', () => {
    const closed = on({ state: 'closed', closedAt: NOW - 99 * DAY });
    expect(settle(thanks, closed)).toMatchObject({ disposition: 'appended', changes: [{ state: null }] });
    expect(settle({ ...thanks, replyText: 'Obrigado, mas voltou' }, closed).disposition).toBe('opened');
  });

  test('may be the answer that a pending ticket waits for, where it also says how it ended', () => {
    const worked = { ...thanks, replyText: 'Deu certo, obrigada!' };
    expect(settle(worked, on({ state: 'pending' })).changes[0]).toMatchObject({ state: 'open', what: 'wrote' });
    expect(settle(worked, on({ state: 'solved' })).changes[0]).toMatchObject({ state: null, what: 'thanked' });
  });

  test.each<[string, Partial<Message>]>([
    ['a question', { replyText: 'Obrigada! E o outro bot?' }],
    [
      'an attachment',
      { attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', size: 10, sha256: '', inline: false }] },
    ],
    [
      'a screenshot within the text',
      { attachments: [{ filename: 'a.png', contentType: 'image/png', size: 90_000, sha256: '', inline: true }] },
    ],
    ['another subject', { subject: 'Bot fora do ar' }],
    ['more in the subject', { subject: 'Re: [BLIP-1003] Ajuda com o bot: voltou a falhar' }],
    ['a forwarded mail', { forwarded: { from: null, subject: null, text: 'x', date: null } }],
  ])('counts as any other with %s', (_what, over) => {
    expect(settle({ ...thanks, ...over }, on({ state: 'solved' })).changes[0]).toMatchObject({
      state: 'open',
      what: 'wrote',
    });
  });

  test.each<[string, Partial<Message>]>([
    [
      'the picture of a signature',
      { attachments: [{ filename: 'logo.png', contentType: 'image/png', size: 9_000, sha256: '', inline: true }] },
    ],
    ['the prefixes of mail programs and gateways', { subject: 'RES: [EXTERNAL] Re[2]: [BLIP-1003] AJUDA com o bot' }],
    ['no subject', { subject: '' }],
    ['the agent’s name', { replyText: 'Obrigada, Bia' }],
  ])('may have %s', (_what, over) => {
    expect(settle({ ...thanks, ...over }, on({ state: 'solved' })).changes[0]).toMatchObject({ what: 'thanked' });
  });

  test('is as the config has it: off, or with more phrases', () => {
    expect(settle(thanks, on({ state: 'solved' }), {}, { thanks: null }).changes[0]).toMatchObject({ state: 'open' });
    const merci = { ...thanks, replyText: 'Merci !' };
    expect(settle(merci, on({ state: 'solved' })).changes[0]).toMatchObject({ state: 'open' });
    expect(settle(merci, on({ state: 'solved' }), {}, { thanks: { phrases: ['merci'] } }).changes[0]).toMatchObject({
      state: null,
    });
  });
});
