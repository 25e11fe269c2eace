/** The report for the terminal: a line for each group and one for all. */
import { durationInWords, percentOf } from '../ticket/report/durations.ts';
import { type Figures, type Report, shareKept } from '../ticket/report/figures.ts';
import type { Metric } from '../ticket/ticket.ts';
import { type Column, table } from './table.ts';

interface Line {
  name: string;
  figures: Figures;
}

export function reportTable({ period, by, groups, all, asOf }: Report): string {
  const lines = [
    ...groups.map(({ name, figures }) => ({ name: name ?? '(nobody)', figures })),
    { name: 'all', figures: all },
  ];
  const over = asOf < period.to ? ' (not over yet)' : '';
  return [
    `${period.firstDay} to ${period.lastDay}${over}`,
    '',
    table(columns(by), lines),
    '',
    'FIRST and SOLVING: elapsed time, median / p90. KEPT: promises kept of those decided.',
  ].join('\n');
}

function columns(by: string): Column<Line>[] {
  const count = (head: string, of: (figures: Figures) => number): Column<Line> => ({
    head,
    text: ({ figures }) => String(of(figures)),
    right: true,
  });
  const time = (head: string, of: 'firstResponse' | 'resolution'): Column<Line> => ({
    head,
    text: ({ figures }) => {
      const { median, p90 } = figures[of];
      return median === null || p90 === null ? '-' : `${durationInWords(median)} / ${durationInWords(p90)}`;
    },
    right: true,
  });
  const kept = (head: string, metric: Metric): Column<Line> => ({
    head,
    text: ({ figures }) => {
      const share = shareKept(figures.promises[metric]);
      return share === null ? '-' : `${percentOf(share)}%`;
    },
    right: true,
  });
  return [
    { head: by.toUpperCase(), text: ({ name }) => name, shrinks: true },
    count('OPENED', ({ opened }) => opened),
    count('SOLVED', ({ solved }) => solved),
    count('CLOSED', ({ closed }) => closed),
    count('OPEN', ({ stillOpen }) => stillOpen),
    count('REOPENED', ({ reopened }) => reopened),
    count('IN', ({ messagesIn }) => messagesIn),
    count('OUT', ({ messagesOut }) => messagesOut),
    time('FIRST', 'firstResponse'),
    time('SOLVING', 'resolution'),
    kept('FIRST KEPT', 'firstResponse'),
    kept('NEXT KEPT', 'nextResponse'),
    kept('SOLVING KEPT', 'resolution'),
  ];
}
