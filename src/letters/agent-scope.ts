/**
 * What the names stand for in the letters to agents. Enumerations (`occasion`, `done[].did`, `troubles[].what` …) are
 * plain, so that the templates word them; everything that somebody wrote is sealed.
 */
import type { Language } from '../ticket/ticket.ts';
import type { AgentValues, Done, Moved, Notice, Said, Trouble } from './agent-values.ts';
import { CARD, cardScope, entries, type Making, MOST_ENTRIES, SAID, saidScope } from './card-scope.ts';
import { durationInWords } from './duration.ts';
import type { LetterDesk } from './letter.ts';
import { listOf } from './names.ts';
import type { Sealer } from './seal.ts';
import { metricInWords, priorityInWords, sizeInWords, stateInWords, typeInWords } from './ticket-words.ts';
import { shortInstant } from './words.ts';

export type AgentTemplate = AgentValues['kind'];

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
  // How many of an incident's tickets: its customers were written to on them, or they are over with it.
  'tickets',
  ...listOf('numbers'),
];
const TROUBLE = ['what', 'written', 'nearest', 'command', 'other', 'number', 'address', 'agent', 'queue', 'lead'];
const NOTICE = [
  'notice',
  'words',
  'by',
  'to',
  'into',
  'template',
  'diagnostic',
  'agent',
  // Whether the mail that it is about is its reader's own.
  'yours',
  'address',
  'mailId',
  'letterId',
  'because',
  'incident',
  'state',
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
  'agent-receipt': ['leftOpen', ...listOf('done', DONE)],
  'agent-problem': ['onIncident', 'text', ...listOf('troubles', [...TROUBLE, ...listOf('known')])],
  'agent-held': ['onIncident', 'answer', ...listOf('moved', MOVED), ...listOf('since', SAID)],
  'agent-question': ['about', 'text'],
  'agent-notice': [
    ...['onIncident', ...NOTICE],
    ...listOf('moved', MOVED),
    ...listOf('theirs'),
    ...['someLeft', ...listOf('left')],
  ],
  'agent-help': [],
  'agent-incident': [
    ...['tag', 'writer', 'lead', 'count', 'others'],
    ...CARD,
    ...listOf('parts', ['number', 'organization', 'subject', 'createdAt']),
    ...listOf('because'),
  ],
};

/** The names that such a template may use, besides those that all letters have. */
export function agentNames(template: AgentTemplate): string[] {
  return ['number', 'subject', ...NAMES[template]];
}

/** What went before is there to remember by, not to be read again in full. */
const EARLIER = { characters: 800, lines: 12 };

/** @returns the values of these names: absent ones null, never undefined */
export function agentScope(
  values: AgentValues,
  language: Language,
  { timeZone }: LetterDesk,
  seal: Sealer,
): Record<string, unknown> {
  const at = (instant: number | null) =>
    seal.measure(instant === null ? null : shortInstant(instant, timeZone, language));
  const making: Making = { language, seal, at };
  switch (values.kind) {
    case 'agent-ticket':
      return ticketScope(values, making);
    case 'agent-due':
      return dueScope(values, making);
    case 'agent-receipt':
      return {
        ...headScope(values, seal),
        leftOpen: values.done.some(({ did }) => did === 'left-open'),
        done: entries(values.done).map((done) => doneScope(done, making)),
      };
    case 'agent-problem':
      return {
        ...headScope(values, seal),
        onIncident: values.onIncident === true,
        troubles: entries(values.troubles).map((trouble) => troubleScope(trouble, seal)),
        text: seal.block(values.text),
      };
    case 'agent-held':
      return {
        ...headScope(values, seal),
        onIncident: values.onIncident === true,
        moved: entries(values.moved).map((moved) => movedScope(moved, making)),
        since: entries(values.since).map((said) => saidScope(said, making)),
        answer: seal.block(values.answer),
      };
    case 'agent-question':
      return { ...headScope(values, seal), about: values.about, text: seal.block(values.text) };
    case 'agent-notice':
      return { ...headScope(values, seal), onIncident: values.onIncident === true, ...noticeScope(values, making) };
    case 'agent-help':
      return headScope(values, seal);
    case 'agent-incident':
      return incidentScope(values, making);
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
      size: seal.measure(sizeInWords(size, language)),
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
    timeLeft: seal.measure(about && durationInWords(about.left)),
    late: seal.measure(about && durationInWords(-about.left)),
    businessTime: about?.businessTime ?? false,
    card: cardScope(card, making),
    message: message && messageScope(message, making),
  };
}

