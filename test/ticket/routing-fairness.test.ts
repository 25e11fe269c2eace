/** Many tickets in a row, with the turns kept as the store keeps them: over restarts, by queue and agent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoutingFacts } from '../../src/ticket/decision.ts';
import { isThere, type RoutingDesk, routeTicket } from '../../src/ticket/routing.ts';
import { compileCalendar } from '../../src/ticket/sla/calendar.ts';
import type { Agent, Queue } from '../../src/ticket/ticket.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Monday, 2 November 2026, 00:00 in São Paulo. */
const START = Date.parse('2026-11-02T03:00:00Z');

function agent(id: string, over: Partial<Agent> = {}): Agent {
  return {
    id,
    name: id,
    publicName: id,
    addresses: [`${id}@desk.example`],
    active: true,
    languages: [],
    skills: [],
    away: [],
    hours: null,
    receipts: false,
    ...over,
  };
}

function deskOf(agents: Agent[], strategy: Queue['strategy']): RoutingDesk {
  const members = agents.map(({ id }) => id);
  return {
    timeZone: 'America/Sao_Paulo',
    agents,
    queues: [{ id: 'support', members, lead: null, strategy, sameAgent: false }],
  };
}

/** What a database keeps, as text and read anew for each ticket: as if the desk were restarted before every one. */
class Kept {
  #rows = '{"turns":{},"open":{},"away":{}}';

  facts(): RoutingFacts {
    const { turns, open, away } = JSON.parse(this.#rows);
    return { turns: { support: turns }, open, away, keepers: {} };
  }

  given(id: string): void {
    this.#change((rows) => {
      rows.turns[id] = Math.max(0, ...Object.values<number>(rows.turns)) + 1;
      rows.open[id] = (rows.open[id] ?? 0) + 1;
    });
  }

  solved(id: string): void {
    this.#change(({ open }) => {
      open[id] = Math.max(0, (open[id] ?? 0) - 1);
    });
  }

  away(id: string, until: number): void {
    this.#change(({ away }) => {
      away[id] = until;
    });
  }

  #change(change: (rows: Record<'turns' | 'open' | 'away', Record<string, number>>) => void): void {
    const rows = JSON.parse(this.#rows);
    change(rows);
    this.#rows = JSON.stringify(rows);
  }
}

/** One ticket after another: who was there, and who was given it. */
type Given = { there: string[]; to: string | null };

/** Nobody has two before everybody else who was there all the time has had one. */
function bursts(given: Given[]): string[] {
  const last = new Map<string, number>();
  return given.flatMap(({ to }, i) => {
    if (to === null) return [];
    const before = last.get(to);
    last.set(to, i);
    if (before === undefined) return [];
    const between = given.slice(before + 1, i);
    const all = given[i]?.there.filter(
      (one) => one !== to && given.slice(before, i).every((g) => g.there.includes(one)),
    );
    return (all ?? [])
      .filter((one) => !between.some((g) => g.to === one))
      .map((one) => `${to} had tickets ${before} and ${i}, and ${one} none between`);
  });
}

function countOf(given: Given[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { to } of given) if (to !== null) counts[to] = (counts[to] ?? 0) + 1;
  return counts;
}

/** The widest gap, at any time, between those of `ids`. */
function widestGap(given: Given[], ids: string[]): number {
  const counts = new Map(ids.map((id) => [id, 0]));
  let widest = 0;
  for (const { to } of given) {
    if (to !== null && counts.has(to)) counts.set(to, (counts.get(to) ?? 0) + 1);
    widest = Math.max(widest, Math.max(...counts.values()) - Math.min(...counts.values()));
  }
  return widest;
}

