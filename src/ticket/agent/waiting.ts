/** Does a ticket's customer wait for an answer of their own: did they write after the last one? */
import type { TicketFacts } from '../ticket.ts';

/** As the clock of the next response goes, also where nothing is promised for it. Before the first answer it is another clock. */
export function waitsForAnswer({ events }: Pick<TicketFacts, 'events'>): boolean {
  const answered = events.findLastIndex(({ kind }) => kind === 'answered');
  return answered >= 0 && events.findLastIndex(({ kind }) => kind === 'wrote') > answered;
}
