/** What the names stand for in the letter that gives a contract's admin the report of a month: counts are plain. */
import { percentOf } from '../ticket/report/durations.ts';
import { allPromises, type Figures, shareKept } from '../ticket/report/figures.ts';
import type { Language } from '../ticket/ticket.ts';
import type { ContractReport, ServiceValues } from './customer-values.ts';
import { elapsedInWords } from './duration.ts';
import type { LetterDesk } from './letter.ts';
import { listOf } from './names.ts';
import type { Sealer } from './seal.ts';
import { stateInWords, typeInWords } from './ticket-words.ts';
import { dayInWords, monthInWords, shortInstant } from './words.ts';

export type ServiceReportValues = Extract<ServiceValues, { kind: 'service-report' }>;

/** Of all tickets, and of those of a type. `kept`: per cent of the promises; null: none was decided. */
const FIGURES = ['opened', 'solved', 'reopened', 'stillOpen', 'kept'];
const TIMES = ['firstResponseMedian', 'firstResponseP90', 'resolutionMedian', 'resolutionP90'];

/** The names that its template may use, besides those of every such letter. */
export const REPORT_NAMES = [
  // Whether any time, and any share of promises, is shown.
  ...['month', 'asOf', 'future', 'hasTimes', 'hasDeadlines'],
  ...listOf('contracts', ['organization', 'contract', 'isEmpty', ...FIGURES, ...TIMES, 'more']),
  ...listOf('contracts[].byType', ['type', 'typeInWords', ...FIGURES]),
  ...listOf('contracts[].tickets', [
    ...['number', 'subject', 'type', 'typeInWords', 'state', 'stateInWords', 'requesterName', 'createdAt'],
  ]),
  // `before`: it had not begun; else it was over.
  ...listOf('outside', ['organization', 'contract', 'startsOn', 'endsOn', 'before']),
];

/** @returns the values of these names: absent ones null, never undefined */
export function reportScope(
  values: ServiceReportValues,
  language: Language,
  { timeZone }: LetterDesk,
  seal: Sealer,
): Record<string, unknown> {
  const { month, asOf, future, contracts, outside } = values;
  const at = (instant: number) => seal.measure(shortInstant(instant, timeZone, language));
  const day = (text: string | null) => seal.text(text === null ? null : dayInWords(text, language));
  return {
    month: seal.text(monthInWords(month, language)),
    asOf: asOf === null ? null : at(asOf),
    future,
    hasTimes: contracts.some(({ all }) => all.firstResponse.median !== null || all.resolution.median !== null),
    hasDeadlines: contracts.some(({ all }) => shareKept(allPromises(all)) !== null),
    contracts: contracts.map((one) => contractScope(one, language, at, seal)),
    outside: outside.map(({ organization, contract, startsOn, endsOn }) => ({
      organization: seal.text(organization),
      contract: seal.text(contract),
      startsOn: day(startsOn),
      endsOn: day(endsOn),
      before: month < startsOn.slice(0, 7),
    })),
  };
}

function contractScope(
  { contract, organization, all, byType, tickets, more }: ContractReport,
  language: Language,
  at: (instant: number) => unknown,
  seal: Sealer,
) {
  const inWords = (ms: number | null) => seal.measure(ms === null ? null : elapsedInWords(ms, language));
  return {
    organization: seal.text(organization),
    contract: seal.text(contract),
    isEmpty: byType.length === 0,
    ...figuresScope(all),
    firstResponseMedian: inWords(all.firstResponse.median),
    firstResponseP90: inWords(all.firstResponse.p90),
    resolutionMedian: inWords(all.resolution.median),
    resolutionP90: inWords(all.resolution.p90),
    byType: byType.map(({ type, figures }) => ({
      type,
      typeInWords: typeInWords(type, language),
      ...figuresScope(figures),
    })),
    tickets: tickets.map((ticket) => ({
      number: seal.text(ticket.number),
      subject: seal.text(ticket.subject),
      type: ticket.type,
      typeInWords: typeInWords(ticket.type, language),
      state: ticket.state,
      stateInWords: stateInWords(ticket.state, language, 'customer'),
      requesterName: seal.text(ticket.requesterName),
      createdAt: at(ticket.createdAt),
    })),
    more,
  };
}

function figuresScope(figures: Figures) {
  const { opened, solved, reopened, stillOpen } = figures;
  const share = shareKept(allPromises(figures));
  return { opened, solved, reopened, stillOpen, kept: share === null ? null : percentOf(share) };
}
