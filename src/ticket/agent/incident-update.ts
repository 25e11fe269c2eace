/**
 * An agent's mail on an incident, which is no customer's ticket: its words go to every customer of the incident, each on
 * their own ticket, in their own language, and with nothing of the others or of the incident itself. Who may write them,
 * which words may go to all, and what becomes of the tickets. What commands do to the incident alone is `orders.ts`'s question.
 */
import type { Notice, Trouble } from '../../letters/agent-values.ts';
import type { LetterDraft, TemplateName } from '../../letters/letter.ts';
import type { Change } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { TicketFacts, TicketState } from '../ticket.ts';
import { notForAll } from './not-for-all.ts';
import type { Ordered } from './orders.ts';
import { writersOf } from './permitted.ts';
import { replyLetters } from './relay.ts';
import { becomes, inState, takenBy } from './settle.ts';
import { waitsForAnswer } from './waiting.ts';
import { saying, type Words } from './words.ts';
import type { Sent, Working } from './work.ts';

/**
 * What of the mail cannot be done to all customers of the incident at once.
 * @param ordered the incident after the commands: who takes it with the same mail may write at once
 */
export function wrongWithUpdate(working: Working, ordered: Ordered, words: Words, desk: Desk): Trouble[] {
  const { agent, ticket, thread, facts, read } = working;
  const troubles: Trouble[] = [];
  // That it is over, or is not, is said of the customers' tickets too.
  const isUpdate = words.answers || read.commands.some((command) => command.do === 'state' && command.to !== 'on-hold');
  const writers = writersOf(ticket, desk);
  const taking = ordered.ticket.assignee === agent.id;
  if (isUpdate && !taking && !writers.some(({ id }) => id === agent.id))
    troubles.push({ what: 'not-yours-to-update', lead: writers[0]?.name ?? null });
  if (!words.answers) return troubles;
  // An answer to anything else, such as that a colleague took it, is for that colleague.
  if (!SAYING_SO.some((template) => template === thread.letter?.template))
    troubles.push({ what: 'answer-the-card', number: ticket.number });
  if (facts.parts.length === 0) troubles.push({ what: 'nobody-to-update' });
  if (isTooMuch(words, facts.parts)) return [...troubles, { what: 'too-much-for-all' }];
  const written = notForAll(words.text, ticket, facts.parts, desk);
  if (written !== undefined) troubles.push({ what: 'not-for-all', written });
  return troubles;
}

/** The letters that say of an incident that an answer goes to all its customers. */
const SAYING_SO = [
  'agent-incident',
  'agent-ticket',
  'agent-due',
  'agent-held',
  'agent-problem',
] as const satisfies readonly TemplateName[];

/** Characters of an update: each ticket keeps them, and each letter. */
const LONGEST = 20_000;
/** Bytes of files, over all letters: each is stored as it is sent. */
const MOST_BYTES = 500_000_000;

function isTooMuch({ text, files }: Words, parts: readonly TicketFacts[]): boolean {
  const letters = parts.reduce((sum, { people }) => sum + Math.max(1, people.length), 0);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return text.length > LONGEST || bytes * letters > MOST_BYTES;
}

/** What goes to all, and what becomes of the incident and of what is part of it. */
export function updated(working: Working, ordered: Ordered, words: Words, desk: Desk): Sent {
  const { agent, ticket, facts } = working;
  const over = stateForAll(working);
  const after = words.answers ? taken(working, ordered) : ordered;
  const changes: Change[] = words.answers || words.note ? [saying(working, words, ticket, null)] : [];
  changes.push(...after.changes);
  const letters: LetterDraft[] = [];
  const parts: TicketFacts[] = [];
  const left: string[] = [];
  for (const part of facts.parts) {
    // Solved without a word, whoever asked something would wait for ever.
    const isLeft = over !== null && !words.answers && waitsForAnswer(part);
    if (isLeft) left.push(part.number);
    const state = over && !isLeft ? over : words.answers && part.state === 'new' ? 'open' : part.state;
    if (words.answers) {
      const update = replyLetters({ ...working, ...words, ticket: part, state }, desk, 'incident-update');
      for (const letter of update) letters.push(letter);
      changes.push(saying(working, words, part, update[0]?.messageId ?? null));
    }
    if (state !== part.state) changes.push(becomes(state, part, agent, `with the incident ${ticket.number}`));
    parts.push({ ...part, state });
  }
  const ended = parts.length - left.length;
  return {
    after,
    changes,
    letters,
    parts: parts.filter(({ state }) => state !== 'solved' && state !== 'closed'),
    done: [
      ...(words.answers ? [{ did: 'updated' as const, tickets: parts.length }] : []),
      ...(words.note ? [{ did: 'noted' as const }] : []),
      ...after.done,
      ...(over === null || ended === 0 ? [] : [{ did: 'over-with-it' as const, to: over, tickets: ended }]),
      ...(left.length === 0 ? [] : [{ did: 'left-open' as const, numbers: left }]),
    ],
    notices: words.answers || over !== null ? noticesOf(parts, left, over, working) : [],
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

/** For who has some of the tickets: one each. @param left the numbers of those that are not over with the incident */
function noticesOf(
  parts: readonly TicketFacts[],
  left: readonly string[],
  over: TicketState | null,
  { agent, ticket }: Working,
): Sent['notices'] {
  const leftOpen = new Set(left);
  const theirs = Map.groupBy(parts, ({ assignee }) => assignee);
  return [...theirs].flatMap(([to, own]) => {
    if (to === null) return [];
    const states = new Set<TicketState>(own.map(({ state }) => state));
    const [one = 'open'] = states.size === 1 ? states : [];
    const tickets = own.map(({ number }) => number);
    const told: Notice = {
      notice: 'incident-update',
      by: agent.name,
      incident: ticket.number,
      tickets,
      ...(left.length === 0 ? {} : { left: tickets.filter((number) => leftOpen.has(number)) }),
      state: over ?? one,
    };
    return [{ to, told }];
  });
}
