/** Who hears of an incident, when it is made and afterwards: agents once, and the customer of each ticket in its acknowledgement. */
import { describe, expect, test } from 'vitest';
import type { RecentIncident } from '../../../src/ticket/decision.ts';
import { tokenOfMessageId } from '../../../src/ticket/token.ts';
import { agent, contract, DAY, NONE, NOW, queue, user } from '../../support/facts.ts';
import {
  anaReports,
  HOUR,
  incidentDesk,
  knownIn,
  LIA,
  lettersOf,
  MINUTE,
  openIncident,
  recent,
  ticketIn,
  toldIn,
} from './incident-desk.ts';

const two = [recent(1021, 20), recent(1022, 10)];

/** Ana's is the third; or, with others, one of them. */
const makes = (before: RecentIncident[] = two, more: Parameters<typeof anaReports>[0] = {}) =>
  anaReports({ ...more, facts: { incidents: { open: [], recent: before }, ...more.facts } });

const joins = (more: Parameters<typeof anaReports>[0] = {}, over: Parameters<typeof openIncident>[0] = {}) =>
  anaReports({ ...more, facts: { incidents: { open: [openIncident(over)], recent: two }, ...more.facts } });

describe('agents are told of an incident once', () => {
  test('the lead, and those of the queue who are there; not who has one of its tickets and may not see the others', () => {
    const before = [
      recent(1020, 25, { assignee: 'teo' }),
      recent(1021, 20, { assignee: 'bia' }),
      recent(1022, 10, { assignee: 'gone' }),
    ];
    expect(toldIn(makes(before))).toEqual([
      'agent-incident to lia@desk.example',
      'agent-incident to bia@desk.example',
      'agent-incident to rui@desk.example',
    ]);
  });

  test('not those who are away, unless they have one of its tickets', () => {
    const routing = { away: { bia: NOW + DAY, rui: NOW + DAY }, turns: {}, open: {}, keepers: {} };
    const before = [recent(1021, 20, { assignee: 'rui' }), recent(1022, 10)];
    expect(toldIn(makes(before, { facts: { routing } }))).toEqual([
      'agent-incident to lia@desk.example',
      'agent-incident to rui@desk.example',
    ]);
  });

  test('in a letter that they answer to work on the incident, not on a ticket of it', () => {
    const desk = incidentDesk();
    const letters = lettersOf(makes(two, { desk }), 'agent-incident');
    expect(letters.map(({ messageId }) => tokenOfMessageId(messageId, desk))).toMatchObject([
      { number: 1025, party: 'a-lia' },
      { number: 1025, party: 'a-bia' },
      { number: 1025, party: 'a-rui' },
    ]);
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(3);
  });

  test('it shows the incident, its tickets, who writes to its customers, and why there is one', () => {
    const [lia, bia] = lettersOf(makes(), 'agent-incident').map(({ values }) => values);
    expect(lia).toMatchObject({
      kind: 'agent-incident',
      tag: 'whatsapp',
      card: {
        number: 'BLIP-1025',
        subject: 'Parou 1021',
        type: 'incident',
        state: 'new',
        assignee: 'Lia Luz',
        organization: 'Desk',
        plan: '',
        people: [],
        createdAt: NOW - 20 * MINUTE,
        gathers: 'whatsapp',
        clocks: [
          { metric: 'firstResponse', dueAt: NOW - 20 * MINUTE + 4 * HOUR, state: 'running' },
          { metric: 'resolution', dueAt: NOW - 20 * MINUTE + 8 * HOUR, state: 'running' },
        ],
      },
      parts: [
        { number: 'BLIP-1021', organization: 'Org 1021', subject: 'Parou 1021', createdAt: NOW - 20 * MINUTE },
        { number: 'BLIP-1022' },
        { number: 'BLIP-1024', organization: 'Acme', subject: 'Sem resposta [whatsapp]', createdAt: NOW },
      ],
      more: 0,
      writer: { you: true },
      because: [expect.stringContaining('rule "outage"')],
    });
    expect(bia).toMatchObject({ kind: 'agent-incident', writer: { you: false, lead: 'Lia Luz' } });
  });

  test('without a lead whoever takes it writes', () => {
    const desk = incidentDesk({ queues: [queue({ members: ['bia', 'rui'] })] });
    const letters = lettersOf(makes(two, { desk }), 'agent-incident');
    expect(letters.map(({ to }) => to.address)).toEqual(['bia@desk.example', 'rui@desk.example']);
    for (const { values } of letters) expect(values).toMatchObject({ writer: { you: false, lead: null } });
  });

  test('of hundreds of tickets the first fifty are shown, and the rest is counted', () => {
    const many = Array.from({ length: 300 }, (_, i) => recent(2000 + i, 20 - i / 40));
    const [letter] = lettersOf(makes(many), 'agent-incident');
    expect(letter?.values).toMatchObject({ more: 251 });
    expect(letter?.values.kind === 'agent-incident' && letter.values.parts).toHaveLength(50);
  });

  test('each in their own language', () => {
    const desk = incidentDesk({ agents: [{ ...LIA, languages: ['es'] }, agent({ languages: ['en'] })] });
    expect(lettersOf(makes(two, { desk }), 'agent-incident').map(({ language }) => language)).toEqual(['es', 'en']);
  });

  test('the ticket that makes it is nobody’s turn, and nobody hears of it singly', () => {
    const decision = makes();
    expect(ticketIn(decision)).toMatchObject({ assignee: 'lia', routed: ['lia has the incident BLIP-1025'] });
    expect(decision.changes.some((change) => change.do === 'turn')).toBe(false);
    expect(lettersOf(decision, 'agent-ticket')).toEqual([]);
  });
});

describe('the acknowledgement', () => {
  test('of the ticket that makes the incident, and of each later one, says since when it is known', () => {
    expect(knownIn(makes())).toEqual({ since: NOW - 20 * MINUTE });
    expect(knownIn(joins())).toEqual({ since: NOW - 2 * HOUR });
  });

  test('says nothing of it to who is not proven, whose ticket is part of none', () => {
    const decision = joins({ over: { authentication: NONE } });
    expect(knownIn(decision)).toBeNull();
    expect(lettersOf(decision, 'acknowledgement')[0]?.values).toMatchObject({ subject: null });
  });

  test('goes once, in the customer’s language, on their own ticket', () => {
    for (const language of ['pt-BR', 'es', 'en'] as const) {
      const theirs = contract();
      const directory = { memberships: [{ contract: theirs, user: user({ language }) }], domainContracts: [theirs] };
      const letters = lettersOf(joins({ facts: { directory } }), 'acknowledgement');
      expect(letters).toMatchObject([{ language, values: { number: 'BLIP-1024' } }]);
    }
  });
});
