/** Who may have support: the one interface that every source of contacts and contracts keeps. */
import type { DirectoryAnswer } from '../ticket/ticket.ts';

export interface Directory {
  /** What is known of an address. In memory: never waits, never fails. @param address any case */
  lookUp(address: string): DirectoryAnswer;
  /** For people: `12 contracts, 340 users`. */
  readonly summary: string;
}
