/** What do a ticket's clocks call for? Warnings and breaches inside, and the honest letter to the customer. */
import { raisedPriority } from '../agent/orders.ts';
import type { Clock } from '../sla/clocks.ts';
import type { Instant, Metric, TicketFacts } from '../ticket.ts';
import type { StoredEvent } from './act.ts';
import type { Candidate, Looked } from './candidate.ts';
import { hasEnded, lateFrom, shareAt } from './clock-times.ts';
import { AGENT_LETTER, type ShareRule } from './rules.ts';

/** The candidates of all clocks, those that have ended included. */
export function ofClocks(looked: Looked): Candidate[] {
  const anchors = anchorsOf(looked.clocks, looked.ticket.events);
  return looked.clocks.flatMap((clock, i) => {
    const anchor = anchors[i];
    if (anchor === undefined) return [];
    const shares = looked.rules.shares.get(clock.metric) ?? [];
    return [
      ...missed(clock, anchor, looked),
      ...shares.flatMap((rule) =>
        rule.share < 100 ? warning(clock, anchor, rule, looked) : breach(clock, anchor, rule, looked),
      ),
    ];
  });
}

/** The events that the clocks start with: that of the opening, and for each next response a customer's mail. */
function anchorsOf(clocks: readonly Clock[], events: readonly StoredEvent[]): (number | undefined)[] {
  let next = 0;
  let at = Number.NEGATIVE_INFINITY;
  return clocks.map(({ metric, startedAt }) => {
    if (metric !== 'nextResponse') return events[0]?.id;
    for (; next < events.length; next++) {
      const event = events[next];
      at = Math.max(at, event?.at ?? at);
      if (event?.kind === 'wrote' && at === startedAt) {
        next++;
        return event.id;
      }
    }
    return undefined;
  });
}

function missed(clock: Clock, anchor: number, { rules }: Looked): Candidate[] {
  const { metric, endedAt, pausedSince, keepBy } = clock;
  const rule = rules.missed.get(metric);
  if (!rule || keepBy === null || lateFrom(clock) === null) return [];
  // It may be late by what nobody was promised, and have ended, or stand still, before what was.
  if (endedAt === null ? pausedSince !== null && pausedSince < keepBy : endedAt <= keepBy) return [];
  return [
    {
      kind: `missed:${metric}`,
      anchor,
      ordinal: 1,
      due: keepBy,
      ...ending(clock, keepBy),
      rule: rule.rule,
      because: `${IN_WORDS[metric]} was missed`,
      overtakenBy: [],
      what: { do: 'write', letter: rule.letter, about: { metric, dueAt: keepBy }, closesAt: null },
    },
  ];
}

function breach(clock: Clock, anchor: number, rule: ShareRule, { ticket }: Looked): Candidate[] {
  const due = lateFrom(clock);
  if (due === null) return [];
  return [
    {
      kind: rule.kind,
      anchor,
      ordinal: rule.ordinal,
      due,
      ...ending(clock, due),
      rule: rule.rule,
      because: `${IN_WORDS[clock.metric]} is late`,
      overtakenBy: [],
      what: told(clock, rule, ticket.facts),
    },
  ];
}

function warning(clock: Clock, anchor: number, rule: ShareRule, { ticket }: Looked): Candidate[] {
  // While it stands still nobody has to hurry; it is due again once it goes on.
  const reached = clock.state === 'paused' ? null : shareAt(clock, rule.share);
  if (reached === null) return [];
  const due = hasEnded(clock) ? reached : Math.max(reached, clock.promisedAt);
  const late = lateFrom(clock);
  // Who is late is no longer warned.
  if (late !== null && late <= due) return [];
  const ended = ending(clock, due);
  const first = ended.until === null || (late !== null && late < ended.until);
  return [
    {
      kind: rule.kind,
      anchor,
      ordinal: rule.ordinal,
      due,
      ...(first && late !== null ? { until: late, ended: `${IN_WORDS[clock.metric]} is late already` } : ended),
      rule: rule.rule,
      because: `${rule.share}% of the time for the ${IN_WORDS[clock.metric]} is used up`,
      // An escalation is more than a word: a later warning does not make it needless.
      overtakenBy: rule.escalates ? [] : [rule.kind],
      what: told(clock, rule, ticket.facts),
    },
  ];
}

/** Until when something about a clock is true. One that was cancelled was so at some time after it was due. */
function ending(clock: Clock, due: Instant): Pick<Candidate, 'until' | 'ended'> {
  const { metric, metAt } = clock;
  if (!hasEnded(clock)) return { until: null, ended: '' };
  return { until: Math.max(metAt ?? 0, due + 1), ended: `nobody waits for the ${IN_WORDS[metric]} any more` };
}

function told({ metric, dueAt }: Clock, { share, to, escalates }: ShareRule, facts: TicketFacts): Candidate['what'] {
  const about = { metric, dueAt };
  if (escalates && facts.escalatedAt === null) {
    const priority = raisedPriority(facts.priority);
    return { do: 'escalate', letter: AGENT_LETTER, occasion: 'escalated', to, about, share, priority };
  }
  return { do: 'tell', letter: AGENT_LETTER, occasion: share < 100 ? 'warning' : 'breach', to, about, share };
}

const IN_WORDS: Record<Metric, string> = {
  firstResponse: 'first response',
  nextResponse: 'next response',
  resolution: 'resolution',
};
