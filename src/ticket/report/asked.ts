/** Whose figures of which month does an admin's wish ask for? Only those of contracts that the directory names them admin of. */
import type { Desk } from '../desk.ts';
import type { Contract, DirectoryAnswer, Instant } from '../ticket.ts';
import { countMonth, type MonthCounting } from './contract-month.ts';
import { type Month, type MonthAsked, monthOf } from './month.ts';

/** One mail tells of so many contracts at most. */
const MOST_CONTRACTS = 10;

/** What the store reads for it: the tickets of these contracts alone. */
export interface MonthQuestion {
  /** UTC ms, without its end. */
  from: Instant;
  to: Instant;
  /** Their ids. */
  contracts: string[];
  /** Counts one contract's tickets. @param now the moment of reading */
  counting: (now: Instant) => MonthCounting;
}

/**
 * @param directory what it knows of the sender, whose address is proven
 * @param at when the mail was received
 * @returns null where there is nothing to read: they are admin of no contract that ran in that month, or it is to come
 */
export function monthQuestion(
  asked: MonthAsked,
  directory: DirectoryAnswer,
  at: Instant,
  desk: Pick<Desk, 'timeZone' | 'sla'>,
): MonthQuestion | null {
  const month = monthOf(asked, desk.timeZone, at);
  const { within } = contractsIn(month, directory);
  if (month.is === 'future' || within.length === 0) return null;
  const { period } = month;
  return {
    from: period.from,
    to: period.to,
    contracts: within.map(({ id }) => id),
    counting: (now) => countMonth(period, desk.sla, now),
  };
}

/**
 * The contracts that they are admin of, parted by whether they ran in a month. In the directory's order, each once.
 * @returns at most 10 of each
 */
export function contractsIn(
  { period: { firstDay, lastDay } }: Month,
  { memberships }: DirectoryAnswer,
): { within: Contract[]; outside: Contract[] } {
  const theirs = memberships.flatMap(({ contract, user }) => (user.admin ? [contract] : []));
  const distinct = [...new Map(theirs.map((contract) => [contract.id, contract])).values()];
  const ran = ({ startsOn, endsOn }: Contract) => startsOn <= lastDay && (endsOn === null || endsOn >= firstDay);
  return {
    within: distinct.filter(ran).slice(0, MOST_CONTRACTS),
    outside: distinct.filter((contract) => !ran(contract)).slice(0, MOST_CONTRACTS),
  };
}
