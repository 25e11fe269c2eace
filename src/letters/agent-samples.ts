/** The letters to agents in every shape, to try their templates with: each member of each union, with all that may be there and with the least. */
import { METRICS, PRIORITIES, TICKET_STATES, TICKET_TYPES } from '../ticket/ticket.ts';
import type { AgentTemplate } from './agent-scope.ts';
import type {
  AgentValues,
  Done,
  DueOccasion,
  Moved,
  Notice,
  Occasion,
  Said,
  TicketCard,
  Trouble,
} from './agent-values.ts';

const AT = Date.UTC(2026, 10, 23, 16, 12);
const HOUR = 3_600_000;

const HEAD = { number: 'BLIP-1024', subject: 'Bot não responde no WhatsApp' };
const SAID: Said[] = [
  { at: AT, who: 'Ana Souza', direction: 'in', text: 'Bom dia,\n\no bot parou de responder às 9h.' },
  { at: AT + HOUR, who: 'Bia Lima', direction: 'out', text: 'Olá, Ana!\nVocê pode mandar o log?' },
  { at: AT + 2 * HOUR, who: 'Bia Lima', direction: 'note', text: 'Parece o mesmo caso do BLIP-1001.' },
];
const MOVED: Moved[] = [
  { what: 'answered', who: 'Caio Reis', at: AT },
  { what: 'wrote', who: 'Ana Souza', at: AT },
  { what: 'merged', who: null, at: null, ticket: 'BLIP-1001' },
  { what: 'merged', who: null, at: null },
  { what: 'closed', who: null, at: AT },
  { what: 'closed', who: null, at: null },
  { what: 'handed-over', who: 'Caio Reis', at: AT },
  { what: 'repeated', who: null, at: null },
  { what: 'too-many', who: null, at: null },
];
const TEXT = '#resolvdo\n\nOlá, Ana! Está resolvido.\n\nBia';

