import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import { decide } from '../../src/ticket/decide.ts';
import type { Facts, InboundMail, Release } from '../../src/ticket/decision.ts';
import type { Desk } from '../../src/ticket/desk.ts';
import { threadKeys } from '../../src/ticket/thread.ts';
import { messageIdFor, tokenOfMessageId } from '../../src/ticket/token.ts';
import {
  contract,
  DAY,
  desk,
  FAIL,
  facts,
  KNOWN,
  mail,
  message,
  NONE,
  NOW,
  PASS,
  STRANGER,
  ticket,
  UNKNOWN,
  user,
} from '../support/facts.ts';
import { rulesWith, toCustomer } from './follow-up/ticket-in-time.ts';

const settle = (
  over: Partial<Message> = {},
  known: Partial<Facts> = {},
  about: Partial<InboundMail> = {},
  rules: Partial<Desk> = {},
) => decide(mail(over, about), facts(known), desk(rules), NOW);

const released = (as: Release['as']): Release => ({
  at: NOW,
  by: 'rita',
  as,
  why: 'she phoned',
  was: 'quarantined (held)',
});
const auto = (kind: 'auto-reply' | 'list' | 'bulk' | 'feedback' | 'loop' | 'challenge'): Partial<Message> => ({
  automatic: { kind, because: 'a header says so', bounce: null },
});
const bounce: Partial<Message> = {
  from: null,
  automatic: {
    kind: 'bounce',
    because: 'multipart/report',
    bounce: {
      recipients: [{ address: 'x@acme.example', status: '5.1.1', permanent: true, diagnostic: '550 no' }],
      originalMessageId: '<o@desk.example>',
    },
  },
};
const on = (over = {}): Partial<Facts> => ({ tickets: { byToken: [ticket(over)], byMessageId: [], byNumber: [] } });
const letter = {
  id: 9,
  ticketId: 3,
  ticket: 'BLIP-1003',
  to: 'ana@acme.example',
  template: 'acknowledgement',
  messageId: '<o@desk.example>',
  agent: null,
  about: ticket(),
  bouncedBefore: false,
};
const from = (address: string) => ({ from: { name: '', address } });

describe('each row of the table', () => {
  test.each<[string, string, () => ReturnType<typeof decide>, string]>([
    [
      '1',
      'a mail that is in the ledger',
      () => settle({}, { duplicateOf: { id: 1, because: 'byte for byte' } }),
      'duplicate',
    ],
    [
      '2',
      'a mail that can not be read',
      () => settle({}, {}, { understood: { unreadable: 'its parser died' } }),
      'quarantined',
    ],
    ['2', 'a mail with two From headers', () => settle({ defect: 'two From headers' }), 'quarantined'],
    ['3', 'our own mail, come back', () => settle(auto('loop')), 'ignored'],
    ['4', 'a bounce of our letter', () => settle(bounce, { bouncedLetter: letter, directory: STRANGER }), 'bounce'],
    ['4', 'a bounce of a letter that is not ours', () => settle(bounce, { directory: STRANGER }), 'ignored'],
    ['5', 'an auto-reply to a letter on a ticket', () => settle(auto('auto-reply'), on()), 'noted'],
    ['5', 'an auto-reply to nothing of ours', () => settle(auto('auto-reply')), 'ignored'],
    ['5', 'list mail of a stranger', () => settle(auto('list'), { directory: STRANGER }), 'ignored'],
    ['5', 'list mail of a known contact', () => settle(auto('list')), 'opened'],
    ['6', 'a sender who can not be checked now', () => settle({ authentication: UNKNOWN }), 'waiting'],
    ['6', 'an answer to a mail that waits', () => settle({}, { answersWaiting: true }), 'waiting'],
    ['7', 'a forged sender', () => settle({ authentication: FAIL }), 'quarantined'],
    [
      '10',
      'who claims to be an agent',
      () => settle({ ...from('bia@desk.example'), authentication: NONE }, { directory: STRANGER }),
      'quarantined',
    ],
    ['11', 'a participant writes on', () => settle({}, on()), 'appended'],
    ['12', 'a colleague writes on', () => settle(from('leo@acme.example'), on()), 'appended'],
    [
      '12',
      'a stranger with a token',
      () => settle(from('x@else.example'), { ...on(), directory: STRANGER }),
      'quarantined',
    ],
    ['13', 'an entitled contact', () => settle(), 'opened'],
    ['14', 'a stranger', () => settle(from('x@else.example'), { directory: STRANGER }), 'refused'],
  ])('row %s: %s', (_row, _mail, decision, disposition) => {
    const { disposition: got, because } = decision();
    expect(got).toBe(disposition);
    expect(because.join('')).not.toBe('');
  });

  test('a bounce is told on the ticket of its letter', () => {
    expect(settle(bounce, { bouncedLetter: letter }).ticket).toBe('BLIP-1003');
  });

  test('a mail with a defect is quarantined even where it says that it is automatic', () => {
    expect(settle({ ...auto('auto-reply'), defect: 'two From headers' }).disposition).toBe('quarantined');
  });

  test('an auto-reply of a participant is noted by the number in its subject, a stranger’s is not', () => {
    const byNumber: Partial<Facts> = { tickets: { byToken: [], byMessageId: [], byNumber: [ticket()] } };
    expect(settle(auto('auto-reply'), byNumber).disposition).toBe('noted');
    expect(settle({ ...auto('auto-reply'), ...from('x@else.example') }, byNumber).disposition).toBe('ignored');
  });

  test('only opening and refusing write to who sent the mail', () => {
    const silentOnes = [
      settle({}, { duplicateOf: { id: 1, because: 'x' } }),
      settle({ authentication: FAIL }),
      settle(auto('auto-reply'), on()),
      settle(auto('loop')),
      settle(bounce, { bouncedLetter: letter }),
      settle({}, on()),
    ];
    const agents = ['bia@desk.example'];
    expect(silentOnes.flatMap(({ letters }) => letters).filter(({ to }) => !agents.includes(to.address))).toEqual([]);
  });
});

