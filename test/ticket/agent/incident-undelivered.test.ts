/** What the lead wrote to all customers of an incident did not reach one of them: it is about that ticket, and told to who has it. */
import { expect, test } from 'vitest';
import { toldOfUndelivered } from '../../../src/ticket/agent/undelivered.ts';
import { decide } from '../../../src/ticket/decide.ts';
import { facts, mail, NOW } from '../../support/facts.ts';
import { agentsDesk, toCustomers } from './agents-desk.ts';
import { john, liaWrites } from './incident-desk.ts';

const part = john({ assignee: 'rui' });
const [update] = toCustomers(liaWrites({ text: 'Voltou.', facts: { parts: [part] } }));
if (!update) throw new Error('the update goes to nobody');
const { messageId } = update;

test('an update that comes back is told to who has the ticket that it was for, and to nobody else', () => {
  const bounce = mail({
    from: null,
    automatic: {
      kind: 'bounce',
      because: 'multipart/report; report-type=delivery-status',
      bounce: {
        recipients: [
          { address: 'john@globex.example', status: '5.1.1', permanent: true, diagnostic: '550 no such user' },
        ],
        originalMessageId: messageId,
      },
    },
  });
  const bouncedLetter = {
    id: 9,
    ticketId: part.id,
    ticket: part.number,
    to: 'john@globex.example',
    template: 'incident-update',
    messageId,
    agent: null,
    about: part,
    bouncedBefore: false,
  };
  const decision = decide(bounce, facts({ bouncedLetter }), agentsDesk(), NOW);
  expect(decision).toMatchObject({ disposition: 'bounce', ticket: 'BLIP-1004' });
  expect(decision.letters.map(({ to, values }) => [to.address, values])).toMatchObject([
    [
      'rui@desk.example',
      { notice: 'bounced', number: 'BLIP-1004', to: 'john@globex.example', template: 'incident-update' },
    ],
  ]);
});

test.each([
  ['failed', 'bounced'],
  ['held', 'unsure'],
] as const)('one that %s is told likewise', (state, notice) => {
  const letter = {
    id: 9,
    to: 'john@globex.example',
    messageId,
    template: 'incident-update',
    state,
    error: '451 later',
  };
  const told = toldOfUndelivered(letter, part, facts(), agentsDesk(), NOW);
  expect(told.map(({ to, values }) => [to.address, values])).toMatchObject([
    ['rui@desk.example', { notice, number: 'BLIP-1004', template: 'incident-update' }],
  ]);
});
