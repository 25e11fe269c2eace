/** A desk with rules for incidents, the tickets that may become one, and customers' mails that report something broken. */
import type { LetterDraft } from '../../../src/letters/letter.ts';
import type { Message } from '../../../src/mail/message.ts';
import { decide } from '../../../src/ticket/decide.ts';
import type {
  Decision,
  Facts,
  InboundMail,
  NewIncident,
  NewTicket,
  OpenIncident,
  RecentIncident,
} from '../../../src/ticket/decision.ts';
import type { Desk } from '../../../src/ticket/desk.ts';
import type { IncidentRule, IncidentRules } from '../../../src/ticket/incident/rules.ts';
import { compileSla } from '../../../src/ticket/sla/sla.ts';
import type { TicketType } from '../../../src/ticket/ticket.ts';
import { agent, contract, desk, facts, mail, NOW, queue, user } from '../../support/facts.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export function rule(over: Partial<IncidentRule> = {}): IncidentRule {
  return { name: 'outage', tags: ['whatsapp'], contracts: 3, within: 30 * MINUTE, ...over };
}

export function rules(...all: IncidentRule[]): IncidentRules {
  return { rules: all.length === 0 ? [rule()] : all, joinsFor: 4 * HOUR };
}

/** BLIP-1021 to 1023 and so on: a ticket of a customer's own, `minutes` before `NOW`. */
export function recent(number: number, minutes: number, over: Partial<RecentIncident> = {}): RecentIncident {
  return {
    number: `BLIP-${number}`,
    subject: `Parou ${number}`,
    tags: ['whatsapp'],
    queue: 'support',
    assignee: null,
    policy: 'standard',
    organization: `Org ${number}`,
    createdAt: NOW - minutes * MINUTE,
    contract: `contract-${number}`,
    priority: 'normal',
    firstResponseDue: NOW - minutes * MINUTE + 4 * HOUR,
    ...over,
  };
}

export function openIncident(over: Partial<OpenIncident> = {}): OpenIncident {
  return {
    number: 'BLIP-1010',
    tag: 'whatsapp',
    queues: ['support'],
    assignee: 'lia',
    startedAt: NOW - 2 * HOUR,
    lastAt: NOW - 10 * MINUTE,
    ...over,
  };
}

export const BIA = agent();
export const RUI = agent({ id: 'rui', name: 'Rui Reis', publicName: 'Rui', addresses: ['rui@desk.example'] });
export const LIA = agent({ id: 'lia', name: 'Lia Luz', publicName: 'Lia', addresses: ['lia@desk.example'] });
export const TEO = agent({ id: 'teo', name: 'Teo Melo', publicName: 'Teo', addresses: ['teo@desk.example'] });

const { sla } = compileSla({
  calendars: { always: '24x7' },
  policies: {
    standard: {
      calendar: 'always',
      targets: {
        '*': {
          urgent: { firstResponse: '1h', resolution: '4h' },
          '*': { firstResponse: '4h', resolution: '8h' },
        },
      },
    },
    premium: { calendar: 'always', targets: { '*': { '*': { firstResponse: '30m', resolution: '2h' } } } },
  },
});

/** Bia and Rui work in the queue that Lia leads; Teo is in another one. What stands in brackets in a subject is its tag. */
export function incidentDesk(over: Partial<Desk> = {}): Desk {
  return desk({
    sla,
    agents: [BIA, RUI, LIA, TEO],
    queues: [
      queue({ id: 'support', members: ['bia', 'rui'], lead: 'lia', strategy: 'round-robin' }),
      queue({ id: 'billing', members: ['teo'], lead: null }),
    ],
    incidents: rules(),
    classify: ({ message: { subject, text } }) => ({
      type: typeIn(text),
      priority: 'normal',
      tags: [...subject.matchAll(/\[(\w+)\]/g)].map(([, tag = '']) => tag),
      queue: /fatura/i.test(subject) ? 'billing' : 'support',
      because: ['rule "in the test"'],
    }),
    ...over,
  });
}

function typeIn(text: string): TicketType {
  return /parou/i.test(text) ? 'incident' : /exportem/i.test(text) ? 'task' : 'doubt';
}

export interface Reporting {
  over?: Partial<Message>;
  about?: Partial<InboundMail>;
  facts?: Partial<Facts>;
  /** Whose user Ana is. */
  contract?: string;
  desk?: Desk;
}

/** What becomes of a mail of Ana's that says that WhatsApp does not work; her ticket would be BLIP-1024. */
export function anaReports({ over, about, facts: known, contract: id, desk: own }: Reporting = {}): Decision {
  const theirs = contract(id === undefined ? {} : { id, organization: id });
  const text = 'O canal parou de responder.';
  return decide(
    mail({ subject: 'Sem resposta [whatsapp]', text, replyText: text, ...over }, about),
    facts({
      directory: { memberships: [{ contract: theirs, user: user() }], domainContracts: [theirs] },
      ...known,
    }),
    own ?? incidentDesk(),
    NOW,
  );
}

export function incidentIn({ changes }: Decision): NewIncident | null {
  const gather = changes.find((change) => change.do === 'gather');
  return gather?.do === 'gather' ? gather.incident : null;
}

/** Which tickets become part of what, by number. */
export function partsIn({ changes }: Decision): [number, number | null][] {
  return changes.flatMap((change) => (change.do === 'part-of' ? [[change.number, change.incident]] : []));
}

export function ticketIn({ changes }: Decision): NewTicket | null {
  const open = changes.find((change) => change.do === 'open');
  return open?.do === 'open' ? open.ticket : null;
}

/** Letters to agents, such as `agent-incident to lia@desk.example`. */
export function toldIn({ letters }: Decision): string[] {
  return letters.flatMap(({ template, to }) => (template.startsWith('agent-') ? [`${template} to ${to.address}`] : []));
}

export function knownIn({ letters }: Decision): unknown {
  const values = letters.find(({ template }) => template === 'acknowledgement')?.values;
  return values?.kind === 'acknowledgement' ? values.known : undefined;
}

export function lettersOf({ letters }: Decision, template: LetterDraft['template']): LetterDraft[] {
  return letters.filter((letter) => letter.template === template);
}
