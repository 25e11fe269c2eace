/** Small makers of mails, facts and desks for tables of decisions: what a test does not mention is ordinary. */
import type { Authentication, Message } from '../../src/mail/message.ts';
import type { Facts, InboundMail } from '../../src/ticket/decision.ts';
import type { Desk } from '../../src/ticket/desk.ts';
import { NO_FOLLOW_UPS } from '../../src/ticket/follow-up/rules.ts';
import { NO_INCIDENTS } from '../../src/ticket/incident/rules.ts';
import { compileSla } from '../../src/ticket/sla/sla.ts';
import type {
  Agent,
  Contract,
  DirectoryAnswer,
  Queue,
  RecentMessage,
  TicketFacts,
  User,
} from '../../src/ticket/ticket.ts';

/** Tuesday, 3 November 2026, 10:00 in São Paulo. */
export const NOW = Date.parse('2026-11-03T13:00:00Z');
export const DAY = 86_400_000;

export const PASS: Authentication = { verdict: 'pass', because: 'dmarc=pass (mx.desk.example)' };
export const FAIL: Authentication = { verdict: 'fail', because: 'dmarc=fail, the domain asks for reject' };
export const NONE: Authentication = { verdict: 'none', because: 'no Authentication-Results of mx.desk.example' };
export const UNKNOWN: Authentication = { verdict: 'unknown', because: 'dmarc=temperror' };

export function message(over: Partial<Message> = {}): Message {
  return {
    messageId: '<m1@acme.example>',
    date: null,
    from: { name: 'Ana S.', address: 'ana@acme.example' },
    to: [{ name: '', address: 'suporte@desk.example' }],
    cc: [],
    subject: 'Ajuda com o bot',
    text: 'Bom dia, como altero o menu?',
    replyText: 'Bom dia, como altero o menu?',
    ownText: over.replyText ?? 'Bom dia, como altero o menu?',
    language: 'pt-BR',
    attachments: [],
    automatic: null,
    forwarded: null,
    inReplyTo: [],
    references: [],
    recipients: ['suporte@desk.example'],
    headers: {},
    defect: null,
    authentication: PASS,
    spam: false,
    textsDisagree: null,
    fingerprint: 'f1',
    size: 1_000,
    ...over,
  };
}

export function mail(over: Partial<Message> = {}, about: Partial<InboundMail> = {}): InboundMail {
  return {
    id: 7,
    receivedAt: NOW,
    understood: { message: message(over) },
    silent: false,
    releases: 0,
    release: null,
    ...about,
  };
}

export function user(over: Partial<User> = {}): User {
  return {
    name: 'Ana Souza',
    email: 'ana@acme.example',
    otherEmails: [],
    language: null,
    bots: ['sales'],
    admin: false,
    ...over,
  };
}

export function contract(over: Partial<Contract> = {}): Contract {
  return {
    id: 'acme-2026',
    organization: 'Acme',
    plan: 'Plus',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    domains: ['acme.example'],
    sla: null,
    bots: [
      { id: 'sales', name: 'Sales', paid: true },
      { id: 'lab', name: 'Lab', paid: false },
    ],
    users: [],
    ...over,
  };
}

export const KNOWN: DirectoryAnswer = {
  memberships: [{ contract: contract(), user: user() }],
  domainContracts: [contract()],
};
export const STRANGER: DirectoryAnswer = { memberships: [], domainContracts: [] };

/** @param over `people` brings `participants` along, and the reverse */
export function ticket(over: Partial<TicketFacts> = {}): TicketFacts {
  const people =
    over.people ??
    (over.participants ?? ['ana@acme.example']).map((address) => ({
      name: address === 'ana@acme.example' ? 'Ana Souza' : '',
      address,
    }));
  return {
    id: 3,
    number: 'BLIP-1003',
    subject: 'Ajuda com o bot',
    type: 'doubt',
    priority: 'normal',
    state: 'open',
    tags: [],
    queue: null,
    assignee: null,
    plan: 'Plus',
    contract: 'acme-2026',
    organization: 'Acme',
    policy: 'standard',
    language: 'pt-BR',
    requester: 'ana@acme.example',
    participants: people.map(({ address }) => address),
    people,
    createdAt: NOW - DAY,
    solvedAt: null,
    closedAt: null,
    holdUntil: null,
    escalatedAt: null,
    gathers: null,
    partOf: null,
    events: [],
    clocks: [],
    recent: [],
    ...over,
  };
}

