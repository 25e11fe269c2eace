/** The letters to agents in every shape, to try their templates with: each member of each union, with all that may be there and with the least. */
import { METRICS, PRIORITIES, TICKET_STATES, TICKET_TYPES } from '../ticket/ticket.ts';
import type { AgentTemplate } from './agent-scope.ts';
import type { AgentValues, DueOccasion, Occasion, Said, TicketCard } from './agent-values.ts';
import { DONE, MOVED, NOTICES, TROUBLES } from './told-samples.ts';

const AT = Date.UTC(2026, 10, 23, 16, 12);
const HOUR = 3_600_000;

const HEAD = { number: 'BLIP-1024', subject: 'Bot não responde no WhatsApp' };
const SAID: Said[] = [
  { at: AT, who: 'Ana Souza', direction: 'in', text: 'Bom dia,\n\no bot parou de responder às 9h.' },
  { at: AT + HOUR, who: 'Bia Lima', direction: 'out', text: 'Olá, Ana!\nVocê pode mandar o log?' },
  { at: AT + 2 * HOUR, who: 'Bia Lima', direction: 'note', text: 'Parece o mesmo caso do BLIP-1001.' },
];
const TEXT = '#resolvdo\n\nOlá, Ana! Está resolvido.\n\nBia';

/** The values to try one of these templates with. */
export function agentSamples(template: AgentTemplate): AgentValues[] {
  switch (template) {
    case 'agent-ticket':
      return OCCASIONS.flatMap((occasion) => [fullTicket(occasion), bareTicket(occasion), ticketOfIncident(occasion)]);
    case 'agent-due':
      return DUE_OCCASIONS.flatMap((occasion, turn) => [
        fullDue(occasion, turn),
        bareDue(occasion),
        { ...fullDue(occasion, turn), card: INCIDENT, message: null },
      ]);
    case 'agent-receipt':
      return [DONE, ...DONE.map((done) => [done])].map((done) => ({ kind: template, ...HEAD, done }));
    case 'agent-problem':
      return [
        { kind: template, ...HEAD, troubles: TROUBLES, text: TEXT },
        ...TROUBLES.map((trouble) => ({ kind: template, ...HEAD, troubles: [trouble], text: TEXT })),
        { kind: template, ...HEAD, onIncident: true, troubles: TROUBLES.slice(0, 1), text: TEXT },
        { kind: template, number: null, subject: '', troubles: [{ what: 'empty' }], text: '' },
      ];
    case 'agent-held':
      return [
        { kind: template, ...HEAD, moved: MOVED, since: SAID, answer: TEXT },
        ...MOVED.map((moved) => ({ kind: template, ...HEAD, moved: [moved], since: [], answer: TEXT })),
        { kind: template, ...HEAD, onIncident: true, moved: MOVED, since: SAID, answer: TEXT },
      ];
    case 'agent-question':
      return (['no-ticket', 'whose'] as const).flatMap((about) => [
        { kind: template, about, subject: 'Enc: não consigo entrar', text: TEXT },
        { kind: template, about, subject: '', text: '' },
      ]);
    case 'agent-notice':
      return NOTICES.flatMap((notice) => [
        { kind: template, ...HEAD, ...notice },
        { kind: template, ...HEAD, onIncident: true, ...notice },
        { kind: template, number: null, subject: null, ...notice },
      ]);
    case 'agent-help':
      return [
        { kind: template, ...HEAD },
        { kind: template, number: null, subject: '' },
      ];
    case 'agent-incident':
      return WRITERS.flatMap((writer) => [fullIncident(writer), bareIncident(writer)]);
  }
}

const OCCASIONS: Occasion[] = [
  'assigned',
  'queued',
  'wrote',
  'reopened',
  'handed-over',
  'escalated',
  'status',
  'due-again',
];

function fullTicket(occasion: Occasion): AgentValues & { kind: 'agent-ticket' } {
  const turn = OCCASIONS.indexOf(occasion);
  return {
    kind: 'agent-ticket',
    occasion,
    by: 'Caio Reis',
    card: {
      ...CARD,
      type: TICKET_TYPES[turn % TICKET_TYPES.length] ?? 'doubt',
      priority: PRIORITIES[turn % PRIORITIES.length] ?? 'normal',
      state: TICKET_STATES[turn % TICKET_STATES.length] ?? 'open',
    },
    message: {
      at: AT,
      who: 'Ana Souza',
      address: 'ana@acme.example',
      direction: 'in',
      text: 'Bom dia,\n\ndesde as 9h o bot não responde a ninguém no WhatsApp.\n  - já reiniciamos\n  - o log está anexo\n\nPodem ajudar?',
    },
    unverified: turn % 2 === 0,
    because: ['type incident: rule "outage" on "não responde"', 'entitled: Acme, plan Plus'],
    attached: [
      { name: 'bot.log', size: 48_200 },
      { name: 'tela.png', size: 312_000 },
    ],
    listed: [{ name: 'gravação.mp4', size: 38_400_000 }],
    before: SAID,
  };
}

function bareTicket(occasion: Occasion): AgentValues & { kind: 'agent-ticket' } {
  return {
    kind: 'agent-ticket',
    occasion,
    by: null,
    card: {
      ...CARD,
      subject: '',
      tags: [],
      queue: null,
      assignee: null,
      requester: { name: '', address: 'ana@acme.example' },
      people: [],
      holdUntil: null,
      clocks: [],
    },
    message: null,
    unverified: false,
    because: [],
    attached: [],
    listed: [],
    before: [],
  };
}

