/** A customer's mail that an agent sends on, or writes down for them. */
import { describe, expect, test } from 'vitest';
import type { Forwarded, Message } from '../../../src/mail/message.ts';
import type { Facts } from '../../../src/ticket/decision.ts';
import type { Desk } from '../../../src/ticket/desk.ts';
import type { TicketFacts } from '../../../src/ticket/ticket.ts';
import { contract, KNOWN, NOW, STRANGER, user } from '../../support/facts.ts';
import { agentsDesk, BIA, biaWrites, changesOf, lettersOf, RUI, supportTicket, toCustomers } from './agents-desk.ts';

const ANAS: Forwarded = {
  from: { name: 'Ana S.', address: 'ana@acme.example' },
  subject: 'Menu do bot',
  text: 'Bom dia, como altero o menu?',
  date: null,
};

/** Routes everything to support, as rules would. */
const inSupport = (over: Partial<Desk> = {}) =>
  agentsDesk({
    classify: () => ({ type: 'doubt', priority: 'normal', tags: [], queue: 'support', because: ['default: doubt'] }),
    ...over,
  });

interface SendingOn {
  text?: string;
  forwarded?: Partial<Forwarded> | null;
  facts?: Partial<Facts>;
  over?: Partial<Message>;
  desk?: Desk;
}

function biaSendsOn({ text = '', forwarded = {}, facts, over, desk = inSupport() }: SendingOn) {
  return biaWrites({
    text,
    thread: null,
    over: { subject: 'Enc: Menu do bot', forwarded: forwarded && { ...ANAS, ...forwarded }, ...over },
    facts: { directory: KNOWN, ...facts },
    desk,
  });
}

/** It belongs to a ticket: its number stands in the subject. */
const onTicket = (ticket: TicketFacts): Partial<Facts> => ({
  tickets: { byToken: [], byMessageId: [], byNumber: [ticket] },
});

const troublesIn = (decision: ReturnType<typeof biaSendsOn>) =>
  lettersOf(decision, 'agent-problem').flatMap(({ values }) =>
    values.kind === 'agent-problem' ? values.troubles : [],
  );

/** Nothing happened but that the agent was told why. */
function expectNothingDone(decision: ReturnType<typeof biaSendsOn>, ...troubles: string[]) {
  expect(decision.disposition).toBe('agent-command');
  expect(decision.changes).toEqual([]);
  expect(decision.letters.map(({ to, template }) => [to.address, template])).toEqual([
    [BIA.addresses[0], 'agent-problem'],
  ]);
  expect(troublesIn(decision).map(({ what }) => what)).toEqual(troubles);
}

test('a customer’s mail that an agent forwards is the customer’s ticket', () => {
  const decision = biaSendsOn({ text: 'Ela tem pressa.' });
  expect(changesOf(decision, 'open')[0]?.ticket).toMatchObject({
    requester: { address: 'ana@acme.example' },
    message: { text: 'Bom dia, como altero o menu?', direction: 'in' },
    note: { text: 'Ela tem pressa.', direction: 'note' },
    openedBy: 'bia',
  });
  expect(toCustomers(decision).map(({ template }) => template)).toEqual(['acknowledgement']);
});

describe('what is the desk’s own is never taken for a customer’s words', () => {
  const NOTES = '[-- Responda acima desta linha --]\n\nRui (nota interna): o cliente não paga há meses.';

  test.each<[string, SendingOn]>([
    [
      'a letter of ours, whoever is named',
      { text: '#for ana@acme.example', forwarded: { from: { name: 'Desk', address: 'suporte@desk.example' } } },
    ],
    [
      'a letter of ours from an address with a token',
      { text: '#for ana@acme.example', forwarded: { from: { name: '', address: 'Suporte+blip-1.c.1@Desk.example' } } },
    ],
    [
      'a colleague’s mail',
      { text: '#para ana@acme.example', forwarded: { from: { name: 'Rui', address: 'Rui@desk.example' } } },
    ],
    [
      'a letter of ours of which nobody knows who sent it',
      { text: '#for ana@acme.example', forwarded: { from: null, text: NOTES } },
    ],
    ['a letter of ours in the name of a customer', { forwarded: { text: NOTES } }],
    ['a letter of ours among the words', { text: `#for ana@acme.example\nEla ligou.\n${NOTES}`, forwarded: null }],
  ])('%s', (_, sending) => {
    const decision = biaSendsOn(sending);
    expectNothingDone(decision, 'forward');
    expect(toCustomers(decision)).toEqual([]);
  });

  test('nor is a note', () => {
    const decision = biaSendsOn({ text: '#for ana@acme.example\n#note\nNão paga há meses.', forwarded: null });
    expectNothingDone(decision, 'contradiction');
  });

  test('nor a note that was asked about before it was said whose mail it is', () => {
    const meant = { do: 'for', address: 'ana@acme.example' } as const;
    const release = { at: NOW, by: 'bia', as: null, meant, why: null, was: 'waiting' };
    const decision = biaWrites({
      text: '#note\nNão paga há meses.',
      thread: null,
      about: { release, releases: 1 },
      facts: { directory: KNOWN },
      desk: inSupport(),
    });
    expectNothingDone(decision, 'contradiction');
  });
});

