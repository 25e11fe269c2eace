/**
 * The follow-up rules of the core, out of the validated config; and what of them contradicts itself, is incomplete or
 * names what is not there.
 *
 * What a rule brings about is known by what it is, never by the rule's name or place: letters are numbered by time among
 * those of their kind, and rules that tell several people of the same thing become one.
 */
import { nearestName, type Path } from '../jsonc.ts';
import type { FollowUpRules, NoticeKind, ShareRule, StateRules, TimedLetter } from '../ticket/follow-up/rules.ts';
import { ALWAYS, type Calendar } from '../ticket/sla/calendar.ts';
import type { Target } from '../ticket/sla/sla.ts';
import { METRICS, type Metric, TICKET_STATES, type TicketState } from '../ticket/ticket.ts';
import { type FittingRule, fittingRule } from './follow-up-fit.ts';
import type { Config } from './schema.ts';

type Tell = (path: Path, message: string) => void;
type Of<Is extends FittingRule['is']> = Extract<FittingRule, { is: Is }>;

/**
 * @param calendars those of `sla.calendars`, by name
 * @param problem is told each; with problems the result is not to be used
 */
export function compileFollowUps(
  { hours, apart, rules }: Config['followUps'],
  calendars: ReadonlyMap<string, Calendar>,
  problem: Tell,
): FollowUpRules {
  const tell = (i: number, path: Path, message: string) => problem(['followUps', 'rules', i, ...path], message);
  const names = rules.map(({ name }) => name);
  const fitting = rules.flatMap((rule, i) => {
    if (names.indexOf(rule.name) < i) tell(i, ['name'], `there are two rules "${rule.name}"`);
    return fittingRule(rule, i, (path, message) => tell(i, path, message)) ?? [];
  });
  const of = <Is extends FittingRule['is']>(is: Is) => fitting.filter((rule): rule is Of<Is> => rule.is === is);
  const twice = (i: number, before: string, what: string) =>
    tell(i, [], `"${before}" ${what} already: leave one of them out`);

  const quiet = of('quiet');
  for (const { i } of quiet.slice(1)) twice(i, quiet[0]?.name ?? '', 'looks after quiet tickets');
  return {
    hours: hoursOf(hours, calendars, problem),
    apart,
    quiet: lettersOf(quiet.slice(0, 1), () => 'quiet', twice),
    missed: missedOf(of('missed'), twice),
    states: new Map(
      TICKET_STATES.flatMap((state) => {
        const own = <R extends { state: TicketState }>(rules: R[]) => rules.filter((rule) => rule.state === state);
        const found = stateRules(state, own(of('state')), own(of('close')), tell, twice);
        return found.letters.length > 0 || found.close ? [[state, found] as const] : [];
      }),
    ),
    shares: new Map(METRICS.map((metric) => [metric, sharesOf(metric, of('share'))])),
  };
}

function hoursOf(name: string | undefined, calendars: ReadonlyMap<string, Calendar>, problem: Tell): Calendar {
  const found = calendars.get(name ?? 'business');
  if (found) return found;
  if (name === undefined) return [...calendars.values()][0] ?? ALWAYS;
  const nearest = nearestName(name, [...calendars.keys()]);
  const hint = nearest ? `; did you mean "${nearest}"?` : '';
  problem(['followUps', 'hours'], `there is no calendar "${name}" in sla.calendars${hint}`);
  return ALWAYS;
}

type Twice = (i: number, before: string, what: string) => void;

function missedOf(rules: Of<'missed'>[], twice: Twice): FollowUpRules['missed'] {
  const missed = new Map<Metric, { rule: string; letter: 'follow-up-missed' }>();
  for (const { i, name, metrics } of rules) {
    const before = metrics.map((metric) => missed.get(metric)).find((one) => one !== undefined);
    if (before) twice(i, before.rule, 'writes of such a target');
    for (const metric of metrics) missed.set(metric, { rule: name, letter: 'follow-up-missed' });
  }
  return missed;
}

