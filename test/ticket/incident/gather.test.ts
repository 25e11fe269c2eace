import { describe, expect, test } from 'vitest';
import type { IncidentFacts, RecentIncident } from '../../../src/ticket/decision.ts';
import { gatheringOf } from '../../../src/ticket/incident/gather.ts';
import type { IncidentRules } from '../../../src/ticket/incident/rules.ts';
import { NOW } from '../../support/facts.ts';
import { HOUR, MINUTE, openIncident, recent, rule, rules } from './incident-desk.ts';

const fresh = (over: Partial<RecentIncident> = {}) => recent(1024, 0, over);

function gathered(known: Partial<IncidentFacts>, by: IncidentRules = rules(), ticket = fresh()) {
  return gatheringOf(ticket, { open: [], recent: [], ...known }, by);
}

/** The numbers of the tickets that make an incident; null: none is made. */
function made(before: RecentIncident[], by: IncidentRules = rules(), ticket = fresh()): number[] | null {
  const found = gathered({ recent: before }, by, ticket);
  return found?.how === 'makes' ? found.parts.map(({ number }) => Number(number.slice(5))) : null;
}

describe('tickets of enough contracts with the same tag within the time make an incident', () => {
  const two = [recent(1021, 20), recent(1022, 10)];

  test.each<[string, RecentIncident[], number[] | null]>([
    ['the third contract', two, [1021, 1022, 1024]],
    ['only two contracts', [recent(1022, 10)], null],
    ['nobody else', [], null],
    ['the same contract many times', [1, 2, 3, 4].map((n) => recent(1010 + n, n, { contract: 'acme' })), null],
    [
      'two contracts, one of them twice',
      [recent(1021, 20, { contract: 'contract-1024' }), recent(1022, 10), recent(1023, 5)],
      [1021, 1022, 1023, 1024],
    ],
    [
      'the new one is of a contract that reported before',
      [recent(1021, 20, { contract: 'contract-1024' }), recent(1022, 10)],
      null,
    ],
    ['another tag', [recent(1021, 20), recent(1022, 10, { tags: ['instagram'] })], null],
    [
      'the tag in other letters, among others',
      [recent(1021, 20, { tags: ['api', 'WhatsApp'] }), recent(1022, 1)],
      [1021, 1022, 1024],
    ],
    ['no tag at all', [recent(1021, 20, { tags: [] }), recent(1022, 10)], null],
    ['one that is too old', [recent(1021, 31), recent(1022, 10)], null],
    ['one of exactly the time', [recent(1021, 30), recent(1022, 10)], [1021, 1022, 1024]],
    ['more than are needed', [recent(1020, 25), ...two], [1020, 1021, 1022, 1024]],
    // Who may work on the one might not see the other.
    ['one in another queue', [recent(1021, 20, { queue: 'billing' }), recent(1022, 10)], null],
    ['one in no queue', [recent(1021, 20, { queue: null }), recent(1022, 10)], null],
    ['others in another queue', [recent(1020, 15, { queue: 'billing' }), ...two], [1021, 1022, 1024]],
  ])('%s', (_, before, parts) => {
    expect(made(before)).toEqual(parts);
  });

  test('tickets in no queue belong together too', () => {
    const none = two.map((one) => ({ ...one, queue: null }));
    expect(made(none, rules(), fresh({ queue: null }))).toEqual([1021, 1022, 1024]);
  });

  test('what makes it is said: the rule, the tag, how many contracts and tickets, and the time', () => {
    expect(gathered({ recent: [recent(1020, 25), ...two] })).toMatchObject({
      tag: 'whatsapp',
      because:
        'rule "outage": tag "whatsapp" on 4 tickets of 4 contracts within 30 minutes, and 3 make an incident: BLIP-1020, BLIP-1021, BLIP-1022, BLIP-1024',
    });
  });

  test('a reason stays a line, however many tickets there are', () => {
    const many = Array.from({ length: 400 }, (_, i) => recent(2000 + i, 20 - i / 40));
    const found = gathered({ recent: many });
    expect(found?.how === 'makes' && found.parts.length).toBe(401);
    expect(found?.because).toMatch(/^.{0,300} and 389 more$/);
  });

  test('the parts stand in the order in which they came, whichever was looked at first', () => {
    expect(made([recent(1021, 10), recent(1022, -5)])).toEqual([1021, 1024, 1022]);
    expect(made([recent(1021, 20), recent(1022, -11)])).toBeNull();
  });

  test('a mail that was held for days is not about what is broken today', () => {
    const held = fresh({ createdAt: NOW - 72 * HOUR });
    expect(made([recent(1021, 20), recent(1022, 10), recent(1023, 5)], rules(), held)).toBeNull();
  });
});

