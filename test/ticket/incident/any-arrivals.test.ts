/** Whatever comes in, in whatever order: what is stored of it is kept as the store would, and asked of anew for each mail. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IncidentFacts, OpenIncident, RecentIncident } from '../../../src/ticket/decision.ts';
import type { IncidentRules } from '../../../src/ticket/incident/rules.ts';
import { plainNumber } from '../../../src/ticket/token.ts';
import { NOW } from '../../support/facts.ts';
import { anaReports, incidentDesk, incidentIn, lettersOf, MINUTE, partsIn, rule, ticketIn } from './incident-desk.ts';

interface Stored {
  ticket: RecentIncident;
  type: string;
  silent: boolean;
  over: boolean;
  partOf: number | null;
}
interface StoredIncident extends OpenIncident {
  over: boolean;
  /** How often agents were told of it. */
  told: Map<string, number>;
}
interface Desk {
  tickets: Map<number, Stored>;
  incidents: Map<number, StoredIncident>;
}

type Step =
  | {
      step: 'arrives';
      contract: string;
      tags: string[];
      after: number;
      late: number;
      type: string;
      silent: boolean;
      billing: boolean;
    }
  /** The nth ticket or incident is solved, or a ticket leaves its incident. */
  | { step: 'solved' | 'over' | 'leaves'; nth: number };

