/** Whose matter is a mail about: its sender's, or the customer's for whom an agent sends it on? Claims are read here, not proven. */
import type { Message } from '../../mail/message.ts';
import { topOf } from '../commands/top.ts';
import type { Release } from '../decision.ts';
import type { Desk } from '../desk.ts';

type Known = Pick<Desk, 'agents' | 'identity'>;

/**
 * The address, in lower case, that contracts, tickets and letters are looked up for.
 * @param release what an agent said of the mail when they were asked counts before what stands in it
 * @returns null where the mail has no sender
 */
export function personBehind(message: Message, release: Release | null, desk: Known): string | null {
  const from = message.from?.address.toLowerCase() ?? null;
  if (from === null || !isAgents(from, desk)) return from;
  const told = release?.meant?.do === 'for' ? release.meant.address : null;
  const named = told ?? addressesIn(message.ownText, ['for'])[0] ?? message.forwarded?.from?.address ?? from;
  const person = named.toLowerCase();
  // Letters of ours, and what agents write each other, are no customer's, whoever sends them on.
  return isAgents(person, desk) || desk.identity.addresses.includes(person) ? from : person;
}

/** The addresses, in lower case, of whom an agent's commands would put on a ticket; none where the sender is no agent. */
export function peopleNamed(message: Message, desk: Pick<Desk, 'agents'>): string[] {
  const from = message.from?.address.toLowerCase() ?? null;
  return from !== null && isAgents(from, desk) ? addressesIn(message.ownText, ['cc']) : [];
}

/** Whether an address is one that an agent writes from. */
export function isAgents(address: string, { agents }: Pick<Desk, 'agents'>): boolean {
  return agents.some(({ addresses }) => addresses.includes(address));
}

const MOST_ADDRESSES = 20;
const LONGEST_ARGUMENT = 1_000;
/** As programs write them too: `Ana <ana@acme.example>`, `ana@acme.example<mailto:ana@acme.example>`. */
const ADDRESS = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,250}[\p{L}\p{N}])?/gu;

function addressesIn(ownText: string | null, commands: readonly string[]): string[] {
  if (!ownText?.includes('@')) return [];
  const found = topOf(ownText)
    .commands.filter(({ name }) => name !== null && commands.includes(name))
    .flatMap(({ argument }) => argument.slice(0, LONGEST_ARGUMENT).match(ADDRESS) ?? []);
  return [...new Set(found.map((address) => address.toLowerCase()))].slice(0, MOST_ADDRESSES);
}
