/** A ticket that lives through time: what happens to it is scripted, and what follow-ups do to it is stored as the store would. */
import { followUpsSchema } from '../../../src/config/follow-up-schema.ts';
import { compileFollowUps } from '../../../src/config/follow-ups.ts';
import type { Desk } from '../../../src/ticket/desk.ts';
import type { Act, DueTicket, FollowUp, StoredEvent } from '../../../src/ticket/follow-up/act.ts';
import { followUp } from '../../../src/ticket/follow-up/follow-up.ts';
import type { TimedEvent } from '../../../src/ticket/sla/clocks.ts';
import { compileSla } from '../../../src/ticket/sla/sla.ts';
import type { TicketEvent, TicketState } from '../../../src/ticket/ticket.ts';
import { ticket } from '../../support/facts.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** An instant in São Paulo (UTC-3): `1 09:00` is Monday, 2 March 2026, at nine; day 0 is the Sunday before, 7 the next one. */
export function at(written: string): number {
  const [day = '0', time = '00:00'] = written.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Date.UTC(2026, 2, 1 + Number(day), hours + 3, minutes);
}

/** The reverse of `at`. */
export function when(instant: number): string {
  const minutes = Math.round((instant - at('0 00:00')) / MINUTE);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(minutes / 1440)} ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

type Rules = Pick<Desk, 'sla' | 'followUps'>;

export type RuleWritten = Record<string, unknown>;

/** First response 4h, next response 8h, resolution 40h, in working hours (nine to six). @param followUps as in the config */
export function rulesWith(followUps: { hours?: string; apart?: string; rules?: RuleWritten[] }): Rules {
  const targets = { '*': { '*': { firstResponse: '4h', nextResponse: '8h', resolution: '40h' } } };
  const urgent = { '*': { ...targets['*'], urgent: { firstResponse: '1h', nextResponse: '2h', resolution: '8h' } } };
  const { sla, problems } = compileSla({
    calendars: {
      office: { timeZone: 'America/Sao_Paulo', hours: { 'mon-fri': ['09:00-18:00'] } },
      always: '24x7',
    },
    policies: { standard: { calendar: 'office', targets: urgent }, premium: { calendar: 'always', targets: urgent } },
  });
  const wrong = problems.map(({ message }) => message);
  const written = followUpsSchema.parse({ hours: 'office', ...followUps });
  const compiled = compileFollowUps(written, sla.calendars, (path, message) =>
    wrong.push(`${path.join('.')}: ${message}`),
  );
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return { sla, followUps: compiled };
}

export const CUSTOMER = 'customer';
export const toCustomer = (name: string, when: RuleWritten, letter: string, more: RuleWritten = {}): RuleWritten => ({
  name,
  when,
  to: CUSTOMER,
  letter,
  ...more,
});
export const toAgents = (name: string, share: number, to: string, more: RuleWritten = {}): RuleWritten => ({
  name,
  when: { target: '*', share },
  to,
  letter: 'agent-due',
  ...more,
});

/** A ticket as it is stored. */
export interface Life {
  ticket: DueTicket;
  /** All that was done: the instants are those of the looks, the ticket as it was before. */
  done: { at: number; act: Act; state: TicketState; reachable: boolean }[];
}

export function opened(written: string, policy = 'standard'): Life {
  const event: StoredEvent = { id: 1, at: at(written), kind: 'opened', type: 'doubt', priority: 'normal', policy };
  const facts = ticket({ state: 'new', policy, createdAt: event.at });
  return {
    ticket: { facts, events: [event], notices: [], lastToCustomer: null, unreachable: false, awayOnly: false },
    done: [],
  };
}

/** Something happens to a ticket. */
export function happens(life: Life, instant: number, ...events: TicketEvent[]): void {
  for (const event of events) {
    const timed: TimedEvent = { ...event, at: instant };
    const { facts } = life.ticket;
    if (event.kind === 'state') {
      facts.state = event.to;
      facts.holdUntil = event.until;
    }
    if (event.kind === 'priority') facts.priority = event.to;
    if (event.kind === 'policy') facts.policy = event.to;
    if (event.kind === 'escalated') facts.escalatedAt = instant;
    life.ticket.events = [...life.ticket.events, { ...timed, id: life.ticket.events.length + 1 }];
  }
}

export const state = (
  to: 'open' | 'pending' | 'on-hold' | 'solved' | 'closed',
  until: number | null = null,
): TicketEvent => ({
  kind: 'state',
  to,
  until,
});
export const wrote: TicketEvent = { kind: 'wrote' };
export const answered: TicketEvent = { kind: 'answered', agent: 'bia' };

/** Looks at a ticket and stores what is done. */
export function look(life: Life, rules: Rules, now: number): FollowUp {
  const found = followUp(life.ticket, rules, now);
  for (const act of found.acts) {
    const { kind, anchor, ordinal, outcome } = act;
    const { facts, unreachable, awayOnly } = life.ticket;
    life.done.push({ at: now, act, state: facts.state, reachable: !unreachable && !awayOnly });
    life.ticket.notices = [...life.ticket.notices, { kind, anchor, ordinal, at: now, outcome }];
    if (act.outcome === 'skipped') continue;
    const { what } = act;
    switch (what.do) {
      case 'tell':
        break;
      case 'write':
        life.ticket.lastToCustomer = now;
        break;
      case 'close':
        if (what.letter !== null) life.ticket.lastToCustomer = now;
        happens(life, now, state('closed'));
        break;
      case 'reopen':
        happens(life, now, state('open'));
        break;
      case 'escalate':
        happens(life, now, { kind: 'escalated', by: 'desk' });
        if (what.priority !== life.ticket.facts.priority) happens(life, now, { kind: 'priority', to: what.priority });
        break;
    }
  }
  return found;
}

/** Looks whenever the last look says so, from an instant until another one. @returns when it wants to be looked at next */
export function live(life: Life, rules: Rules, from: number, to: number): number | null {
  let now = from;
  for (let looks = 0; looks < 10_000; looks++) {
    const { lookAt } = look(life, rules, now);
    if (lookAt === null || lookAt > to) return lookAt;
    now = Math.max(now, lookAt);
  }
  throw new Error('it never stops wanting to be looked at');
}

/** What was done, such as `1 13:00 missed:firstResponse#1`, skipped ones with a minus before. */
export function story(life: Life): string[] {
  return life.done.map(
    ({ at, act: { kind, ordinal, outcome } }) => `${when(at)} ${outcome === 'sent' ? '' : '-'}${kind}#${ordinal}`,
  );
}
