/**
 * An agent's mail on an incident, which is no customer's ticket: its words go to every customer of the incident, each on
 * their own ticket, in their own language, and with nothing of the others or of the incident itself. Who may write them,
 * which words may go to all, and what becomes of the tickets. What commands do to the incident alone is `orders.ts`'s question.
 */
import type { Notice, Trouble } from '../../letters/agent-values.ts';
import type { LetterDraft } from '../../letters/letter.ts';
import type { Change } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { FIRST_NUMBER, type TicketFacts, type TicketState } from '../ticket.ts';
import type { Ordered } from './orders.ts';
import { writersOf } from './permitted.ts';
import { replyLetters } from './relay.ts';
import { becomes, inState, takenBy } from './settle.ts';
import { saying, type Words } from './words.ts';
import type { Sent, Working } from './work.ts';

/**
 * What of the mail cannot be done to all customers of the incident at once.
 * @param ordered the incident after the commands: who takes it with the same mail may write at once
 */
export function wrongWithUpdate(working: Working, ordered: Ordered, words: Words, desk: Desk): Trouble[] {
  const { agent, ticket, facts, read } = working;
  const troubles: Trouble[] = [];
  // That it is over, or is not, is said of the customers' tickets too.
  const isUpdate = words.answers || read.commands.some((command) => command.do === 'state' && command.to !== 'on-hold');
  const writers = writersOf(ticket, desk);
  const taking = ordered.ticket.assignee === agent.id;
  if (isUpdate && !taking && !writers.some(({ id }) => id === agent.id))
    troubles.push({ what: 'not-yours-to-update', lead: writers[0]?.name ?? null });
  if (!words.answers) return troubles;
  if (facts.parts.length === 0) troubles.push({ what: 'nobody-to-update' });
  if (isTooMuch(words, facts.parts)) return [...troubles, { what: 'too-much-for-all' }];
  const written = notForAll(words.text, facts.parts, desk);
  if (written !== undefined) troubles.push({ what: 'not-for-all', written });
  return troubles;
}

/** Characters of an update: each ticket keeps them, and each letter. */
const LONGEST = 20_000;
/** Bytes of files, over all letters: each is stored as it is sent. */
const MOST_BYTES = 500_000_000;

function isTooMuch({ text, files }: Words, parts: readonly TicketFacts[]): boolean {
  const letters = parts.reduce((sum, { people }) => sum + Math.max(1, people.length), 0);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return text.length > LONGEST || bytes * letters > MOST_BYTES;
}

/** Addresses, as they may stand in words. */
const ADDRESS = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}.-]{1,250}/gu;

/** What is one customer's, or the desk's own, in words that all would read: a ticket's number, somebody's address. */
function notForAll(text: string, parts: readonly TicketFacts[], { ticketPrefix }: Desk): string | undefined {
  // Programs write hyphens that do not break. What is too low for a ticket's number is something else, as a product.
  const named = new RegExp(`(?<![\\p{L}\\p{N}])${ticketPrefix}[-\u2010-\u2013](\\d{1,12})(?!\\d)`, 'giu');
  const numbers = [...text.matchAll(named)].filter(([, number]) => Number(number) >= FIRST_NUMBER);
  if (numbers[0] || !text.includes('@')) return numbers[0]?.[0];
  const customers = new Set(parts.flatMap(({ requester, participants }) => [requester, ...participants]));
  return text.match(ADDRESS)?.find((address) => customers.has(address.toLowerCase().replace(/[.-]+$/, '')));
}

/** What goes to all, and what becomes of the incident and of what is part of it. */
export function updated(working: Working, ordered: Ordered, words: Words, desk: Desk): Sent {
  const { agent, ticket, facts } = working;
  const over = stateForAll(working);
  const after = words.answers ? taken(working, ordered) : ordered;
  const changes: Change[] = words.answers || words.note ? [saying(working, words, ticket, null)] : [];
  changes.push(...after.changes);
  const letters: LetterDraft[] = [];
  const told = new Map<string, TicketFacts[]>();
  for (const part of facts.parts) {
    const state = over ?? (words.answers && part.state === 'new' ? 'open' : part.state);
    if (words.answers) {
      const update = replyLetters({ ...working, ...words, ticket: part, state }, desk, 'incident-update');
      for (const letter of update) letters.push(letter);
      changes.push(saying(working, words, part, update[0]?.messageId ?? null));
    }
    if (state !== part.state) changes.push(becomes(state, part, agent, `with the incident ${ticket.number}`));
    const own = part.assignee === null ? undefined : told.get(part.assignee);
    if (own) own.push({ ...part, state });
    else if (part.assignee !== null) told.set(part.assignee, [{ ...part, state }]);
  }
  return {
    after,
    changes,
    letters,
    done: [
      ...(words.answers ? [{ did: 'updated' as const, tickets: facts.parts.length }] : []),
      ...(words.note ? [{ did: 'noted' as const }] : []),
      ...after.done,
    ],
    notices:
      words.answers || over !== null ? [...told].map(([to, parts]) => ({ to, told: noticeOf(parts, working) })) : [],
  };
}

/** What all tickets become by a command; null: they stay as they are. */
function stateForAll({ read }: Working): 'solved' | 'closed' | null {
  for (const command of read.commands)
    if (command.do === 'state' && (command.to === 'solved' || command.to === 'closed')) return command.to;
  return null;
}

/** Whoever writes first has it; and it is no longer new. */
function taken({ agent, read }: Working, ordered: Ordered): Ordered {
  const mine = takenBy(agent, ordered);
  const asked = read.commands.some((command) => command.do === 'state');
  return asked || mine.ticket.state !== 'new' ? mine : inState('open', mine, agent);
}

/** For who has some of the tickets. */
function noticeOf(parts: readonly TicketFacts[], { agent, ticket }: Working): Notice {
  const states = new Set<TicketState>(parts.map(({ state }) => state));
  const [state = 'open'] = states.size === 1 ? states : [];
  return {
    notice: 'incident-update',
    by: agent.name,
    incident: ticket.number,
    tickets: parts.map(({ number }) => number),
    state,
  };
}
