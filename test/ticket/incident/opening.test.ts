/** A mail that makes an incident, or becomes part of one: what is stored of both. */
import { describe, expect, test } from 'vitest';
import type { RecentIncident } from '../../../src/ticket/decision.ts';
import { NO_FOLLOW_UPS, type ShareRule } from '../../../src/ticket/follow-up/rules.ts';
import { compileSla } from '../../../src/ticket/sla/sla.ts';
import type { Agent, Metric } from '../../../src/ticket/ticket.ts';
import { agent, DAY, NONE, NOW, queue, STRANGER, ticket } from '../../support/facts.ts';
import {
  anaReports,
  HOUR,
  incidentDesk,
  incidentIn,
  knownIn,
  LIA,
  lettersOf,
  MINUTE,
  openIncident,
  partsIn,
  type Reporting,
  RUI,
  recent,
  TEO,
  ticketIn,
  toldIn,
} from './incident-desk.ts';

const two = [recent(1021, 20), recent(1022, 10)];

/** Ana's is the third; or, with others, one of them. */
const makes = (before: RecentIncident[] = two, more: Parameters<typeof anaReports>[0] = {}) =>
  anaReports({ ...more, facts: { incidents: { open: [], recent: before }, ...more.facts } });

const joins = (more: Parameters<typeof anaReports>[0] = {}, over: Parameters<typeof openIncident>[0] = {}) =>
  anaReports({ ...more, facts: { incidents: { open: [openIncident(over)], recent: two }, ...more.facts } });

const { calendars } = compileSla({
  calendars: { nights: { timeZone: 'UTC', hours: { 'mon-sun': ['00:00-04:00'] } } },
  policies: {},
}).sla;

/** How the lead may not be there, as the store or the config has it. */
const ABSENCES: [string, Pick<Reporting, 'desk' | 'facts'>, string][] = [
  [
    'an auto-reply of theirs says so',
    { facts: { routing: { away: { lia: NOW + DAY }, turns: {}, open: {}, keepers: {} } } },
    'away by their auto-reply',
  ],
  [
    'they are on leave',
    { desk: withLia({ away: [{ from: '2026-01-01', to: '2026-12-31' }] }) },
    'away from 2026-01-01',
  ],
  ['it is outside their hours', { desk: withLia({ hours: calendars.get('nights') ?? null }) }, 'outside their hours'],
];

function withLia(over: Partial<Agent>) {
  return incidentDesk({ agents: [agent(), RUI, { ...LIA, ...over }, TEO] });
}

describe('the ticket that makes an incident', () => {
  test('is opened, and it and those before it become parts of a ticket with the next number', () => {
    const decision = makes();
    expect(decision.disposition).toBe('opened');
    expect(decision.ticket).toBe('BLIP-1024');
    expect(ticketIn(decision)?.number).toBe(1024);
    expect(incidentIn(decision)?.number).toBe(1025);
    expect(partsIn(decision)).toEqual([
      [1021, 1025],
      [1022, 1025],
      [1024, 1025],
    ]);
    expect(decision.changes.map((change) => change.do)).toEqual(['open', 'gather', 'part-of', 'part-of', 'part-of']);
  });

  test('says why, on the mail, on the incident and on each part', () => {
    const why = 'rule "outage": tag "whatsapp" on 3 tickets of 3 contracts within 30 minutes';
    const decision = makes();
    expect(decision.because.at(-1)).toMatch(`it makes the incident BLIP-1025: ${why}`);
    expect(incidentIn(decision)?.because).toMatch(why);
    for (const change of decision.changes)
      if (change.do === 'part-of') expect(change).toMatchObject({ by: 'desk', because: expect.stringContaining(why) });
  });

  test('is not made where a contract is missing: the ticket is one as any other', () => {
    const decision = makes([recent(1022, 10)]);
    expect(incidentIn(decision)).toBeNull();
    expect(partsIn(decision)).toEqual([]);
    expect(ticketIn(decision)).toMatchObject({ assignee: 'bia' });
    expect(decision.changes.map((change) => change.do)).toEqual(['open', 'turn']);
    expect(toldIn(decision)).toEqual(['agent-ticket to bia@desk.example']);
    expect(knownIn(decision)).toBeNull();
  });
});