describe('opening a ticket', () => {
  test('a mail with an empty return path opens a ticket, and nothing answers it', () => {
    const decision = decide(mail({ headers: { 'return-path': ['<>'] } }), facts(), desk(), NOW);
    expect(decision.disposition).toBe('opened');
    expect(decision.letters.map(({ to }) => to.address)).toEqual(['bia@desk.example']);
    expect(decision.because.join()).toContain('empty return path');
  });

  test('texts that disagree are told of', () => {
    const decision = decide(mail({ textsDisagree: 'the plain text and the HTML share 0 words' }), facts(), desk(), NOW);
    expect(decision.disposition).toBe('opened');
    expect(decision.because).toContain('the plain text and the HTML share 0 words');
  });

  test('the acknowledgement goes to the sender under the name of the directory, threaded, with our token', () => {
    const { letters, ticket: number } = settle({ references: ['<b@acme.example>', '<a@acme.example>'] });
    expect(number).toBe('BLIP-1024');
    expect(letters.map(({ template }) => template)).toEqual(['acknowledgement', 'agent-ticket']);
    expect(letters[0]).toMatchObject({
      template: 'acknowledgement',
      to: { name: 'Ana Souza', address: 'ana@acme.example' },
      inReplyTo: '<m1@acme.example>',
      references: ['<a@acme.example>', '<b@acme.example>', '<m1@acme.example>'],
      replyTo: null,
    });
    expect(tokenOfMessageId(letters[0]?.messageId ?? '', desk())).toMatchObject({ number: 1024, party: 'c' });
  });

  test('the promise runs from when the server took the mail', () => {
    const receivedAt = NOW - 3_600_000;
    const { changes, letters } = settle({}, {}, { receivedAt });
    expect(changes[0]).toMatchObject({
      do: 'open',
      ticket: { createdAt: receivedAt, promise: { firstResponseDue: receivedAt + 4 * 3_600_000 } },
    });
    expect(letters[0]?.values).toMatchObject({ receivedAt, firstResponseDue: receivedAt + 4 * 3_600_000 });
  });

  test('it is looked at when a rule first applies, at once where its time is over; without a rule at its deadline', () => {
    const missed = rulesWith({ rules: [toCustomer('missed', { missed: '*' }, 'follow-up-missed')] });
    const looked = (receivedAt: number, rules: Partial<Desk>) => {
      const [opened] = settle({}, {}, { receivedAt }, rules).changes;
      return opened?.do === 'open' ? opened.ticket.lookAt : undefined;
    };
    expect(looked(NOW, missed)).toBe(NOW + 4 * 3_600_000);
    expect(looked(NOW - DAY, missed)).toBe(NOW);
    expect(looked(NOW, {})).toBe(NOW + 4 * 3_600_000);
    expect(looked(NOW - DAY, {})).toBeNull();
  });

  test.each([
    ['es', 'en', 'es'],
    [null, 'en', 'en'],
    [null, 'de', 'pt-BR'],
    [null, null, 'pt-BR'],
    ['pt-PT', 'en', 'pt-BR'],
    ['en-US', 'es', 'en'],
  ] as const)('preference %s, mail in %s: written in %s', (preference, language, expected) => {
    const directory = { ...KNOWN, memberships: [{ contract: contract(), user: user({ language: preference }) }] };
    expect(settle({ language }, { directory }).letters[0]?.language).toBe(expected);
  });

  test('an unverified contact gets a ticket and an acknowledgement without a word of theirs', () => {
    const { disposition, letters } = settle({ authentication: NONE, subject: 'BUY NOW' });
    expect(disposition).toBe('opened');
    expect(JSON.stringify(letters[0]?.values)).not.toContain('BUY NOW');
    expect(letters[0]?.values).toMatchObject({ subject: null });
  });

  test('an unverified contact is held where the config says so', () => {
    expect(settle({ authentication: NONE }, {}, {}, { unverified: 'hold' })).toMatchObject({
      disposition: 'quarantined',
      letters: [],
    });
  });

  test('a contract may have a policy of its own, and a backlog mail has no letter', () => {
    const directory = { ...KNOWN, memberships: [{ contract: contract({ sla: 'standard' }), user: user() }] };
    expect(settle({}, { directory }, { silent: true })).toMatchObject({ disposition: 'opened', letters: [] });
  });

  test('the cap for a recipient opens the ticket and writes nothing to them', () => {
    const decision = settle({}, { lettersToSender: 20 });
    expect(decision.disposition).toBe('opened');
    expect(decision.letters.map(({ to }) => to.address)).toEqual(['bia@desk.example']);
    expect(decision.because.join()).toContain('lettersPerRecipientHour');
  });

  test('with plus-addresses the reply goes to one that carries the token', () => {
    expect(settle({}, {}, {}, { plusAddress: true }).letters[0]?.replyTo).toMatch(/^suporte\+blip-1024\.c\.7\./);
  });
});

