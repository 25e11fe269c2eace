import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import type { Facts } from '../../src/ticket/decision.ts';
import { threadKeys, threadOf } from '../../src/ticket/thread.ts';
import { messageIdFor, replyAddressFor, type Token } from '../../src/ticket/token.ts';
import { contract, desk, KNOWN, message, STRANGER, ticket, user } from '../support/facts.ts';

const rules = desk();
const ours = (number: number, keys = rules) => messageIdFor({ number, party: 'c', serial: '1' }, keys);
const address = (number: number) => String(replyAddressFor({ number, party: 'c', serial: '1' }, rules));
const ids = (count: number, begin = 'x') => Array.from({ length: count }, (_, i) => `<${begin}${i}@acme.example>`);

describe('what is looked up for a mail', () => {
  test.each([
    ['In-Reply-To', { inReplyTo: [ours(1003)] }],
    ['References, at its end', { references: ids(99).with(98, ours(1003)) }],
    ['a recipient', { recipients: ['suporte@desk.example', address(1003)] }],
    [
      'the last of thousands of recipients',
      { recipients: [...ids(3_000).map((id) => id.slice(1, -1)), address(1003)] },
    ],
  ])('a token in %s proves its ticket', (_where, over) => {
    expect(threadKeys(message(over), rules).tokenNumbers).toEqual([1003]);
  });

  test('the nearest token comes first', () => {
    const over = { inReplyTo: [ours(1005)], references: [ours(1005), ours(1003)], recipients: [address(1004)] };
    expect(threadKeys(message(over), rules).tokenNumbers).toEqual([1005, 1003, 1004]);
  });

  test('a reply to an address that the desk had before proves its ticket still', () => {
    const now = desk({
      address: 'ajuda@desk.example',
      identity: { ...rules.identity, addresses: ['ajuda@desk.example', 'suporte@desk.example'] },
    });
    expect(threadKeys(message({ recipients: [address(1003)] }), now).tokenNumbers).toEqual([1003]);
    const without = desk({
      address: 'ajuda@desk.example',
      identity: { ...rules.identity, addresses: ['ajuda@desk.example'] },
    });
    expect(threadKeys(message({ recipients: [address(1003)] }), without).tokenNumbers).toEqual([]);
  });

  test('a rotated secret: the old tokens verify as long as it is listed', () => {
    const rotated = desk({ secrets: ['a new secret of the desk', ...rules.secrets] });
    const gone = desk({ secrets: ['a new secret of the desk'] });
    const reply = message({ inReplyTo: [ours(1003)], recipients: [address(1003)] });
    expect(threadKeys(reply, rotated).tokenNumbers).toEqual([1003]);
    expect(threadKeys(reply, gone)).toMatchObject({ tokenNumbers: [], messageIds: [ours(1003)] });
    expect(ours(1003, rotated)).not.toBe(ours(1003));
  });

  test('the mail’s own Message-ID is no mail that it answers', () => {
    const over = { messageId: '<1@acme.example>', inReplyTo: ['<1@acme.example>', '<2@acme.example>'] };
    expect(threadKeys(message(over), rules).messageIds).toEqual(['<2@acme.example>']);
  });

  test('Message-IDs of machines without a name name no mail', () => {
    const inReplyTo = [
      '<1@localhost>',
      '<1@localhost.localdomain>',
      '<1@127.0.0.1>',
      '<1@[127.0.0.1]>',
      '<1@mail.acme.example>',
    ];
    expect(threadKeys(message({ inReplyTo }), rules).messageIds).toEqual(['<1@mail.acme.example>']);
  });

  test('one mail makes few look-ups, whatever it carries', () => {
    const subject = Array.from({ length: 500 }, (_, i) => `[BLIP-${1_000 + i}]`).join('');
    const keys = threadKeys(message({ subject, inReplyTo: ids(100), references: ids(100, 'y') }), rules);
    expect(keys.messageIds).toHaveLength(50);
    expect(keys.subjectNumbers).toHaveLength(5);
  });

  test.each([
    ['Re: [BLIP-1003] x', [1003]],
    ['RES: [blip-1003] Ajuda', [1003]],
    ['BLIP\u20111003', [1003]],
    ['XBLIP-1003, BLIP-, BLIP-x, BLIP-1234567890123', []],
    ['BLIP-1003 e BLIP-1004', [1003, 1004]],
  ])('numbers in the subject %j', (subject, numbers) => {
    expect(threadKeys(message({ subject }), rules).subjectNumbers).toEqual(numbers);
  });
});

const known = (tickets: Partial<Facts['tickets']>, directory = KNOWN) => ({
  tickets: { byToken: [], byMessageId: [], byNumber: [], ...tickets },
  directory,
});
const ANA = 'ana@acme.example';