describe('the incident', () => {
  test('is the desk’s own: of its first ticket it has the subject and the time', () => {
    expect(incidentIn(makes())).toMatchObject({
      tag: 'whatsapp',
      subject: 'Parou 1021',
      startedAt: NOW - 20 * MINUTE,
      queue: 'support',
      assignee: 'lia',
      requester: { name: 'Desk', address: 'suporte@desk.example' },
      language: 'pt-BR',
    });
  });

  test('is as urgent as the most urgent of its tickets, and keeps the strictest of their promises from the first one on', () => {
    const urgent = recent(1022, 10, { priority: 'urgent', firstResponseDue: NOW + 50 * MINUTE });
    expect(incidentIn(makes([recent(1021, 20), urgent]))).toMatchObject({
      priority: 'urgent',
      promise: { policy: 'standard', firstResponseDue: NOW + 40 * MINUTE, resolutionDue: NOW + 220 * MINUTE },
    });
    const premium = recent(1022, 10, { policy: 'premium', firstResponseDue: NOW + 20 * MINUTE });
    expect(incidentIn(makes([recent(1021, 20), premium]))).toMatchObject({
      priority: 'normal',
      promise: { policy: 'premium', firstResponseDue: NOW + 10 * MINUTE, resolutionDue: NOW + 100 * MINUTE },
    });
  });

  test('takes no policy that the config no longer has, where there is another', () => {
    const gone = recent(1021, 20, { policy: 'gone', firstResponseDue: NOW });
    expect(incidentIn(makes([gone, recent(1022, 10)]))?.promise.policy).toBe('standard');
  });

  test.each([
    ['who leads the queue of the ticket that makes it', 'lia', incidentDesk()],
    [
      'nobody where the lead does not work here any more',
      null,
      incidentDesk({ agents: [agent(), { ...LIA, active: false }] }),
    ],
    [
      'nobody where the queue has no lead, though another one has',
      null,
      incidentDesk({
        queues: [queue({ members: ['bia', 'rui'] }), queue({ id: 'billing', members: ['teo'], lead: 'teo' })],
      }),
    ],
  ])('is given to %s', (_, assignee, desk) => {
    const decision = makes(two, { desk });
    expect(incidentIn(decision)?.assignee).toBe(assignee);
    expect(ticketIn(decision)?.assignee).toBe(assignee);
  });

  test.each(ABSENCES)('is given to nobody while the lead is not there: %s', (_, away) => {
    const decision = makes(two, away);
    expect(incidentIn(decision)?.assignee).toBeNull();
    expect(ticketIn(decision)?.assignee).toBeNull();
    // They hear of it all the same, and so does who may take it.
    expect(toldIn(decision)).toEqual([
      'agent-incident to lia@desk.example',
      'agent-incident to bia@desk.example',
      'agent-incident to rui@desk.example',
    ]);
  });

  test('is looked at when a clock of its own wants it, which may be at once', () => {
    const warned = (share: number) => {
      const shares = new Map<Metric, ShareRule[]>([['firstResponse', [warning(share)]]]);
      return incidentIn(makes(two, { desk: incidentDesk({ followUps: { ...NO_FOLLOW_UPS, shares } }) }));
    };
    // A share of four hours from twenty minutes ago.
    expect(warned(50)?.lookAt).toBe(NOW + 100 * MINUTE);
    expect(warned(5)?.lookAt).toBe(NOW);
    // No rule says anything: at its first deadline its clock stands otherwise.
    expect(incidentIn(makes())?.lookAt).toBe(NOW + 220 * MINUTE);
  });
});

function warning(share: number): ShareRule {
  return { rule: 'soon', kind: 'warning:firstResponse', ordinal: 1, share, to: ['assignee'], escalates: false };
}

