/** Reports out of histories made by hand. Times are those of São Paulo, where it is UTC-3 all year. */
import { countFigures, type Grouping, type Report, type TicketHistory } from '../../../src/ticket/report/figures.ts';
import { periodOf } from '../../../src/ticket/report/period.ts';
import type { TimedEvent } from '../../../src/ticket/sla/clocks.ts';
import { compileSla } from '../../../src/ticket/sla/sla.ts';
import type { TicketEvent, TicketState } from '../../../src/ticket/ticket.ts';

export const ZONE = 'America/Sao_Paulo';

/** Monday to Friday 9 to 18: an answer within 4 hours, a solution within 9. */
export const { sla } = compileSla({
  calendars: { business: { timeZone: ZONE, hours: { 'mon-fri': ['09:00-18:00'] } } },
  policies: {
    standard: {
      calendar: 'business',
      targets: {
        '*': {
          urgent: { firstResponse: '1h', nextResponse: '1h', resolution: '2h' },
          '*': { firstResponse: '4h', nextResponse: '4h', resolution: '9h' },
        },
      },
    },
  },
});

/** `11-03 10:00` of 2026. */
export const at = (time: string): number => Date.parse(`2026-${time.replace(' ', 'T')}:00-03:00`);

export type Told = [time: string, event: TicketEvent];
export const opened: TicketEvent = { kind: 'opened', type: 'doubt', priority: 'normal', policy: 'standard' };
export const answered: TicketEvent = { kind: 'answered', agent: 'bia' };
export const wrote: TicketEvent = { kind: 'wrote' };
export const is = (to: TicketState): TicketEvent => ({ kind: 'state', to, until: null });

export function ticket(told: Told[], over: Partial<TicketHistory> = {}): TicketHistory {
  const events = told.map(([time, event]): TimedEvent => ({ at: at(time), ...event }));
  const who = { plan: 'Plus', type: 'doubt', agent: 'Bia Lima', organization: 'Acme' } as const;
  return { ...who, events, messagesIn: 0, messagesOut: 0, ...over };
}

/** Of November 2026, made in December, unless told otherwise. */
export function reportOf(
  tickets: TicketHistory[],
  { by = 'plan', from = '2026-11-01', to = '2026-11-30', now = '12-02 12:00', rules = sla } = {} as {
    by?: Grouping;
    from?: string;
    to?: string;
    now?: string;
    rules?: typeof sla;
  },
): Report {
  const counting = countFigures(periodOf(from, to, ZONE, at(now)), by, rules, at(now));
  for (const one of tickets) counting.add(one);
  return counting.report();
}
