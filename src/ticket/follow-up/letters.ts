/**
 * Which letters does an act take? To the customer: one to everybody on the ticket, in which everybody sees everybody. To
 * agents: one to each of those whom the rule names. What is to be done, and when, is asked before.
 */
import type { LetterDraft } from '../../letters/letter.ts';
import type { Facts } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Clock } from '../sla/clocks.ts';
import type { Instant, Metric, TicketFacts } from '../ticket.ts';
import type { Act, DueTicket } from './act.ts';
import { afterwards } from './afterwards.ts';
import { clocksAt } from './clock-times.ts';
import { toAgents, untold } from './letters-to-agents.ts';
import { toCustomers } from './letters-to-customers.ts';
import type { NoticeKind } from './rules.ts';

/**
 * The letters of one act; none of one that is skipped.
 * @param ticket before the act; with those done that go with it in the same look, where there are any: an honest letter
 *   tells of the escalation that goes with it
 */
export function lettersOf(
  act: Act,
  ticket: DueTicket,
  facts: Pick<Facts, 'routing'>,
  desk: Desk,
  now: Instant,
): LetterDraft[] {
  if (act.outcome === 'skipped') return [];
  const { facts: done, events } = afterwards(ticket, [act], now);
  const clocks = clocksAt(events, desk.sla, now);
  const after = withClocks(done, clocks);
  const { what } = act;
  const serial = serialOfAct(act);
  switch (what.do) {
    case 'write':
      return toCustomers({ what, act, before: ticket, after, serial }, desk, now);
    case 'tell':
    case 'escalate':
    case 'reopen':
      return toAgents({ what, act, after, clocks, serial }, facts, desk, now);
    case 'close':
      return [
        ...(what.letter === null ? [] : toCustomers({ what, act, before: ticket, after, serial }, desk, now)),
        ...untold(what.tell, after, serial, facts, desk, now),
      ];
  }
}

/** With the clocks as they stand, of next responses the last one: what is stored of them may be older. */
function withClocks(ticket: TicketFacts, clocks: readonly Clock[]): TicketFacts {
  const last = new Map<Metric, TicketFacts['clocks'][number]>();
  for (const { metric, dueAt, state } of clocks) last.set(metric, { metric, dueAt, state });
  return last.size === 0 ? ticket : { ...ticket, clocks: [...last.values()] };
}

/**
 * What makes the tokens of an act's letters unlike any others: the event that it hangs on, what it is, and its ordinal.
 * Those of letters on a mail have no two hyphens.
 */
export function serialOfAct({ anchor, kind, ordinal }: Pick<Act, 'anchor' | 'kind' | 'ordinal'>): string {
  return `${anchor.toString(36)}--${codeOf(kind)}${ordinal.toString(36)}`;
}

/** Each kind in three letters at most: a word and what it is about; of a state's also which. */
function codeOf(kind: NoticeKind): string {
  const [what = '', about = ''] = kind.split(':');
  const word = WORDS[what];
  if (word !== undefined) return `${word}${about.slice(0, 1)}`;
  return `s${STATES[what] ?? '0'}${STATE_WORDS[about.replace('follow-up-', '')] ?? '0'}`;
}

const WORDS: Record<string, string> = { quiet: 'q', missed: 'm', warning: 'w', breach: 'b', 'due-again': 'd' };
const STATES: Record<string, string> = { new: 'n', open: 'o', pending: 'p', 'on-hold': 'h', solved: 's', closed: 'c' };
const STATE_WORDS: Record<string, string> = {
  quiet: 'q',
  missed: 'm',
  reminder: 'r',
  closing: 'c',
  closed: 'e',
  solved: 's',
  close: 'x',
};