describe('refusing', () => {
  const stranger = (over: Partial<Message> = {}, known: Partial<Facts> = {}) =>
    settle(
      { ...from('x@else.example'), subject: 'FREE MONEY', text: 'FREE MONEY', ...over },
      { directory: STRANGER, ...known },
    );

  test('an authenticated stranger is told why, without a word of theirs', () => {
    const { letters, because } = stranger({ from: { name: 'FREE MONEY', address: 'x@else.example' } });
    expect(because[0]).toMatch(/^no-contract: /);
    expect(letters[0]).toMatchObject({ template: 'refusal-no-contract', to: { name: '', address: 'x@else.example' } });
    expect(JSON.stringify(letters)).not.toContain('FREE MONEY');
  });

  test.each([
    ['unverified', { authentication: NONE }, {}, 'not authenticated'],
    ['marked as spam', { spam: true }, {}, 'spam'],
    ['refused a while ago', {}, { refusals: { toSender: 1, today: 1 } }, 'refusalInterval'],
    ['the day is full', {}, { refusals: { toSender: 0, today: 50 } }, 'refusalsPerDay'],
  ])('no letter: %s', (_why, over, known, word) => {
    const decision = stranger(over, known);
    expect(decision).toMatchObject({ disposition: 'refused', letters: [] });
    expect(decision.because.join()).toContain(word);
  });

  test('who only shares the domain of a customer learns nothing of that customer', () => {
    const { letters } = settle(from('new@acme.example'), {
      directory: { memberships: [], domainContracts: [contract()] },
    });
    expect(letters[0]).toMatchObject({
      template: 'refusal-not-a-user',
      values: { organization: null, plan: null, endsOn: null },
    });
  });
});

