import { describe, expect, test } from 'vitest';
import type { RoutingFacts } from '../../src/ticket/decision.ts';
import { isThere, type RoutingDesk, routeTicket, type ToRoute, whoIsThere } from '../../src/ticket/routing.ts';
import { compileCalendar } from '../../src/ticket/sla/calendar.ts';
import type { Agent, Queue } from '../../src/ticket/ticket.ts';

/** Tuesday, 3 November 2026, 10:00 in São Paulo. */
const NOW = Date.parse('2026-11-03T13:00:00Z');
const HOUR = 3_600_000;

const { calendar: AFTERNOONS } = compileCalendar({
  timeZone: 'America/Sao_Paulo',
  hours: { 'mon-fri': ['13:00-18:00'] },
});

function agent(id: string, over: Partial<Agent> = {}): Agent {
  return {
    id,
    name: id,
    publicName: id,
    addresses: [`${id}@desk.example`],
    active: true,
    languages: ['pt-BR'],
    skills: [],
    away: [],
    hours: null,
    receipts: false,
    ...over,
  };
}

function queue(over: Partial<Queue> = {}): Queue {
  return {
    id: 'support',
    members: ['bia', 'caio', 'dora'],
    lead: null,
    strategy: 'round-robin',
    sameAgent: false,
    ...over,
  };
}

/** A desk with bia, caio and dora; what is given of each is laid over it. */
function deskOf(people: Record<string, Partial<Agent>> = {}, over: Partial<Queue> = {}): RoutingDesk {
  const agents = ['bia', 'caio', 'dora', ...Object.keys(people)];
  return {
    timeZone: 'America/Sao_Paulo',
    agents: [...new Set(agents)].map((id) => agent(id, people[id])),
    queues: [queue(over)],
  };
}

const facts = (over: Partial<RoutingFacts> = {}): RoutingFacts => ({
  away: {},
  turns: {},
  open: {},
  keepers: {},
  ...over,
});

const ticket = (over: Partial<ToRoute> = {}): ToRoute => ({
  queue: 'support',
  tags: [],
  language: 'pt-BR',
  contract: 'acme-1',
  ...over,
});

const NOT_THERE: [string, Partial<Agent>, Partial<RoutingFacts>, RegExp][] = [
  ['who is not active', { active: false }, {}, /^not active$/],
  [
    'who has planned to be away, on the first day',
    { away: [{ from: '2026-11-03', to: '2026-11-09' }] },
    {},
    /2026-11-09/,
  ],
  [
    'who has planned to be away, on the last day',
    { away: [{ from: '2026-10-01', to: '2026-11-03' }] },
    {},
    /2026-11-03/,
  ],
  ['whose auto-reply said it', {}, { away: { bia: NOW + 1 } }, /auto-reply, until 2026-11-03/],
  ['who works in the afternoon alone', { hours: AFTERNOONS }, {}, /outside their hours/],
];

const THERE: [string, Partial<Agent>, Partial<RoutingFacts>, number][] = [
  ['who has nothing said of them', {}, {}, NOW],
  ['who comes back today', { away: [{ from: '2026-10-01', to: '2026-11-02' }] }, {}, NOW],
  ['who goes tomorrow', { away: [{ from: '2026-11-04', to: '2026-11-04' }] }, {}, NOW],
  ['whose auto-reply is over', {}, { away: { bia: NOW } }, NOW],
  ['whose colleague is away', {}, { away: { caio: NOW + HOUR } }, NOW],
  ['who works in the afternoon, in the afternoon', { hours: AFTERNOONS }, {}, NOW + 3 * HOUR],
];

describe('who is there', () => {
  test.each(NOT_THERE)('not %s', (_who, over, routing, because) => {
    const found = isThere(agent('bia', over), deskOf(), facts(routing), NOW);
    expect(found.there).toBe(false);
    expect(found.because).toMatch(because);
  });

  test.each(THERE)('%s', (_who, over, routing, now) => {
    expect(isThere(agent('bia', over), deskOf(), facts(routing), now)).toEqual({ there: true, because: 'there' });
  });

  test('a planned day is one of the zone of the desk', () => {
    const away = { away: [{ from: '2026-11-03', to: '2026-11-03' }] };
    const thereAt = (at: string) => isThere(agent('bia', away), deskOf(), facts(), Date.parse(at)).there;
    expect(thereAt('2026-11-03T02:59:59Z')).toBe(true);
    expect(thereAt('2026-11-03T03:00:00Z')).toBe(false);
    expect(thereAt('2026-11-04T02:59:59Z')).toBe(false);
    expect(thereAt('2026-11-04T03:00:00Z')).toBe(true);
  });
});

