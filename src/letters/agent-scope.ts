/**
 * What the names stand for in the letters to agents. Enumerations (`occasion`, `done[].did`, `troubles[].what` …) are
 * plain, so that the templates word them; everything that somebody wrote is sealed.
 */
import type { Language } from '../ticket/ticket.ts';
import type { AgentValues, Done, Moved, Notice, Said, TicketCard, Trouble } from './agent-values.ts';
import { durationInWords } from './duration.ts';
import type { LetterDesk } from './letter.ts';
import { listOf } from './names.ts';
import type { Sealed, Sealer } from './seal.ts';
import {
  clockStateInWords,
  metricInWords,
  priorityInWords,
  sizeInWords,
  stateInWords,
  typeInWords,
} from './ticket-words.ts';
import { shortInstant } from './words.ts';

export type AgentTemplate = AgentValues['kind'];

const CARD = [
  ...['number', 'subject', 'type', 'typeInWords', 'priority', 'priorityInWords', 'state', 'stateInWords'],
  ...['queue', 'assignee', 'requesterName', 'requesterAddress', 'organization', 'plan', 'createdAt', 'holdUntil'],
  ...listOf('tags'),
  ...listOf('people', ['name', 'address']),
  ...listOf('clocks', ['metric', 'metricInWords', 'dueAt', 'state', 'stateInWords']),
].map((name) => `card.${name}`);

const SAID = ['at', 'who', 'direction', 'text'];
const FILE = ['name', 'size'];
const MOVED = ['what', 'who', 'at', 'ticket'];

const DONE = [
  'did',
  'to',
  'state',
  'stateInWords',
  'priorityInWords',
  'typeInWords',
  'until',
  'tag',
  'address',
  'number',
];
const TROUBLE = ['what', 'written', 'nearest', 'command', 'other', 'number', 'address', 'agent', 'queue'];
const NOTICE = [
  'notice',
  'words',
  'by',
  'to',
  'into',
  'template',
  'diagnostic',
  'agent',
  'address',
  'mailId',
  'letterId',
  'because',
];

const NAMES: Record<AgentTemplate, string[]> = {
  'agent-ticket': [
    ...['occasion', 'by', 'unverified', 'message', 'message.address', ...SAID.map((name) => `message.${name}`)],
    ...CARD,
    ...listOf('because'),
    ...listOf('attached', FILE),
    ...listOf('listed', FILE),
    ...listOf('before', SAID),
  ],
  'agent-due': [
    ...['occasion', 'metric', 'metricInWords', 'dueAt', 'share', 'timeLeft', 'late', 'businessTime'],
    ...['message', 'message.address', ...SAID.map((name) => `message.${name}`)],
    ...CARD,
  ],
  'agent-receipt': listOf('done', DONE),
  'agent-problem': ['text', ...listOf('troubles', [...TROUBLE, ...listOf('known')])],
  'agent-held': ['answer', ...listOf('moved', MOVED), ...listOf('since', SAID)],
  'agent-question': ['about', 'text'],
  'agent-notice': [...NOTICE, ...listOf('moved', MOVED)],
  'agent-help': [],
};

/** The names that such a template may use, besides those that all letters have. */
export function agentNames(template: AgentTemplate): string[] {
  return ['number', 'subject', ...NAMES[template]];
}

/** More entries of a list are never shown. */
const MOST_ENTRIES = 50;
/** What went before is there to remember by, not to be read again in full. */
const EARLIER = { characters: 800, lines: 12 };

/** Everything that one scope is made with. */
interface Making {
  language: Language;
  seal: Sealer;
  /** An instant in the desk's zone; null: none. */
  at: (instant: number | null) => Sealed | null;
}

/** @returns the values of these names: absent ones null, never undefined */
export function agentScope(
  values: AgentValues,
  language: Language,
  { timeZone }: LetterDesk,
  seal: Sealer,
): Record<string, unknown> {
  const at = (instant: number | null) => seal.text(instant === null ? null : shortInstant(instant, timeZone, language));
  const making: Making = { language, seal, at };
  switch (values.kind) {
    case 'agent-ticket':
      return ticketScope(values, making);
    case 'agent-due':
      return dueScope(values, making);
    case 'agent-receipt':
      return { ...headScope(values, seal), done: entries(values.done).map((done) => doneScope(done, making)) };
    case 'agent-problem':
      return {
        ...headScope(values, seal),
        troubles: entries(values.troubles).map((trouble) => troubleScope(trouble, seal)),
        text: seal.block(values.text),
      };
    case 'agent-held':
      return {
        ...headScope(values, seal),
        moved: entries(values.moved).map((moved) => movedScope(moved, making)),
        since: entries(values.since).map((said) => saidScope(said, making)),
        answer: seal.block(values.answer),
      };
    case 'agent-question':
      return { ...headScope(values, seal), about: values.about, text: seal.block(values.text) };
    case 'agent-notice':
      return { ...headScope(values, seal), ...noticeScope(values, making) };
    case 'agent-help':
      return headScope(values, seal);
  }
}

function headScope({ number, subject }: { number?: string | null; subject: string | null }, seal: Sealer) {
  return { number: seal.text(number ?? null), subject: seal.text(subject) };
}

