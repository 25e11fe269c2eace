/**
 * Is a ticket under the plan and the policy that its contract has now? The directory and the config change while tickets
 * are open; then what is promised for them does too, from the look on that finds it.
 */
import type { Desk } from '../desk.ts';
import { fold } from '../fold.ts';
import type { Contract, Instant, TicketEvent } from '../ticket.ts';
import type { DueTicket } from './act.ts';
import { stored } from './afterwards.ts';

/** What a ticket is under from now on; `what` and `because` tell it to people. */
export interface UnderPlan {
  plan: string;
  policy: string;
  /** Null: another plan with the same policy, by which clocks stay as they are. */
  event: (TicketEvent & { kind: 'policy' }) | null;
  what: string;
  because: string;
}

/**
 * A closed or merged ticket stays as it is, and so does one whose contract is gone, or has a plan that the config does not
 * know or that promises nothing.
 * @param contract the ticket's, as the directory has it now; null: it is not there
 * @returns `becomes` null: nothing changes; `ticket` as it is to be looked at
 */
export function underPlan(
  ticket: DueTicket,
  contract: Contract | null,
  desk: Pick<Desk, 'plans' | 'sla'>,
  now: Instant,
): { ticket: DueTicket; becomes: UnderPlan | null } {
  const { facts, events } = ticket;
  const same = { ticket, becomes: null };
  // What an incident of several customers promises is its own.
  if (facts.gathers !== null || facts.state === 'closed' || events.some(({ kind }) => kind === 'merged')) return same;
  const found = contract && promisedNow(contract, desk);
  if (!contract || !found || (found.plan === facts.plan && found.policy === facts.policy)) return same;
  const { plan, policy } = found;
  const event = policy === facts.policy ? null : ({ kind: 'policy', to: policy } as const);
  return {
    ticket: {
      ...ticket,
      facts: { ...facts, plan, policy },
      events: event ? [...events, ...stored(ticket, [event], now)] : events,
    },
    becomes: {
      plan,
      policy,
      event,
      what: `is under plan ${plan}: policy ${policy}`,
      because: `contract "${contract.id}" has it now; it was plan ${facts.plan}: policy ${facts.policy}`,
    },
  };
}

/** As it is for a ticket that is opened. */
function promisedNow(contract: Contract, { plans, sla }: Pick<Desk, 'plans' | 'sla'>) {
  const plan = plans.get(fold(contract.plan));
  const policy = contract.sla ?? plan?.sla ?? '';
  return plan && sla.policies.has(policy) ? { plan: plan.name, policy } : null;
}
