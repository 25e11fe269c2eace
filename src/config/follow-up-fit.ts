/** Do the parts of one follow-up rule fit together? Each kind of rule becomes a value of its own; rules against each other are `follow-ups.ts`'s. */
import type { Path } from '../jsonc.ts';
import { AGENT_LETTER, type Audience, type CustomerLetter } from '../ticket/follow-up/rules.ts';
import { type Target, targetFrom } from '../ticket/sla/sla.ts';
import { METRICS, type Metric, type TicketState } from '../ticket/ticket.ts';
import type { FollowUpRuleConfig } from './follow-up-schema.ts';

/** A rule whose parts fit; `i` is its place in the config. */
export type FittingRule = { i: number; name: string } & (
  | { is: 'quiet'; span: Target; letter: CustomerLetter; atMost: number }
  | { is: 'missed'; metrics: readonly Metric[] }
  | { is: 'state'; state: TicketState; span: Target; letter: CustomerLetter; atMost: number }
  | { is: 'close'; state: TicketState; span: Target; letter: 'follow-up-closed' | null }
  | { is: 'share'; metrics: readonly Metric[]; share: number; to: Audience; escalates: boolean }
);

/** Says what is wrong at a path within the rule. */
export type TellOfRule = (path: Path, message: string) => void;

/** @returns null where something does not fit, which is told */
export function fittingRule(rule: FollowUpRuleConfig, i: number, tell: TellOfRule): FittingRule | null {
  const { quiet, missed, state, target, share } = rule.when;
  const lasts = rule.when.for;
  const asked = [quiet, missed, state, target].filter((one) => one !== undefined);
  if (asked.length !== 1) {
    tell(['when'], 'must say one of "quiet", "missed", "state" with "for", and "target" with "share"');
    return null;
  }
  if (lasts !== undefined && state === undefined) tell(['when', 'for'], 'belongs to "state"');
  if (share !== undefined && target === undefined) tell(['when', 'share'], 'belongs to "target"');
  if (rule.atMost !== undefined && ((quiet === undefined && state === undefined) || rule.do !== undefined))
    tell(['atMost'], 'belongs to letters by "quiet" and "state": all else happens once');

  const common = { i, name: rule.name };
  if (quiet !== undefined) {
    const letter = letterToCustomer(rule, ['follow-up-quiet'], tell);
    doesNothing(rule, tell);
    return letter && { ...common, is: 'quiet', span: spanOf(quiet), letter, atMost: rule.atMost ?? 1 };
  }
  if (missed !== undefined) {
    const letter = letterToCustomer(rule, ['follow-up-missed'], tell);
    doesNothing(rule, tell);
    return letter && { ...common, is: 'missed', metrics: metricsOf(missed) };
  }
  if (target !== undefined) {
    if (share === undefined)
      tell(['when', 'target'], 'needs "share" beside it: how many percent of its time are used up');
    const to = toAgents(rule, tell);
    if (rule.do === 'close') tell(['do'], 'belongs to "state"; with "target" there is "escalate"');
    if (share === undefined || to === null) return null;
    return { ...common, is: 'share', metrics: metricsOf(target), share, to, escalates: rule.do === 'escalate' };
  }
  if (state === undefined) return null;
  if (lasts === undefined) {
    tell(['when', 'state'], 'needs "for" beside it: how long the state lasts');
    return null;
  }
  return ofState(rule, common, state, spanOf(lasts), tell);
}

function ofState(
  rule: FollowUpRuleConfig,
  common: { i: number; name: string },
  state: TicketState,
  span: Target,
  tell: TellOfRule,
): FittingRule | null {
  if (state === 'closed') {
    tell(['when', 'state'], 'a closed ticket is left alone');
    return null;
  }
  if (rule.do === 'escalate') tell(['do'], 'belongs to "target"; with "state" there is "close"');
  if (rule.do !== 'close') {
    const letter = letterToCustomer(rule, LETTERS[state], tell);
    return letter && { ...common, is: 'state', state, span, letter, atMost: rule.atMost ?? 1 };
  }
  if (state !== 'pending' && state !== 'solved') {
    tell(['when', 'state'], 'only what is pending or solved is closed by time');
    return null;
  }
  const silent = rule.letter === undefined && rule.to === undefined;
  if (!silent && letterToCustomer(rule, ['follow-up-closed'], tell) === null) return null;
  return { ...common, is: 'close', state, span, letter: silent ? null : 'follow-up-closed' };
}

/** What a customer may be written in each state. */
const LETTERS: Record<Exclude<TicketState, 'closed'>, readonly [CustomerLetter, ...CustomerLetter[]]> = {
  new: ['follow-up-quiet'],
  open: ['follow-up-quiet'],
  'on-hold': ['follow-up-quiet'],
  pending: ['follow-up-reminder', 'follow-up-closing'],
  solved: ['follow-up-solved', 'follow-up-closing'],
};

function letterToCustomer(
  { to, letter }: FollowUpRuleConfig,
  fitting: readonly CustomerLetter[],
  tell: TellOfRule,
): CustomerLetter | null {
  const names = fitting.map((one) => `"${one}"`).join(' or ');
  if (to === undefined) tell([], `needs "to": it is a letter to the "customer"`);
  else if (to !== 'customer') tell(['to'], 'must be "customer"; agents and leads are told by "target"');
  const found = fitting.find((one) => one === letter);
  if (letter === undefined) tell([], `needs "letter": ${names}`);
  else if (!found) tell(['letter'], `"${letter}" does not belong here; ${names} does`);
  return to === 'customer' && found ? found : null;
}

function toAgents({ to, letter }: FollowUpRuleConfig, tell: TellOfRule): Audience | null {
  if (to === undefined) tell([], 'needs "to": who is told, such as "assignee" or "lead"');
  else if (to === 'customer')
    tell(['to'], 'customers are told by "missed"; "target" is for "assignee", "queue", "lead"');
  if (letter === undefined) tell([], `needs "letter": "${AGENT_LETTER}"`);
  else if (letter !== AGENT_LETTER) tell(['letter'], `"${letter}" does not belong here; "${AGENT_LETTER}" does`);
  return to === undefined || to === 'customer' || letter !== AGENT_LETTER ? null : to;
}

function doesNothing(rule: FollowUpRuleConfig, tell: TellOfRule): void {
  if (rule.do !== undefined) tell(['do'], '"close" belongs to "state", "escalate" to "target"');
}

function metricsOf(written: Metric | '*'): readonly Metric[] {
  return written === '*' ? METRICS : [written];
}

function spanOf(written: string): Target {
  return targetFrom(written) ?? { unit: 'ms', count: 0, written };
}
