/**
 * What does the admin of a contract read who asks for the report of a month? Figures and tickets of the contracts that
 * the directory names them admin of, and of no other. How they are counted is `../report/`'s question.
 */
import type { ServiceValues } from '../../letters/customer-values.ts';
import type { Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import { contractsIn } from '../report/asked.ts';
import { countMonth } from '../report/contract-month.ts';
import { type MonthAsked, monthOf } from '../report/month.ts';
import type { DirectoryAnswer, Instant } from '../ticket.ts';

/** Whether somebody may have the report of any contract. */
export function isAdmin({ memberships }: DirectoryAnswer): boolean {
  return memberships.some(({ user }) => user.admin);
}

/** @param common what every such letter tells */
export function monthReport(
  asked: MonthAsked,
  { facts, mail, now }: { facts: Pick<Facts, 'directory' | 'months'>; mail: InboundMail; now: Instant },
  common: { contactName: string | null; mayEscalate: boolean },
  desk: Pick<Desk, 'timeZone' | 'sla'>,
): { values: ServiceValues; because: string } {
  const month = monthOf(asked, desk.timeZone, mail.receivedAt);
  const isFuture = month.is === 'future';
  const { within, outside } = contractsIn(month, facts.directory);
  const values: ServiceValues = {
    kind: 'service-report',
    ...common,
    month: month.name,
    asOf: now < month.period.to && !isFuture ? now : null,
    future: isFuture,
    contracts: isFuture
      ? []
      : within.map(({ id, organization }) => ({
          contract: id,
          organization,
          ...(facts.months.get(id) ?? countMonth(month.period, desk.sla, now).result()),
        })),
    outside: isFuture
      ? []
      : outside.map(({ id, organization, startsOn, endsOn }) => ({ contract: id, organization, startsOn, endsOn })),
  };
  return { values, because: becauseOf(month.name, isFuture, values.contracts) };
}

function becauseOf(month: string, isFuture: boolean, contracts: { contract: string }[]): string {
  if (isFuture) return `${month} has not begun`;
  if (contracts.length === 0) return `no contract that they are admin of ran in ${month}`;
  return `${month} of ${contracts.map(({ contract }) => `contract "${contract}"`).join(', ')}, which they are admin of`;
}