function ticketScope(values: AgentValues & { kind: 'agent-ticket' }, making: Making) {
  const { seal, language } = making;
  const files = (list: { name: string; size: number }[]) =>
    entries(list).map(({ name, size }) => ({
      name: seal.text(name) ?? '?',
      size: seal.text(sizeInWords(size, language)),
    }));
  const { message } = values;
  return {
    ...headScope(values.card, seal),
    occasion: values.occasion,
    by: seal.text(values.by),
    unverified: values.unverified,
    card: cardScope(values.card, making),
    message: message && messageScope(message, making),
    because: entries(values.because).map((reason) => seal.text(reason) ?? ''),
    attached: files(values.attached),
    listed: files(values.listed),
    before: entries(values.before).map((said) => ({
      ...saidScope(said, making),
      text: seal.block(said.text, EARLIER),
    })),
  };
}

function dueScope({ occasion, about, card, message }: AgentValues & { kind: 'agent-due' }, making: Making) {
  const { seal, language, at } = making;
  return {
    ...headScope(card, seal),
    occasion,
    metric: about?.metric ?? null,
    metricInWords: about && metricInWords(about.metric, language),
    dueAt: at(about?.dueAt ?? null),
    share: about?.share ?? null,
    timeLeft: about && durationInWords(about.left),
    late: about && durationInWords(-about.left),
    businessTime: about?.businessTime ?? false,
    card: cardScope(card, making),
    message: message && messageScope(message, making),
  };
}

function messageScope(message: Said & { address: string }, making: Making) {
  return { ...saidScope(message, making), address: making.seal.text(message.address) };
}

function cardScope(card: TicketCard, { language, seal, at }: Making) {
  return {
    number: seal.text(card.number),
    subject: seal.text(card.subject),
    type: card.type,
    typeInWords: typeInWords(card.type, language),
    priority: card.priority,
    priorityInWords: priorityInWords(card.priority, language),
    state: card.state,
    stateInWords: stateInWords(card.state, language, 'agent'),
    tags: entries(card.tags).map((tag) => seal.text(tag) ?? ''),
    queue: seal.text(card.queue),
    assignee: seal.text(card.assignee),
    requesterName: seal.text(card.requester.name),
    requesterAddress: seal.text(card.requester.address),
    people: entries(card.people).map(({ name, address }) => ({ name: seal.text(name), address: seal.text(address) })),
    organization: seal.text(card.organization),
    plan: seal.text(card.plan),
    createdAt: at(card.createdAt),
    holdUntil: at(card.holdUntil),
    clocks: entries(card.clocks).map(({ metric, dueAt, state }) => ({
      metric,
      metricInWords: metricInWords(metric, language),
      dueAt: at(dueAt),
      state,
      stateInWords: clockStateInWords(state, language),
    })),
  };
}

function saidScope(said: Said, { seal, at }: Making) {
  return { at: at(said.at), who: seal.text(said.who), direction: said.direction, text: seal.block(said.text) };
}

function movedScope({ what, who, at: instant, ticket }: Moved, { seal, at }: Making) {
  return { what, who: seal.text(who), at: at(instant), ticket: seal.text(ticket ?? null) };
}

function doneScope(done: Done, { language, seal, at }: Making) {
  const text = (value: string | null | undefined) => seal.text(value ?? null);
  const to = done.did === 'answered' ? done.to.slice(0, MOST_ENTRIES).join(', ') : 'to' in done ? done.to : null;
  return {
    did: done.did,
    to: text(to),
    state: done.did === 'state' ? done.to : null,
    stateInWords: done.did === 'state' ? stateInWords(done.to, language, 'agent') : null,
    priorityInWords: done.did === 'priority' ? priorityInWords(done.to, language) : null,
    typeInWords: done.did === 'type' ? typeInWords(done.to, language) : null,
    until: at(done.did === 'state' ? done.until : null),
    tag: text('tag' in done ? done.tag : null),
    address: text('address' in done ? done.address : null),
    number: text(
      done.did === 'merged' ? done.into : done.did === 'linked' ? done.with : done.did === 'split' ? done.number : null,
    ),
  };
}

function troubleScope(trouble: Trouble, seal: Sealer) {
  const text = (value: string | null | undefined) => seal.text(value ?? null);
  return {
    what: trouble.what,
    written: text('written' in trouble ? trouble.written : null),
    nearest: text('nearest' in trouble ? trouble.nearest : null),
    command: text('command' in trouble ? trouble.command : null),
    other: text('other' in trouble ? trouble.other : null),
    number: text('number' in trouble ? trouble.number : null),
    address: text('address' in trouble ? trouble.address : null),
    agent: text('agent' in trouble ? trouble.agent : null),
    queue: text('queue' in trouble ? trouble.queue : null),
    known: 'known' in trouble ? entries(trouble.known).map((word) => seal.text(word) ?? '') : [],
  };
}

function noticeScope(notice: Notice, making: Making) {
  const { seal } = making;
  const text = (value: string | null | undefined) => seal.text(value ?? null);
  return {
    notice: notice.notice,
    words: 'words' in notice ? seal.block(notice.words) : null,
    by: text('by' in notice ? notice.by : null),
    to: text('to' in notice ? notice.to : null),
    into: text('into' in notice ? notice.into : null),
    template: 'template' in notice ? text(notice.template) : null,
    diagnostic: text('diagnostic' in notice ? notice.diagnostic : null),
    agent: text('agent' in notice ? notice.agent : null),
    address: text('address' in notice ? notice.address : null),
    mailId: 'mailId' in notice ? notice.mailId : null,
    letterId: 'letterId' in notice ? notice.letterId : null,
    because: text('because' in notice ? notice.because : null),
    moved: 'moved' in notice ? entries(notice.moved).map((moved) => movedScope(moved, making)) : [],
  };
}

function entries<T>(list: readonly T[]): readonly T[] {
  return list.slice(0, MOST_ENTRIES);
}