describe('commands with a mail that opens a ticket', () => {
  test('give it to a member of its queue', () => {
    const [open] = changesOf(biaSendsOn({ text: '#assign rui #priority urgent' }), 'open');
    expect(open?.ticket).toMatchObject({ assignee: 'rui', classification: { priority: 'urgent', queue: 'support' } });
  });

  test.each([
    ['who is not of its queue', '#assign teo', inSupport()],
    ['who is not of the queue that it goes to', '#fila billing\n#atribuir rui', inSupport()],
    ['who is not active', '#assign rui', inSupport({ agents: [BIA, { ...RUI, active: false }] })],
  ])('never give it to somebody %s', (_, text, desk) => {
    expectNothingDone(biaSendsOn({ text, desk }), 'agent-not-in-queue');
  });

  test('send it to a queue, which gives it to who is there', () => {
    const decision = biaSendsOn({ text: '#cola billing' });
    expect(changesOf(decision, 'open')[0]?.ticket).toMatchObject({
      assignee: 'teo',
      classification: { queue: 'billing' },
    });
    expect(lettersOf(decision, 'agent-ticket').map(({ to }) => to.address)).toEqual(['teo@desk.example']);
  });

  test('send it to a queue and to a member of that', () => {
    const [open] = changesOf(biaSendsOn({ text: '#assign teo\n#queue billing' }), 'open');
    expect(open?.ticket.assignee).toBe('teo');
  });

  test('that need a ticket are troubles', () => {
    expectNothingDone(biaSendsOn({ text: '#solved' }), 'nothing-waits');
    expectNothingDone(biaSendsOn({ text: '#take #assign rui' }), 'contradiction');
    expectNothingDone(biaSendsOn({ text: '#merge BLIP-1002 #urgnt' }), 'unknown-command', 'nothing-waits');
  });
});