describe('the rules', () => {
  const two = [recent(1021, 20), recent(1022, 10)];

  test('without any, each ticket is by itself', () => {
    const none: IncidentRules = { rules: [], joinsFor: 4 * HOUR };
    expect(gathered({ recent: two, open: [openIncident()] }, none)).toBeNull();
  });

  test('one without tags counts any tag, but not tickets without one', () => {
    const any = rules(rule({ tags: null }));
    const tagged = (tags: string[]) => two.map((one) => ({ ...one, tags }));
    expect(made(tagged(['api']), any, fresh({ tags: ['api'] }))).toEqual([1021, 1022, 1024]);
    expect(made(tagged([]), any, fresh({ tags: [] }))).toBeNull();
    expect(made(tagged(['api']), any, fresh({ tags: ['whatsapp'] }))).toBeNull();
  });

  test('one for other tags does not count this one', () => {
    expect(made(two, rules(rule({ tags: ['api', 'painel'] })))).toBeNull();
  });

  test('the first that fits decides, whatever the order of the tags', () => {
    const both = two.map((one) => ({ ...one, tags: ['whatsapp', 'api'] }));
    const ticket = fresh({ tags: ['whatsapp', 'api'] });
    const by = rules(rule({ name: 'strict', contracts: 9 }), rule({ name: 'api', tags: ['api'] }), rule());
    expect(gathered({ recent: both }, by, ticket)).toMatchObject({
      tag: 'api',
      because: expect.stringContaining('rule "api"'),
    });
  });

  test('each counts by its own time and number', () => {
    const quick = rule({ name: 'quick', contracts: 2, within: 5 * MINUTE });
    expect(made([recent(1021, 4)], rules(rule(), quick))).toEqual([1021, 1024]);
    expect(made([recent(1021, 6)], rules(rule(), quick))).toBeNull();
    // Those of the slow one that are too old for the quick one are no part of what that makes.
    expect(made([recent(1020, 20), recent(1021, 4)], rules(quick, rule()))).toEqual([1021, 1024]);
  });

  test('accents and case of a tag make no difference', () => {
    const by = rules(rule({ tags: ['Integração'] }));
    const tags = ['integracao'];
    const tagged = two.map((one) => ({ ...one, tags: ['INTEGRAÇÃO'] }));
    expect(gathered({ recent: tagged }, by, fresh({ tags }))).toMatchObject({ how: 'makes', tag: 'integracao' });
  });
});

describe('an open incident takes later tickets with its tag', () => {
  test('without waiting for enough contracts, and says why', () => {
    const incident = openIncident();
    expect(gathered({ open: [incident] })).toEqual({
      how: 'joins',
      incident,
      because:
        'tag "whatsapp" is that of the open incident BLIP-1010, on which something happened 10 minutes before (incidents.joinsFor: 240 minutes)',
    });
  });

  test('before any rule makes another one', () => {
    const known = { open: [openIncident()], recent: [recent(1021, 20), recent(1022, 10)] };
    expect(gathered(known)).toMatchObject({ how: 'joins' });
  });

  test.each([
    ['the newest of two', [openIncident({ number: 'BLIP-1015' }), openIncident()], 'BLIP-1015'],
    ['the one with the tag', [openIncident({ tag: 'api' }), openIncident({ number: 'BLIP-1009' })], 'BLIP-1009'],
    ['one with the tag in other letters', [openIncident({ tag: 'WhatsApp' })], 'BLIP-1010'],
    ['one at the end of the time', [openIncident({ lastAt: NOW - 4 * HOUR })], 'BLIP-1010'],
    ['none on which nothing happened for longer', [openIncident({ lastAt: NOW - 4 * HOUR - 1 })], null],
    ['one with tickets of its queue among others', [openIncident({ queues: ['billing', 'support'] })], 'BLIP-1010'],
    ['none with tickets of other queues only', [openIncident({ queues: ['billing', null] })], null],
    ['none without tickets', [openIncident({ queues: [] })], null],
    [
      'an older one of its own queue',
      [openIncident({ number: 'BLIP-1015', queues: ['billing'] }), openIncident()],
      'BLIP-1010',
    ],
    ['none with another tag', [openIncident({ tag: 'api' })], null],
    [
      'one that began just after the mail came',
      [openIncident({ startedAt: NOW + MINUTE, lastAt: NOW + MINUTE })],
      'BLIP-1010',
    ],
    ['none that began long after it', [openIncident({ startedAt: NOW + 5 * HOUR, lastAt: NOW + 5 * HOUR })], null],
  ])('%s', (_, open, number) => {
    const found = gathered({ open });
    expect(found?.how === 'joins' ? found.incident.number : null).toBe(number);
  });

  test('where nothing happened on it for too long, a new one is made', () => {
    const open = [openIncident({ lastAt: NOW - 5 * HOUR })];
    expect(gathered({ open, recent: [recent(1021, 20), recent(1022, 10)] })).toMatchObject({ how: 'makes' });
  });
});
