/**
 * Of what is called for on a ticket, what is done now, what is left undone for good, and what waits? Each notice goes
 * once: what is recorded is not looked at again. Nothing stale goes: what is no longer true is recorded as skipped.
 * Customers get one letter at a time, in their hours, and so far apart as the rules say.
 */
import { nextOpening } from '../sla/calendar.ts';
import type { Instant } from '../ticket.ts';
import type { Act, DueTicket, Notice } from './act.ts';
import { type Candidate, earlier } from './candidate.ts';
import type { FollowUpRules } from './rules.ts';

/** @returns what to do at an instant, and when next something is due, stale or free to go, as far as nothing is done */
export function weigh(
  candidates: readonly Candidate[],
  ticket: DueTicket,
  rules: FollowUpRules,
  now: Instant,
): { acts: Act[]; next: Instant | null } {
  const recorded = new Set(ticket.notices.map(identity));
  const open = candidates.filter((one) => !recorded.has(identity(one)));
  const due = open.filter((one) => one.due <= now).toSorted((a, b) => a.due - b.due);
  let next = open.reduce<Instant | null>((first, one) => (one.due > now ? earlier(first, one.due) : first), null);

  // What has happened is known, also where the mail server's clock, which dates mails, is ahead of ours.
  const known = ticket.events.reduce((last, { at }) => Math.max(last, at), now);
  const freeAt = whenFree(ticket, rules, now);
  const acts: Act[] = [];
  const held: Candidate[] = [];
  let wrote = false;
  // It may raise the priority, and with that move what was not missed: what else is told of clocks is asked again, at once.
  const escalation = due.find((one, i) => one.what.do === 'escalate' && whyNeedless(one, i) === null);
  for (const [i, one] of due.entries()) {
    const needless = whyNeedless(one, i);
    if (needless !== null) {
      acts.push(skipped(one, needless));
    } else if (writesToCustomer(one)) {
      if (wrote || freeAt === null || freeAt > now) {
        held.push(one);
        next = earlier(next, earlier(freeAt, one.until));
      } else {
        wrote = true;
        acts.push(done(one, one.what));
      }
    } else if (escalation && one !== escalation && isAboutClock(one)) {
      held.push(one);
      next = now;
    } else {
      acts.push(done(one, one.what));
    }
  }
  return { acts: closesWith(acts, held), next };

  function whyNeedless(one: Candidate, i: number): string | null {
    return needlessBecause(one, due.slice(i + 1), ticket.notices, known);
  }
}

function identity({ kind, anchor, ordinal }: Pick<Notice, 'kind' | 'anchor' | 'ordinal'>): string {
  return `${kind} ${anchor} ${ordinal}`;
}

/** When a letter may go to the customer, from now on; null: not as long as they are as they are. */
function whenFree(ticket: DueTicket, { hours, apart }: FollowUpRules, now: Instant): Instant | null {
  if (ticket.unreachable || ticket.awayOnly) return null;
  return nextOpening(hours, ticket.lastToCustomer === null ? now : Math.max(now, ticket.lastToCustomer + apart));
}

function isAboutClock({ what }: Candidate): boolean {
  return what.do === 'tell' || what.do === 'escalate';
}

function writesToCustomer({ what }: Candidate): boolean {
  return what.do === 'write' || (what.do === 'close' && what.letter !== null);
}

/** Why it does not go any more; null: it does. @param later what is due as well, and became so after it */
function needlessBecause(
  one: Candidate,
  later: readonly Candidate[],
  notices: readonly Notice[],
  now: Instant,
): string | null {
  if (one.until !== null && one.until <= now) return one.ended;
  const overtakes = (other: Pick<Notice, 'kind' | 'anchor'>) =>
    other.anchor === one.anchor && one.overtakenBy.includes(other.kind);
  if (later.some((other) => overtakes(other) && (other.until === null || other.until > now)))
    return 'a later one is due as well';
  // It came with a change of the rules, or the clock was wrong for a while.
  if (notices.some((other) => other.outcome === 'sent' && overtakes(other) && other.at >= one.due))
    return 'a later one went already';
  return null;
}

/** A ticket that is closed wants nothing else: what was due with it, or waited, is left undone. */
function closesWith(acts: Act[], held: readonly Candidate[]): Act[] {
  const close = acts.find((act) => act.outcome === 'sent' && act.what.do === 'close');
  if (!close) return acts;
  const why = 'the ticket is closed';
  return [
    ...acts.map((act) => (act === close || act.outcome === 'skipped' ? act : skipped(act, why))),
    ...held.map((one) => skipped(one, why)),
  ];
}

type About = Pick<Act, 'kind' | 'anchor' | 'ordinal' | 'due' | 'rule' | 'because'>;

function done(one: About, what: Candidate['what']): Act {
  return { ...about(one, `rule "${one.rule}": ${one.because}`), outcome: 'sent', what };
}

function skipped(one: About, why: string): Act {
  return { ...about(one, `rule "${one.rule}": not sent, ${why}`), outcome: 'skipped' };
}

function about({ kind, anchor, ordinal, due, rule }: About, because: string): About {
  return { kind, anchor, ordinal, due, rule, because };
}
