/**
 * Whom does a mail bring onto its ticket? Those whom the requester's own, proven mail names in To and Cc, as far as they
 * are users of the ticket's contract, and where the desk lets customers do it. Anybody else's Cc adds nobody, so no stranger
 * gets in by being copied.
 */
import type { Message } from '../mail/message.ts';
import type { Desk } from './desk.ts';
import type { Contract, Person } from './ticket.ts';

const MOST_ADDED = 20;

export interface Adding {
  message: Message;
  /** The sender's address, lower case. */
  from: string;
  /** The From passes authentication. */
  verified: boolean;
  /** The ticket's, lower case. */
  requester: string;
  /** On it already, lower case. */
  participants: readonly string[];
  /** The ticket's; null: nobody can be added. */
  contract: Contract | null;
}

/** @returns who is new, under the directory's names and the addresses that the mail was sent to */
export function peopleAdded(
  { message, from, verified, requester, participants, contract }: Adding,
  { customersAdd }: Pick<Desk, 'customersAdd'>,
): Person[] {
  if (!customersAdd || !verified || from !== requester || !contract) return [];
  const named = new Set([...message.to, ...message.cc].map(({ address }) => address.toLowerCase()));
  for (const known of [from, ...participants]) named.delete(known);
  if (named.size === 0) return [];
  return contract.users
    .flatMap((user) => {
      const address = [user.email, ...user.otherEmails].map((one) => one.toLowerCase()).find((one) => named.has(one));
      return address === undefined ? [] : [{ name: user.name, address }];
    })
    .slice(0, MOST_ADDED);
}
