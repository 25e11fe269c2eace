/** Lists for people: columns that line up, one line a row, no wider than the terminal. */
import type { styleText } from 'node:util';
import Table from 'cli-table3';
import { paint } from './command.ts';
import { visibleLine } from './visible.ts';

export interface Column<Row> {
  head: string;
  text: (row: Row) => string;
  style?: (row: Row) => Parameters<typeof styleText>[0] | null;
  right?: boolean;
  /** Gives up its width first where the terminal is too narrow. */
  shrinks?: boolean;
}

/** Between two columns. */
const GAP = 2;
const NARROWEST = 10;

/** @param width columns of the terminal; null: as wide as it comes (a file, a pipe) */
export function table<Row>(columns: Column<Row>[], rows: Row[], width = terminalWidth()): string {
  const cells = rows.map((row) => columns.map((column) => visibleLine(column.text(row))));
  const natural = columns.map((column, i) =>
    Math.max(...[column.head, ...cells.map((row) => row[i] ?? '')].map(cellsWide)),
  );
  const widths = fitting(natural, columns, width);
  const empty = [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ];
  const lines = new Table({
    chars: Object.fromEntries(empty.map((name) => [name, ''])),
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [] },
    colWidths: widths.map((one) => one + GAP),
    colAligns: columns.map((column) => (column.right ? 'right' : 'left')),
  });
  lines.push(columns.map((column) => paint('bold', column.head)));
  rows.forEach((row, r) => {
    lines.push(
      columns.map((column, c) => {
        const style = column.style?.(row);
        const text = cells[r]?.[c] ?? '';
        return style ? paint(style, text) : text;
      }),
    );
  });
  return lines.toString().replace(/ +$/gm, '');
}

/** null where standard output is no terminal. */
export function terminalWidth(): number | null {
  return process.stdout.isTTY ? process.stdout.columns || 80 : null;
}

/** Takes what is too much from the columns that shrink, the widest first. */
function fitting<Row>(natural: number[], columns: Column<Row>[], width: number | null): number[] {
  const widths = [...natural];
  if (width === null) return widths;
  // The last column's gap falls off the end.
  let excess = widths.reduce((sum, one) => sum + one + GAP, -GAP) - width;
  while (excess > 0) {
    const widest = columns.reduce(
      (best, column, i) => (column.shrinks && (widths[i] ?? 0) > (widths[best] ?? 0) ? i : best),
      -1,
    );
    if (widest === -1 || (widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  return widths;
}

/** Columns that a text takes: characters of East Asia and emoji take two. */
function cellsWide(text: string): number {
  return [...text].reduce((sum, one) => sum + (/\p{Mark}/u.test(one) ? 0 : WIDE.test(one) ? 2 : 1), 0);
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