/** `writer`: `you`, `lead` or `anyone`. `count`: all its tickets; `others`: those that are not listed. */
function incidentScope(
  { card, tag, parts, more, writer, because }: AgentValues & { kind: 'agent-incident' },
  making: Making,
) {
  const { seal, at } = making;
  const listed = entries(parts);
  const lead = writer.you ? null : writer.lead;
  return {
    ...headScope(card, seal),
    card: cardScope(card, making),
    tag: seal.text(tag),
    writer: writer.you ? 'you' : lead === null ? 'anyone' : 'lead',
    lead: seal.text(lead),
    count: parts.length + more,
    others: parts.length - listed.length + more,
    parts: listed.map(({ number, organization, subject, createdAt }) => ({
      number: seal.text(number),
      organization: seal.text(organization),
      subject: seal.text(subject),
      createdAt: at(createdAt),
    })),
    because: entries(because).map((reason) => seal.text(reason) ?? ''),
  };
}

function messageScope(message: Said & { address: string }, making: Making) {
  return { ...saidScope(message, making), address: making.seal.text(message.address) };
}

function movedScope({ what, who, at: instant, ticket }: Moved, { seal, at }: Making) {
  return { what, who: seal.text(who), at: at(instant), ticket: seal.text(ticket ?? null) };
}

function doneScope(done: Done, { language, seal, at }: Making) {
  const text = (value: string | null | undefined) => seal.text(value ?? null);
  const state = done.did === 'state' || done.did === 'over-with-it' ? done.to : null;
  const to = done.did === 'answered' ? done.to.slice(0, MOST_ENTRIES).join(', ') : 'to' in done ? done.to : null;
  return {
    did: done.did,
    to: text(to),
    state,
    stateInWords: state && stateInWords(state, language, 'agent'),
    priorityInWords: done.did === 'priority' ? priorityInWords(done.to, language) : null,
    typeInWords: done.did === 'type' ? typeInWords(done.to, language) : null,
    until: at(done.did === 'state' ? done.until : null),
    tag: text('tag' in done ? done.tag : null),
    address: text('address' in done ? done.address : null),
    number: text(numberOf(done)),
    tickets: 'tickets' in done ? done.tickets : null,
    numbers: 'numbers' in done ? entries(done.numbers).map((number) => seal.text(number) ?? '') : [],
  };
}

/** The other ticket that it is about. */
function numberOf(done: Done): string | null {
  switch (done.did) {
    case 'merged':
      return done.into;
    case 'linked':
      return done.with;
    case 'split':
      return done.number;
    case 'joined':
    case 'left':
      return done.incident;
    default:
      return null;
  }
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
    lead: text('lead' in trouble ? trouble.lead : null),
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
    yours: 'yours' in notice && notice.yours === true,
    address: text('address' in notice ? notice.address : null),
    mailId: 'mailId' in notice ? notice.mailId : null,
    letterId: 'letterId' in notice ? notice.letterId : null,
    because: text('because' in notice ? notice.because : null),
    incident: text('incident' in notice ? notice.incident : null),
    state: 'state' in notice ? notice.state : null,
    theirs: 'tickets' in notice ? entries(notice.tickets).map((number) => seal.text(number) ?? '') : [],
    someLeft: 'left' in notice,
    left: 'left' in notice ? entries(notice.left ?? []).map((number) => seal.text(number) ?? '') : [],
    moved: 'moved' in notice ? entries(notice.moved).map((moved) => movedScope(moved, making)) : [],
  };
}
