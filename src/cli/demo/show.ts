/** How are the demo's mails, tickets and letters shown to a person? As tables and cards, no wider than the terminal. */
import type { styleText } from 'node:util';
import Table from 'cli-table3';
import type { TicketRow } from '../../store/reads.ts';
import type { Disposition, Metric } from '../../ticket/ticket.ts';
import { paint } from '../command.ts';
import { dispositionStyle } from '../mail.ts';
import { type Column, table } from '../table.ts';
import { distance } from '../times.ts';
import { visible, visibleLine } from '../visible.ts';
import type { Outcome } from './desk.ts';
import type { WrittenLetter } from './letters.ts';
import type { Played } from './play.ts';
import { wrap, wrapShort } from './wrap.ts';

type Style = Parameters<typeof styleText>[0];

/** Lines longer than this are hard to read, however wide the terminal. */
const WIDEST = 120;
const USUAL = 80;
/** From here on there is room for what one can do without. */
const WIDE = 100;

/** Between two columns; before a reason. */
const GAP = 2;
const INDENT = 4;

const EDGES = ['top', 'bottom', 'left', 'right', 'mid'];
const NO_LINES = Object.fromEntries(
  [...EDGES.flatMap((one) => [one, `${one}-mid`, `${one}-left`, `${one}-right`]), 'middle'].map((name) => [name, '']),
);

function terminalColumns(): number {
  return Math.min(WIDEST, (process.stdout.isTTY && process.stdout.columns) || USUAL);
}

export function heading(text: string): string {
  return `\n${paint('bold', text)}\n`;
}