describe('a ticket that comes later', () => {
  test('becomes part of the open incident, and that is all', () => {
    const decision = joins();
    expect(incidentIn(decision)).toBeNull();
    expect(partsIn(decision)).toEqual([[1024, 1010]]);
    expect(decision.changes.map((change) => change.do)).toEqual(['open', 'part-of']);
    expect(decision.because.at(-1)).toMatch(/^it is part of BLIP-1010: tag "whatsapp" is that of the open incident/);
  });

  test('is with whoever has the incident; no agent hears of it singly, and it is nobody’s turn', () => {
    const decision = joins();
    expect(ticketIn(decision)).toMatchObject({
      assignee: 'lia',
      routed: ['lia has the incident BLIP-1010'],
      classification: { queue: 'support' },
    });
    expect(toldIn(decision)).toEqual([]);
    expect(ticketIn(joins({}, { assignee: null }))).toMatchObject({
      assignee: null,
      routed: ['nobody has the incident BLIP-1010'],
    });
    expect(ticketIn(joins({}, { assignee: 'gone' }))?.assignee).toBeNull();
    const desk = incidentDesk({ agents: [agent(), { ...LIA, active: false }] });
    expect(ticketIn(joins({ desk }))?.assignee).toBeNull();
  });

  test('keeps its own queue, and joins none whose tickets are all in others: their agents may not see it', () => {
    const over = { subject: 'Fatura [whatsapp]' };
    const decision = joins({ over }, { queues: ['support', 'billing'] });
    expect(partsIn(decision)).toEqual([[1024, 1010]]);
    expect(ticketIn(decision)?.classification.queue).toBe('billing');
    const alone = joins({ over });
    expect(partsIn(alone)).toEqual([]);
    expect(toldIn(alone)).toEqual(['agent-ticket to teo@desk.example']);
  });

  test.each(ABSENCES)('is with nobody where who has the incident is not there: %s', (_, away, why) => {
    const decision = joins(away);
    expect(partsIn(decision)).toEqual([[1024, 1010]]);
    expect(ticketIn(decision)).toMatchObject({
      assignee: null,
      routed: [expect.stringMatching(`^lia has the incident BLIP-1010, but is not there: ${why}`)],
    });
  });

  test('joins none that is solved: another is made once enough have come', () => {
    const over = { facts: { incidents: { open: [], recent: two } } };
    expect(incidentIn(anaReports(over))?.number).toBe(1025);
  });
});