/** One thing said on a ticket: by Ana, unless told otherwise. */
export function said(over: Partial<RecentMessage> = {}): RecentMessage {
  return {
    id: 11,
    at: NOW - DAY,
    direction: 'in',
    name: 'Ana Souza',
    address: 'ana@acme.example',
    agent: null,
    messageId: '<m1@acme.example>',
    text: 'Bom dia, como altero o menu?',
    ...over,
  };
}

export function facts(over: Partial<Facts> = {}): Facts {
  return {
    directory: KNOWN,
    duplicateOf: null,
    tickets: { byToken: [], byMessageId: [], byNumber: [] },
    bouncedLetter: null,
    answersWaiting: false,
    refusals: { toSender: 0, today: 0 },
    lettersToSender: 0,
    lettersToday: { toSender: 0, toSenderOn: {}, deskIsFull: false },
    nextNumber: 1024,
    agentThreads: [],
    agentAsked: false,
    named: [],
    ownTickets: [],
    months: new Map(),
    people: {},
    routing: { away: {}, turns: {}, open: {}, keepers: {} },
    answersToAgent: 0,
    incidents: { open: [], recent: [] },
    parts: [],
    leadNotices: {},
    ...over,
  };
}

/** Bia, who is always there. */
export function agent(over: Partial<Agent> = {}): Agent {
  return {
    id: 'bia',
    name: 'Bia Lima',
    publicName: 'Bia',
    addresses: ['bia@desk.example'],
    active: true,
    languages: ['pt-BR'],
    skills: [],
    away: [],
    hours: null,
    receipts: false,
    ...over,
  };
}

export function queue(over: Partial<Queue> = {}): Queue {
  return { id: 'support', members: ['bia'], lead: null, strategy: 'round-robin', sameAgent: false, ...over };
}

export function desk(over: Partial<Desk> = {}): Desk {
  const { sla } = compileSla({
    calendars: { always: '24x7' },
    policies: {
      standard: { calendar: 'always', targets: { '*': { '*': { firstResponse: '4h', resolution: '8h' } } } },
    },
  });
  const email = ['documentation', 'forum', 'email'];
  return {
    name: 'Desk',
    address: 'suporte@desk.example',
    timeZone: 'America/Sao_Paulo',
    links: {
      documentation: 'https://docs.example/',
      forum: 'https://forum.example/',
      portal: 'https://portal.example/',
      status: 'https://status.example/',
      helpCenter: 'https://help.example/',
      contract: 'https://desk.example/plans',
      user: 'https://help.example/user',
      team: 'https://help.example/team',
      language: 'https://help.example/language',
    },
    identity: { addresses: ['suporte@desk.example'], authservId: 'mx.desk.example', ownLists: [], agents: [] },
    ticketPrefix: 'BLIP',
    language: 'pt-BR',
    secrets: ['a secret of sixteen characters and more'],
    plusAddress: false,
    plans: new Map([
      ['trial', { name: 'Trial', channels: ['documentation', 'forum'], sla: '', rank: 0 }],
      ['startup', { name: 'Startup', channels: email, sla: 'standard', rank: 1 }],
      ['start', { name: 'Startup', channels: email, sla: 'standard', rank: 1 }],
      ['plus', { name: 'Plus', channels: email, sla: 'standard', rank: 2 }],
      ['enterprise', { name: 'Enterprise', channels: email, sla: 'standard', rank: 3 }],
    ]),
    classify: () => ({ type: 'doubt', priority: 'normal', tags: [], queue: null, because: ['default: doubt'] }),
    sla,
    followUps: NO_FOLLOW_UPS,
    incidents: NO_INCIDENTS,
    agents: [agent()],
    queues: [],
    macros: new Map(),
    answers: {
      state: 'pending',
      collisions: { colleagueAnswered: 'hold', customerWrote: 'send', mergedOrClosed: 'hold' },
    },
    awayAfterAutoReply: 3 * DAY,
    agentFilesUpTo: 10_000_000,
    customersAdd: true,
    selfService: true,
    phone: null,
    unverified: 'accept',
    colleagues: 'append',
    thanks: { phrases: [] },
    reopenWindow: 14 * DAY,
    limits: {
      lettersPerTicketDay: 10,
      lettersPerRecipientHour: 20,
      lettersPerRecipientDay: 50,
      lettersPerDeskDay: 20_000,
      answersPerAgentHour: 60,
      refusalsPerDay: 50,
      refusalInterval: 7 * DAY,
    },
    ...over,
  };
}
