/** The report of a month in every shape, to try its template with: full, for several contracts, empty, and none at all. */
import type { Figures, Times } from '../ticket/report/figures.ts';
import { TICKET_STATES, TICKET_TYPES } from '../ticket/ticket.ts';
import type { ContractReport } from './customer-values.ts';
import type { ServiceReportValues } from './report-scope.ts';

export function reportSamples(): ServiceReportValues[] {
  return [
    REPORT,
    { ...REPORT, asOf: NOON, contracts: [FULL, { ...EMPTY, contract: 'padaria-sul', organization: 'Padaria Sul' }] },
    { ...REPORT, ...UNNAMED, contracts: [BARE] },
    { ...REPORT, ...UNNAMED, contracts: [EMPTY] },
    {
      ...REPORT,
      outside: [OUTSIDE, { ...OUTSIDE, contract: 'acme-2025', endsOn: '2025-12-31', startsOn: '2025-01-01' }],
    },
    { ...REPORT, month: '2026-12', future: true, contracts: [] },
    { ...REPORT, month: '2025-10', contracts: [], outside: [OUTSIDE] },
    { ...REPORT, contracts: [], outside: [OUTSIDE, { ...OUTSIDE, startsOn: '2024-01-01', endsOn: '2025-12-31' }] },
  ];
}

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 9, 30, 15);

const NO_TIMES: Times = { count: 0, median: null, p90: null };
const NONE: Figures = {
  opened: 0,
  solved: 0,
  closed: 0,
  merged: 0,
  reopened: 0,
  stillOpen: 0,
  messagesIn: 0,
  messagesOut: 0,
  firstResponse: NO_TIMES,
  resolution: NO_TIMES,
  promises: {
    firstResponse: { kept: 0, missed: 0 },
    nextResponse: { kept: 0, missed: 0 },
    resolution: { kept: 0, missed: 0 },
  },
};

const SOME: Figures = {
  ...NONE,
  opened: 58,
  solved: 51,
  reopened: 2,
  stillOpen: 9,
  firstResponse: { count: 55, median: 1.1 * HOUR, p90: 3.5 * HOUR },
  resolution: { count: 51, median: 28 * HOUR, p90: 120 * HOUR },
  promises: { ...NONE.promises, firstResponse: { kept: 53, missed: 2 }, resolution: { kept: 48, missed: 3 } },
};

const FULL: ContractReport = {
  contract: 'acme-2026',
  organization: 'Acme',
  all: SOME,
  byType: TICKET_TYPES.map((type, index) => ({
    type,
    figures: { ...SOME, opened: 30 - 11 * index, solved: 28 - 13 * index, stillOpen: 4 - index, reopened: index },
  })),
  tickets: TICKET_STATES.flatMap((state, index) => [
    {
      number: `BLIP-${1040 - 2 * index}`,
      subject: 'Bot não responde no WhatsApp',
      type: 'incident',
      state,
      requesterName: 'Ana Souza',
      createdAt: NOON - 20 * index * HOUR,
    },
    {
      number: `BLIP-${1039 - 2 * index}`,
      subject: 'Como exporto os contatos de uma campanha que já terminou?',
      type: 'doubt',
      state,
      requesterName: 'davi.dias@acme.example',
      createdAt: NOON - (20 * index + 9) * HOUR,
    },
  ]),
  more: 46,
};

const EMPTY: ContractReport = { ...FULL, all: NONE, byType: [], tickets: [], more: 0 };

/** Nothing was answered or decided yet. */
const BARE: ContractReport = {
  ...EMPTY,
  organization: '',
  all: { ...NONE, opened: 1, stillOpen: 1 },
  byType: [{ type: 'task', figures: { ...NONE, opened: 1, stillOpen: 1 } }],
  tickets: [{ number: 'BLIP-1041', subject: '', type: 'task', state: 'new', requesterName: '', createdAt: NOON }],
};

const OUTSIDE = { contract: 'acme-2026', organization: 'Acme', startsOn: '2027-01-01', endsOn: null };

const UNNAMED = { contactName: null, mayEscalate: false };

const REPORT: ServiceReportValues = {
  kind: 'service-report',
  contactName: 'Ana Souza',
  mayEscalate: true,
  month: '2026-10',
  asOf: null,
  future: false,
  contracts: [FULL],
  outside: [],
};
