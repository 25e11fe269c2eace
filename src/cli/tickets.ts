/** `tickets`: which tickets there are. `ticket NUMBER`: one of them, whole. */
import { type Command, Option } from 'commander';
import type { TicketRow, TicketWhole } from '../store/reads.ts';
import { TICKET_STATES, type TicketState } from '../ticket/ticket.ts';
import {
  type CommonOptions,
  examples,
  Failure,
  limitOf,
  limitOption,
  print,
  printJson,
  say,
  sayIfMore,
  withStore,
} from './command.ts';
import { type Column, table } from './table.ts';
import { clockStyle, nextClock, ticketCard, ticketCount } from './ticket-card.ts';
import { clocksAt, type ReckonedClock } from './ticket-clocks.ts';
import { distance, iso, localTime } from './times.ts';

export function addTickets(program: Command, common: () => CommonOptions): void {
  program
    .command('tickets')
    .description('the tickets, the one that changed last first; without --state all that are not closed')
    .addOption(new Option('--state <state>', 'only those in this state').choices(TICKET_STATES))
    .addOption(limitOption('tickets'))
    .addHelpText(
      'after',
      examples('chamado tickets', 'chamado tickets --state open --limit 20', 'chamado tickets --json'),
    )
    .action(async ({ state, limit }: { state?: TicketState; limit?: number }) => {
      const options = common();
      await withStore(options, 'read', async (store, config) => {
        const rows = store.reads.tickets(state ?? null, limitOf(limit, options));
        if (options.json) {
          for (const row of rows) printJson(ticketLine(row));
        } else if (rows.length === 0) {
          say(state ? `no ticket is ${state}` : 'no ticket is open');
        } else {
          print(table(columns(config.desk.timeZone, Date.now()), rows));
          sayIfMore(rows.length, limit, options);
        }
      });
    });
}

export function addTicket(program: Command, common: () => CommonOptions): void {
  program
    .command('ticket')
    .description('one ticket: who, what and why, its clocks with the sum behind each deadline, messages and history')
    .argument('<number>', 'its number, with or without prefix')
    .addHelpText('after', examples('chamado ticket BLIP-1024', 'chamado ticket 1024 --json'))
    .action(async (number: string) => {
      const options = common();
      await withStore(options, 'read', async (store, config) => {
        const ticket = store.reads.ticket(number);
        if (!ticket) throw new Failure(`there is no ticket ${number}: "chamado tickets" lists them`);
        // Loaded where it is needed: holidays take a while.
        const { compileSla } = await import('../ticket/sla/sla.ts');
        const now = Date.now();
        const clocks = clocksAt(ticket, compileSla(config.sla).sla, config.desk.timeZone, now);
        if (options.json) printJson(ticketWhole(ticket, clocks));
        else print(ticketCard(ticket, clocks, config.desk.timeZone, now));
      });
    });
}

function ticketLine(row: TicketRow) {
  const { number, subject, type, priority, state, plan, requester, assignee, queue, createdAt, updatedAt } = row;
  return {
    number,
    subject,
    type,
    priority,
    state,
    plan,
    requester,
    assignee,
    queue,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    // Where it says something: most tickets are no part and have none.
    ...(row.gathers === null ? {} : { gathers: row.gathers, parts: partNumbers(row) }),
    ...(row.parent === null ? {} : { parent: row.parent }),
    clocks: row.clocks.map(clockLine),
  };
}

function partNumbers({ parts }: TicketRow): string[] {
  return parts.map(({ number }) => number);
}

function clockLine({ metric, dueAt, state, because, startedAt, metAt }: TicketRow['clocks'][number]) {
  return { metric, dueAt: iso(dueAt), state, because, startedAt: iso(startedAt), metAt: iso(metAt) };
}

function ticketWhole(ticket: TicketWhole, clocks: ReckonedClock[]) {
  return {
    ...ticketLine(ticket),
    gathers: ticket.gathers,
    parent: ticket.parent,
    parts: partNumbers(ticket),
    clocks: clocks.map((clock) => ({ ...clockLine(clock), why: clock.why })),
    messages: ticket.messages.map((message) => ({ ...message, at: iso(message.at) })),
    history: ticket.history.map((event) => ({ ...event, at: iso(event.at) })),
  };
}

/** An incident that gathers tickets is the desk's own: nobody is to take it for a customer's. */
function whose({ gathers, parts, requester }: TicketRow): string {
  return gathers === null ? requester : `(incident of ${ticketCount(parts.length)})`;
}

function columns(timeZone: string, now: number): Column<TicketRow>[] {
  return [
    { head: 'NUMBER', text: (row) => row.number, style: () => 'cyan' },
    { head: 'STATE', text: (row) => row.state, style: (row) => (row.state === 'new' ? 'green' : null) },
    { head: 'TYPE', text: (row) => row.type },
    {
      head: 'PRIORITY',
      text: (row) => row.priority,
      style: (row) => (row.priority === 'urgent' ? 'red' : row.priority === 'high' ? 'yellow' : null),
    },
    { head: 'PLAN', text: (row) => row.plan },
    {
      head: 'DUE',
      text: (row) => {
        const clock = nextClock(row);
        return clock ? distance(clock.dueAt, now) : '';
      },
      style: (row) => clockStyle(nextClock(row), now),
    },
    { head: 'REQUESTER', text: whose, shrinks: true },
    { head: 'SUBJECT', text: (row) => row.subject, shrinks: true },
    { head: 'UPDATED', text: (row) => localTime(row.updatedAt, timeZone) },
  ];
}
