/** What the names stand for in the letters that answer customers: a person's words, and what they asked the desk itself. */
import type { Language } from '../ticket/ticket.ts';
import { wishLink } from './actions.ts';
import type { IncidentUpdateValues, ReplyValues, ServiceTicket, ServiceValues } from './customer-values.ts';
import { firstNameOf } from './first-name.ts';
import type { LetterDesk } from './letter.ts';
import { listOf } from './names.ts';
import { REPORT_NAMES, reportScope, type ServiceReportValues } from './report-scope.ts';
import type { Sealer } from './seal.ts';
import { stateInWords, typeInWords } from './ticket-words.ts';
import { instantInWords } from './words.ts';

export type CustomerTemplate = (ReplyValues | IncidentUpdateValues | ServiceValues)['kind'];

const CONTACT = ['contactName', 'firstName'];
const SERVICE = [...CONTACT, 'mayEscalate'];

const TICKET = [
  'number',
  'subject',
  'type',
  'typeInWords',
  'state',
  'stateInWords',
  'createdAt',
  'agentName',
  'nextDue',
  'answeredAt',
  // Where a tap asks how this one is; null where the desk takes no such mails.
  'statusLink',
];

const ONE_TICKET = TICKET.map((name) => `ticket.${name}`);

/** The names that such a template may use, besides the common ones; lists are told by `listOf`. */
export function customerNames(template: CustomerTemplate): string[] {
  switch (template) {
    case 'reply':
    case 'incident-update':
      return [...CONTACT, 'number', 'subject', 'answer', 'agentName', 'organization', 'state'];
    case 'split':
      return [...SERVICE, ...ONE_TICKET, 'from'];
    case 'service-list':
      return [...SERVICE, ...listOf('tickets', TICKET), 'more'];
    case 'service-status':
    case 'service-closed':
    case 'service-type':
    case 'service-reopened':
      return [...SERVICE, ...ONE_TICKET];
    case 'service-rated':
      return [...SERVICE, ...ONE_TICKET, 'score', 'commented'];
    case 'service-escalated':
      return [...SERVICE, ...ONE_TICKET, 'phone'];
    case 'service-report':
      return [...SERVICE, ...REPORT_NAMES];
    case 'service-help':
      return [...SERVICE, 'admin'];
    case 'service-problem':
      return [...SERVICE, 'problem', 'number', 'plan'];
  }
}

/**
 * An answer is shown whole: what an agent wrote is never cut. The bounds are those of what one mail can say at all.
 */
const WHOLE = { links: true, characters: 500_000, lines: 50_000 };

/** @returns the values of these names: words sealed, absent ones null, never undefined */
export function customerScope(
  values: ReplyValues | IncidentUpdateValues | ServiceValues,
  language: Language,
  desk: LetterDesk,
  seal: Sealer,
): Record<string, unknown> {
  const contact = { contactName: seal.text(values.contactName), firstName: seal.text(firstNameOf(values.contactName)) };
  if (values.kind === 'reply' || values.kind === 'incident-update') {
    return {
      ...contact,
      number: seal.text(values.number),
      subject: seal.text(values.subject),
      answer: seal.block(values.answer, WHOLE),
      agentName: seal.text(values.agentName),
      organization: seal.text(values.organization),
      state: values.state,
    };
  }
  const ticket = (one: ServiceTicket) => ticketScope(one, language, desk, seal);
  const own =
    values.kind === 'service-report' ? reportScope(values, language, desk, seal) : serviceScope(values, ticket, seal);
  return { ...contact, mayEscalate: values.mayEscalate, ...own };
}

/** What one of them has besides the contact. */
function serviceScope(
  values: Exclude<ServiceValues, ServiceReportValues>,
  ticket: (one: ServiceTicket) => Record<string, unknown>,
  seal: Sealer,
): Record<string, unknown> {
  switch (values.kind) {
    case 'split':
      return { ticket: ticket(values.ticket), from: seal.text(values.from) };
    case 'service-list':
      return { tickets: values.tickets.map(ticket), more: values.more };
    case 'service-status':
    case 'service-closed':
    case 'service-type':
    case 'service-reopened':
      return { ticket: ticket(values.ticket) };
    case 'service-rated':
      return { ticket: ticket(values.ticket), score: values.score, commented: values.commented };
    case 'service-escalated':
      return { ticket: ticket(values.ticket), phone: seal.text(values.phone) };
    case 'service-help':
      return { admin: values.admin === true };
    case 'service-problem':
      return { problem: values.problem, number: seal.text(values.number), plan: seal.text(values.plan) };
  }
}

function ticketScope(ticket: ServiceTicket, language: Language, desk: LetterDesk, seal: Sealer) {
  const inWords = (at: number | null) =>
    at === null ? null : seal.measure(instantInWords(at, desk.timeZone, language));
  return {
    number: seal.text(ticket.number),
    subject: seal.text(ticket.subject),
    type: ticket.type,
    typeInWords: typeInWords(ticket.type, language),
    state: ticket.state,
    stateInWords: stateInWords(ticket.state, language, 'customer'),
    createdAt: inWords(ticket.createdAt),
    agentName: seal.text(ticket.agentName),
    nextDue: inWords(ticket.nextDue),
    answeredAt: inWords(ticket.answeredAt),
    statusLink: wishLink('status', ticket.number, language, desk, seal),
  };
}
