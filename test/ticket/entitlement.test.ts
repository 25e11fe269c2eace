import { describe, expect, test } from 'vitest';
import { entitlementOf } from '../../src/ticket/entitlement.ts';
import type { DirectoryAnswer } from '../../src/ticket/ticket.ts';
import { contract, desk, NOW, STRANGER, user } from '../support/facts.ts';

const judge = (directory: DirectoryAnswer, at = NOW) => entitlementOf(directory, 'ana@acme.example', desk(), at);
const member = (over = {}, person = {}): DirectoryAnswer => ({
  memberships: [{ contract: contract(over), user: user(person) }],
  domainContracts: [],
});

describe('who may have support by e-mail', () => {
  test('a user of a running contract, on the team of a paid bot, may', () => {
    expect(judge(member())).toMatchObject({
      verdict: 'entitled',
      plan: 'Plus',
      contract: 'acme-2026',
      organization: 'Acme',
    });
  });

  test.each<[string, DirectoryAnswer]>([
    ['not-started', member({ startsOn: '2026-11-04' })],
    ['ended', member({ endsOn: '2026-11-02' })],
    ['plan-without-email', member({ plan: 'Trial' })],
    ['plan-without-email', member({ plan: 'a plan that the config dropped' })],
    ['out-of-scope', member({}, { bots: [] })],
    ['out-of-scope', member({}, { bots: ['lab'] })],
    ['no-contract', STRANGER],
    ['not-a-user', { memberships: [], domainContracts: [contract()] }],
    ['no-contract', { memberships: [], domainContracts: [contract({ endsOn: '2026-01-31' })] }],
  ])('%s, with the verdict at the head of the reason', (verdict, directory) => {
    const entitlement = judge(directory);
    expect(entitlement.verdict).toBe(verdict);
    expect(entitlement.because).toMatch(new RegExp(`^${verdict}: `));
  });

  test('the first and the last day of a contract count, in the zone of the desk', () => {
    const oneDay = member({ startsOn: '2026-11-03', endsOn: '2026-11-03' });
    // 3 November in São Paulo is from 03:00 UTC to 03:00 UTC.
    expect(judge(oneDay, Date.parse('2026-11-03T02:59:59Z')).verdict).toBe('not-started');
    expect(judge(oneDay, Date.parse('2026-11-03T03:00:00Z')).verdict).toBe('entitled');
    expect(judge(oneDay, Date.parse('2026-11-04T02:59:59Z')).verdict).toBe('entitled');
    expect(judge(oneDay, Date.parse('2026-11-04T03:00:00Z')).verdict).toBe('ended');
  });

  test('a contract without an end goes on', () => {
    expect(judge(member({ endsOn: null }), Date.parse('2040-01-01T12:00:00Z')).verdict).toBe('entitled');
  });

  test('a plan may be named by an alias, in any case', () => {
    expect(judge(member({ plan: 'START' }))).toMatchObject({ verdict: 'entitled', plan: 'Startup' });
  });

  test('of several contracts the largest plan serves', () => {
    const directory = {
      memberships: [
        { contract: contract({ id: 'small', plan: 'Startup' }), user: user() },
        { contract: contract({ id: 'large', plan: 'Enterprise' }), user: user() },
        { contract: contract({ id: 'larger but over', plan: 'Enterprise', endsOn: '2026-01-31' }), user: user() },
      ],
      domainContracts: [],
    };
    expect(judge(directory)).toMatchObject({ verdict: 'entitled', contract: 'large' });
  });

  test('where no contract serves, the reason is the one nearest to being served', () => {
    const directory = {
      memberships: [
        { contract: contract({ id: 'over', endsOn: '2026-01-31' }), user: user() },
        { contract: contract({ id: 'runs' }), user: user({ bots: ['lab'] }) },
      ],
      domainContracts: [],
    };
    expect(judge(directory)).toMatchObject({ verdict: 'out-of-scope', contract: 'runs' });
  });
});
