/**
 * What does an agent order at the top of a mail, and which of its words are for whom? Everything that is wrong with the
 * commands by themselves is told at once; whether they can be done on the ticket is the decision's question.
 */
import type { Trouble } from '../../letters/agent-values.ts';
import type { Instant } from '../ticket.ts';
import type { Command, Commanded } from './command.ts';
import { contradictionsIn } from './contradiction.ts';
import { type CommandContext, type Known, numbersIn, ordersOf } from './order.ts';
import { topOf, type Written } from './top.ts';
import { type CommandName, nearestCommand } from './vocabulary.ts';

/** A letter with more of them helps nobody. */
const MOST_TROUBLES = 10;
/** Tickets that one mail may name. */
const MOST_NUMBERS = 5;

/**
 * @param ownText what the agent wrote, without quotes and signature
 * @param now `#hold` counts from here
 * @returns the commands in their order, each once. With any trouble none of them, and none of the words, may be used.
 */
export function readCommands(ownText: string, context: CommandContext, now: Instant): Commanded {
  const top = topOf(ownText);
  const troubles: Trouble[] = [];
  const commands: Command[] = [];
  for (const written of top.commands) {
    const orders = isKnown(written) ? ordersOf(written, context, now) : unknown(written);
    if (!Array.isArray(orders)) troubles.push(orders);
    else commands.push(...orders.map((order) => ({ ...order, written: written.written })));
  }
  const each = withoutRepeated(commands);
  troubles.push(...tooManyNumbers(each));
  troubles.push(...contradictionsIn(each, top.note));
  for (const written of top.astray) troubles.push({ what: 'command-below', written });
  return { commands: each, text: top.text, note: top.note !== null, troubles: troubles.slice(0, MOST_TROUBLES) };
}

/**
 * The tickets, without prefix, that the commands of a mail name, at most five: claims, to be looked up before the
 * commands are read.
 */
export function namedNumbers(ownText: string, prefix: string): number[] {
  const numbers = topOf(ownText)
    .commands.filter(({ name }) => name !== null && NAMING_TICKETS.includes(name))
    .flatMap(({ argument }) => numbersIn(argument, prefix) ?? []);
  return [...new Set(numbers)].slice(0, MOST_NUMBERS);
}

const NAMING_TICKETS: readonly CommandName[] = ['merge', 'link', 'join', 'status'];

function isKnown(written: Written): written is Known {
  return written.name !== null;
}

function unknown({ written }: Written): Trouble {
  return { what: 'unknown-command', written, nearest: nearestCommand(written.slice(1)) };
}

function withoutRepeated(commands: Command[]): Command[] {
  const first = new Map<string, Command>();
  for (const command of commands) {
    const { written: _, ...order } = command;
    const same = JSON.stringify(order);
    if (!first.has(same)) first.set(same, command);
  }
  return [...first.values()];
}

/** What names more was not looked up. */
function tooManyNumbers(commands: Command[]): Trouble[] {
  const named = new Set<number>();
  for (const command of commands) {
    if (!('number' in command) || command.number === null) continue;
    named.add(command.number);
    if (named.size <= MOST_NUMBERS) continue;
    return [{ what: 'wrong-argument', command: command.written, written: String(command.number), known: [] }];
  }
  return [];
}