describe('belonging to a ticket', () => {
  test('a token on a reply, and nothing else, is enough for a participant', () => {
    const id = messageIdFor({ number: 1003, party: 'c', serial: '1' }, desk());
    expect(threadKeys(message({ inReplyTo: [id] }), desk()).tokenNumbers).toEqual([1003]);
    expect(
      threadKeys(message({ inReplyTo: ['<blip-1003.c.1.0000000000000000000000000@desk.example>'] }), desk())
        .tokenNumbers,
    ).toEqual([]);
  });

  test('the number in the subject joins a participant who is authenticated, nobody else', () => {
    const byNumber: Partial<Facts> = { tickets: { byToken: [], byMessageId: [], byNumber: [ticket()] } };
    expect(settle({ subject: 'Re: [BLIP-1003]' }, byNumber).disposition).toBe('appended');
    expect(settle({ subject: 'Re: [BLIP-1003]', authentication: NONE }, byNumber).disposition).toBe('opened');
    expect(settle({ subject: 'Re: [BLIP-1003]', ...from('leo@acme.example') }, byNumber).disposition).toBe('opened');
    expect(
      settle({ subject: 'Re: [BLIP-1003]', ...from('x@else.example') }, { ...byNumber, directory: STRANGER })
        .disposition,
    ).toBe('refused');
    expect(threadKeys(message({ subject: 'Re: [BLIP-1003] XBLIP-1004 blip-1005' }), desk()).subjectNumbers).toEqual([
      1003, 1005,
    ]);
  });

  test('a colleague is held where the config says so, and joins only the contract they share', () => {
    expect(settle(from('leo@acme.example'), on(), {}, { colleagues: 'hold' }).disposition).toBe('quarantined');
    expect(settle(from('leo@acme.example'), on({ contract: 'another' })).disposition).toBe('opened');
  });

  test.each([
    ['new', null],
    ['open', null],
    ['pending', 'open'],
    ['on-hold', 'open'],
    ['solved', 'open'],
  ] as const)('a reply to a ticket that is %s leaves it %s', (state, after) => {
    expect(settle({}, on({ state })).changes[0]).toMatchObject({ do: 'append', state: after });
  });

  test('a closed ticket is reopened within the window, and followed by a new one later', () => {
    expect(settle({}, on({ state: 'closed', closedAt: NOW - 13 * DAY })).changes[0]).toMatchObject({
      do: 'append',
      state: 'open',
    });
    const later = settle({}, on({ state: 'closed', closedAt: NOW - 15 * DAY }));
    expect(later).toMatchObject({ disposition: 'opened', changes: [{ do: 'open', ticket: { follows: 3 } }] });
    expect(later.letters[0]?.values).toMatchObject({ follows: 'BLIP-1003' });
    const colleague = settle(from('leo@acme.example'), on({ state: 'closed', closedAt: NOW - 15 * DAY }));
    expect(colleague.letters[0]?.values).toMatchObject({ follows: 'BLIP-1003' });
  });
});

describe('time and people change a decision', () => {
  test('a letter promises no time that is over; the clock runs all the same', () => {
    const decision = decide(mail(), facts(), desk(), NOW + 5 * 3_600_000);
    expect(decision.letters[0]?.values).toMatchObject({ firstResponseDue: null });
    expect(decision.promise).toMatchObject({ firstResponseDue: NOW + 4 * 3_600_000 });
  });

  test('one that was read before its sender was an agent is read again at once', () => {
    const agents: Partial<Message> = { from: { name: 'Bia', address: 'bia@desk.example' }, ownText: null };
    expect(settle(agents)).toMatchObject({ disposition: 'waiting', retryAt: NOW, changes: [], letters: [] });
    expect(settle({ ownText: null })).toMatchObject({ disposition: 'opened' });
  });

  test('a sender who could not be checked for four hours counts as unverified', () => {
    const waiting = decide(mail({ authentication: UNKNOWN }), facts(), desk(), NOW + 3_600_000);
    expect(waiting).toMatchObject({ disposition: 'waiting', retryAt: NOW + 3_600_000 + 600_000 });
    expect(decide(mail({ authentication: UNKNOWN }), facts(), desk(), NOW + 4 * 3_600_000)).toMatchObject({
      disposition: 'opened',
    });
  });

  test('a mail released as a human’s is no longer automatic, and never a duplicate of itself', () => {
    const again = settle(
      { ...auto('auto-reply'), authentication: PASS },
      { duplicateOf: { id: 7, because: 'x' } },
      { releases: 1, release: released('human') },
    );
    expect(again.disposition).toBe('opened');
    expect(again.letters[0]?.messageId).not.toBe(settle().letters[0]?.messageId);
  });
});
