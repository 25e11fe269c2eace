/** Letters of every shape, to try a template with: each verdict and type, with all values and links, and with all that may be absent. */
import { TICKET_TYPES } from '../ticket/ticket.ts';
import { agentSamples } from './agent-samples.ts';
import { customerSamples } from './customer-samples.ts';
import { digestSamples } from './digest-samples.ts';
import { followUpSamples } from './follow-up-samples.ts';
import type { LetterDesk, LetterValues, RefusalValues, TemplateName } from './letter.ts';

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
  switch (template) {
    case 'acknowledgement':
      return TICKET_TYPES.flatMap((type) => [acknowledgement(type), bare(type)]);
    case 'refusal-no-contract':
      return refusals('no-contract');
    case 'refusal-not-started':
      return refusals('not-started');
    case 'refusal-ended':
      return refusals('ended');
    case 'refusal-plan-without-email':
      return refusals('plan-without-email');
    case 'refusal-not-a-user':
      return refusals('not-a-user');
    case 'refusal-out-of-scope':
      return refusals('out-of-scope');
    case 'reply':
    case 'split':
    case 'service-list':
    case 'service-status':
    case 'service-closed':
    case 'service-escalated':
    case 'service-type':
    case 'service-rated':
    case 'service-reopened':
    case 'service-help':
    case 'service-problem':
      return customerSamples(template);
    case 'follow-up-quiet':
    case 'follow-up-missed':
    case 'follow-up-reminder':
    case 'follow-up-closing':
    case 'follow-up-closed':
    case 'follow-up-solved':
      return followUpSamples(template);
    case 'agent-ticket':
    case 'agent-due':
    case 'agent-receipt':
    case 'agent-problem':
    case 'agent-held':
    case 'agent-question':
    case 'agent-notice':
    case 'agent-help':
      return agentSamples(template);
    case 'digest':
      return digestSamples();
  }
}

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

function bare(type: (typeof TICKET_TYPES)[number]): LetterValues {
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
