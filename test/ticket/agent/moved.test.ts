import { describe, expect, test } from 'vitest';
import type { Moved } from '../../../src/letters/agent-values.ts';
import { collisionPolicy, movedSince } from '../../../src/ticket/agent/moved.ts';
import type { AgentThread } from '../../../src/ticket/decision.ts';
import { agent, NOW, said, ticket } from '../../support/facts.ts';

const MINUTE = 60_000;
const BIA = agent();
const CAIO = agent({ id: 'caio', name: 'Caio Reis', publicName: 'Caio', addresses: ['caio@desk.example'] });
const DESK = { agents: [BIA, CAIO] };

/** A letter to Bia, written now. */
const thread = (over: Partial<AgentThread> = {}): AgentThread => ({
  agent: 'bia',
  letter: null,
  ticket: ticket({ assignee: 'bia' }),
  mergedFrom: null,
  since: [],
  writtenAt: NOW,
  ...over,
});
const later = (minutes: number, over: Parameters<typeof said>[0] = {}) => said({ at: NOW + minutes * MINUTE, ...over });
const moved = (over: Partial<AgentThread>) => movedSince(thread(over), BIA, DESK);

describe('a ticket moved', () => {
  test('where a colleague has answered', () => {
    expect(moved({ since: [later(1, { direction: 'out', agent: 'caio' })] })).toEqual([
      { what: 'answered', who: 'Caio Reis', at: NOW + MINUTE },
    ]);
  });

  test('where the customer wrote, by name or else by address', () => {
    const since = [later(1), later(2, { name: '' })];
    expect(moved({ since })).toEqual([
      { what: 'wrote', who: 'Ana Souza', at: NOW + MINUTE },
      { what: 'wrote', who: 'ana@acme.example', at: NOW + 2 * MINUTE },
    ]);
  });

  test('where it was merged; who did it, and when, nobody here knows', () => {
    expect(moved({ mergedFrom: 'BLIP-1002' })).toEqual([{ what: 'merged', who: null, at: null, ticket: 'BLIP-1002' }]);
  });

  test('where it was closed after the letter, not before', () => {
    const closed = (at: number) => moved({ ticket: ticket({ state: 'closed', closedAt: at }) });
    expect(closed(NOW + MINUTE)).toEqual([{ what: 'closed', who: null, at: NOW + MINUTE }]);
    expect(closed(NOW - MINUTE)).toEqual([]);
  });

  test('where a colleague has it now, and has answered', () => {
    const given = (at: number, to: string) => ({ at, kind: 'assignee' as const, to });
    const since = [later(1, { direction: 'out', agent: 'caio' })];
    const events = [given(NOW - MINUTE, 'bia'), given(NOW + 2 * MINUTE, 'caio')];
    expect(moved({ ticket: ticket({ assignee: 'caio', events }), since }).map(({ what }) => what)).toEqual([
      'answered',
      'handed-over',
    ]);
    expect(moved({ ticket: ticket({ assignee: 'caio', events: [given(NOW - MINUTE, 'caio')] }) })).toEqual([]);
  });

  test('in the order in which it happened', () => {
    const since = [later(1), later(2, { direction: 'out', agent: 'caio' }), later(4)];
    const what = moved({
      since,
      mergedFrom: 'BLIP-1002',
      ticket: ticket({ closedAt: NOW + 3 * MINUTE }),
    }).map((one) => one.what);
    expect(what).toEqual(['merged', 'wrote', 'answered', 'closed', 'wrote']);
  });
});

describe('a ticket did not move', () => {
  test.each<[string, Partial<AgentThread>]>([
    ['where nothing was said', {}],
    ['by what the agent answered', { since: [later(1, { direction: 'out', agent: 'bia' })] }],
    ['by a note of a colleague', { since: [later(1, { direction: 'note', agent: 'caio' })] }],
    ['where the letter was about none', { ticket: null, mergedFrom: null }],
  ])('%s', (_, over) => {
    expect(moved(over)).toEqual([]);
  });
});

describe('what becomes of the answer', () => {
  const collisions = { colleagueAnswered: 'hold', customerWrote: 'send', mergedOrClosed: 'hold' } as const;
  const sends = { colleagueAnswered: 'send', customerWrote: 'send', mergedOrClosed: 'send' } as const;
  const one = (what: Moved['what']): Moved => ({ what, who: 'Caio Reis', at: NOW });

  test('it is sent where nothing happened', () => {
    expect(collisionPolicy([], collisions)).toBe('send');
  });

  test.each<[Moved['what'], 'hold' | 'send']>([
    ['answered', 'hold'],
    ['handed-over', 'hold'],
    ['wrote', 'send'],
    ['merged', 'hold'],
    ['closed', 'hold'],
  ])('%s: %s, unless configured otherwise', (what, wanted) => {
    expect(collisionPolicy([one(what)], collisions)).toBe(wanted);
    expect(collisionPolicy([one(what)], sends)).toBe('send');
    expect(collisionPolicy([one(what)], { ...sends, customerWrote: 'hold' })).toBe(what === 'wrote' ? 'hold' : 'send');
  });

  test.each(['repeated', 'too-many'] as const)('%s: hold, whatever is configured', (what) => {
    expect(collisionPolicy([{ what, who: null, at: null }], sends)).toBe('hold');
  });

  test('it is held where any of what happened asks for it', () => {
    expect(collisionPolicy([one('wrote'), one('answered')], collisions)).toBe('hold');
  });
});
