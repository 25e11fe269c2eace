import { describe, expect, test } from 'vitest';
import { serviceTicket } from '../../../src/ticket/self-service/service-ticket.ts';
import type { TicketFacts } from '../../../src/ticket/ticket.ts';
import { agent, desk, NOW, said, ticket } from '../../support/facts.ts';

const HOUR = 3_600_000;
const shown = (over: Partial<TicketFacts>) => serviceTicket(ticket(over), desk(), NOW);

describe('when a customer hears of a ticket', () => {
  const running = (metric: TicketFacts['clocks'][number]['metric'], hours: number) => ({
    metric,
    dueAt: NOW + hours * HOUR,
    state: 'running' as const,
  });

  test('is the nearest clock that runs and is not over', () => {
    const clocks = [running('resolution', 9), running('firstResponse', -1), running('nextResponse', 5)];
    expect(shown({ clocks }).nextDue).toBe(NOW + 5 * HOUR);
  });

  test.each(['paused', 'met', 'breached', 'cancelled'] as const)('is not told by a clock that is %s', (state) => {
    expect(shown({ clocks: [{ metric: 'firstResponse', dueAt: NOW + HOUR, state }] }).nextDue).toBeNull();
  });

  test.each(['solved', 'closed'] as const)('is not told of a ticket that is %s', (state) => {
    expect(shown({ state, clocks: [running('resolution', 1)] }).nextDue).toBeNull();
  });
});

describe('who works on a ticket', () => {
  test('is told by the public name', () => {
    const eva = agent({ id: 'eva', name: 'Evangelina Prado', publicName: 'Eva' });
    expect(serviceTicket(ticket({ assignee: 'eva' }), desk({ agents: [eva] }), NOW).agentName).toBe('Eva');
  });

  test('is not told where nobody does, or the desk no longer knows them', () => {
    expect(shown({ assignee: null }).agentName).toBeNull();
    expect(shown({ assignee: 'gone' }).agentName).toBeNull();
  });
});

test('the last answer is that of a person to the customer, no note', () => {
  const recent = [
    said({ id: 1, direction: 'out', agent: 'bia', at: NOW - 5 * HOUR }),
    said({ id: 2, direction: 'out', agent: 'bia', at: NOW - 4 * HOUR }),
    said({ id: 3, direction: 'in', at: NOW - 3 * HOUR }),
    said({ id: 4, direction: 'note', agent: 'bia', at: NOW - 2 * HOUR }),
  ];
  expect(shown({ recent }).answeredAt).toBe(NOW - 4 * HOUR);
  expect(shown({}).answeredAt).toBeNull();
});
