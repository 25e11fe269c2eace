/** The letters that answer customers in every shape, to try their templates with. */
import { TICKET_STATES, TICKET_TYPES } from '../ticket/ticket.ts';
import type { CustomerTemplate } from './customer-scope.ts';
import type {
  IncidentUpdateValues,
  ReplyValues,
  ServiceProblem,
  ServiceTicket,
  ServiceValues,
} from './customer-values.ts';
import { reportSamples } from './report-samples.ts';

/** The values to try one of these templates with. */
export function customerSamples(template: CustomerTemplate): (ReplyValues | IncidentUpdateValues | ServiceValues)[] {
  const ticket = (part: Partial<ServiceTicket>) => ({ ...NAMED, ticket: { ...TICKET, ...part } });
  const bare = (part: Partial<ServiceTicket>) => ({ ...UNNAMED, ticket: { ...BARE, ...part } });
  switch (template) {
    case 'reply':
      return TICKET_STATES.flatMap((state) => [
        { ...REPLY, state },
        { ...REPLY, state, contactName: null, subject: '', answer: 'Feito.', organization: '' },
      ]);
    case 'incident-update':
      return TICKET_STATES.flatMap((state) => [
        { ...REPLY, kind: template, answer: UPDATE, state },
        { ...REPLY, kind: template, state, contactName: null, subject: '', answer: 'Já voltou.', organization: '' },
      ]);
    case 'split':
      return [ticket({}), bare({})].map((each) => ({ kind: template, ...each, from: 'BLIP-1000' }));
    case 'service-list':
      return [
        { kind: template, ...NAMED, tickets: MANY, more: true },
        { kind: template, ...NAMED, tickets: MANY, more: false },
        { kind: template, ...UNNAMED, tickets: [BARE], more: false },
        { kind: template, ...UNNAMED, tickets: [], more: false },
      ];
    case 'service-status':
      return TICKET_STATES.flatMap((state) => [ticket({ state }), bare({ state })]).map((each) => ({
        kind: template,
        ...each,
      }));
    case 'service-closed':
      return [ticket({ state: 'closed', nextDue: null }), bare({ state: 'closed' })].map((each) => ({
        kind: template,
        ...each,
      }));
    case 'service-escalated':
      return [
        { kind: template, ...ticket({}), phone: '+55 31 5550-0100' },
        { kind: template, ...bare({}), phone: null },
      ];
    case 'service-type':
      return TICKET_TYPES.flatMap((type) => [ticket({ type }), bare({ type })]).map((each) => ({
        kind: template,
        ...each,
      }));
    case 'service-rated':
      return ([1, 2, 3] as const).flatMap((score) => [
        { kind: template, ...ticket({ state: 'solved', nextDue: null }), score, commented: true },
        { kind: template, ...bare({ state: 'closed' }), score, commented: false },
      ]);
    case 'service-reopened':
      return [ticket({}), bare({ state: 'open' })].map((each) => ({ kind: template, ...each }));
    case 'service-report':
      return reportSamples();
    case 'service-help':
      return [NAMED, UNNAMED].flatMap((each) => [
        { kind: template, ...each, admin: true },
        { kind: template, ...each },
      ]);
    case 'service-problem':
      return PROBLEMS.flatMap((problem) => [
        { kind: template, ...NAMED, problem, number: 'BLIP-1024', plan: 'Plus' },
        { kind: template, ...UNNAMED, problem, number: null, plan: '' },
      ]);
  }
}

const NAMED = { contactName: 'Ana Souza', mayEscalate: true };
const UNNAMED = { contactName: null, mayEscalate: false };

const OPENED_AT = Date.UTC(2026, 10, 23, 16, 12);
const HOUR = 3_600_000;

const TICKET: ServiceTicket = {
  number: 'BLIP-1024',
  subject: 'Bot não responde no WhatsApp',
  type: 'incident',
  priority: 'high',
  state: 'open',
  createdAt: OPENED_AT,
  agentName: 'Bia',
  nextDue: OPENED_AT + 22 * HOUR,
  answeredAt: OPENED_AT + 2 * HOUR,
};

const BARE: ServiceTicket = {
  ...TICKET,
  subject: '',
  state: 'new',
  agentName: null,
  nextDue: null,
  answeredAt: null,
};

/** One of each state, with and without what may be absent. */
const MANY: ServiceTicket[] = TICKET_STATES.flatMap((state, index) => [
  { ...TICKET, state, number: `BLIP-${1040 - 2 * index}` },
  { ...BARE, state, number: `BLIP-${1039 - 2 * index}`, subject: 'Relatório de atendimentos de outubro' },
]);

const REPLY: ReplyValues = {
  kind: 'reply',
  number: 'BLIP-1024',
  contactName: 'Ana Souza',
  subject: 'Bot não responde no WhatsApp',
  answer: [
    'Olá, Ana!',
    '',
    'O certificado do webhook tinha vencido; já renovamos e as mensagens voltaram a chegar.',
    'Você pode testar de novo e me dizer se está tudo certo?',
    '',
    'O passo a passo está em https://docs.desk.example/webhooks.',
  ].join('\n'),
  agentName: 'Bia',
  organization: 'Acme',
  state: 'pending',
};

const UPDATE = [
  'Olá!',
  '',
  'Encontramos a causa: um dos nossos servidores de mensagens parou de responder às 9h.',
  'O tráfego já passa por outro, e as mensagens que estavam na fila chegam aos poucos.',
].join('\n');

const PROBLEMS: readonly ServiceProblem[] = [
  'no-such-ticket',
  'which-ticket',
  'plan',
  'already-closed',
  'already-escalated',
  'not-solved-yet',
  'not-admin',
];
