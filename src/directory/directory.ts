/** Who may have support: the one interface that every source of contacts and contracts keeps. */
import type { Contract, DirectoryAnswer } from '../ticket/ticket.ts';

export interface Directory {
  /** What is known of an address. In memory: never waits, never fails. @param address any case */
  lookUp(address: string): DirectoryAnswer;
  /** The contract with this id, in memory as well; null: it is not there, or not any more. */
  contract(id: string): Contract | null;
  /** Equal where all contracts have equal plans and policies, in whatever order they stand. */
  readonly plansDigest: string;
  /** For people: `12 contracts, 340 users`. */
  readonly summary: string;
}
