/**
 * The report as a spreadsheet reads it: RFC 4180, a row for each group and one for all. Names of organisations and agents
 * were written by others: none of them is ever taken for a formula.
 */

import { percentOf } from '../ticket/report/durations.ts';
import { type Figures, type Report, shareKept, type Times } from '../ticket/report/figures.ts';
import { METRICS } from '../ticket/ticket.ts';

/** With CRLF at each line's end (RFC 4180 §2). Times are whole minutes; what there is none of is empty. */
export function reportCsv({ by, groups, all, period }: Report): string {
  const rows = [
    ['row', by, 'from', 'to', ...Object.keys(cellsOf(all))],
    ...groups.map(({ name, figures }) => rowOf('group', name ?? '', figures)),
    rowOf('all', '', all),
  ];
  return rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');

  function rowOf(row: string, name: string, figures: Figures) {
    return [row, name, period.firstDay, period.lastDay, ...Object.values(cellsOf(figures))];
  }
}

/**
 * One field. What a spreadsheet would take for a formula gets an apostrophe before it, which makes it text; so does what
 * begins so after blanks or in the wide forms of East Asia, which some programs take for the same.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function cellsOf(figures: Figures): Record<string, number | null> {
  const { opened, solved, closed, merged, reopened, stillOpen, messagesIn, messagesOut } = figures;
  return {
    ...{ opened, solved, closed, merged, reopened, stillOpen, messagesIn, messagesOut },
    ...timeCells('firstResponse', figures.firstResponse),
    ...timeCells('resolution', figures.resolution),
    ...Object.fromEntries(
      METRICS.flatMap((metric) => {
        const { kept, missed } = figures.promises[metric];
        const share = shareKept({ kept, missed });
        return [
          [`${metric}Kept`, kept],
          [`${metric}Missed`, missed],
          [`${metric}KeptPercent`, share === null ? null : percentOf(share)],
        ];
      }),
    ),
  };
}

function timeCells(name: string, { count, median, p90 }: Times): Record<string, number | null> {
  const minutes = (ms: number | null) => (ms === null ? null : Math.round(ms / 60_000));
  return { [`${name}Count`]: count, [`${name}MedianMinutes`]: minutes(median), [`${name}P90Minutes`]: minutes(p90) };
}