describe('1,000 tickets in three weeks, one every 30 minutes', () => {
  const { calendar: business } = compileCalendar({
    timeZone: 'America/Sao_Paulo',
    hours: { 'mon-fri': ['09:00-12:00', '13:00-18:00'] },
  });
  const agents = [
    agent('ana'),
    agent('bia'),
    agent('caio'),
    agent('diego', { away: [{ from: '2026-11-04', to: '2026-11-08' }] }),
    agent('emma'),
    agent('fabio', { hours: business }),
    agent('gil', { active: false }),
  ];

  function run(): Given[] {
    const desk = deskOf(agents, 'round-robin');
    const kept = new Kept();
    return Array.from({ length: 1_000 }, (_, i) => {
      const now = START + i * 30 * MINUTE;
      // Emma's own mail program says twice that she is away.
      if (i === 100 || i === 600) kept.away('emma', now + 3 * DAY);
      const routing = kept.facts();
      const there = agents.filter((one) => isThere(one, desk, routing, now).there).map(({ id }) => id);
      const to = routeTicket(
        { queue: 'support', tags: [], language: 'es', contract: null },
        desk,
        routing,
        now,
      ).assignee;
      if (to !== null) kept.given(to);
      return { there, to };
    });
  }

  test('round-robin: nobody away has one, who is always there has the same, who comes back has no burst', () => {
    const given = run();
    expect(given.filter(({ there, to }) => to === null || !there.includes(to))).toEqual([]);
    expect(bursts(given)).toEqual([]);
    expect(widestGap(given, ['ana', 'bia', 'caio'])).toBe(1);
    expect(countOf(given)).toMatchInlineSnapshot(`
      {
        "ana": 218,
        "bia": 218,
        "caio": 218,
        "diego": 152,
        "emma": 141,
        "fabio": 53,
      }
    `);
  });

  test('a stretch of their absence is without them, and the first round after it has one for each', () => {
    const given = run();
    const of = (id: string) => given.flatMap(({ to }, i) => (to === id ? [i] : []));
    // Five days of 48 half hours from the third day on, and three days from tickets 100 and 600 on; five are there after.
    expect(of('diego').filter((i) => i >= 96 && i < 336)).toEqual([]);
    expect(of('diego').filter((i) => i >= 336 && i < 341)).toHaveLength(1);
    expect(of('emma').filter((i) => (i >= 100 && i < 244) || (i >= 600 && i < 744))).toEqual([]);
    expect(of('emma').filter((i) => i >= 744 && i < 749)).toHaveLength(1);
    expect(of('gil')).toEqual([]);
  });
});

describe('whoever comes and goes', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const steps = fc.array(
    fc.record({
      /** Who is away at this ticket, by position. */
      away: fc.array(fc.nat(4), { maxLength: 5 }),
      /** Whose ticket is solved after it. */
      solved: fc.nat(4),
      tag: fc.constantFrom('api', 'login'),
      language: fc.constantFrom('pt-BR', 'es', 'en'),
    }),
    { minLength: 1, maxLength: 120 },
  );
  const people = fc.array(
    fc.record({
      languages: fc.subarray(['pt-BR', 'es', 'en']),
      skills: fc.subarray(['api', 'login']),
    }),
    { minLength: 5, maxLength: 5 },
  );

  test('round-robin is fair at every ticket', () => {
    fc.assert(
      fc.property(steps, (days) => {
        const kept = new Kept();
        const given = days.map(({ away }): Given => {
          const agents = ids.map((id, i) => agent(id, { active: !away.includes(i) }));
          const there = agents.filter(({ active }) => active).map(({ id }) => id);
          const about = { queue: 'support', tags: [], language: 'es', contract: null };
          const to = routeTicket(about, deskOf(agents, 'round-robin'), kept.facts(), START).assignee;
          if (to !== null) kept.given(to);
          return { there, to };
        });
        for (const { there, to } of given)
          expect(to === null ? there : [there.includes(to)]).toEqual(to === null ? [] : [true]);
        expect(bursts(given)).toEqual([]);
        const always = ids.filter((id) => given.every(({ there }) => there.includes(id)));
        if (always.length > 0) expect(widestGap(given, always)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  test.each(['round-robin', 'least-open'] as const)(
    '%s gives to somebody there who fits as well as any',
    (strategy) => {
      fc.assert(
        fc.property(steps, people, (days, skilled) => {
          const kept = new Kept();
          for (const { away, solved, tag, language } of days) {
            const agents = ids.map((id, i) => agent(id, { active: !away.includes(i), ...skilled[i] }));
            const there = agents.filter(({ active }) => active);
            const routing = kept.facts();
            const about = { queue: 'support', tags: [tag], language, contract: null };
            const { assignee, because } = routeTicket(about, deskOf(agents, strategy), routing, START);
            expect(because.length).toBeGreaterThan(0);
            const chosen = there.find(({ id }) => id === assignee);
            expect(chosen === undefined).toBe(there.length === 0);
            if (!chosen) continue;
            const writers = there.filter((one) => one.languages.includes(language));
            const readers = writers.length > 0 ? writers : there;
            const fit = readers.filter((one) => one.skills.includes(tag));
            const equals = fit.length > 0 ? fit : readers;
            expect(equals).toContain(chosen);
            const rank = ({ id }: Agent) =>
              strategy === 'least-open' ? (routing.open[id] ?? 0) : (routing.turns.support?.[id] ?? 0);
            expect(rank(chosen)).toBe(Math.min(...equals.map(rank)));
            kept.given(chosen.id);
            kept.solved(ids[solved] ?? '');
          }
        }),
        { numRuns: 100 },
      );
    },
  );
});
