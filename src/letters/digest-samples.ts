/** The daily digest in every shape: a bad day, a weekend of which there is one of each, and a day without anything. */
import type { DigestValues } from './digest-values.ts';

const AT = Date.UTC(2026, 10, 23, 16, 12);
const HOUR = 3_600_000;
const TICKET = { number: 'BLIP-1024', subject: 'Bot não responde no WhatsApp' };

export function digestSamples(): DigestValues[] {
  return [FULL, ONE_EACH, NOTHING];
}

const FULL: DigestValues = {
  kind: 'digest',
  firstDay: '2026-11-23',
  lastDay: '2026-11-23',
  opened: 41,
  solved: 37,
  breached: 3,
  atRisk: {
    count: 12,
    tickets: [
      { ...TICKET, metric: 'firstResponse', dueAt: AT + HOUR },
      { number: 'BLIP-1019', subject: '', metric: 'nextResponse', dueAt: AT + 2 * HOUR },
      { number: 'BLIP-1007', subject: 'Relatório de outubro', metric: 'resolution', dueAt: AT + 5 * HOUR },
    ],
  },
  oldest: [
    { ...TICKET, organization: 'Acme', since: AT - 90 * HOUR },
    { number: 'BLIP-1019', subject: '', organization: 'Padaria Sol', since: AT - 30 * HOUR },
  ],
  quarantine: {
    count: 7,
    mails: [
      { id: 731, from: 'bia@desk.example', because: 'dmarc=fail (p=reject)' },
      { id: 729, from: null, because: 'it takes too long to read' },
    ],
  },
  outbox: {
    failed: 2,
    held: 2,
    deferred: 2,
    letters: [
      { id: 88, to: 'ana@acme.example', error: '550 5.1.1 no such user' },
      { id: 85, to: 'ti@acme.example', error: null },
    ],
  },
  bounced: { count: 2, addresses: ['ana@acme.example', 'ti@acme.example'] },
  waiting: {
    count: 2,
    mails: [
      { id: 740, from: 'bia@desk.example', since: AT - HOUR },
      { id: 741, from: null, since: AT },
    ],
  },
};

const ONE_EACH: DigestValues = {
  ...FULL,
  firstDay: '2026-11-20',
  lastDay: '2026-11-22',
  opened: 1,
  solved: 1,
  breached: 1,
  atRisk: { count: 1, tickets: FULL.atRisk.tickets.slice(0, 1) },
  oldest: FULL.oldest.slice(0, 1),
  quarantine: { count: 1, mails: FULL.quarantine.mails.slice(0, 1) },
  outbox: { failed: 1, held: 1, deferred: 1, letters: FULL.outbox.letters.slice(0, 1) },
  bounced: { count: 1, addresses: ['ana@acme.example'] },
  waiting: { count: 1, mails: FULL.waiting.mails.slice(0, 1) },
};

const NOTHING: DigestValues = {
  ...FULL,
  opened: 0,
  solved: 0,
  breached: 0,
  atRisk: { count: 0, tickets: [] },
  oldest: [],
  quarantine: { count: 0, mails: [] },
  outbox: { failed: 0, held: 0, deferred: 0, letters: [] },
  bounced: { count: 0, addresses: [] },
  waiting: { count: 0, mails: [] },
};