describe('a ticket is given to', () => {
  test.each(NOT_THERE)('nobody %s', (_who, over, routing, because) => {
    const given = routeTicket(ticket(), deskOf({ bia: over }), facts(routing), NOW);
    expect(given.assignee).toBe('caio');
    expect(given.because[0]).toMatch(/^queue "support": there: caio, dora; not there: bia \(/);
    expect(given.because[0]?.replace(/.*not there: bia \((.*)\)$/, '$1')).toMatch(because);
  });

  test.each<
    [string, Partial<ToRoute>, Record<string, Partial<Agent>>, Partial<Queue>, Partial<RoutingFacts>, string[]]
  >([
    [
      'who had none yet, in the order of the config',
      {},
      {},
      {},
      { turns: { support: { bia: 4 } } },
      ['caio', 'round-robin: caio was given none yet'],
    ],
    [
      'who was given one longest ago',
      {},
      {},
      {},
      { turns: { support: { bia: 9, caio: 7, dora: 8 } } },
      ['caio', 'round-robin: caio was given one longest ago'],
    ],
    [
      'who was given one longest ago in this queue',
      {},
      {},
      {},
      { turns: { support: { bia: 1, caio: 2, dora: 3 }, other: { bia: 9 } } },
      ['bia', 'round-robin: bia was given one longest ago'],
    ],
    [
      'who has the fewest open',
      {},
      {},
      { strategy: 'least-open' },
      { open: { bia: 3, caio: 2, dora: 1 }, turns: { support: { dora: 9 } } },
      ['dora', 'least-open: dora has 1 open'],
    ],
    [
      'of those with equally few open, who was given one longest ago',
      {},
      {},
      { strategy: 'least-open' },
      { open: { bia: 1 }, turns: { support: { caio: 2, dora: 1 } } },
      ['dora', 'least-open: dora has 0 open'],
    ],
    [
      'who writes its language',
      { language: 'es' },
      { caio: { languages: ['en'] }, dora: { languages: ['en', 'es-MX'] } },
      {},
      {},
      ['dora', 'write es: dora', 'dora is the only one'],
    ],
    [
      'anybody, where nobody writes its language',
      { language: 'es' },
      {},
      {},
      {},
      ['bia', 'nobody there writes es, so it is for any of them', 'round-robin: bia was given none yet'],
    ],
    [
      'who writes one kind of Portuguese, where the customer writes another',
      {},
      { bia: { languages: ['en'] }, caio: { languages: ['pt-PT'] }, dora: { languages: ['en'] } },
      {},
      {},
      ['caio', 'write pt-BR: caio', 'caio is the only one'],
    ],
    [
      'who has a skill for one of its tags, however it is written',
      { tags: ['api', 'Cobrança'] },
      { dora: { skills: ['cobranca'] } },
      {},
      {},
      ['dora', 'have a skill for api, Cobrança: dora', 'dora is the only one'],
    ],
    [
      'anybody, where nobody has a skill for its tags',
      { tags: ['api'] },
      { dora: { skills: ['login'] } },
      {},
      {},
      ['bia', 'nobody of them has a skill for api, so it is for any of them', 'round-robin: bia was given none yet'],
    ],
    [
      'who writes its language, even if somebody else has the skill',
      { language: 'es', tags: ['api'] },
      { bia: { skills: ['api'] }, dora: { languages: ['es'] } },
      {},
      {},
      [
        'dora',
        'write es: dora',
        'nobody of them has a skill for api, so it is for any of them',
        'dora is the only one',
      ],
    ],
    [
      'whom the contract knows, whatever their language, skills and turn',
      { language: 'es', tags: ['api'] },
      { bia: { languages: ['es'], skills: ['api'] } },
      { sameAgent: true },
      { keepers: { 'acme-1': 'dora' }, turns: { support: { dora: 9 } } },
      ['dora', 'dora had the last ticket of contract "acme-1" and gets this one too'],
    ],
    [
      'whom the contract knows, where else nobody would be assigned',
      {},
      {},
      { sameAgent: true, strategy: 'none' },
      { keepers: { 'acme-1': 'dora' } },
      ['dora', 'dora had the last ticket of contract "acme-1" and gets this one too'],
    ],
    [
      'somebody else, where whom the contract knows is of another queue',
      {},
      { eva: {} },
      { sameAgent: true },
      { keepers: { 'acme-1': 'eva' } },
      [
        'bia',
        'eva had the last ticket of contract "acme-1", but is not among those there',
        'round-robin: bia was given none yet',
      ],
    ],
    [
      'the next one, where it is not for whom the contract knows',
      {},
      {},
      {},
      { keepers: { 'acme-1': 'dora' } },
      ['bia', 'round-robin: bia was given none yet'],
    ],
    [
      'the next one, where it has no contract',
      { contract: null },
      {},
      { sameAgent: true },
      { keepers: { 'acme-1': 'dora' } },
      ['bia', 'round-robin: bia was given none yet'],
    ],
  ])('%s', (_what, about, people, over, routing, [assignee, ...because]) => {
    expect(routeTicket(ticket(about), deskOf(people, over), facts(routing), NOW)).toEqual({
      queue: 'support',
      assignee,
      because: ['queue "support": there: bia, caio, dora', ...because],
    });
  });

  test('somebody else, while whom the contract knows is away', () => {
    const desk = deskOf({ dora: { active: false } }, { sameAgent: true });
    const given = routeTicket(ticket(), desk, facts({ keepers: { 'acme-1': 'dora' } }), NOW);
    expect(given.assignee).toBe('bia');
    expect(given.because[1]).toBe('dora had the last ticket of contract "acme-1", but is not among those there');
  });

  test('nobody where the queue assigns nobody', () => {
    expect(routeTicket(ticket(), deskOf({}, { strategy: 'none' }), facts(), NOW)).toMatchObject({
      queue: 'support',
      assignee: null,
      because: [expect.anything(), 'the queue assigns nobody (strategy none): whoever takes it has it'],
    });
  });

  test('nobody where nobody is there, and it says so', () => {
    const desk = deskOf({}, { members: ['bia'] });
    expect(routeTicket(ticket(), desk, facts({ away: { bia: NOW + HOUR } }), NOW)).toEqual({
      queue: 'support',
      assignee: null,
      because: [
        'queue "support": nobody is there, so nobody is assigned; not there: bia (away by their auto-reply, until 2026-11-03 at the latest)',
      ],
    });
    expect(routeTicket(ticket(), deskOf({}, { members: [] }), facts(), NOW).because).toEqual([
      'queue "support": nobody is there, so nobody is assigned',
    ]);
  });

  test('nobody without a queue, and nobody of a queue that is gone', () => {
    expect(routeTicket(ticket({ queue: null }), deskOf(), facts(), NOW)).toEqual({
      queue: null,
      assignee: null,
      because: ['it is in no queue, so nobody is assigned'],
    });
    expect(routeTicket(ticket({ queue: 'sales' }), deskOf(), facts(), NOW)).toEqual({
      queue: null,
      assignee: null,
      because: ['queue "sales" does not exist any more, so nobody is assigned'],
    });
  });

  test('the one it is for, whatever things are called', () => {
    const desk: RoutingDesk = {
      timeZone: 'UTC',
      agents: [agent('constructor'), agent('valueof')],
      queues: [queue({ id: 'constructor', members: ['constructor', 'valueof'], sameAgent: true })],
    };
    const about = ticket({ queue: 'constructor', contract: 'toString' });
    expect(routeTicket(about, desk, facts(), NOW).assignee).toBe('constructor');
    const after = facts({ turns: { constructor: { constructor: 1 } } });
    expect(routeTicket(about, desk, after, NOW).assignee).toBe('valueof');
  });

  test('one of a hundred, with a reason that can be read', () => {
    const members = Array.from({ length: 100 }, (_, i) => `agent-${i}`);
    const desk = deskOf(Object.fromEntries(members.map((id) => [id, {}])), { members });
    const { because } = routeTicket(ticket(), desk, facts(), NOW);
    expect(because[0]).toMatch(/agent-11 and 88 more$/);
  });
});

describe('of a ticket that nobody has are told', () => {
  const ids = (desk: RoutingDesk, id: string | null, routing = facts()) =>
    whoIsThere(id, desk, routing, NOW).map((one) => one.id);
  const away = { away: [{ from: '2026-11-01', to: '2026-11-30' }] };

  test('the members of its queue who are there', () => {
    expect(ids(deskOf({ bia: away, eva: {} }, { lead: 'eva' }), 'support')).toEqual(['caio', 'dora']);
  });

  test('else the lead', () => {
    const desk = deskOf({ bia: away, caio: away, dora: { active: false }, eva: {} }, { lead: 'eva' });
    expect(ids(desk, 'support')).toEqual(['eva']);
  });

  test('else all active members and the lead: somebody reads it at last', () => {
    const desk = deskOf({ bia: away, caio: away, dora: { active: false }, eva: away }, { lead: 'eva' });
    expect(ids(desk, 'support')).toEqual(['bia', 'caio', 'eva']);
  });

  test('nobody of a queue that nobody active works on', () => {
    const no = { active: false };
    expect(ids(deskOf({ bia: no, caio: no, dora: no }), 'support')).toEqual([]);
  });

  test('all agents who are there, where it is in no queue; else all active ones', () => {
    expect(ids(deskOf({ bia: { active: false }, caio: away, eva: {} }), null)).toEqual(['dora', 'eva']);
    expect(ids(deskOf({ bia: { active: false }, caio: away, dora: away }), null)).toEqual(['caio', 'dora']);
  });

  test('the leads, where its queue does not exist any more; everybody where there is no lead', () => {
    expect(ids(deskOf({}, { lead: 'caio' }), 'sales')).toEqual(['caio']);
    expect(ids(deskOf({ caio: away }, { lead: 'caio' }), 'sales')).toEqual(['caio']);
    expect(ids(deskOf({ caio: { active: false } }, { lead: 'caio' }), 'sales')).toEqual(['bia', 'dora']);
    expect(ids(deskOf(), 'sales')).toEqual(['bia', 'caio', 'dora']);
  });
});