const arrival = fc.record({
  step: fc.constant('arrives' as const),
  contract: fc.constantFrom('acme', 'beta', 'casa', 'delta', 'eco'),
  tags: fc.subarray(['whatsapp', 'api', 'Painel'], { minLength: 1 }),
  after: fc.integer({ min: 0, max: 8 }),
  // Some were held for a while, and come in when others have.
  late: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }) }),
  type: fc.constantFrom('incident', 'incident', 'incident', 'incident', 'doubt'),
  silent: fc.constantFrom(false, false, false, false, false, true),
  // In the queue "billing"; else in "support".
  billing: fc.constantFrom(false, false, false, true),
});
const ending = fc.record({ step: fc.constantFrom('solved', 'over', 'leaves'), nth: fc.nat({ max: 30 }) });
const steps = fc.array(fc.oneof({ weight: 6, arbitrary: arrival }, { weight: 1, arbitrary: ending }), {
  minLength: 15,
  maxLength: 40,
});
const anyRules = fc.record({
  joinsFor: fc.constantFrom(0, 30 * MINUTE, 240 * MINUTE),
  rules: fc.array(
    fc.record({
      name: fc.constantFrom('one', 'two'),
      tags: fc.constantFrom(null, ['whatsapp'], ['api', 'painel']),
      contracts: fc.integer({ min: 2, max: 4 }),
      within: fc.constantFrom(10, 30, 90).map((minutes) => minutes * MINUTE),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

test('a ticket is part of one incident at most, and none is made of fewer contracts, or over a longer time, than its rule says', () => {
  let made = 0;
  let joined = 0;
  fc.assert(
    fc.property(steps, anyRules, (all, incidents) => {
      const desk: Desk = { tickets: new Map(), incidents: new Map() };
      let now = NOW;
      for (const step of all) {
        if (step.step !== 'arrives') {
          end(step, desk);
          continue;
        }
        now += step.after * MINUTE;
        const { makes, joins } = arrives(step, now, desk, incidents);
        made += makes;
        joined += joins;
      }
    }),
    { numRuns: 100 },
  );
  // It is about something.
  expect(made).toBeGreaterThan(20);
  expect(joined).toBeGreaterThan(20);
});

function arrives(
  { contract, tags, late, type, silent, billing }: Step & { step: 'arrives' },
  now: number,
  desk: Desk,
  incidents: IncidentRules,
): { makes: number; joins: number } {
  const receivedAt = now - late * MINUTE;
  const number = 1001 + desk.tickets.size + desk.incidents.size;
  const text = type === 'incident' ? 'O canal parou.' : 'Como altero o menu?';
  const decision = anaReports({
    over: { subject: `${billing ? 'Fatura ' : ''}${tags.map((tag) => `[${tag}]`).join(' ')}`, text, replyText: text },
    about: { id: number, receivedAt, silent },
    contract,
    facts: { nextNumber: number, incidents: factsOf(desk, incidents, receivedAt) },
    desk: incidentDesk({ incidents }),
  });
  const opened = ticketIn(decision);
  if (!opened) throw new Error('nothing was opened');
  const ticket: RecentIncident = {
    number: `BLIP-${number}`,
    subject: opened.subject,
    tags: opened.classification.tags,
    queue: opened.classification.queue,
    assignee: opened.assignee,
    policy: opened.promise.policy,
    organization: contract,
    createdAt: receivedAt,
    contract,
    priority: 'normal',
    firstResponseDue: opened.promise.firstResponseDue,
  };
  desk.tickets.set(number, { ticket, type, silent, over: false, partOf: null });

  const incident = incidentIn(decision);
  const parts = partsIn(decision);
  if (incident) {
    expect(incident.number).toBe(number + 1);
    expect(desk.incidents.has(incident.number)).toBe(false);
    const { tag, startedAt, assignee, queue } = incident;
    expect(queue).toBe(ticket.queue);
    desk.incidents.set(incident.number, {
      number: `BLIP-${incident.number}`,
      tag,
      queues: [],
      assignee,
      startedAt,
      lastAt: receivedAt,
      over: false,
      told: new Map(),
    });
    expectEnough(
      parts.flatMap(([part]) => desk.tickets.get(part) ?? []),
      tag,
      incidents,
    );
  }
  for (const [part, into] of parts) {
    const stored = desk.tickets.get(part);
    const whole = into === null ? undefined : desk.incidents.get(into);
    if (!stored || !whole || into === null) throw new Error(`${part} can't be part of ${into}`);
    expect(stored).toMatchObject({ partOf: null, over: false, silent: false, type: 'incident' });
    expect(whole.over).toBe(false);
    stored.partOf = into;
    if (incident) expect(stored.ticket.queue).toBe(incident.queue);
    else expect(whole.queues).toContain(stored.ticket.queue);
    whole.queues = [...new Set([...whole.queues, stored.ticket.queue])];
    whole.lastAt = Math.max(whole.lastAt, receivedAt);
  }
  for (const { messageId, to } of lettersOf(decision, 'agent-incident')) {
    const told = desk.incidents.get(numberOf(messageId))?.told;
    told?.set(to.address, (told.get(to.address) ?? 0) + 1);
    expect(told?.get(to.address)).toBe(1);
  }
  return { makes: incident ? 1 : 0, joins: incident ? 0 : parts.length };
}

/** One of the rules lets these make an incident. */
function expectEnough(parts: Stored[], tag: string, { rules }: IncidentRules): void {
  const times = parts.map(({ ticket }) => ticket.createdAt);
  const span = Math.max(...times) - Math.min(...times);
  const contracts = new Set(parts.map(({ ticket }) => ticket.contract)).size;
  const fits = rules.filter(
    (one) =>
      (one.tags === null || one.tags.includes(tag.toLowerCase())) && contracts >= one.contracts && span <= one.within,
  );
  expect(fits.length).toBeGreaterThan(0);
  for (const { ticket } of parts) expect(ticket.tags).toContain(tag);
}

function factsOf({ tickets, incidents }: Desk, { rules }: IncidentRules, at: number): IncidentFacts {
  const longest = Math.max(0, ...rules.map(({ within }) => within));
  return {
    open: [...incidents.values()].filter(({ over }) => !over).toReversed(),
    recent: [...tickets.values()]
      .filter(({ type, silent, over, partOf }) => type === 'incident' && !silent && !over && partOf === null)
      .map(({ ticket }) => ticket)
      .filter(({ createdAt }) => Math.abs(createdAt - at) <= longest)
      .toSorted((a, b) => a.createdAt - b.createdAt),
  };
}

function end({ step, nth }: Exclude<Step, { step: 'arrives' }>, { tickets, incidents }: Desk): void {
  const ticket = [...tickets.values()][nth];
  if (step === 'leaves' && ticket) ticket.partOf = null;
  if (step === 'solved' && ticket) ticket.over = true;
  const [number, incident] = [...incidents][nth % Math.max(1, incidents.size)] ?? [];
  if (step !== 'over' || !incident) return;
  incident.over = true;
  for (const one of tickets.values()) if (one.partOf === number) one.over = true;
}

function numberOf(messageId: string): number {
  return plainNumber(messageId.slice(1, messageId.indexOf('.')));
}

test('three customers in a row are one incident, and the fourth joins it', () => {
  const desk: Desk = { tickets: new Map(), incidents: new Map() };
  const incidents: IncidentRules = { rules: [rule()], joinsFor: 60 * MINUTE };
  const report = (contract: string, minutes: number) =>
    arrives(
      {
        step: 'arrives',
        contract,
        tags: ['whatsapp'],
        after: 0,
        late: 0,
        type: 'incident',
        silent: false,
        billing: false,
      },
      NOW + minutes * MINUTE,
      desk,
      incidents,
    );
  expect(['acme', 'beta', 'acme', 'casa', 'delta', 'acme'].map((contract, i) => report(contract, i * 5))).toEqual([
    { makes: 0, joins: 0 },
    { makes: 0, joins: 0 },
    { makes: 0, joins: 0 },
    { makes: 1, joins: 0 },
    { makes: 0, joins: 1 },
    { makes: 0, joins: 1 },
  ]);
  expect([...desk.tickets].map(([number, { partOf }]) => [number, partOf])).toEqual(
    [1001, 1002, 1003, 1004, 1006, 1007].map((number) => [number, 1005]),
  );
});