/** The values to try one of these templates with. */
export function agentSamples(template: AgentTemplate): AgentValues[] {
  switch (template) {
    case 'agent-ticket':
      return OCCASIONS.flatMap((occasion) => [fullTicket(occasion), bareTicket(occasion)]);
    case 'agent-due':
      return DUE_OCCASIONS.flatMap((occasion, turn) => [fullDue(occasion, turn), bareDue(occasion)]);
    case 'agent-receipt':
      return [DONE, ...DONE.map((done) => [done])].map((done) => ({ kind: template, ...HEAD, done }));
    case 'agent-problem':
      return [
        { kind: template, ...HEAD, troubles: TROUBLES, text: TEXT },
        ...TROUBLES.map((trouble) => ({ kind: template, ...HEAD, troubles: [trouble], text: TEXT })),
        { kind: template, number: null, subject: '', troubles: [{ what: 'empty' }], text: '' },
      ];
    case 'agent-held':
      return [
        { kind: template, ...HEAD, moved: MOVED, since: SAID, answer: TEXT },
        ...MOVED.map((moved) => ({ kind: template, ...HEAD, moved: [moved], since: [], answer: TEXT })),
      ];
    case 'agent-question':
      return (['no-ticket', 'whose'] as const).flatMap((about) => [
        { kind: template, about, subject: 'Enc: não consigo entrar', text: TEXT },
        { kind: template, about, subject: '', text: '' },
      ]);
    case 'agent-notice':
      return NOTICES.flatMap((notice) => [
        { kind: template, ...HEAD, ...notice },
        { kind: template, number: null, subject: null, ...notice },
      ]);
    case 'agent-help':
      return [
        { kind: template, ...HEAD },
        { kind: template, number: null, subject: '' },
      ];
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

function fullTicket(occasion: Occasion): AgentValues {
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

function bareTicket(occasion: Occasion): AgentValues {
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
function fullDue(occasion: DueOccasion, turn: number): AgentValues {
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
  const due = fullDue(occasion, 0);
  const bare = bareTicket('status');
  return due.kind === 'agent-due' && bare.kind === 'agent-ticket' ? { ...due, card: bare.card, message: null } : due;
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

const DONE: Done[] = [
  { did: 'answered', to: ['ana@acme.example', 'davi@acme.example'] },
  { did: 'noted' },
  ...TICKET_STATES.map((to) => ({ did: 'state' as const, to, until: null })),
  { did: 'state', to: 'on-hold', until: AT + 72 * HOUR },
  { did: 'assignee', to: 'Caio Reis' },
  { did: 'assignee', to: null },
  { did: 'queue', to: 'financeiro' },
  { did: 'priority', to: 'urgent' },
  { did: 'type', to: 'task' },
  { did: 'tag', tag: 'whatsapp' },
  { did: 'untag', tag: 'bot' },
  { did: 'cc', address: 'davi@acme.example' },
  { did: 'uncc', address: 'davi@acme.example' },
  { did: 'merged', into: 'BLIP-1001' },
  { did: 'linked', with: 'BLIP-1001' },
  { did: 'split', number: 'BLIP-1025' },
  { did: 'escalated' },
  { did: 'dropped' },
  { did: 'taken-up' },
];

const TROUBLES: Trouble[] = [
  { what: 'unknown-command', written: '#resolvdo', nearest: '#resolvido' },
  { what: 'unknown-command', written: '#xyzw', nearest: null },
  { what: 'missing-argument', command: '#prioridade', known: ['baixa', 'normal', 'alta', 'urgente'] },
  { what: 'missing-argument', command: '#tag', known: [] },
  {
    what: 'wrong-argument',
    command: '#prioridade',
    written: 'altíssima',
    known: ['baixa', 'normal', 'alta', 'urgente'],
  },
  { what: 'wrong-argument', command: '#espera', written: 'ontem', known: [] },
  { what: 'contradiction', command: '#resolvido', other: '#pendente' },
  { what: 'command-below', written: '#nota' },
  { what: 'no-such-ticket', command: '#juntar', number: 'BLIP-9999' },
  { what: 'other-contract', command: '#juntar', number: 'BLIP-1007' },
  { what: 'same-ticket', command: '#juntar' },
  { what: 'not-a-user', command: '#cc', address: 'eva@outra.example' },
  { what: 'not-on-ticket', command: '#uncc', address: 'eva@outra.example' },
  { what: 'is-requester', command: '#uncc', address: 'ana@acme.example' },
  { what: 'agent-not-in-queue', command: '#atribuir', agent: 'Caio Reis', queue: 'suporte' },
  { what: 'nothing-to-split', command: '#separar' },
  { what: 'nothing-waits', command: '#enviar' },
  { what: 'empty' },
  { what: 'quotes-our-letter' },
  { what: 'agents-address', address: 'bia@interno.example' },
  { what: 'answers-below' },
  { what: 'forward' },
  { what: 'not-permitted', number: 'BLIP-1024' },
];

const NOTICES: Notice[] = [
  { notice: 'taken', by: 'Caio Reis' },
  { notice: 'handed-over', by: 'Caio Reis', to: 'Bia Lima' },
  { notice: 'answered', by: 'Caio Reis' },
  { notice: 'merged', by: 'Caio Reis', into: 'BLIP-1001' },
  { notice: 'sent-though-moved', moved: MOVED },
  { notice: 'closed-by-customer', by: 'Ana Souza' },
  { notice: 'closed-untold', to: 'ana@acme.example' },
  { notice: 'rated-badly', by: 'Ana Souza', words: 'Demorou dois dias.\nE ainda não sei por quê.' },
  { notice: 'rated-badly', by: 'Ana Souza', words: null },
  { notice: 'rated-in-words', by: 'Ana Souza', words: 'Ótimo atendimento! Só falta o relatório.' },
  ...['reply', 'acknowledgement', 'service-status'].map((template) => ({
    notice: 'bounced' as const,
    to: 'ana@acme.example',
    template,
    diagnostic: '550 5.1.1 no such user',
  })),
  { notice: 'bounced', to: 'ana@acme.example', template: 'reply', diagnostic: '' },
  ...['reply', 'acknowledgement', 'agent-ticket'].map((template) => ({
    notice: 'unsure' as const,
    to: 'ana@acme.example',
    template,
    diagnostic: 'it may have arrived: the connection was lost',
    letterId: 4711,
  })),
  { notice: 'unsure', to: 'ana@acme.example', template: 'reply', diagnostic: '', letterId: 4711 },
  { notice: 'not-entitled', address: 'eva@outra.example', because: 'plan "Trial" has no support by e-mail' },
  { notice: 'agent-bounced', agent: 'Bia Lima', address: 'bia@desk.example', diagnostic: '552 5.2.2 mailbox full' },
  { notice: 'agent-bounced', agent: 'Bia Lima', address: 'bia@desk.example', diagnostic: '' },
  {
    notice: 'unproven-agent',
    agent: 'Bia Lima',
    address: 'bia@desk.example',
    mailId: 731,
    because: 'dmarc=fail (p=reject)',
  },
  { notice: 'inactive-agent', agent: 'Bia Lima', address: 'bia@desk.example', mailId: 731 },
  { notice: 'not-permitted', agent: 'Bia Lima', address: 'bia@desk.example', mailId: 731 },
  {
    notice: 'agent-untold',
    agent: 'Bia Lima',
    address: 'bia@desk.example',
    mailId: 731,
    because: 'no agent-question: 60 answers within an hour',
  },
];
