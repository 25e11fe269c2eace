/** Any life of a ticket, for fast-check: what happens to it, on a grid of quarter hours, under rules of the config. */
import fc from 'fast-check';
import type { TicketEvent } from '../../../src/ticket/ticket.ts';
import { at, happens, type Life, MINUTE, opened, type RuleWritten, toAgents, toCustomer } from './ticket-in-time.ts';

/** All that happens is on it, and all spans are whole numbers of it. */
export const STEP = 15 * MINUTE;
export const START = at('1 08:00');
export const DAYS = 9;
const STEPS = (DAYS * 24 * 60) / 15;

/** Something that happens from outside, so many steps after the beginning. */
export interface Happening {
  step: number;
  what: Outside;
}
export type Outside =
  | { events: TicketEvent[] }
  | { events: TicketEvent[]; holdSteps: number }
  | { unreachable: boolean }
  | { awayOnly: boolean };

const to = (state: 'open' | 'pending' | 'solved'): TicketEvent => ({ kind: 'state', to: state, until: null });
const wrote: TicketEvent = { kind: 'wrote' };
const answered: TicketEvent = { kind: 'answered', agent: 'bia' };

const outside = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Outside>({ events: [wrote, to('open')] }) },
  { weight: 2, arbitrary: fc.constant<Outside>({ events: [wrote] }) },
  { weight: 6, arbitrary: fc.constant<Outside>({ events: [answered, to('pending')] }) },
  { weight: 2, arbitrary: fc.constant<Outside>({ events: [answered] }) },
  { weight: 3, arbitrary: fc.constant<Outside>({ events: [answered, to('solved')] }) },
  { weight: 2, arbitrary: fc.constant<Outside>({ events: [to('open')] }) },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 1, max: 200 })
      .map<Outside>((holdSteps) => ({ events: [{ kind: 'state', to: 'on-hold', until: null }], holdSteps })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('low', 'normal', 'high', 'urgent')
      .map<Outside>((priority) => ({ events: [{ kind: 'priority', to: priority }] })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('standard', 'premium')
      .map<Outside>((policy) => ({ events: [{ kind: 'policy', to: policy }] })),
  },
  { weight: 1, arbitrary: fc.constant<Outside>({ events: [{ kind: 'escalated', by: 'ana@acme.example' }] }) },
  { weight: 2, arbitrary: fc.boolean().map<Outside>((unreachable) => ({ unreachable })) },
  { weight: 1, arbitrary: fc.boolean().map<Outside>((awayOnly) => ({ awayOnly })) },
);

export const anyHappenings = fc
  .array(fc.record({ step: fc.integer({ min: 1, max: STEPS }), what: outside }), { maxLength: 12 })
  .map((all): Happening[] => all.toSorted((a, b) => a.step - b.step));

export const anyLife = fc.constantFrom('standard', 'premium').map((policy) => () => opened('1 08:00', policy));

/** All kinds of rules, or some of them. */
export const anyRules = fc
  .record({
    hours: fc.constantFrom('office', 'always'),
    apart: fc.constantFrom('0m', '2h', '20h'),
    quiet: fc.constantFrom('1h', '3h', '1bd'),
    reminder: fc.constantFrom('1h', '4h', '1bd'),
    inHours: fc.boolean(),
    solvedCloses: fc.constantFrom('2h', '1bd', '3bd'),
    share: fc.constantFrom(25, 50, 75),
    leftOut: fc.subarray(['quiet', 'missed', 'reminder', 'on hold', 'soon', 'sooner', 'late', 'escalation']),
  })
  .map(({ hours, apart, quiet, reminder, inHours, solvedCloses, share, leftOut }) => ({
    hours,
    apart,
    rules: [
      toCustomer('quiet', { quiet }, 'follow-up-quiet', { atMost: 3 }),
      toCustomer('missed', { missed: '*' }, 'follow-up-missed'),
      toCustomer('reminder', { state: 'pending', for: reminder }, 'follow-up-reminder', { atMost: 2 }),
      toCustomer('notice', { state: 'pending', for: inHours ? '10h' : '2bd' }, 'follow-up-closing'),
      toCustomer('closing', { state: 'pending', for: inHours ? '14h' : '3bd' }, 'follow-up-closed', {
        do: 'close',
      }),
      toCustomer('on hold', { state: 'on-hold', for: '1bd' }, 'follow-up-quiet'),
      toCustomer('solved?', { state: 'solved', for: '0m' }, 'follow-up-solved'),
      { name: 'closed', when: { state: 'solved', for: solvedCloses }, do: 'close' },
      toAgents('soon', share, 'assignee'),
      toAgents('sooner', 100 - share, 'lead'),
      toAgents('late', 100, 'assignee'),
      toAgents('escalation', 100, 'lead', { do: 'escalate' }),
    ].filter(({ name }) => !leftOut.includes(String(name))) satisfies RuleWritten[],
  }));

/** Lets something happen; to a closed ticket nothing does. @returns whether it did */
export function letHappen(life: Life, now: number, what: Outside): boolean {
  if (life.ticket.facts.state === 'closed') return false;
  if ('unreachable' in what) life.ticket.unreachable = what.unreachable;
  else if ('awayOnly' in what) life.ticket.awayOnly = what.awayOnly;
  else {
    const until = 'holdSteps' in what ? now + what.holdSteps * STEP : null;
    happens(life, now, ...what.events.map((event) => (event.kind === 'state' ? { ...event, until } : event)));
  }
  return true;
}
