/** Letters of every shape, to try a template with: each verdict and type, with all values and links, and with all that may be absent. */
import { TICKET_TYPES } from '../ticket/ticket.ts';
import { agentSamples } from './agent-samples.ts';
import { customerSamples } from './customer-samples.ts';
import { digestSamples } from './digest-samples.ts';
import { followUpSamples } from './follow-up-samples.ts';
import {
  AGENT_TEMPLATES,
  CUSTOMER_TEMPLATES,
  FOLLOW_UP_TEMPLATES,
  isOneOf,
  type LetterDesk,
  type LetterValues,
  type RefusalTemplate,
  type RefusalValues,
  type TemplateName,
} from './letter.ts';

export const SAMPLE_DESK: LetterDesk = {
  name: 'Suporte Exemplo',
  address: 'suporte@desk.example',
  timeZone: 'America/Sao_Paulo',
  links: {
    documentation: 'https://docs.desk.example',
    forum: 'https://forum.desk.example',
    portal: 'https://portal.desk.example',
    status: 'https://status.desk.example',
    helpCenter: 'https://help.desk.example',
    contract: 'https://desk.example/plans',
    user: 'https://help.desk.example/users',
    team: 'https://help.desk.example/teams',
    language: 'https://help.desk.example/language',
  },
};

/** A desk may do without any link. */
export const SAMPLE_DESK_WITHOUT_LINKS: LetterDesk = {
  ...SAMPLE_DESK,
  links: {
    documentation: null,
    forum: null,
    portal: null,
    status: null,
    helpCenter: null,
    contract: null,
    user: null,
    team: null,
    language: null,
  },
};

const RECEIVED_AT = Date.UTC(2026, 10, 23, 16, 12);

/** The values to try a template with. */
export function sampleValues(template: TemplateName): LetterValues[] {
  if (isOneOf(CUSTOMER_TEMPLATES, template)) return customerSamples(template);
  if (isOneOf(FOLLOW_UP_TEMPLATES, template)) return followUpSamples(template);
  if (isOneOf(AGENT_TEMPLATES, template)) return agentSamples(template);
  if (template === 'digest') return digestSamples();
  if (template === 'acknowledgement') return acknowledgements();
  return refusals(REFUSED[template]);
}

const REFUSED = {
  'refusal-no-contract': 'no-contract',
  'refusal-not-started': 'not-started',
  'refusal-ended': 'ended',
  'refusal-plan-without-email': 'plan-without-email',
  'refusal-not-a-user': 'not-a-user',
  'refusal-out-of-scope': 'out-of-scope',
} as const satisfies Record<RefusalTemplate, RefusalValues['verdict']>;

function refusals(verdict: RefusalValues['verdict']): RefusalValues[] {
  return [
    {
      kind: 'refusal',
      verdict,
      contactName: 'Ana Souza',
      organization: 'Acme',
      plan: 'Plus',
      startsOn: '2026-12-01',
      endsOn: '2027-11-30',
    },
    { kind: 'refusal', verdict, contactName: null, organization: null, plan: null, startsOn: null, endsOn: null },
  ];
}

/** Of each type; and an incident that is known, which is no other type. */
function acknowledgements(): LetterValues[] {
  const known = { since: RECEIVED_AT - 2 * 3_600_000 };
  return [
    ...TICKET_TYPES.flatMap((type) => [acknowledgement(type), bare(type)]),
    { ...acknowledgement('incident'), known },
    { ...bare('incident'), known },
  ];
}

function acknowledgement(type: (typeof TICKET_TYPES)[number]): LetterValues & { kind: 'acknowledgement' } {
  return {
    kind: 'acknowledgement',
    number: 'BLIP-1024',
    contactName: 'Ana Souza',
    subject: 'Bot não responde no WhatsApp',
    type,
    priority: 'high',
    plan: 'Plus',
    organization: 'Acme',
    receivedAt: RECEIVED_AT,
    firstResponseDue: RECEIVED_AT + 4 * 3_600_000,
    aroundTheClock: true,
    follows: 'BLIP-1000',
    mayEscalate: true,
  };
}

function bare(type: (typeof TICKET_TYPES)[number]): LetterValues & { kind: 'acknowledgement' } {
  return {
    ...acknowledgement(type),
    contactName: null,
    subject: null,
    firstResponseDue: null,
    aroundTheClock: false,
    follows: null,
    mayEscalate: false,
  };
}
