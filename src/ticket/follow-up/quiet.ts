/** Has a customer heard nothing for too long? A word, and another one, before what was promised runs out. */
import { dueAt } from '../sla/sla.ts';
import type { Instant } from '../ticket.ts';
import { type Candidate, earlier, type Looked } from './candidate.ts';
import { lateFrom } from './clock-times.ts';
import type { Stretch } from './stretches.ts';

/** The candidates of all waits, those that are over included. */
export function ofQuiet({ ticket, clocks, stretches, rules, calendar }: Looked): Candidate[] {
  if (rules.quiet.length === 0) return [];
  const lates = clocks.flatMap((clock) => {
    const { keepBy, metAt } = clock;
    return keepBy === null || lateFrom(clock) === null ? [] : [{ from: keepBy, to: metAt }];
  });
  return stretches.waits.flatMap((wait) => {
    const heard = wait.to === null ? ticket.lastToCustomer : lastOf(wait);
    // Once a promise is missed, the honest letter is the one to write.
    const late = lates
      .filter(({ to }) => to === null || to > wait.from)
      .reduce<Instant | null>((first, { from }) => earlier(first, from), null);
    const until = earlier(wait.to, late);
    return rules.quiet.flatMap(({ rule, kind, ordinal, letter, span, written, overtakenBy }, i): Candidate[] => {
      const one = rules.quiet[0]?.span ?? span;
      const since = heard === null ? wait.from : dueAt(calendar, heard, one);
      const due = Math.max(dueAt(calendar, wait.from, span), since);
      if (until !== null && until <= due) return [];
      return [
        {
          kind,
          anchor: wait.anchor,
          ordinal,
          due,
          until,
          ended: late !== null && late === until ? 'what was promised is late' : 'they heard, or nobody waits any more',
          rule,
          because: `they heard nothing for ${i === 0 ? written : `${written}, but for such letters`}`,
          overtakenBy,
          what: { do: 'write', letter, about: null, closesAt: null },
        },
      ];
    });
  });

  /** Of a wait that is over, what it brought itself. */
  function lastOf(wait: Stretch): Instant | null {
    return ticket.notices
      .filter(({ kind, anchor, outcome }) => kind === 'quiet' && anchor === wait.anchor && outcome === 'sent')
      .reduce<Instant | null>((last, { at }) => Math.max(last ?? at, at), null);
  }
}
