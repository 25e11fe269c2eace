/** What commands do to an incident, and how a customer's ticket becomes part of one, and of none again. */
import { describe, expect, test } from 'vitest';
import { agentsDesk, biaWrites, changesOf, lettersOf, supportTicket, toCustomers } from './agents-desk.ts';
import { ana, incident, john, liaWrites, onIncident } from './incident-desk.ts';

const troublesOf = (decision: ReturnType<typeof biaWrites>) => {
  const values = lettersOf(decision, 'agent-problem')[0]?.values;
  return values?.kind === 'agent-problem' ? values.troubles : [];
};

describe('on an incident', () => {
  test.each([
    ['#type doubt', '#type'],
    ['#tipo tarefa', '#tipo'],
    ['#cc caio@acme.example', '#cc'],
    ['#copia caio@acme.example', '#copia'],
    ['#uncc ana@acme.example', '#uncc'],
    ['#merge 1004', '#merge'],
    ['#juntar 1004', '#juntar'],
    ['#unir 1004', '#unir'],
    ['#split', '#split'],
    ['#dividir', '#dividir'],
    ['#escalate', '#escalate'],
    ['#escalonar', '#escalonar'],
    ['#pending', '#pending'],
    ['#pendiente', '#pendiente'],
    ['#join 2001', '#join'],
    ['#incluir 2001', '#incluir'],
    ['#leave', '#leave'],
    ['#retirar', '#retirar'],
    ['#macro aviso', '#macro'],
    ['#plantilla aviso', '#plantilla'],
  ])('%s means nothing, so nothing is done, not even with words', (command, written) => {
    const macros = new Map([['aviso', { name: 'aviso', text: () => 'Olá' }]]);
    for (const text of [command, `#take ${command}\nVoltou.`]) {
      const decision = liaWrites({
        text,
        desk: agentsDesk({ macros }),
        facts: { named: [john(), incident({ id: 51, number: 'BLIP-2001' })] },
      });
      expect(troublesOf(decision)).toEqual([{ what: 'not-on-incident', command: written }]);
      expect(decision.changes).toEqual([]);
      expect(toCustomers(decision)).toEqual([]);
    }
  });

  test.each([
    ['#take', { assignee: 'bia' }],
    ['#assign Rui', { assignee: 'rui' }],
    ['#priority urgent', { priority: 'urgent' }],
    ['#tag massiva', { tags: ['canal-azul', 'massiva'] }],
    ['#untag canal-azul', { tags: [] }],
    ['#espera', { state: 'on-hold', holdUntil: null }],
  ])('%s is for everybody of the queue, and touches none of its tickets', (text, set) => {
    const decision = onIncident({ text, ticket: incident({ state: 'open' }) });
    expect(troublesOf(decision)).toEqual([]);
    expect(changesOf(decision, 'set').map(({ ticketId, set: to }) => [ticketId, to])).toEqual([[50, set]]);
    expect(toCustomers(decision)).toEqual([]);
  });

  test('#queue gives it to the lead of that queue, out of turn', () => {
    const decision = onIncident({ text: '#queue billing' });
    expect(changesOf(decision, 'set').map(({ set }) => set)).toEqual([{ queue: 'billing' }, { assignee: 'teo' }]);
    expect(changesOf(decision, 'turn')).toEqual([]);
    expect(lettersOf(decision, 'agent-ticket').map(({ to }) => to.address)).toEqual(['teo@desk.example']);
  });

  test('#link, #status and #help do as on any ticket', () => {
    const decision = onIncident({ text: '#link 1004 #status #help', facts: { named: [john()] } });
    expect(changesOf(decision, 'link')).toMatchObject([{ ticketId: 50, otherId: 4 }]);
    expect(decision.letters.map(({ template }) => template)).toEqual(['agent-ticket', 'agent-help']);
  });

  test('who is not of its queue can do nothing there', () => {
    const decision = onIncident({ text: '#note oi', ticket: incident({ queue: 'billing', assignee: 'teo' }) });
    expect(decision.disposition).toBe('quarantined');
    expect(troublesOf(decision)).toEqual([{ what: 'not-permitted', number: 'BLIP-2000' }]);
  });
});

