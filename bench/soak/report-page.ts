/** The report of the soaked desk's month, as the page that a manager gets. */

import { reportHtml } from '../../src/report/html.ts';
import type { Setup } from '../../src/setup.ts';
import { openStore } from '../../src/store/store.ts';
import { countFigures } from '../../src/ticket/report/figures.ts';
import { periodOf } from '../../src/ticket/report/period.ts';

/** @param span of the whole time, UTC ms @returns HTML */
export async function reportPage(
  database: string,
  { config, desk }: Setup,
  { from, to }: { from: number; to: number },
): Promise<string> {
  const day = (instant: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: config.desk.timeZone, dateStyle: 'short' }).format(instant);
  const period = periodOf(day(from), day(to - 1), config.desk.timeZone, to);
  const counting = countFigures(period, 'plan', desk.sla, to);
  const store = await openStore({ path: database, ticketPrefix: desk.ticketPrefix, mode: 'read' });
  try {
    store.reads.ticketsOf(period, ({ assignee, ...ticket }) => counting.add({ ...ticket, agent: assignee }));
  } finally {
    store.close();
  }
  return reportHtml(counting.report(), config.desk);
}
