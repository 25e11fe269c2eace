/**
 * May this contact have support by e-mail now? The manual's conditions, in its order: a running contract on a plan
 * with e-mail, a registered user, on the team of a paid bot. Which plans there are is the config's.
 */
import { dayIn } from './day.ts';
import { fold } from './fold.ts';
import type { Contract, DirectoryAnswer, Entitlement, EntitlementVerdict, Instant, Membership } from './ticket.ts';

export interface EntitlementRules {
  plans: Map<string, { name: string; channels: string[]; rank: number }>;
  /** Contracts begin and end with the calendar days of this IANA zone. */
  timeZone: string;
}

/**
 * Decides for the moment `at` (when the mail was received).
 * Of several contracts the best serves: the entitled one with the highest plan; where none is, the one that
 * comes nearest to it, so that the refusal names the one thing that is missing.
 */
export function entitlementOf(
  directory: DirectoryAnswer,
  address: string,
  rules: EntitlementRules,
  at: Instant,
): Entitlement {
  const today = dayIn(rules.timeZone, at);
  const judged = directory.memberships.map((membership) => judge(membership, rules, today));
  const best = judged.toSorted(
    (a, b) => NEARNESS[b.verdict] - NEARNESS[a.verdict] || rankOf(b, rules) - rankOf(a, rules),
  )[0];
  if (best) return best;

  const running = directory.domainContracts.find((contract) => periodOf(contract, today) === 'running');
  if (running) {
    return {
      verdict: 'not-a-user',
      plan: planOf(running, rules)?.name ?? running.plan,
      contract: running.id,
      organization: running.organization,
      because: `not-a-user: the domain of ${address} is named by contract "${running.id}", which has no such user`,
      membership: null,
    };
  }
  return {
    verdict: 'no-contract',
    plan: null,
    contract: null,
    organization: null,
    because: `no-contract: ${address} is no user of any contract, and no running contract names its domain`,
    membership: null,
  };
}

/** How near a verdict is to being entitled. */
const NEARNESS: Record<EntitlementVerdict, number> = {
  entitled: 6,
  'out-of-scope': 5,
  'plan-without-email': 4,
  'not-started': 3,
  ended: 2,
  'not-a-user': 1,
  'no-contract': 0,
};

function judge(membership: Membership, rules: EntitlementRules, today: string): Entitlement {
  const { contract, user } = membership;
  const plan = planOf(contract, rules);
  const say = (verdict: EntitlementVerdict, why: string): Entitlement => ({
    verdict,
    plan: plan?.name ?? contract.plan,
    contract: contract.id,
    organization: contract.organization,
    because: `${verdict}: ${why}`,
    membership,
  });
  const period = periodOf(contract, today);
  if (period === 'not-started') return say('not-started', `contract "${contract.id}" starts on ${contract.startsOn}`);
  if (period === 'ended') return say('ended', `contract "${contract.id}" ended on ${contract.endsOn}`);
  if (!plan?.channels.includes('email'))
    return say('plan-without-email', `plan ${plan?.name ?? contract.plan} has no support by e-mail`);
  const bot = contract.bots.find((one) => one.paid && user.bots.includes(one.id));
  if (!bot) return say('out-of-scope', `${user.email} is on the team of no paid bot of contract "${contract.id}"`);
  return say(
    'entitled',
    `contract "${contract.id}" (${plan.name}) runs, and ${user.email} is on the team of its paid bot "${bot.id}"`,
  );
}

function periodOf(contract: Contract, today: string): 'running' | 'not-started' | 'ended' {
  if (today < contract.startsOn) return 'not-started';
  return contract.endsOn !== null && today > contract.endsOn ? 'ended' : 'running';
}

function planOf(contract: Contract, rules: EntitlementRules) {
  return rules.plans.get(fold(contract.plan));
}

function rankOf(entitlement: Entitlement, rules: EntitlementRules): number {
  return entitlement.plan === null ? -1 : (rules.plans.get(fold(entitlement.plan))?.rank ?? -1);
}
