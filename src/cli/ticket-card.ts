/** One ticket as a person reads it: who, what and why, its clocks, what was written, what happened. */
import type { styleText } from 'node:util';
import type { TicketPart } from '../store/parts.ts';
import type { TicketRow, TicketWhole } from '../store/reads.ts';
import { paint } from './command.ts';
import { type Column, table } from './table.ts';
import type { ReckonedClock } from './ticket-clocks.ts';
import { distance, localTime } from './times.ts';
import { visible, visibleLine } from './visible.ts';

type Clock = TicketRow['clocks'][number];

/** @param clocks as of now @param timeZone the desk's @param now UTC ms, for how far due times are */
export function ticketCard(ticket: TicketWhole, clocks: ReckonedClock[], timeZone: string, now: number): string {
  const time = (instant: number) => localTime(instant, timeZone);
  const facts: [string, string][] = [
    ...whose(ticket),
    ['queue', ticket.queue ?? '-'],
    ['assignee', ticket.assignee ?? '-'],
    ['language', ticket.language],
    ['tags', ticket.tags.join(', ') || '-'],
    ['created', time(ticket.createdAt)],
    ['updated', time(ticket.updatedAt)],
  ];
  return [
    paint('bold', `${ticket.number}  ${visibleLine(ticket.subject)}`),
    `${ticket.state} · ${ticket.type} · ${ticket.priority}${gathering(ticket)}`,
    '',
    ...facts.map(([name, value]) => `  ${paint('dim', name.padEnd(14))}${visibleLine(value)}`),
    ...section('Parts', ticket.parts.length === 0 ? [] : [table(PART_COLUMNS, ticket.parts).split('\n')]),
    ...section(
      'Clocks',
      clocks.map((clock) => clockLines(clock, time, now)),
    ),
    ...section(
      'Messages',
      ticket.messages.map((message) => messageLines(message, time)),
    ),
    ...section(
      'History',
      ticket.history.map((event) => [
        `${time(event.at)}  ${visibleLine(`${event.by}: ${event.what}`)}`,
        `  ${paint('dim', visibleLine(event.because))}`,
      ]),
    ),
  ].join('\n');
}

/** How many tickets, in words. */
export function ticketCount(n: number): string {
  return `${n} ${n === 1 ? 'ticket' : 'tickets'}`;
}

function gathering({ gathers, parts }: TicketWhole): string {
  return gathers === null ? '' : ` · the incident of ${ticketCount(parts.length)}`;
}

/** An incident that gathers tickets is the desk's own. */
function whose({ gathers, parent, requester, organization, plan }: TicketWhole): [string, string][] {
  if (gathers !== null) return [['gathers', `incidents with the tag "${gathers}"`]];
  return [
    ['requester', requester],
    ['organization', `${organization} (${plan})`],
    ...(parent === null ? [] : [['part of', `${parent}, the incident of several customers`] as [string, string]]),
  ];
}

const PART_COLUMNS: Column<TicketPart>[] = [
  { head: 'NUMBER', text: (part) => part.number, style: () => 'cyan' },
  { head: 'STATE', text: (part) => part.state },
  { head: 'ORGANIZATION', text: (part) => part.organization, shrinks: true },
  { head: 'REQUESTER', text: (part) => part.requester, shrinks: true },
  { head: 'SUBJECT', text: (part) => part.subject, shrinks: true },
];

/** The clock that runs out next, or ran out with nobody having met it; null where none runs. */
export function nextClock(ticket: TicketRow): Clock | null {
  return ticket.clocks.filter(isRunning).toSorted((a, b) => a.dueAt - b.dueAt)[0] ?? null;
}

function isRunning({ state, metAt }: Clock): boolean {
  return state === 'running' || (state === 'breached' && metAt === null);
}

const SOON = 3_600_000;

/** Red where it is late, yellow where it soon will be. */
export function clockStyle(clock: Clock | null, now: number): Parameters<typeof styleText>[0] | null {
  if (clock?.state === 'breached') return 'red';
  if (clock?.state !== 'running') return null;
  return clock.dueAt < now ? 'red' : clock.dueAt < now + SOON ? 'yellow' : null;
}

const METRIC_NAMES = {
  firstResponse: 'first response',
  nextResponse: 'next response',
  resolution: 'resolution',
} as const;

function clockLines(clock: ReckonedClock, time: (instant: number) => string, now: number): string[] {
  const { metric, state, dueAt, metAt, because, why } = clock;
  const far = isRunning(clock) ? ` (${distance(dueAt, now)})` : metAt === null ? '' : `, met ${time(metAt)}`;
  const due = `due ${time(dueAt)}${far}`;
  const style = clockStyle(clock, now);
  const sum = why.length > 0 ? ['why this deadline:', ...why.map((line) => `  ${line}`)] : [visibleLine(because)];
  return [
    `${METRIC_NAMES[metric].padEnd(16)}${state.padEnd(10)}${style ? paint(style, due) : due}`,
    ...sum.map((line) => `  ${paint('dim', visible(line))}`),
  ];
}

const DIRECTIONS = { in: 'wrote', note: 'noted' } as const;

function messageLines(message: TicketWhole['messages'][number], time: (instant: number) => string): string[] {
  const head =
    message.direction === 'out' ? `answer by ${message.from}` : `${message.from} ${DIRECTIONS[message.direction]}`;
  return [
    paint('cyan', `${time(message.at)}  ${visibleLine(head)}`),
    ...visible(message.text)
      .trim()
      .split('\n')
      .map((line) => `  ${line}`),
    ...message.attachments.map((one) =>
      paint(
        'dim',
        `  + ${visibleLine(one.filename ?? 'unnamed')} (${visibleLine(one.contentType)}, ${one.size} bytes)`,
      ),
    ),
  ];
}

function section(title: string, entries: string[][]): string[] {
  if (entries.length === 0) return [];
  return ['', paint('bold', title), ...entries.flat().map((line) => `  ${line}`)];
}
