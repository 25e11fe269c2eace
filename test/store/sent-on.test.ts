/** A customer's mail that an agent sends on, in a real database: the conversation that the customer sees, and all or nothing. */
import { expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import { agent, desk, NOW, queue } from '../support/facts.ts';
import { by, openSettling } from '../support/settling.ts';

const BIA = { name: 'Bia', address: 'bia@desk.example' };
const RULES = desk({
  agents: [agent(), agent({ id: 'rui', name: 'Rui Reis', publicName: 'Rui', addresses: ['rui@desk.example'] })],
  queues: [queue({ members: ['bia'], strategy: 'none' }), queue({ id: 'billing', members: ['rui'], strategy: 'none' })],
  classify: () => ({ type: 'doubt', priority: 'normal', tags: [], queue: 'support', because: ['default: doubt'] }),
});
const writes = (text: string, over: Partial<Message> = {}): Partial<Message> => ({
  from: BIA,
  subject: 'Enc: Ajuda',
  text,
  replyText: text,
  ownText: text,
  ...over,
});
const sentOn = (text: string, over: Partial<Message> = {}) =>
  writes(text, {
    forwarded: {
      from: { name: 'Ana', address: 'ana@acme.example' },
      subject: 'Ajuda',
      text: 'Como altero o menu?',
      date: null,
    },
    ...over,
  });
const letterOf = (decision: Decision | undefined, template: string) =>
  decision?.letters.find((letter) => letter.template === template);

test('the first answer threads to the acknowledgement, which is all that the customer has; the next to the answer', async () => {
  const settling = await openSettling();
  const [opened] = await settling.settle([sentOn('')], { rules: RULES });
  const acknowledged = letterOf(opened, 'acknowledgement')?.messageId;
  const toBia = letterOf(opened, 'agent-ticket')?.messageId ?? '';
  expect(acknowledged).toBeDefined();

  const answers = (text: string) => settling.settle([writes(text, { inReplyTo: [toBia] })], { rules: RULES });
  const first = letterOf((await answers('No editor.'))[0], 'reply');
  expect(first).toMatchObject({ inReplyTo: acknowledged, references: [acknowledged] });
  const second = letterOf((await answers('E salve.'))[0], 'reply');
  expect(second).toMatchObject({ inReplyTo: first?.messageId, references: [first?.messageId] });
});

test('a note that came with it is nothing that an answer threads to', async () => {
  const settling = await openSettling();
  const [opened] = await settling.settle([sentOn('Ela tem pressa.')], { rules: RULES });
  const toBia = letterOf(opened, 'agent-ticket')?.messageId ?? '';
  const [decision] = await settling.settle([writes('No editor.', { inReplyTo: [toBia] })], { rules: RULES });
  expect(letterOf(decision, 'reply')?.inReplyTo).toBe(letterOf(opened, 'acknowledgement')?.messageId);
});

test('where the customer wrote, their own mail is answered', async () => {
  const settling = await openSettling();
  const [opened] = await settling.settle([{ ...by('ana@acme.example'), messageId: '<m1@acme.example>' }], {
    rules: RULES,
  });
  const toBia = letterOf(opened, 'agent-ticket')?.messageId ?? '';
  const [decision] = await settling.settle([writes('No editor.', { inReplyTo: [toBia] })], { rules: RULES });
  expect(letterOf(decision, 'reply')).toMatchObject({
    inReplyTo: '<m1@acme.example>',
    references: ['<m1@acme.example>'],
  });
});

test('commands are done to the ticket that it joins, or nothing is', async () => {
  const settling = await openSettling();
  await settling.settle([sentOn('')], { rules: RULES });
  const again = { subject: 'Enc: Re: BLIP-1001' };
  await settling.settle([sentOn('#priority urgent #take', again)], { rules: RULES });
  const done = settling.store.reads.ticket('1001');
  expect(done).toMatchObject({ priority: 'urgent', assignee: 'bia', state: 'open' });
  expect(done?.messages).toHaveLength(2);

  const refused = { ...sentOn('#priority low', again), from: { name: 'Rui', address: 'rui@desk.example' } };
  const [decision] = await settling.settle([refused], { rules: RULES, now: NOW + 1_000 });
  expect(decision).toMatchObject({ disposition: 'agent-command', changes: [] });
  expect(settling.store.reads.ticket('1001')).toMatchObject({ priority: 'urgent' });
  expect(settling.store.reads.ticket('1001')?.messages).toHaveLength(2);
});

test('a letter of ours that is sent on in a customer’s name opens nothing, and nobody but the agent is written to', async () => {
  const settling = await openSettling();
  const forwarded = {
    from: { name: 'Desk', address: 'suporte@desk.example' },
    subject: '[BLIP-1001] Ajuda',
    text: '[-- Reply above this line --]\n\nRui (note): they never pay.',
    date: null,
  };
  const [decision] = await settling.settle([sentOn('#for ana@acme.example', { forwarded })], { rules: RULES });
  expect(decision?.letters.map(({ to }) => to.address)).toEqual(['bia@desk.example']);
  expect(settling.store.reads.ticket('1001')).toBeNull();
});