describe('a ticket', () => {
  const joining = (text: string, over = {}, named = [incident()]) =>
    biaWrites({ text, ticket: supportTicket({ state: 'open', ...over }), facts: { named } });

  test.each(['#join 2000', '#incluir BLIP-2000', '#Incluir #2000'])('becomes part of an incident by %s', (text) => {
    const decision = joining(text);
    expect(decision.changes).toEqual([
      { do: 'part-of', number: 1003, incident: 2000, by: 'bia', because: text.split(' ')[0] },
    ]);
    expect(decision.letters).toEqual([]);
  });

  test('that is part of it already stays so; of another one, it goes over', () => {
    expect(joining('#join 2000', { partOf: { number: 'BLIP-2000', over: false, running: [] } }).changes).toEqual([]);
    const over = joining('#join 2000', { partOf: { number: 'BLIP-1990', over: false, running: [] } });
    expect(changesOf(over, 'part-of')).toMatchObject([{ number: 1003, incident: 2000 }]);
  });

  test.each(['#leave', '#retirar'])('is part of none after %s', (text) => {
    const decision = joining(text, { partOf: { number: 'BLIP-2000', over: true, running: [] } });
    expect(decision.changes).toEqual([{ do: 'part-of', number: 1003, incident: null, by: 'bia', because: text }]);
  });

  test.each([
    ['#join 2000', [], { what: 'no-such-incident', command: '#join', number: 'BLIP-2000' }],
    ['#incluir 1004', [john()], { what: 'no-such-incident', command: '#incluir', number: 'BLIP-1004' }],
    [
      '#join 2000',
      [incident({ state: 'solved' })],
      { what: 'no-such-incident', command: '#join', number: 'BLIP-2000' },
    ],
    [
      '#join 2000',
      [incident({ state: 'closed' })],
      { what: 'no-such-incident', command: '#join', number: 'BLIP-2000' },
    ],
    // Whether there is one that she may not see is not told.
    [
      '#join 2000',
      [incident({ queue: 'billing', assignee: 'teo' })],
      { what: 'no-such-incident', command: '#join', number: 'BLIP-2000' },
    ],
    ['#join 1003', [supportTicket()], { what: 'no-such-incident', command: '#join', number: 'BLIP-1003' }],
    ['#leave', [], { what: 'on-no-incident', command: '#leave' }],
    ['#retirar', [], { what: 'on-no-incident', command: '#retirar' }],
    ['#merge 2000', [incident()], { what: 'other-contract', command: '#merge', number: 'BLIP-2000' }],
  ])('%s is refused where it cannot be, and nothing beside it is done', (text, named, trouble) => {
    const decision = joining(`#solved ${text}\nOi`, {}, named);
    expect(troublesOf(decision)).toContainEqual(trouble);
    expect(decision.changes).toEqual([]);
    expect(toCustomers(decision)).toEqual([]);
  });

  test('that joins is told of to who wants receipts, and not to the customer', () => {
    const desk = agentsDesk();
    const agents = desk.agents.map((one) => ({ ...one, receipts: one.id === 'bia' }));
    const ticket = supportTicket({
      state: 'open',
      assignee: 'bia',
      partOf: { number: 'BLIP-1990', over: false, running: [] },
    });
    const decision = biaWrites({
      text: '#incluir 2000',
      ticket,
      facts: { named: [incident()] },
      desk: { ...desk, agents },
    });
    expect(decision.letters.map(({ values }) => values)).toMatchObject([
      { kind: 'agent-receipt', done: [{ did: 'joined', incident: 'BLIP-2000' }] },
    ]);
  });

  test('that is part of an incident is answered by itself', () => {
    const decision = biaWrites({ text: 'E no seu caso, Ana?', ticket: ana(), facts: { parts: [] } });
    expect(toCustomers(decision).map(({ to, template }) => [to.address, template])).toEqual([
      ['ana@acme.example', 'reply'],
    ]);
  });
});