const DUE_OCCASIONS: DueOccasion[] = ['warning', 'warning', 'breach', 'breach', 'escalated', 'escalated', 'due-again'];

/** In time, and late, with and without all hours. */
function fullDue(occasion: DueOccasion, turn: number): AgentValues & { kind: 'agent-due' } {
  const left = occasion === 'warning' ? 75 * 60_000 : turn % 2 === 0 ? -2 * HOUR : 0;
  const about = {
    metric: METRICS[turn % METRICS.length] ?? 'resolution',
    dueAt: AT + 4 * HOUR,
    share: occasion === 'warning' ? 75 : 100,
    left,
    businessTime: turn % 2 === 0,
  };
  const text = 'Bom dia,\n\nalguma novidade? O bot ainda não responde.';
  return {
    kind: 'agent-due',
    occasion,
    about: occasion === 'due-again' ? null : about,
    card: { ...CARD, state: 'open', holdUntil: null },
    message: { at: AT, who: 'Ana Souza', address: 'ana@acme.example', direction: 'in', text },
  };
}

function bareDue(occasion: DueOccasion): AgentValues {
  return { ...fullDue(occasion, 0), card: bareTicket('status').card, message: null };
}

type IncidentValues = AgentValues & { kind: 'agent-incident' };

const WRITERS: IncidentValues['writer'][] = [
  { you: true },
  { you: false, lead: 'Caio Reis' },
  { you: false, lead: null },
];

function fullIncident(writer: IncidentValues['writer']): AgentValues {
  const subjects = ['Bot não responde no WhatsApp', 'URGENTE: mensagens paradas', 'Los mensajes no llegan'];
  return {
    kind: 'agent-incident',
    card: INCIDENT,
    tag: 'whatsapp',
    parts: subjects.map((subject, index) => ({
      number: `BLIP-${1019 + 2 * index}`,
      organization: ['Acme', 'Padaria Sol', 'Globex'][index] ?? '',
      subject,
      createdAt: AT + (index * HOUR) / 4,
    })),
    more: 4,
    writer,
    because: ['rule "outage": 3 contracts reported "whatsapp" within 30 minutes'],
  };
}

function bareIncident(writer: IncidentValues['writer']): AgentValues {
  return {
    kind: 'agent-incident',
    card: { ...INCIDENT, subject: '', tags: [], queue: null, assignee: null, clocks: [] },
    tag: 'whatsapp',
    parts: ['BLIP-1019', 'BLIP-1021'].map((number) => ({ number, organization: '', subject: '', createdAt: AT })),
    more: writer.you ? 1 : 0,
    writer,
    because: [],
  };
}

/** An incident where an incident may be told of so; a customer's ticket that is part of one elsewhere. */
function ticketOfIncident(occasion: Occasion): AgentValues {
  const whole = fullTicket(occasion);
  const isCustomers = ['assigned', 'queued', 'wrote', 'reopened'].includes(occasion);
  if (isCustomers) return { ...whole, card: { ...whole.card, partOf: 'BLIP-1024' } };
  const parts = PARTS_TOLD[OCCASIONS.indexOf(occasion) % PARTS_TOLD.length] ?? null;
  const card = { ...INCIDENT, parts };
  return { ...whole, card, message: null, unverified: false, attached: [], listed: [], because: [] };
}

const CARD: TicketCard = {
  ...HEAD,
  type: 'incident',
  priority: 'high',
  state: 'new',
  tags: ['whatsapp', 'bot'],
  queue: 'suporte',
  assignee: 'Bia Lima',
  requester: { name: 'Ana Souza', address: 'ana@acme.example' },
  people: [
    { name: 'Davi Melo', address: 'davi@acme.example' },
    { name: '', address: 'ti@acme.example' },
  ],
  organization: 'Acme',
  plan: 'Plus',
  createdAt: AT,
  holdUntil: AT + 72 * HOUR,
  clocks: [
    { metric: 'firstResponse', dueAt: AT + 4 * HOUR, state: 'met' },
    { metric: 'nextResponse', dueAt: AT + 8 * HOUR, state: 'running' },
    { metric: 'resolution', dueAt: AT + 48 * HOUR, state: 'breached' },
    { metric: 'resolution', dueAt: AT + 48 * HOUR, state: 'paused' },
    { metric: 'resolution', dueAt: AT + 48 * HOUR, state: 'cancelled' },
  ],
};

/** Some, not told, and none that is left. */
const PARTS_TOLD: TicketCard['parts'][] = [
  {
    shown: TICKET_STATES.slice(0, 4).map((state, index) => ({
      number: `BLIP-${1019 + 2 * index}`,
      organization: ['Acme', 'Padaria Sol', 'Globex', ''][index] ?? '',
      state,
      createdAt: AT + (index * HOUR) / 4,
      waits: index % 2 === 1,
    })),
    more: 4,
  },
  null,
  { shown: [], more: 0 },
];

/** The desk's own: it stands for the tickets of several customers. */
const INCIDENT: TicketCard = {
  ...CARD,
  tags: ['whatsapp'],
  requester: { name: 'Suporte Exemplo', address: 'suporte@desk.example' },
  people: [],
  organization: 'Suporte Exemplo',
  plan: '',
  holdUntil: null,
  clocks: CARD.clocks.slice(1, 3),
  gathers: 'whatsapp',
  partOf: null,
};
