/**
 * What the names stand for by which every letter to agents shows a ticket: its card, and what was said on it. Which
 * letter has which of them, `agent-scope.ts` says.
 */
import type { Language } from '../ticket/ticket.ts';
import type { Said, TicketCard } from './agent-values.ts';
import { listOf } from './names.ts';
import type { Sealed, Sealer } from './seal.ts';
import { clockStateInWords, metricInWords, priorityInWords, stateInWords, typeInWords } from './ticket-words.ts';

export const CARD = [
  ...['number', 'subject', 'type', 'typeInWords', 'priority', 'priorityInWords', 'state', 'stateInWords'],
  ...['queue', 'assignee', 'requesterName', 'requesterAddress', 'organization', 'plan', 'createdAt', 'holdUntil'],
  ...['gathers', 'partOf'],
  ...listOf('tags'),
  ...listOf('people', ['name', 'address']),
  ...listOf('clocks', ['metric', 'metricInWords', 'dueAt', 'state', 'stateInWords']),
  // Of an incident; `others`: so many more that are not listed. Where `partsTold` is false, nothing is said of them.
  ...['partsTold', 'others'],
  ...listOf('parts', ['number', 'organization', 'state', 'stateInWords', 'createdAt', 'waits']),
].map((name) => `card.${name}`);

export const SAID = ['at', 'who', 'direction', 'text'];
/** More entries of a list are never shown. */
export const MOST_ENTRIES = 50;

/** Everything that one scope is made with. */
export interface Making {
  language: Language;
  seal: Sealer;
  /** An instant in the desk's zone; null: none. */
  at: (instant: number | null) => Sealed | null;
}

/** @returns the values of `CARD`, without its prefix */
export function cardScope(card: TicketCard, { language, seal, at }: Making) {
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
    gathers: seal.text(card.gathers ?? null),
    partOf: seal.text(card.partOf ?? null),
    partsTold: Boolean(card.parts),
    others: others(card),
    parts: entries(card.parts?.shown ?? []).map(({ number, organization, state, createdAt, waits }) => ({
      number: seal.text(number),
      organization: seal.text(organization),
      state,
      stateInWords: stateInWords(state, language, 'agent'),
      createdAt: at(createdAt),
      waits,
    })),
  };
}

function others({ parts }: TicketCard): number {
  return parts ? parts.more + Math.max(0, parts.shown.length - MOST_ENTRIES) : 0;
}

/** @returns the values of `SAID` */
export function saidScope(said: Said, { seal, at }: Making) {
  return { at: at(said.at), who: seal.text(said.who), direction: said.direction, text: seal.block(said.text) };
}

/** As much of a list as is shown. */
export function entries<T>(list: readonly T[]): readonly T[] {
  return list.slice(0, MOST_ENTRIES);
}