/** Each mail with what became of it and why, under the headings of their groups. */
export function samplesTable(played: Played[]): string {
  const room = terminalColumns() - 2 * GAP;
  const from = Math.floor(room * 0.36);
  const letter = Math.floor(room * 0.37);
  const became = room - from - letter;
  const rows = new Table({
    chars: NO_LINES,
    colWidths: [from + GAP, became + GAP, letter],
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  const across = (lines: string[]) => rows.push([{ colSpan: 3, content: lines.join('\n') }]);
  rows.push(['FROM, SUBJECT', 'WHAT BECAME OF IT', 'LETTERS THAT WENT OUT'].map((one) => paint('bold', one)));
  let group = '';
  for (const { sample, outcome, wrong } of played) {
    if (sample.group !== group) across([...(group === '' ? [''] : []), rule(sample.group), '']);
    group = sample.group;
    rows.push([fromCell(outcome, from), becameLines(outcome, became).join('\n'), letterCell(outcome, letter)]);
    across([
      ...tellLines(sample.tells),
      ...wordLines(sample.words),
      ...reasonLines(outcome),
      ...wrong.flatMap((one) => painted('red', indented(wrap(`✗ ${visibleLine(one)}`, terminalColumns() - INDENT)))),
      '',
    ]);
  }
  return rows.toString().replace(/ +$/gm, '').trimEnd();
}

/** A mail that came by hand: what became of it, why, and what goes out. */
export function outcomeCard(outcome: Outcome): string {
  const columns = terminalColumns();
  return [
    '',
    rule(`Mail ${outcome.id}`),
    ...wrapShort(
      outcome.subject === null ? senderOf(outcome) : `${senderOf(outcome)}: ${subjectOf(outcome)}`,
      columns,
      2,
    ),
    ...becameLines(outcome, columns),
    ...reasonLines(outcome),
    ...outcome.letters.flatMap((letter) => ['', letterCard(letter)]),
    ...(outcome.letters.length === 0 ? [paint('dim', 'No letter goes out.')] : []),
  ].join('\n');
}

/** A letter as its reader sees it. @param before the line of its text that is left out with all below it */
export function letterCard(letter: WrittenLetter, before?: string): string {
  const columns = terminalColumns() - 2;
  const header: [string, string][] = [
    ['From', letter.from],
    ['To', letter.to],
    ['Subject', letter.subject],
  ];
  const text = wrap(visible(letter.text).trim(), columns);
  const end = before === undefined ? -1 : text.indexOf(before);
  const shown = end === -1 ? text : text.slice(0, end);
  const rest = text.length - shown.length;
  const lines = [
    ...header.flatMap(([name, value]) => {
      const [first = '', ...rest] = wrap(visibleLine(value), columns - 9);
      return [`${paint('dim', name.padEnd(9))}${first}`, ...rest.map((line) => ' '.repeat(9) + line)];
    }),
    '',
    ...shown,
    ...(rest > 0 ? [paint('dim', `… and ${rest} more lines`)] : []),
  ];
  return lines.map((line) => `${paint('gray', '│')} ${line}`.trimEnd()).join('\n');
}

/** The tickets with what was promised on each. @param now UTC ms */
export function ticketsTable(rows: TicketRow[], timeZone: string, now: number): string {
  const columns = terminalColumns();
  const wide = columns >= WIDE;
  const due = (row: TicketRow, metric: Metric, done: string) => {
    const clock = row.clocks.find((one) => one.metric === metric);
    if (!clock) return '-';
    if (clock.state === 'met') return done;
    if (clock.state === 'paused') return 'stopped';
    return shortTime(clock.dueAt, timeZone) + (wide ? ` (${distance(clock.dueAt, now)})` : '');
  };
  const shown: Column<TicketRow>[] = [
    { head: 'TICKET', text: (row) => row.number, style: () => 'cyan' },
    { head: 'TYPE', text: (row) => row.type },
    { head: 'PRIORITY', text: (row) => row.priority, style: (row) => (row.priority === 'urgent' ? 'red' : null) },
    { head: 'STATE', text: (row) => row.state },
    { head: 'AGENT', text: (row) => row.assignee ?? '-' },
    { head: 'FIRST ANSWER BY', text: (row) => due(row, 'firstResponse', 'answered') },
    { head: 'RESOLVED BY', text: (row) => due(row, 'resolution', 'resolved') },
    ...(wide ? [{ head: 'PLAN', text: (row: TicketRow) => row.plan }] : []),
  ];
  const note = `Times in ${timeZone}, by the example figures of the shipped config.`;
  return `${table(shown, rows, columns)}\n\n${wrap(note, columns)
    .map((line) => paint('dim', line))
    .join('\n')}`;
}

function fromCell(outcome: Outcome, width: number): string {
  return [
    ...painted('bold', wrap(senderOf(outcome), width)),
    ...(outcome.subject === null ? [] : wrapShort(subjectOf(outcome), width, 2)),
  ].join('\n');
}

function becameLines(outcome: Outcome, width: number): string[] {
  const { disposition, ticket, classification } = outcome;
  const where = ticket === null ? '' : ` ${WHERE[disposition] ?? 'on'} ${ticket}`;
  const style = dispositionStyle(outcome);
  return [
    ...painted(style ? ['bold', style] : 'bold', wrap(`${disposition}${where}`, width)),
    ...(classification ? wrap(`${classification.type}, ${classification.priority}`, width) : []),
  ];
}

/** The word between what became of a mail and its ticket. */
const WHERE: Partial<Record<Disposition, string>> = { opened: 'as', appended: 'to' };

function reasonLines({ classification, because }: Outcome): string[] {
  const reasons = [because, ...(classification ? [classification.because.join('; ')] : [])];
  const lines = reasons.flatMap((reason) => wrapShort(visibleLine(reason), terminalColumns() - INDENT, 5));
  return painted('dim', indented(lines));
}

function letterCell({ letters, subject }: Outcome, width: number): string {
  if (letters.length === 0) return paint('dim', 'none');
  return letters
    .flatMap((letter) => [
      ...wrap(`to ${letter.to}`, width),
      ...painted('cyan', wrap(`${letter.template} (${letter.language})`, width)),
      // The table would say it twice.
      ...(bare(letter.subject) === bare(subject ?? '') ? [] : wrapShort(visibleLine(letter.subject), width, 2)),
    ])
    .join('\n');
}

/** Without the ticket's number, and what mail programs put before it. */
function bare(subject: string): string {
  return subject.replace(/^(?:(?:re|fwd): |\[[A-Z]+-\d+\] )*/i, '');
}

function tellLines(tells: string | undefined): string[] {
  return tells === undefined ? [] : indented(wrap(tells, terminalColumns() - INDENT));
}

/** A mail's own words, each line by itself. */
function wordLines(words: string | undefined): string[] {
  if (words === undefined) return [];
  const lines = wrap(words, terminalColumns() - INDENT - 2).filter((line) => line.trim() !== '');
  return indented(lines.map((line) => `${paint('gray', '│')} ${line}`));
}

function senderOf({ from }: Outcome): string {
  return from === null ? '(unreadable)' : visibleLine(from);
}

function subjectOf({ subject }: Outcome): string {
  return visibleLine(subject ?? '') || '(no subject)';
}

function rule(title: string): string {
  return `${paint(['bold', 'cyan'], title)} ${paint('gray', '─'.repeat(Math.max(0, terminalColumns() - title.length - 1)))}`;
}

function indented(lines: string[]): string[] {
  return lines.map((line) => ' '.repeat(INDENT) + line);
}

/** Each line by itself: a colour that runs over several lines would run over the columns beside it. */
function painted(style: Style, lines: string[]): string[] {
  return lines.map((line) => paint(style, line));
}

/** `23 Nov 10:00`. */
function shortTime(instant: number, timeZone: string): string {
  const parts = {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  } as const;
  return new Intl.DateTimeFormat('en-GB', parts).format(instant).replace(',', '');
}
