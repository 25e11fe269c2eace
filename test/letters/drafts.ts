/** Drafts, and the shipped templates, for the tests of letters. */
import path from 'node:path';
import type { LetterDesk, LetterDraft, LetterValues, TemplateName } from '../../src/letters/letter.ts';
import type { Language } from '../../src/ticket/ticket.ts';

export const SHIPPED = path.join(import.meta.dirname, '../../templates');

/** A desk with every link. */
export const desk = {
  name: 'Suporte Acme',
  address: 'suporte@desk.example',
  timeZone: 'America/Sao_Paulo',
  links: {
    documentation: 'https://docs.desk.example/start?a=1&b=2',
    forum: 'https://forum.desk.example',
    portal: 'https://portal.desk.example',
    status: 'https://status.desk.example',
    helpCenter: 'https://help.desk.example',
    contract: 'https://desk.example/plans',
    user: 'https://help.desk.example/add_a_user_(new)',
    team: 'https://help.desk.example/teams',
    language: 'mailto:language@desk.example',
  },
} satisfies LetterDesk;

export type AcknowledgementValues = LetterValues & { kind: 'acknowledgement' };
export type RefusalValues = LetterValues & { kind: 'refusal' };

export function acknowledgement(values: Partial<AcknowledgementValues> = {}): AcknowledgementValues {
  return {
    kind: 'acknowledgement',
    number: 'BLIP-1024',
    contactName: 'Ana Souza',
    subject: 'Bot fora do ar',
    type: 'incident',
    priority: 'high',
    plan: 'Plus',
    organization: 'Padaria Sol',
    receivedAt: Date.UTC(2026, 10, 23, 21, 0),
    firstResponseDue: Date.UTC(2026, 10, 24, 13, 30),
    aroundTheClock: false,
    follows: null,
    mayEscalate: false,
    ...values,
  };
}

export function refusal(values: Partial<RefusalValues> & Pick<RefusalValues, 'verdict'>): RefusalValues {
  return {
    kind: 'refusal',
    contactName: null,
    organization: null,
    plan: null,
    startsOn: null,
    endsOn: null,
    ...values,
  };
}

export function draft(language: Language, values: LetterValues, more: Partial<LetterDraft> = {}): LetterDraft {
  const template: TemplateName = values.kind === 'refusal' ? `refusal-${values.verdict}` : values.kind;
  return {
    template,
    language,
    to: { name: 'Ana Souza', address: 'ana@padaria.example' },
    values,
    messageId: '<1024.token@desk.example>',
    inReplyTo: '<first@padaria.example>',
    references: ['<first@padaria.example>'],
    replyTo: null,
    because: 'a test',
    ...more,
  };
}
