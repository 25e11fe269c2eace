/** Letters of every shape, to try a template with: each verdict and type, with all values and links, and with all that may be absent. */
import { ENTITLEMENT_VERDICTS, TICKET_TYPES } from '../ticket/ticket.ts';
import type { LetterDesk, LetterValues, TemplateName } from './letter.ts';

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
  if (template === 'acknowledgement') return TICKET_TYPES.flatMap((type) => [acknowledgement(type), bare(type)]);
  const verdict = ENTITLEMENT_VERDICTS.filter((each) => each !== 'entitled').find(
    (each) => template === `refusal-${each}`,
  );
  if (verdict === undefined) return [];
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
  };
}