describe('by itself stays', () => {
  const known = { open: [openIncident()], recent: two };

  test.each([
    ['a task', { text: 'Exportem os logs, por favor.', replyText: 'Exportem os logs, por favor.' }],
    ['a doubt', { text: 'Como altero o menu?', replyText: 'Como altero o menu?' }],
    ['an incident with another tag', { subject: 'Parou [api]' }],
    ['an incident without a tag', { subject: 'Parou' }],
  ])('%s', (_, over) => {
    const decision = anaReports({ over, facts: { incidents: known } });
    expect(decision.disposition).toBe('opened');
    expect(incidentIn(decision)).toBeNull();
    expect(partsIn(decision)).toEqual([]);
    expect(knownIn(decision)).toBeNull();
    expect(toldIn(decision)).toEqual(['agent-ticket to bia@desk.example']);
  });

  test('what is settled silently: nobody hears of it, so it makes and joins nothing', () => {
    for (const incidents of [known, { open: [], recent: two }]) {
      const decision = anaReports({ about: { silent: true }, facts: { incidents } });
      expect(decision.changes.map((change) => change.do)).toEqual(['open', 'turn']);
      expect(decision.letters).toEqual([]);
    }
  });

  test('what nobody is proven to have written: forged mails of three customers make no incident', () => {
    const incidents = { open: [], recent: two };
    const decision = anaReports({ over: { authentication: NONE }, facts: { incidents } });
    expect(decision.disposition).toBe('opened');
    expect(incidentIn(decision)).toBeNull();
    expect(partsIn(decision)).toEqual([]);
    expect(decision.changes[0]).toMatchObject({ do: 'open', ticket: { unproven: true } });
  });

  test('nor does such a mail join one: an agent sees it, and no update of the incident is written on it', () => {
    const decision = anaReports({ over: { authentication: NONE }, facts: { incidents: known } });
    expect(decision.disposition).toBe('opened');
    expect(partsIn(decision)).toEqual([]);
    expect(ticketIn(decision)).toMatchObject({ assignee: 'bia', unproven: true });
    expect(toldIn(decision)).toEqual(['agent-ticket to bia@desk.example']);
    expect(lettersOf(decision, 'agent-ticket')[0]?.values).toMatchObject({ unverified: true, card: { partOf: null } });
  });

  test('what comes to a desk without rules', () => {
    const desk = incidentDesk({ incidents: { rules: [], joinsFor: 4 * HOUR } });
    expect(partsIn(anaReports({ desk, facts: { incidents: known } }))).toEqual([]);
  });

  test('what opens no ticket: a mail on one that there is, or of somebody who may not have support', () => {
    const tickets = { byToken: [ticket({ type: 'incident', tags: ['whatsapp'] })], byMessageId: [], byNumber: [] };
    const appended = anaReports({ facts: { incidents: known, tickets } });
    expect(appended.disposition).toBe('appended');
    expect(partsIn(appended)).toEqual([]);
    const refused = anaReports({ facts: { incidents: known, directory: STRANGER } });
    expect(refused.disposition).toBe('refused');
    expect(refused.changes).toEqual([]);
  });
});

describe('a mail that an agent sends on', () => {
  const biaSendsOn = (text: string, incidents = { open: [openIncident()], recent: two }) =>
    anaReports({
      over: {
        from: { name: 'Bia', address: 'bia@desk.example' },
        subject: 'Enc: Sem resposta',
        text,
        replyText: text,
        ownText: text,
        forwarded: {
          from: { name: 'Ana S.', address: 'ana@acme.example' },
          subject: 'Sem resposta [whatsapp]',
          text: 'O canal parou de responder.',
          date: null,
        },
      },
      facts: { incidents },
    });

  test('is the customer’s own: it joins, or makes one', () => {
    expect(partsIn(biaSendsOn(''))).toEqual([[1024, 1010]]);
    expect(incidentIn(biaSendsOn('', { open: [], recent: two }))?.number).toBe(1025);
    expect(knownIn(biaSendsOn(''))).toEqual({ since: NOW - 2 * HOUR });
  });

  test('with a type or a tag that the agent says, by these', () => {
    expect(partsIn(biaSendsOn('#type doubt'))).toEqual([]);
    expect(partsIn(biaSendsOn('#tag api', { open: [openIncident({ tag: 'api' })], recent: [] }))).toEqual([
      [1024, 1010],
    ]);
  });

  test('is with whom the agent says, who hears of it: of a known incident by a letter of its own', () => {
    const joined = biaSendsOn('#assign rui');
    expect(ticketIn(joined)).toMatchObject({ assignee: 'rui', routed: ['agent "bia" said so'] });
    expect(toldIn(joined)).toEqual(['agent-ticket to rui@desk.example']);
    expect(joined.changes.map((change) => change.do)).toEqual(['open', 'turn', 'part-of']);
    expect(lettersOf(joined, 'agent-ticket')[0]?.values).toMatchObject({ card: { partOf: 'BLIP-1010' } });
  });

  test('of one that it makes by the letter about that', () => {
    const made = biaSendsOn('#assign rui', { open: [], recent: two });
    expect(ticketIn(made)?.assignee).toBe('rui');
    expect(toldIn(made)).toEqual([
      'agent-incident to lia@desk.example',
      'agent-incident to bia@desk.example',
      'agent-incident to rui@desk.example',
    ]);
  });
});
