/** What answers a short notice about an incident is for a colleague: it never goes to all customers. */
import { describe, expect, test } from 'vitest';
import { tokenOfMessageId } from '../../../src/ticket/token.ts';
import { said } from '../../support/facts.ts';
import { agentsDesk, biaWrites, lettersOf, toCustomers } from './agents-desk.ts';
import { ana, incident, john, liaWrites, onIncident } from './incident-desk.ts';

const WORDS = 'Bia, por favor não prometa horários.';
const answering = (template: string) => ({ thread: { letter: { template, mail: null } } });

const troublesOf = (decision: ReturnType<typeof liaWrites>) => {
  const values = lettersOf(decision, 'agent-problem')[0]?.values;
  return values?.kind === 'agent-problem' ? values.troubles : [];
};

describe('words that answer', () => {
  test.each(['agent-incident', 'agent-ticket', 'agent-due', 'agent-held', 'agent-problem'])(
    '%s, which says that an answer goes to all, go to all',
    (template) => {
      expect(toCustomers(liaWrites({ text: WORDS, ...answering(template) }))).toHaveLength(4);
    },
  );

  test.each(['agent-notice', 'agent-receipt', 'agent-help', 'agent-question'])(
    '%s go to nobody, and their writer learns how to write to all',
    (template) => {
      for (const text of [WORDS, `#solved\n${WORDS}`, `#take\n${WORDS}`]) {
        const decision = liaWrites({ text, ...answering(template) });
        expect(troublesOf(decision)).toEqual([{ what: 'answer-the-card', number: 'BLIP-2000' }]);
        expect(decision.letters.map(({ to }) => to.address)).toEqual(['lia@desk.example']);
        expect(decision.changes).toEqual([]);
      }
    },
  );

  test('a letter that is no longer known go to nobody', () => {
    const decision = liaWrites({ text: WORDS, thread: { letter: null } });
    expect(troublesOf(decision)).toMatchObject([{ what: 'answer-the-card' }]);
    expect(toCustomers(decision)).toEqual([]);
  });

  test('a notice with a file alone go to nobody', () => {
    const attachments = [{ filename: 'a.pdf', contentType: 'application/pdf', size: 9, sha256: 'f', inline: false }];
    const decision = liaWrites({ text: '', over: { attachments }, ...answering('agent-notice') });
    expect(troublesOf(decision)).toMatchObject([{ what: 'answer-the-card' }]);
  });

  test('what they are told then are about no ticket, so that a second answer goes to nobody either', () => {
    const decision = liaWrites({ text: WORDS, ...answering('agent-notice') });
    expect(decision.letters.map(({ messageId }) => tokenOfMessageId(messageId, agentsDesk())?.number)).toEqual([0]);
    const again = liaWrites({ text: 'Ah, desculpe!', ticket: null, thread: { ticket: null } });
    expect(again.disposition).toBe('waiting');
    expect(toCustomers(again)).toEqual([]);
    const asking = liaWrites({ text: '#situação BLIP-2000', ticket: null, facts: { named: [incident()] } });
    expect(asking.letters.map(({ template, values }) => [template, 'card' in values && values.card.number])).toEqual([
      ['agent-ticket', 'BLIP-2000'],
    ]);
  });

  test('a notice about a customer’s ticket go to that customer as ever', () => {
    const decision = biaWrites({ text: 'Tudo certo, Ana?', ticket: ana(), ...answering('agent-notice') });
    expect(toCustomers(decision).map(({ to }) => to.address)).toEqual(['ana@acme.example']);
  });
});

test.each([
  ['#note é o fornecedor de novo', 'agent-note'],
  ['#solved', 'agent-command'],
  ['#take', 'agent-command'],
  ['#status', 'agent-command'],
])('in answer to a notice %s does as ever', (text, disposition) => {
  const decision = liaWrites({
    text,
    ticket: incident({ state: 'open', assignee: 'bia' }),
    ...answering('agent-notice'),
  });
  expect(decision.disposition).toBe(disposition);
  expect(troublesOf(decision)).toEqual([]);
});

describe('a notice says of an incident that it is one, and of who takes something that they took it', () => {
  test('where the lead had it', () => {
    const decision = onIncident({ text: '#pegar', ticket: incident({ state: 'open' }) });
    expect(lettersOf(decision, 'agent-notice').map(({ to, values }) => [to.address, values])).toEqual([
      ['lia@desk.example', expect.objectContaining({ notice: 'taken', by: 'Bia Lima', onIncident: true })],
    ]);
  });

  test('where a colleague had the customer’s ticket', () => {
    const decision = biaWrites({ text: '#take', ticket: john({ assignee: 'rui', state: 'open' }) });
    const [notice, ...more] = lettersOf(decision, 'agent-notice');
    expect(more).toEqual([]);
    expect(notice?.values).toMatchObject({ notice: 'taken', by: 'Bia Lima', number: 'BLIP-1004' });
    expect(notice?.values).not.toHaveProperty('onIncident');
  });

  test('and where it is handed to a third, to whom', () => {
    const decision = onIncident({ text: '#assign Rui', ticket: incident({ state: 'open' }) });
    expect(lettersOf(decision, 'agent-notice').map(({ values }) => values)).toMatchObject([
      { notice: 'handed-over', to: 'Rui Reis', onIncident: true },
    ]);
  });

  test('so do the letters that ask for another try', () => {
    expect(lettersOf(liaWrites({ text: '#resolvdo' }), 'agent-problem')[0]?.values).toMatchObject({ onIncident: true });
    const since = [said({ id: 30, direction: 'out', agent: 'bia', text: 'Já vimos.' })];
    const held = liaWrites({ text: WORDS, thread: { since } });
    expect(lettersOf(held, 'agent-held')[0]?.values).toMatchObject({ onIncident: true });
    const customers = biaWrites({ text: '#resolvdo', ticket: ana() });
    expect(lettersOf(customers, 'agent-problem')[0]?.values).not.toHaveProperty('onIncident');
  });
});
