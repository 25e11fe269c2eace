/**
 * What does a ticket's state call for? Letters while it lasts, the closing that they announce, and the end of a hold.
 *
 * A ticket is closed by silence only once its customer was told, so long before as the rules say: a letter that waited
 * for the morning moves the closing. Whose address gives mail back cannot be told; then it is closed all the same, which
 * is recorded so, and the assignee hears of it. An incident of several customers has nobody to tell, and closes by itself.
 */
import { type Calendar, nextOpening } from '../sla/calendar.ts';
import { dueAt } from '../sla/sla.ts';
import type { Instant } from '../ticket.ts';
import { type Candidate, earlier, type Looked } from './candidate.ts';
import { AGENT_LETTER, type ClosingRule, type TimedLetter } from './rules.ts';
import type { StateStretch } from './stretches.ts';

/** The candidates of all stretches, those that are over included. */
export function ofStates(looked: Looked): Candidate[] {
  return looked.stretches.states.flatMap((stretch) => {
    const rules = looked.rules.states.get(stretch.state);
    const letters = rules?.letters.flatMap((letter) => lasting(stretch, letter, rules.close, looked)) ?? [];
    const close = rules?.close ? closing(stretch, rules.close, looked) : [];
    return [...letters, ...close, ...endOfHold(stretch)];
  });
}

function lasting(stretch: StateStretch, letter: TimedLetter, close: ClosingRule | null, looked: Looked): Candidate[] {
  const { anchor, from, state } = stretch;
  const { kind, ordinal, rule, written, overtakenBy } = letter;
  const due = dueAt(looked.calendar, from, letter.span);
  const until = earlier(stretch.to, stretch.until);
  if (until !== null && until <= due) return [];
  const closesAt = close && closingAfter(kind, from, close, looked);
  return [
    {
      kind,
      anchor,
      ordinal,
      due,
      until,
      ended: `no longer ${state}, or somebody wrote`,
      rule,
      because: `${state} for ${written}`,
      overtakenBy,
      what: { do: 'write', letter: letter.letter, about: null, closesAt },
    },
  ];
}

/** When it is closed if a letter goes now and they stay silent: with a letter, in their hours only. */
function closingAfter(
  kind: TimedLetter['kind'],
  from: Instant,
  { span, notice, letter }: ClosingRule,
  { calendar, rules, now }: Looked,
): Instant {
  const planned = dueAt(calendar, from, span);
  const at = kind === notice.kind ? Math.max(planned, dueAt(calendar, now, notice.distance)) : planned;
  return toldAs(at, letter, rules);
}

/** A closing that a letter goes with is told of, and done, in the hours for letters. */
function toldAs(at: Instant, letter: ClosingRule['letter'], { hours }: Looked['rules']): Instant {
  return letter === null ? at : nextOpening(hours, at);
}

function closing(
  { anchor, from, to, state }: StateStretch,
  { kind, span, notice, letter, rule, written }: ClosingRule,
  { ticket, calendar, calendarAt, rules }: Looked,
): Candidate[] {
  const announced = ticket.notices
    .filter((one) => one.anchor === anchor && one.kind === notice.kind && one.outcome === 'sent')
    .reduce<Instant | null>((last, { at }) => Math.max(last ?? at, at), null);
  const ofNobody = ticket.facts.gathers !== null;
  const untellable = ticket.unreachable || ofNobody;
  // Nobody is closed on who was not told and can be.
  if (announced === null && (!untellable || to !== null)) return [];
  const dueIn = (by: Calendar) => {
    const planned = dueAt(by, from, span);
    return announced === null ? planned : Math.max(planned, dueAt(by, announced, notice.distance));
  };
  // They are not closed sooner than they were told: another plan may have other hours, and their address may give mail back
  // by now, so that no letter goes.
  const due =
    announced === null
      ? dueIn(calendar)
      : toldAs(Math.max(dueIn(calendar), dueIn(calendarAt(announced))), letter, rules);
  if (to !== null && to <= due) return [];
  const why = ofNobody ? "as it is no customer's" : 'as their address gives mail back';
  const told = announced === null ? `without notice, ${why}` : 'after notice';
  return [
    {
      kind,
      anchor,
      ordinal: 1,
      due,
      until: to,
      ended: `no longer ${state}, or somebody wrote`,
      rule,
      because: `${state} for ${written}, ${told}`,
      overtakenBy: [],
      what: {
        do: 'close',
        letter: untellable ? null : letter,
        announced: announced !== null,
        tell: ticket.unreachable && !ofNobody ? ['assignee'] : [],
      },
    },
  ];
}

function endOfHold({ anchor, from, to, until }: StateStretch): Candidate[] {
  if (until === null) return [];
  const due = Math.max(until, from);
  if (to !== null && to <= due) return [];
  return [
    {
      kind: 'due-again',
      anchor,
      ordinal: 1,
      due,
      until: to,
      ended: 'no longer on hold',
      rule: 'end of hold',
      because: 'it was on hold until now',
      overtakenBy: [],
      what: { do: 'reopen', letter: AGENT_LETTER, occasion: 'due-again', to: ['assignee'] },
    },
  ];
}
