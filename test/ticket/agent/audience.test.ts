/** Whom of the desk a ticket concerns now, whoever has it and whoever is away. */
import { describe, expect, test } from 'vitest';
import { audienceOf } from '../../../src/ticket/agent/announce.ts';
import { compileCalendar } from '../../../src/ticket/sla/calendar.ts';
import type { Agent } from '../../../src/ticket/ticket.ts';
import { DAY, NOW } from '../../support/facts.ts';
import { agentsDesk, BIA, LIA, RUI, TEO } from './agents-desk.ts';

/** Bia and Rui work in the queue that Lia leads. */
function concerned(assignee: string | null, away: string[] = [], over: Partial<Record<string, Partial<Agent>>> = {}) {
  const agents = [BIA, RUI, LIA, TEO].map((one) => ({ ...one, ...over[one.id] }));
  const routing = { away: Object.fromEntries(away.map((id) => [id, NOW + DAY])), turns: {}, open: {}, keepers: {} };
  const told = audienceOf({ queue: 'support', assignee }, { routing }, agentsDesk({ agents }), NOW);
  return told.map(({ id }) => id);
}

describe('a ticket concerns', () => {
  test('who has it; while they are away, also the lead', () => {
    expect(concerned('bia')).toEqual(['bia']);
    expect(concerned('bia', ['bia'])).toEqual(['bia', 'lia']);
  });

  test('where the lead has it and is away, also those who may take it', () => {
    expect(concerned('lia')).toEqual(['lia']);
    expect(concerned('lia', ['lia'])).toEqual(['lia', 'bia', 'rui']);
    expect(concerned('lia', ['lia', 'bia'])).toEqual(['lia', 'rui']);
  });

  test('each once, also where nobody is there', () => {
    expect(concerned('lia', ['lia', 'bia', 'rui']).toSorted()).toEqual(['bia', 'lia', 'rui']);
  });

  test('who is on leave is away too; who has finished for today is not', () => {
    const leave = { away: [{ from: '2026-01-01', to: '2026-12-31' }] };
    expect(concerned('bia', [], { bia: leave })).toEqual(['bia', 'lia']);
    expect(concerned('lia', [], { lia: leave })).toEqual(['lia', 'bia', 'rui']);
    const { calendar: hours } = compileCalendar({ timeZone: 'UTC', hours: { 'mon-sun': ['00:00-04:00'] } });
    expect(hours).not.toBeNull();
    expect(concerned('lia', [], { lia: { hours } })).toEqual(['lia']);
  });
});