describe('commands with a mail that joins a ticket', () => {
  test('are done to it', () => {
    const ticket = supportTicket({ assignee: 'rui', state: 'pending' });
    const decision = biaSendsOn({ text: '#priority urgent #take\n\nEla ligou também.', facts: onTicket(ticket) });
    expect(decision).toMatchObject({ disposition: 'appended', ticket: 'BLIP-1003' });
    expect(decision.changes.map((change) => change.do)).toEqual(['append', 'say', 'set', 'set', 'turn']);
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([{ priority: 'urgent' }, { assignee: 'bia' }]);
    expect(changesOf(decision, 'say')[0]?.message).toMatchObject({ direction: 'note', text: 'Ela ligou também.' });
    expect(decision.because).toContain('agent "bia" orders: #priority #take');
  });

  test('who had it and who has it now hear of it, with the customer’s words, and no letter goes out twice', () => {
    const ticket = supportTicket({ assignee: 'rui', state: 'open' });
    const decision = biaSendsOn({ text: '#take', facts: onTicket(ticket) });
    expect(
      decision.letters.map(({ to, template, values }) => [
        to.address,
        template,
        'occasion' in values ? values.occasion : 'notice' in values ? values.notice : '',
      ]),
    ).toEqual([
      ['rui@desk.example', 'agent-ticket', 'wrote'],
      ['bia@desk.example', 'agent-ticket', 'handed-over'],
      ['rui@desk.example', 'agent-notice', 'taken'],
    ]);
    expect(lettersOf(decision, 'agent-ticket')[1]?.values).toMatchObject({
      card: { assignee: 'Bia Lima' },
      message: { text: 'Bom dia, como altero o menu?' },
    });
    expect(new Set(decision.letters.map(({ messageId }) => messageId)).size).toBe(3);
  });

  test('taking what nobody had is told to those who might', () => {
    const decision = biaSendsOn({ text: '#tomar', facts: onTicket(supportTicket()) });
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([
      { assignee: 'bia' },
      { state: 'open', holdUntil: null },
    ]);
    expect(lettersOf(decision, 'agent-notice').map(({ to, values }) => [to.address, values])).toEqual([
      ['rui@desk.example', expect.objectContaining({ notice: 'taken', by: 'Bia Lima' })],
    ]);
  });

  test('opens again what was solved, and then does what is said', () => {
    const ticket = supportTicket({ state: 'solved', solvedAt: NOW - 1 });
    const decision = biaSendsOn({ text: '#tag menu', facts: onTicket(ticket) });
    expect(changesOf(decision, 'append')[0]?.state).toBe('open');
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([{ tags: ['menu'] }]);
  });

  test('are all done or nothing is: one who may not work on it, one who is not of its queue', () => {
    const theirs = onTicket(supportTicket({ queue: 'billing' }));
    expectNothingDone(biaSendsOn({ text: '#priority urgent #take', facts: theirs }), 'not-permitted');
    expectNothingDone(
      biaSendsOn({ text: '#priority urgent\n#assign teo', facts: onTicket(supportTicket()) }),
      'agent-not-in-queue',
    );
  });

  test('without any, the customer’s mail is on it whoever sends it on', () => {
    const decision = biaSendsOn({ facts: onTicket(supportTicket({ queue: 'billing' })) });
    expect(decision.changes.map((change) => change.do)).toEqual(['append']);
  });

  test('tell who wants receipts', () => {
    const bia = { ...BIA, receipts: true };
    const decision = biaSendsOn({
      text: '#priority alta',
      facts: onTicket(supportTicket()),
      desk: inSupport({ agents: [bia] }),
    });
    expect(lettersOf(decision, 'agent-receipt')[0]?.values).toMatchObject({ done: [{ did: 'priority', to: 'high' }] });
  });
});

describe('for who may not have support', () => {
  const stranger = { from: { name: 'Eva', address: 'eva@strange.example' } };

  test('the agent is told, and a stranger gets no letter: they did not write here', () => {
    const decision = biaSendsOn({ forwarded: stranger, facts: { directory: STRANGER } });
    expect(decision.disposition).toBe('refused');
    expect(decision.changes).toEqual([]);
    expect(decision.letters).toHaveLength(1);
    expect(decision.letters[0]).toMatchObject({
      to: { address: 'bia@desk.example' },
      values: {
        notice: 'not-entitled',
        address: 'eva@strange.example',
        because: expect.stringContaining('no-contract'),
      },
    });
  });

  test('nor does somebody whose domain a customer has', () => {
    const directory = { memberships: [], domainContracts: [contract()] };
    const decision = biaSendsOn({
      forwarded: { from: { name: '', address: 'new@acme.example' } },
      facts: { directory },
    });
    expect(decision.letters.map(({ to, template }) => [to.address, template])).toEqual([
      ['bia@desk.example', 'agent-notice'],
    ]);
  });

  test('a registered user is told why, and so is the agent', () => {
    const ended = contract({ endsOn: '2026-06-30' });
    const directory = { memberships: [{ contract: ended, user: user() }], domainContracts: [ended] };
    const decision = biaSendsOn({ text: '#take', facts: { directory } });
    expect(decision.letters.map(({ to, template }) => [to.address, template])).toEqual([
      ['ana@acme.example', 'refusal-ended'],
      ['bia@desk.example', 'agent-notice'],
    ]);
  });

  test('a ticket of others whose token the mail holds changes nothing', () => {
    const others = supportTicket({
      participants: ['rui@other.example'],
      requester: 'rui@other.example',
      contract: 'other',
    });
    const tickets = { byToken: [others], byMessageId: [], byNumber: [] };
    const decision = biaSendsOn({ forwarded: stranger, facts: { directory: STRANGER, tickets } });
    expect(decision).toMatchObject({ disposition: 'quarantined', changes: [] });
    expect(decision.letters.map(({ values }) => 'notice' in values && values.notice)).toEqual(['not-entitled']);
  });
});
