/** Who gets the report of a month, of which contracts, and what is said where there is none. */
import { describe, expect, test } from 'vitest';
import type { ServiceValues } from '../../../src/letters/customer-values.ts';
import { countMonth } from '../../../src/ticket/report/contract-month.ts';
import { type MonthAsked, monthOf } from '../../../src/ticket/report/month.ts';
import { serveWish } from '../../../src/ticket/self-service/serve.ts';
import type { Contract, User } from '../../../src/ticket/ticket.ts';
import { contract, facts, NOW, ticket, user } from '../../support/facts.ts';
import { asking, inThread, served, staffed, toldCustomer } from './asking.ts';

const BOSS = user({ admin: true });
const ACME = contract({ plan: 'Plus' });
const OTHER = contract({ id: 'other', organization: 'Other' });

function ask(month: MonthAsked, memberships: { contract: Contract; user: User }[], known: string[] = ['acme-2026']) {
  const { period } = monthOf('last', 'America/Sao_Paulo', NOW);
  const counting = countMonth(period, staffed().sla, NOW);
  const { createdAt, ...rest } = ticket({ createdAt: period.from + 1 });
  counting.add({ ...rest, createdAt, requesterName: 'Léo', events: [OPENED(createdAt)] });
  const months = new Map(known.map((id) => [id, counting.result()]));
  const directory = { memberships, domainContracts: [] };
  return asking(
    { wish: 'report', month, because: 'subject "Relatório do mês"' },
    { facts: facts({ directory, months }) },
  );
}
const OPENED = (at: number) => ({ at, kind: 'opened', type: 'doubt', priority: 'normal', policy: 'standard' }) as const;

function told(...args: Parameters<typeof ask>): ServiceValues {
  return toldCustomer(served(ask(...args))).values as ServiceValues;
}

test('an admin has the figures and the tickets of their contract', () => {
  const decision = served(ask('last', [{ contract: ACME, user: BOSS }]));
  expect(decision).toMatchObject({ disposition: 'answered', changes: [], ticket: null });
  const letter = toldCustomer(decision);
  expect(letter).toMatchObject({ template: 'service-report', to: { name: 'Ana Souza', address: 'ana@acme.example' } });
  expect(letter.values).toMatchObject({
    month: '2026-10',
    asOf: null,
    contracts: [
      { contract: 'acme-2026', organization: 'Acme', all: { opened: 1 }, tickets: [{ requesterName: 'Léo' }], more: 0 },
    ],
    outside: [],
  });
  expect(decision.because.join()).toContain('2026-10 of contract "acme-2026"');
});

test('of a contract in which they are a user like others nothing is told, whatever the facts hold', () => {
  const memberships = [
    { contract: OTHER, user: user() },
    { contract: ACME, user: BOSS },
  ];
  const values = told('last', memberships, ['acme-2026', 'other']);
  expect(values).toMatchObject({ contracts: [{ contract: 'acme-2026' }], outside: [] });
  expect(JSON.stringify(values)).not.toMatch(/other/i);
});

test('who is admin of several has each', () => {
  const memberships = [ACME, OTHER].map((one) => ({ contract: one, user: BOSS }));
  expect(told('last', memberships)).toMatchObject({
    contracts: [
      { contract: 'acme-2026', all: { opened: 1 } },
      { contract: 'other', all: { opened: 0 } },
    ],
  });
});

test('who is no admin is told who may ask, and no name', () => {
  const values = told('last', [{ contract: contract({ users: [user({ name: 'Rita', admin: true })] }), user: user() }]);
  expect(values).toMatchObject({ kind: 'service-problem', problem: 'not-admin', number: null });
  expect(JSON.stringify(values)).not.toContain('Rita');
});

describe('there is none', () => {
  test('of a month to come', () => {
    const values = told({ month: 12, year: 2026 }, [{ contract: ACME, user: BOSS }]);
    expect(values).toMatchObject({ future: true, month: '2026-12', asOf: null, contracts: [], outside: [] });
  });

  test('of the one of two contracts that did not run in it, and that is said beside the other', () => {
    const later = { ...OTHER, startsOn: '2026-11-01' };
    const values = told(
      'last',
      [ACME, later].map((one) => ({ contract: one, user: BOSS })),
    );
    expect(values).toMatchObject({
      contracts: [{ contract: 'acme-2026' }],
      outside: [{ contract: 'other', startsOn: '2026-11-01' }],
    });
  });

  test('of a month before the contract', () => {
    const values = told({ month: 12, year: 2025 }, [{ contract: ACME, user: BOSS }]);
    expect(values).toMatchObject({
      future: false,
      contracts: [],
      outside: [{ organization: 'Acme', startsOn: '2026-01-01' }],
    });
  });
});

test('the running month is told as of now', () => {
  expect(told('this', [{ contract: ACME, user: BOSS }])).toMatchObject({ month: '2026-11', asOf: NOW });
});

test('an admin who is on no bot’s team may ask all the same; others may not', () => {
  const boss = { contract: ACME, user: user({ admin: true, bots: [] }) };
  expect(told('last', [boss])).toMatchObject({ kind: 'service-report' });
  const ended = contract({ endsOn: '2026-10-31' });
  expect(serveWish(ask('last', [{ contract: ended, user: BOSS }]), staffed())).toBeNull();
  expect(serveWish(ask('last', [{ contract: ACME, user: user({ bots: [] }) }]), staffed())).toBeNull();
});

test('in the conversation of a ticket it is a mail like any other', () => {
  const one = { ...ask('last', [{ contract: ACME, user: BOSS }]), thread: inThread(ticket()) };
  expect(serveWish(one, staffed())).toBeNull();
});

test('a desk that serves no wishes reads it as any mail', () => {
  expect(serveWish(ask('last', [{ contract: ACME, user: BOSS }]), staffed({ selfService: false }))).toBeNull();
});

test('help says whether the reader may ask for it', () => {
  const help = (own: User) => {
    const directory = { memberships: [{ contract: ACME, user: own }], domainContracts: [] };
    return toldCustomer(served(asking({ wish: 'help', because: 'help' }, { facts: facts({ directory }) }))).values;
  };
  expect([help(BOSS), help(user())]).toMatchObject([{ admin: true }, { admin: false }]);
});
