/** Under which plan does a customer ask something about a ticket? */
import type { Desk, Plan } from '../desk.ts';
import { entitlementOf } from '../entitlement.ts';
import { fold } from '../fold.ts';
import type { DirectoryAnswer, Entitlement, Instant, TicketFacts } from '../ticket.ts';

/**
 * That of the ticket's own contract, while it entitles the sender; else that of the one that does now, as after a renewal.
 * @param ticket null: it is asked about none
 * @param sender their address, lower case, and the entitlement that they have
 * @param at when the mail was received
 * @returns null where the config has no such plan
 */
export function planFor(
  ticket: Pick<TicketFacts, 'contract'> | null,
  sender: { from: string; entitlement: Entitlement; directory: DirectoryAnswer },
  at: Instant,
  desk: Desk,
): Plan | null {
  const { from, entitlement, directory } = sender;
  const memberships = directory.memberships.filter(({ contract }) => contract.id === ticket?.contract);
  const own = entitlementOf({ memberships, domainContracts: [] }, from, desk, at);
  const name = own.verdict === 'entitled' ? own.plan : entitlement.plan;
  return name === null ? null : (desk.plans.get(fold(name)) ?? null);
}

/** The plans whose phone opens with an escalation are those that may ask for one. */
export function mayEscalate(plan: Plan | null): boolean {
  return plan?.channels.includes('phone-on-escalation') ?? false;
}
