/**
 * What does one command order, with what stands behind it? Names become ids, numbers numbers, times instants; what
 * cannot be read is a trouble. Whether the ticket lets it happen is not asked here.
 */
import { distance } from 'fastest-levenshtein';
import type { Trouble } from '../../letters/agent-values.ts';
import { isPlainAddress } from '../../mail/sender/address.ts';
import type { Desk } from '../desk.ts';
import { fold } from '../fold.ts';
import type { Agent, Instant } from '../ticket.ts';
import type { Order } from './command.ts';
import { LONGEST_ARGUMENT, type Written } from './top.ts';
import { untilExamples, untilIn } from './until.ts';
import { type CommandName, languagesOf, PRIORITY_WORDS, shownWords, TYPE_WORDS, valueNamed } from './vocabulary.ts';

/** What names in commands may stand for: a part of the desk. */
export type CommandContext = Pick<Desk, 'ticketPrefix' | 'timeZone' | 'agents' | 'queues' | 'macros'>;

/** A command whose word is known. */
export type Known = Written & { name: Exclude<CommandName, 'note'> };

/** More in one list is noise. */
const MOST_KNOWN = 20;
const MOST_AT_ONCE = 10;
const LONGEST_TAG = 40;
const LONGEST_SHOWN = 80;

/** @returns the orders that a command gives: several where it names several; or what is wrong with it */
export function ordersOf(command: Known, context: CommandContext, now: Instant): Order[] | Trouble {
  const { written, name } = command;
  const languages = languagesOf(written.slice(1));
  const argument = withoutStop(command.argument);
  const missing = (known: string[]): Trouble => ({ what: 'missing-argument', command: written, known });
  const wrong = (known: string[]): Trouble => ({
    what: 'wrong-argument',
    command: written,
    written: argument.slice(0, LONGEST_SHOWN),
    known: known.slice(0, MOST_KNOWN),
  });
  /** Words behind a command that takes none may be meant for the customer: nothing of them gets lost unsaid. */
  const alone = (order: Order) => (argument === '' ? [order] : wrong([]));
  /** @param read null: it is none of the `known` */
  const one = (read: Order | null, known: string[]) => {
    if (argument === '') return missing(known.slice(0, MOST_KNOWN));
    return read === null ? wrong(known) : [read];
  };
  const each = (orders: Order[] | null, known: string[]) => {
    if (argument === '') return missing(known);
    return orders === null || orders.length === 0 || orders.length > MOST_AT_ONCE ? wrong(known) : orders;
  };

  if (argument.length > LONGEST_ARGUMENT) return wrong([]);
  switch (name) {
    case 'solved':
    case 'pending':
    case 'open':
      return alone({ do: 'state', to: name, until: null });
    case 'close':
      return alone({ do: 'state', to: 'closed', until: null });
    case 'hold': {
      if (argument === '') return [{ do: 'state', to: 'on-hold', until: null }];
      const until = untilIn(argument, context.timeZone, now);
      if (until === null) return wrong(untilExamples(languages, context.timeZone, now));
      return [{ do: 'state', to: 'on-hold', until }];
    }
    case 'take':
    case 'split':
    case 'leave':
    case 'escalate':
    case 'help':
    case 'send':
    case 'drop':
      return alone({ do: name });
    case 'assign': {
      const { agent, known } = agentNamed(argument, context.agents);
      if (agent === null && ME.test(fold(argument))) return [{ do: 'take' }];
      return one(agent === null ? null : { do: 'assign', agent }, known);
    }
    case 'queue': {
      const ids = context.queues.map(({ id }) => id);
      const queue = ids.find((id) => key(id) === key(argument)) ?? null;
      return one(queue === null ? null : { do: 'queue', queue }, nearestFirst(argument, ids));
    }
    case 'priority': {
      const to = valueNamed(argument, PRIORITY_WORDS);
      return one(to === null ? null : { do: 'priority', to }, shownWords(PRIORITY_WORDS, languages));
    }
    case 'type': {
      const to = valueNamed(argument, TYPE_WORDS);
      return one(to === null ? null : { do: 'type', to }, shownWords(TYPE_WORDS, languages));
    }
    case 'tag':
    case 'untag': {
      const tags = tagsIn(argument);
      const apart = argument.split(/[\s,]+/, MOST_AT_ONCE).join(', ');
      return each(
        tags?.map((tag) => ({ do: name, tag })) ?? null,
        tags === null ? [apart.slice(0, LONGEST_SHOWN)] : [],
      );
    }
    case 'cc':
    case 'uncc':
      return each(addressesIn(argument)?.map((address) => ({ do: name, address })) ?? null, []);
    case 'for': {
      const [address, ...more] = addressesIn(argument) ?? [];
      return one(address === undefined || more.length > 0 ? null : { do: 'for', address }, []);
    }
    case 'merge':
    case 'join': {
      const [number, ...more] = numbersIn(argument, context.ticketPrefix) ?? [];
      return one(number === undefined || more.length > 0 ? null : { do: name, number }, example(context));
    }
    case 'link':
      return each(
        numbersIn(argument, context.ticketPrefix)?.map((number) => ({ do: 'link', number })) ?? null,
        example(context),
      );
    case 'status': {
      if (argument === '') return [{ do: 'status', number: null }];
      const numbers = numbersIn(argument, context.ticketPrefix);
      return each(numbers?.map((number) => ({ do: 'status', number })) ?? null, example(context));
    }
    case 'macro': {
      const found = [...context.macros].find(([folded]) => key(folded) === key(argument))?.[0] ?? null;
      const names = [...context.macros.values()].map((macro) => macro.name);
      return one(found === null ? null : { do: 'macro', name: found }, nearestFirst(argument, names));
    }
  }
}

