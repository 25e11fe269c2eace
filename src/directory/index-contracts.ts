/** Which memberships and contracts belong to an address? An index over contracts, made once, asked for every mail. */
import { createHash } from 'node:crypto';
import type { Contract, DirectoryAnswer, Membership } from '../ticket/ticket.ts';
import type { Directory } from './directory.ts';

const NOBODY: DirectoryAnswer = { memberships: [], domainContracts: [] };

/** Indexes contracts by their id, by every address of their users and by every domain they name. */
export function indexContracts(contracts: Contract[]): Directory {
  const byAddress = new Map<string, Membership[]>();
  const byDomain = new Map<string, Contract[]>();
  const byId = new Map(contracts.map((contract) => [contract.id, contract]));
  let users = 0;
  for (const contract of contracts) {
    for (const domain of contract.domains) push(byDomain, domain.toLowerCase(), contract);
    for (const user of contract.users) {
      users++;
      for (const address of [user.email, ...user.otherEmails])
        push(byAddress, address.toLowerCase(), { contract, user });
    }
  }
  return {
    lookUp(address) {
      const key = address.toLowerCase();
      const memberships = byAddress.get(key);
      const domainContracts = byDomain.get(key.slice(key.lastIndexOf('@') + 1));
      if (!memberships && !domainContracts) return NOBODY;
      return { memberships: memberships ?? [], domainContracts: domainContracts ?? [] };
    },
    contract: (id) => byId.get(id) ?? null,
    plansDigest: plansDigestOf(contracts),
    summary: `${contracts.length} contract${contracts.length === 1 ? '' : 's'}, ${users} user${users === 1 ? '' : 's'}`,
  };
}

function plansDigestOf(contracts: readonly Contract[]): string {
  const lines = contracts.map(({ id, plan, sla }) => JSON.stringify([id, plan, sla])).toSorted();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
