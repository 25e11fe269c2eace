import { describe, expect, test } from 'vitest';
import { afterEvents } from '../../src/ticket/after-events.ts';
import { compileSla } from '../../src/ticket/sla/sla.ts';
import type { TicketEvent } from '../../src/ticket/ticket.ts';
import { DAY, NOW, ticket } from '../support/facts.ts';

const HOUR = 3_600_000;
const OPENED = NOW - DAY;
const { sla } = compileSla({
  calendars: { always: '24x7' },
  policies: {
    standard: {
      calendar: 'always',
      targets: {
        '*': {
          '*': { firstResponse: '30h', nextResponse: '8h', resolution: '60h' },
          high: { firstResponse: '26h', nextResponse: '4h', resolution: '40h' },
        },
      },
    },
  },
});
const at = (hours: number, event: TicketEvent) => ({ at: OPENED + hours * HOUR, ...event });
const opened = at(0, { kind: 'opened', type: 'doubt', priority: 'normal', policy: 'standard' });
const due = (hours: number) => OPENED + hours * HOUR;

describe('a ticket after what happens now', () => {
  test('has the targets of its new priority, from its opening on', () => {
    const after = afterEvents(
      ticket({ events: [opened] }),
      [at(24, { kind: 'priority', to: 'high' })],
      { priority: 'high' },
      sla,
      NOW,
    );
    expect(after.priority).toBe('high');
    expect(after.clocks).toEqual([
      { metric: 'firstResponse', dueAt: due(26), state: 'running' },
      { metric: 'resolution', dueAt: due(40), state: 'running' },
    ]);
  });

  test('that was pending runs on, by what it waited longer, and waits for the next answer', () => {
    const events = [
      opened,
      at(1, { kind: 'answered', agent: 'bia' }),
      at(1, { kind: 'state', to: 'pending', until: null }),
    ];
    const wrote = [at(21, { kind: 'wrote' }), at(21, { kind: 'state', to: 'open', until: null })];
    const after = afterEvents(ticket({ events, state: 'pending' }), wrote, { state: 'open' }, sla, NOW);
    expect(after.clocks).toEqual([
      { metric: 'firstResponse', dueAt: due(30), state: 'met' },
      { metric: 'nextResponse', dueAt: due(29), state: 'running' },
      { metric: 'resolution', dueAt: due(80), state: 'running' },
    ]);
  });

  test('of whose beginning nothing is known keeps the clocks that are stored', () => {
    const clocks = [{ metric: 'resolution' as const, dueAt: due(9), state: 'running' as const }];
    expect(afterEvents(ticket({ clocks }), [at(2, { kind: 'wrote' })], {}, sla, NOW).clocks).toEqual(clocks);
  });
});
