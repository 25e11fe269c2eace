/** The letters to customers that time brings, in every shape, to try their templates with. */
import { METRICS, TICKET_STATES } from '../ticket/ticket.ts';
import type { FollowUpTemplate } from './follow-up-scope.ts';
import type { Asked, FollowUpValues } from './follow-up-values.ts';

/** The values to try one of these templates with. */
export function followUpSamples(template: FollowUpTemplate): FollowUpValues[] {
  switch (template) {
    case 'follow-up-quiet':
      return TICKET_STATES.flatMap((state) =>
        [1, 2].flatMap((ordinal) => [
          { kind: template, ...NAMED, ordinal, state, nextDue: AT + DAY, resolutionDue: null },
          { kind: template, ...NAMED, ordinal, state, nextDue: null, resolutionDue: AT + 2 * DAY },
          { kind: template, ...BARE, ordinal, state, nextDue: null, resolutionDue: null },
        ]),
      );
    case 'follow-up-missed':
      return METRICS.flatMap((missed) => [
        {
          kind: template,
          ...NAMED,
          mayEscalate: false,
          missed,
          promisedFor: AT,
          escalated: true,
          phone: '+55 31 5550-0100',
          resolutionDue: missed === 'resolution' ? null : AT + 2 * DAY,
        },
        { kind: template, ...NAMED, missed, promisedFor: AT, escalated: false, phone: null, resolutionDue: null },
        { kind: template, ...BARE, missed, promisedFor: AT, escalated: true, phone: null, resolutionDue: null },
        { kind: template, ...BARE, missed, promisedFor: AT, escalated: false, phone: null, resolutionDue: null },
      ]);
    case 'follow-up-reminder':
      return [1, 2].flatMap((ordinal) => [
        { kind: template, ...NAMED, ordinal, asked: ASKED, closesAt: AT + 4 * DAY },
        { kind: template, ...NAMED, ordinal, asked: { ...ASKED, agentName: null }, closesAt: null },
        { kind: template, ...BARE, ordinal, asked: null, closesAt: null },
      ]);
    case 'follow-up-closing':
      return TICKET_STATES.flatMap((state) => [
        { kind: template, ...NAMED, state, asked: ASKED, closesAt: AT + 4 * DAY },
        { kind: template, ...BARE, state, asked: null, closesAt: null },
      ]);
    case 'follow-up-closed':
      return [true, false].flatMap((wasSolved) => [
        { kind: template, ...NAMED, wasSolved, reopenUntil: AT + 14 * DAY },
        { kind: template, ...BARE, wasSolved, reopenUntil: AT + 14 * DAY },
      ]);
    case 'follow-up-solved':
      return [
        { kind: template, ...NAMED, closesAt: AT + 7 * DAY },
        { kind: template, ...BARE, closesAt: null },
      ];
  }
}

const DAY = 86_400_000;
const AT = Date.UTC(2026, 10, 23, 16, 12);

const NAMED = {
  number: 'BLIP-1024',
  subject: 'Bot não responde no WhatsApp',
  contactName: 'Ana Souza',
  agentName: 'Bia',
  mayEscalate: true,
};
const BARE = { number: 'BLIP-1024', subject: null, contactName: null, agentName: null, mayEscalate: false };

const ASKED: Asked = {
  at: AT,
  agentName: 'Bia',
  text: 'Olá, Ana!\n\nVocê pode nos mandar o log do bot das 9h às 10h?\nO caminho está em https://docs.desk.example/logs.\n\n[cid:tela]',
};