/** A list's comma, or a sentence's stop, is no part of what is named. */
function withoutStop(argument: string): string {
  return argument.length > LONGEST_ARGUMENT ? argument : argument.replace(/[.,;:!]+$/, '').trim();
}

const ME = /^(?:me|myself|eu|mim|yo|mi)$/;

/** Names are the same whatever their case, accents, and blanks or hyphens between their words. */
function key(name: string): string {
  return fold(name)
    .replace(/^["'“‘@]+|["'”’]+$/g, '')
    .replace(/[\s_-]+/g, '-');
}

/** @returns an agent's id; null where none is named so, or several are. `known`: the names that would do */
function agentNamed(written: string, agents: readonly Agent[]): { agent: string | null; known: string[] } {
  const wanted = key(written);
  const address = addressesIn(written)?.[0];
  const ways: ((agent: Agent) => boolean)[] = [
    ({ id }) => key(id) === wanted,
    ({ addresses }) => address !== undefined && addresses.includes(address),
    ({ name }) => key(name) === wanted,
    ({ publicName }) => key(publicName) === wanted,
    ({ name }) => key(name.trim().split(/\s+/)[0] ?? '') === wanted,
  ];
  for (const isNamed of ways) {
    const named = agents.filter(isNamed);
    const active = named.filter((agent) => agent.active);
    const [agent, ...more] = active.length > 0 ? active : named;
    if (agent && more.length > 0) return { agent: null, known: [agent, ...more].map(({ id }) => id) };
    if (agent) return { agent: agent.id, known: [] };
  }
  const names = agents.filter((agent) => agent.active).map((agent) => agent.name);
  return { agent: null, known: nearestFirst(written, names) };
}

function nearestFirst(written: string, names: string[]): string[] {
  if (written === '' || written.length > LONGEST_SHOWN) return names.toSorted();
  const wanted = key(written);
  return names
    .map((name) => ({ name, apart: distance(key(name.slice(0, LONGEST_SHOWN)), wanted) }))
    .sort((a, b) => a.apart - b.apart)
    .map(({ name }) => name);
}

/** Tags are one word each, with commas between several; null where there are blanks between. */
function tagsIn(argument: string): string[] | null {
  const tags = argument
    .split(',', MOST_AT_ONCE + 1)
    .map((tag) =>
      tag
        .trim()
        .replace(/^["'“]|["'”]$/g, '')
        .toLowerCase(),
    )
    .filter((tag) => tag !== '');
  return tags.some((tag) => /\s/.test(tag) || tag.length > LONGEST_TAG) ? null : [...new Set(tags)];
}

/** Addresses in lower case, without the marks that programs put around them; null where something else stands there. */
function addressesIn(argument: string): string[] | null {
  const found = new Set<string>();
  // `ana@acme.example<mailto:ana@acme.example>` is what some programs make of one address.
  for (const part of argument.replaceAll('<', ' <').split(/[,;]/)) {
    const named = /^[^<>@]{1,100}<([^<>\s]{1,320})>$/.exec(part.trim())?.[1];
    for (const word of named === undefined ? part.split(/\s+/) : [named]) {
      const address = word
        .replace(/^<?(?:mailto:)?/i, '')
        .replace(/[>.]+$/, '')
        .toLowerCase();
      if (address === '') continue;
      if (address.length > 320 || !isPlainAddress(address)) return null;
      found.add(address);
    }
  }
  return found.size === 0 ? null : [...found];
}

/** Ticket numbers without prefix: `1024`, `#1024`, `BLIP-1024`; null where something else stands there. */
export function numbersIn(argument: string, prefix: string): number[] | null {
  if (argument.length > LONGEST_ARGUMENT) return null;
  // Phones write hyphens that do not break.
  const name = new RegExp(`^(?:${prefix}[-\u2010-\u2013]?)?#?(\\d{1,12})$`, 'i');
  const words = withoutStop(argument)
    .replace(/[-\u2010-\u2013]\s+/g, '-')
    .split(/[\s,;]+/, MOST_AT_ONCE * 2);
  const numbers = new Set<number>();
  for (const word of words.filter((one) => one !== '' && one.toLowerCase() !== prefix.toLowerCase())) {
    const number = Number(name.exec(word.replace(/^#/, ''))?.[1] ?? 0);
    if (number === 0) return null;
    numbers.add(number);
  }
  return numbers.size === 0 ? null : [...numbers];
}

function example({ ticketPrefix }: CommandContext): string[] {
  return [`${ticketPrefix}-1024`];
}