/** Letters by time, each rule's as often as it says. */
function lettersOf(
  rules: (Of<'quiet'> | Of<'state'>)[],
  kindOf: (rule: Of<'quiet'> | Of<'state'>) => NoticeKind,
  twice: Twice,
): TimedLetter[] {
  const all = rules
    .flatMap((rule) => Array.from({ length: rule.atMost }, (_, n) => ({ rule, span: times(rule.span, n + 1) })))
    .toSorted((a, b) => length(a.span) - length(b.span));
  return all.map(({ rule, span }, n) => {
    const kind = kindOf(rule);
    const before = all.slice(0, n).filter((one) => kindOf(one.rule) === kind);
    const same = before.find((one) => one.span.unit === span.unit && one.span.count === span.count);
    if (same) twice(rule.i, same.rule.name, `writes "${rule.letter}" after ${span.written}`);
    const { letter, name } = rule;
    const { written } = span;
    return { rule: name, kind, ordinal: before.length + 1, letter, span, written, overtakenBy: [kind] };
  });
}

/** A span that a rule says, so many times; `0m` stays what it is. */
function times(span: Target, count: number): Target {
  const [, number = '', unit = ''] = /^(\d+)(.+)$/.exec(span.written) ?? [];
  return { ...span, count: span.count * count, written: `${Number(number) * count}${unit}` };
}

/** To order by alone: a working day counts as eight hours, whatever the calendar. */
function length({ unit, count }: Target): number {
  return unit === 'ms' ? count : count * 8 * 3_600_000;
}

function stateRules(
  state: TicketState,
  rules: Of<'state'>[],
  closings: Of<'close'>[],
  tell: (i: number, path: Path, message: string) => void,
  twice: Twice,
): StateRules {
  const letters = lettersOf(rules, ({ letter }) => `${state}:${letter}`, twice);
  const kinds = [...new Set(letters.map(({ kind }) => kind))];
  const [close, ...more] = closings;
  for (const { i } of more) twice(i, close?.name ?? '', `closes what is ${state}`);
  const notice =
    letters.findLast(({ letter }) => letter === 'follow-up-closing') ??
    letters.findLast(({ letter }) => letter === 'follow-up-solved');
  return {
    // Where a notice was not sent nothing is closed: no other letter stands for it.
    letters: letters.map((one) => (close && one.kind === notice?.kind ? one : { ...one, overtakenBy: kinds })),
    close: close ? closingOf(close, notice, (path, message) => tell(close.i, path, message)) : null,
  };
}

function closingOf(
  { name, state, span, letter }: Of<'close'>,
  notice: TimedLetter | undefined,
  tell: Tell,
): StateRules['close'] {
  if (!notice) {
    const needed = state === 'solved' ? '"follow-up-solved"' : '"follow-up-closing"';
    tell([], `nothing tells the customer before: add a rule with the letter ${needed} for what is ${state}`);
    return null;
  }
  const before = notice.span;
  if (before.count > 0 && before.unit !== span.unit) {
    const message = `must be in the same unit as that of "${notice.rule}" (${notice.written}), which announces it`;
    tell(['when', 'for'], message);
  } else if (before.count >= span.count) {
    tell(['when', 'for'], `must be longer than that of "${notice.rule}" (${notice.written}), which announces it`);
  }
  const distance = { unit: span.unit, count: Math.max(0, span.count - before.count) };
  return {
    rule: name,
    kind: `${state}:close`,
    span,
    written: span.written,
    letter,
    notice: { kind: notice.kind, distance },
  };
}

/** Rising; those of one share tell all whom any of them names. */
function sharesOf(metric: Metric, rules: Of<'share'>[]): ShareRule[] {
  const own = rules.filter(({ metrics }) => metrics.includes(metric));
  const shares = [...new Set(own.map(({ share }) => share))].toSorted((a, b) => a - b);
  return shares.map((share, n) => {
    const same = own.filter((rule) => rule.share === share);
    return {
      rule: same.map(({ name }) => name).join('", "'),
      kind: share < 100 ? `warning:${metric}` : `breach:${metric}`,
      ordinal: share < 100 ? n + 1 : 1,
      share,
      to: [...new Set(same.map(({ to }) => to))],
      escalates: same.some(({ escalates }) => escalates),
    };
  });
}
