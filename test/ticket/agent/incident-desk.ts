/** An incident of three customers' tickets, one in each language, and what the lead of its queue writes on it. */
import type { Decision } from '../../../src/ticket/decision.ts';
import type { TicketFacts } from '../../../src/ticket/ticket.ts';
import { said, ticket } from '../../support/facts.ts';
import { biaWrites, type Writing } from './agents-desk.ts';

/** The desk's own ticket, in the queue whose lead is Lia. */
export function incident(over: Partial<TicketFacts> = {}): TicketFacts {
  return ticket({
    id: 50,
    number: 'BLIP-2000',
    subject: 'Mensagens paradas desde cedo',
    type: 'incident',
    priority: 'high',
    state: 'new',
    tags: ['canal-azul'],
    gathers: 'canal-azul',
    queue: 'support',
    assignee: 'lia',
    plan: '',
    contract: null,
    organization: 'Desk',
    requester: 'suporte@desk.example',
    people: [],
    ...over,
  });
}

const OF_INCIDENT = {
  type: 'incident',
  state: 'new',
  tags: ['canal-azul'],
  queue: 'support',
  partOf: { number: 'BLIP-2000', over: false, running: [] },
} as const satisfies Partial<TicketFacts>;

/** Ana's, in Portuguese. */
export function ana(over: Partial<TicketFacts> = {}): TicketFacts {
  return ticket({
    ...OF_INCIDENT,
    tags: ['canal-azul'],
    subject: 'Nada é entregue',
    recent: [said({ text: 'Nada é entregue desde as oito.' })],
    ...over,
  });
}

/** John's and Mary's, in English. */
export function john(over: Partial<TicketFacts> = {}): TicketFacts {
  return ticket({
    ...OF_INCIDENT,
    id: 4,
    number: 'BLIP-1004',
    tags: ['canal-azul'],
    subject: 'Nothing gets delivered',
    language: 'en',
    contract: 'globex-2026',
    organization: 'Globex Corporation',
    requester: 'john@globex.example',
    people: [
      { name: 'John Reed', address: 'john@globex.example' },
      { name: 'Mary Hill', address: 'mary@globex.example' },
    ],
    recent: [
      said({
        id: 12,
        name: 'John Reed',
        address: 'john@globex.example',
        messageId: '<j1@globex.example>',
        text: 'Our customers get no answers.',
      }),
    ],
    ...over,
  });
}

/** Eva's, in Spanish. */
export function eva(over: Partial<TicketFacts> = {}): TicketFacts {
  return ticket({
    ...OF_INCIDENT,
    id: 5,
    number: 'BLIP-1005',
    tags: ['canal-azul'],
    state: 'open',
    subject: 'El canal no responde',
    language: 'es',
    contract: 'initech-2026',
    organization: 'Initech Ibérica',
    requester: 'eva@initech.example',
    people: [{ name: 'Eva Ruiz', address: 'eva@initech.example' }],
    recent: [
      said({
        id: 13,
        name: 'Eva Ruiz',
        address: 'eva@initech.example',
        messageId: '<e1@initech.example>',
        text: 'El canal no responde.',
      }),
    ],
    ...over,
  });
}

export const ALL = [ana(), john(), eva()];

/** What becomes of a mail of Lia's, who leads the queue, in answer to the letter about the incident. */
export function liaWrites({ ticket: on, facts, over, thread, ...more }: Writing): Decision {
  return onIncident({
    ...more,
    ...(on === undefined ? {} : { ticket: on }),
    facts: facts ?? {},
    over: { messageId: '<l1@desk.example>', from: { name: 'Lia', address: 'lia@desk.example' }, ...over },
    thread: { agent: 'lia', ...thread },
  });
}

/** What becomes of Bia's, who works in the queue. */
export function onIncident({ ticket: on = incident(), facts, over, thread, ...more }: Writing): Decision {
  return biaWrites({
    ...more,
    ticket: on,
    facts: { parts: ALL, ...facts },
    over: { subject: 'Re: [BLIP-2000] Mensagens paradas desde cedo', ...over },
    thread: { letter: { template: 'agent-incident', mail: null }, ...thread },
  });
}