describe('which ticket it is', () => {
  const other = ticket({ id: 4, number: 'BLIP-1004', participants: ['x@else.example'], contract: 'another' });

  test('the token of a ticket that the sender is on goes before a nearer one of a ticket that they are not on', () => {
    expect(threadOf(ANA, 'pass', known({ byToken: [other, ticket()] }))).toMatchObject({
      ticket: { number: 'BLIP-1003' },
      sender: 'participant',
    });
    expect(threadOf(ANA, 'pass', known({ byToken: [other] }))).toMatchObject({ sender: 'stranger' });
  });

  test('a Message-ID that stands on one ticket of the sender joins it; on several, none', () => {
    const second = ticket({ id: 5, number: 'BLIP-1005' });
    const find = (...byMessageId: Facts['tickets']['byMessageId']) =>
      threadOf(ANA, 'pass', known({ byMessageId }))?.ticket.number ?? null;
    expect(find([ticket()])).toBe('BLIP-1003');
    expect(find([ticket(), second])).toBeNull();
    expect(find([ticket(), second], [second])).toBe('BLIP-1005');
    expect(find([other])).toBeNull();
    expect(find([other, ticket()])).toBe('BLIP-1003');
  });

  test.each(['none', 'unknown', 'fail'] as const)('without a pass (%s) only a token counts', (verdict) => {
    const claims = known({ byMessageId: [[ticket()]], byNumber: [ticket()] });
    expect(threadOf(ANA, verdict, claims)).toBeNull();
    expect(threadOf(ANA, verdict, known({ byToken: [ticket()] }))).toMatchObject({ sender: 'participant' });
  });

  test.each([
    ['participant', ANA, KNOWN],
    ['colleague', 'leo@acme.example', KNOWN],
    [
      'stranger',
      'leo@acme.example',
      { memberships: [{ contract: contract({ id: 'another' }), user: user() }], domainContracts: [] },
    ],
    ['stranger', 'x@else.example', STRANGER],
  ] as const)('with a token the sender is a %s', (sender, from, directory) => {
    expect(
      threadOf(
        from,
        'pass',
        known({ byToken: [ticket()] }, { memberships: [...directory.memberships], domainContracts: [] }),
      )?.sender,
    ).toBe(sender);
  });

  test('a number or a Message-ID joins nobody who is not on the ticket, not even a colleague', () => {
    expect(threadOf('leo@acme.example', 'pass', known({ byNumber: [ticket()] }))).toBeNull();
    expect(threadOf('leo@acme.example', 'pass', known({ byMessageId: [[ticket()]] }))).toBeNull();
  });
});

describe('letters of ours to agents', () => {
  const toBia = (serial: string, number = 1003, party: Token['party'] = 'a-bia'): Token => ({ number, party, serial });
  const id = (token: Token) => messageIdFor(token, rules);
  const found = (over: Partial<Message>) =>
    threadKeys(message(over), rules).agentLetters.map(({ messageId, ...rest }) => ({ ...rest, messageId }));
  const letter = (token: Token) => ({
    number: token.number,
    agent: token.party.slice(2),
    messageId: id(token),
  });

  test('are named nearest first, each once, wherever their tokens stand', () => {
    const [a, b, c, d] = [toBia('1'), toBia('2'), toBia('3', 1004, 'a-rui'), toBia('4')] as const;
    const over = {
      inReplyTo: [id(b)],
      references: [id(b), id(c), id(a)],
      recipients: ['suporte@desk.example', String(replyAddressFor(d, rules))],
    };
    expect(found(over)).toEqual([b, c, a, d].map(letter));
  });

  test('are no proof for a customer: who holds one joins nothing by it', () => {
    const keys = threadKeys(message({ inReplyTo: [id(toBia('1'))] }), rules);
    expect(keys).toMatchObject({ tokenNumbers: [], messageIds: [] });
    expect(threadKeys(message({ inReplyTo: [ours(1003)] }), rules).agentLetters).toEqual([]);
  });

  test('have a root that is no letter; where nothing else is left it proves the ticket', () => {
    const [root, real] = [toBia('0'), toBia('7')];
    expect(found({ inReplyTo: [id(real)], references: [id(root), id(real)] })).toEqual([letter(real)]);
    expect(found({ inReplyTo: [id(root)] })).toEqual([letter(root)]);
  });

  test('that belong to no ticket are told too; what does not verify is not', () => {
    const about = toBia('1', 0);
    expect(found({ inReplyTo: [id(about)] })).toEqual([letter(about)]);
    const forged = id(toBia('1')).replace(/\.[a-z0-9]{25}@/, `.${'0'.repeat(25)}@`);
    expect(found({ inReplyTo: [forged] })).toEqual([]);
  });

  test('that bounce are found as any other letter is', () => {
    expect(threadKeys(message({ inReplyTo: [id(toBia('1'))] }), rules).bouncedMessageIds).toEqual([id(toBia('1'))]);
  });

  test('are ten at most', () => {
    const references = Array.from({ length: 40 }, (_, i) => id(toBia(`x${i}`)));
    expect(found({ references })).toHaveLength(10);
  });
});

describe('what a mail asks for', () => {
  const BIA = { from: { name: '', address: 'bia@desk.example' } };
  const asks = (over: Partial<Message>, keys = rules) => {
    const { namedNumbers, ownTickets } = threadKeys(message(over), keys);
    return { namedNumbers, ownTickets };
  };
  const says = (subject: string, text = '') => ({ subject, text, replyText: text, ownText: text });

  test('is named by an agent’s commands, and by nobody else’s', () => {
    const text = '#link 1004 #status BLIP-1005\nSegue 1006';
    expect(asks({ ...says('Re: Ajuda', text), ...BIA })).toEqual({ namedNumbers: [1004, 1005], ownTickets: false });
    expect(asks(says('Re: Ajuda', text))).toEqual({ namedNumbers: [], ownTickets: false });
  });

  test.each<[string, number[], boolean]>([
    ['meus chamados', [], true],
    ['my tickets', [], true],
    ['status BLIP-1004', [1004], false],
    ['estado BLIP-1004', [1004], false],
    ['status', [], true],
    ['Ajuda com o bot', [], false],
  ])('a customer’s subject "%s" names %j', (subject, namedNumbers, ownTickets) => {
    expect(asks(says(subject))).toEqual({ namedNumbers, ownTickets });
    expect(asks(says(subject), desk({ selfService: false }))).toEqual({ namedNumbers: [], ownTickets: false });
  });
});
