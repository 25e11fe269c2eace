/** The follow-up rules as the pure core gets them, and what is wrong in them. */
import { describe, expect, test } from 'vitest';
import { compileDesk } from '../../src/config/compile.ts';
import { loadConfig } from '../../src/config/load.ts';
import { changed, ENV, EXAMPLE, lineOf, problemsOf } from './example.ts';

const SECTION = / {2}"followUps": \{[\s\S]*?\n {2}\},\n/;

async function deskOf(path: string) {
  const { config, document } = await loadConfig(path, { env: ENV, secrets: 'required' });
  const { desk, problems } = compileDesk(config, document);
  expect(problems).toEqual([]);
  return { config, desk };
}

test('a config without rules has those of the example', async () => {
  const without = await deskOf(changed([SECTION, '']));
  const shipped = await deskOf(EXAMPLE);
  expect(without.config.followUps.rules).toEqual(shipped.config.followUps.rules);
  expect(without.config.followUps.apart).toBe(20 * 3_600_000);
  expect(without.desk.followUps.hours).toBe(without.desk.sla.calendars.get('business'));
});

test('customers get follow-ups in the hours of the named calendar', async () => {
  const { desk } = await deskOf(changed(['"hours": "business",\n    // Never', '"hours": "always",\n    // Never']));
  expect(desk.followUps.hours).toBe(desk.sla.calendars.get('always'));
});

test('a desk may do nothing by itself', async () => {
  const { desk } = await deskOf(changed([SECTION, '  "followUps": { "rules": [] },\n']));
  expect(desk.followUps).toMatchObject({ quiet: [], missed: new Map(), states: new Map() });
  expect(desk.followUps.shares.get('resolution')).toEqual([]);
});

describe('the shipped rules', () => {
  test('number letters by time, and know what announces the closing', async () => {
    const { followUps } = (await deskOf(EXAMPLE)).desk;
    expect(followUps.quiet.map(({ ordinal, written }) => [ordinal, written])).toEqual([
      [1, '1bd'],
      [2, '2bd'],
      [3, '3bd'],
    ]);
    const pending = followUps.states.get('pending');
    expect(pending?.letters.map(({ kind, ordinal, written }) => [kind, ordinal, written])).toEqual([
      ['pending:follow-up-reminder', 1, '2bd'],
      ['pending:follow-up-reminder', 2, '5bd'],
      ['pending:follow-up-closing', 1, '8bd'],
    ]);
    expect(pending?.close).toMatchObject({
      kind: 'pending:close',
      letter: 'follow-up-closed',
      notice: { kind: 'pending:follow-up-closing', distance: { unit: 'working days', count: 2 } },
    });
    expect(followUps.states.get('solved')?.close).toMatchObject({
      letter: null,
      notice: { kind: 'solved:follow-up-solved', distance: { unit: 'working days', count: 5 } },
    });
  });

  test('tell of every target, and of a breach the assignee and the lead in one', async () => {
    const { shares, missed } = (await deskOf(EXAMPLE)).desk.followUps;
    expect([...missed.keys()]).toEqual(['firstResponse', 'nextResponse', 'resolution']);
    expect(shares.get('nextResponse')).toEqual([
      {
        rule: 'soon late',
        kind: 'warning:nextResponse',
        ordinal: 1,
        share: 75,
        to: ['assignee'],
        escalates: false,
      },
      {
        rule: 'late", "escalation',
        kind: 'breach:nextResponse',
        ordinal: 1,
        share: 100,
        to: ['assignee', 'lead'],
        escalates: true,
      },
    ]);
  });
});

const FIRST = 'a word while they wait';
const rule = (written: string) => `"rules": [\n ${written},\n      // They`;

describe('what is wrong is told with its place', () => {
  test.each<[string, string | RegExp, string, string, RegExp]>([
    [
      'hours of a calendar that is not there',
      '"hours": "business",\n    // Never',
      '"hours": "busines",\n    // Never',
      '"busines"',
      /followUps\.hours: there is no calendar "busines" in sla\.calendars; did you mean "business"\?/,
    ],
    [
      'a state that there is not',
      '"state": "solved", "for": "0m"',
      '"state": "resolved", "for": "0m"',
      '"resolved"',
      /rules\[6\]\.when\.state: there is no state "resolved"; did you mean "solved"\?/,
    ],
    [
      'a letter that there is not',
      '"letter": "follow-up-quiet"',
      '"letter": "follow-up-quite"',
      'follow-up-quite',
      /rules\[0\]\.letter: there is no letter "follow-up-quite"; did you mean "follow-up-quiet"\?/,
    ],
    [
      'a target that there is not',
      '"target": "*", "share": 75',
      '"target": "resolutions", "share": 75',
      '"resolutions"',
      /rules\[8\]\.when\.target: there is no target "resolutions"; did you mean "resolution"\?/,
    ],
    [
      'a receiver that there is not',
      '"to": "lead"',
      '"to": "leader"',
      '"leader"',
      /rules\[10\]\.to: there is no receiver "leader"; did you mean "lead"\?/,
    ],
    ['an act that there is not', '"do": "escalate"', '"do": "escalated"', '"escalated"', /did you mean "escalate"\?/],
    ...[0, 101, 12.5].map((share): [string, string, string, string, RegExp] => [
      `a share of ${share}`,
      '"share": 75',
      `"share": ${share}`,
      `"share": ${share}`,
      /rules\[8\]\.when\.share: must be (from 1 to 100|a whole number)/,
    ]),
    ['no span', '"quiet": "1bd"', '"quiet": "1d"', '"1d"', /rules\[0\]\.when\.quiet: must be a time such as/],
    ['no distance', '"apart": "20h"', '"apart": "1bd"', '"apart"', /followUps\.apart: must be a time such as/],
    ['a misspelt key', '"quiet": "1bd"', '"silent": "1bd"', '"silent"', /rules\[0\]\.when\.silent: unknown key/],
    [
      'two rules of one name',
      '"name": "second reminder"',
      '"name": "reminder"',
      '"state": "pending", "for": "5bd"',
      /rules\[3\]\.name: there are two rules "reminder"/,
    ],
    [
      'no condition',
      '{ "quiet": "1bd" }',
      '{}',
      '"when": {}',
      /rules\[0\]\.when: must say one of "quiet", "missed", "state" with "for", and "target" with "share"/,
    ],
    [
      'two conditions',
      '{ "quiet": "1bd" }',
      '{ "quiet": "1bd", "missed": "*" }',
      FIRST,
      /rules\[0\]\.when: must say one of/,
    ],
    ['a state without a time', '"pending", "for": "2bd"', '"pending"', '"reminder"', /needs "for" beside it/],
    ['a target without a share', '"*", "share": 75', '"*"', 'soon late', /needs "share" beside it/],
    [
      'a time without a state',
      '"quiet": "1bd"',
      '"quiet": "1bd", "for": "2h"',
      FIRST,
      /rules\[0\]\.when\.for: belongs to "state"/,
    ],
    [
      'no letter',
      ', "letter": "follow-up-quiet"',
      '',
      FIRST,
      /followUps\.rules\[0\]: needs "letter": "follow-up-quiet"/,
    ],
    [
      'nobody to get it',
      '"to": "customer", "letter": "follow-up-quiet"',
      '"letter": "follow-up-quiet"',
      FIRST,
      /needs "to"/,
    ],
    [
      'a letter of another rule',
      '"letter": "follow-up-quiet"',
      '"letter": "follow-up-solved"',
      FIRST,
      /rules\[0\]\.letter: "follow-up-solved" does not belong here; "follow-up-quiet" does/,
    ],
    [
      'a letter to customers for an agent',
      '"to": "customer", "letter": "follow-up-quiet"',
      '"to": "lead", "letter": "follow-up-quiet"',
      FIRST,
      /rules\[0\]\.to: must be "customer"; agents and leads are told by "target"/,
    ],
    [
      'a warning for a customer',
      '"share": 75 }, "to": "assignee"',
      '"share": 75 }, "to": "customer"',
      'soon late',
      /rules\[8\]\.to: customers are told by "missed"/,
    ],
    [
      'an escalation of a state',
      '"letter": "follow-up-closed", "do": "close"',
      '"letter": "follow-up-reminder", "do": "escalate"',
      'closed after silence',
      /rules\[5\]\.do: belongs to "target"; with "state" there is "close"/,
    ],
    [
      'closing of what is open',
      '"state": "solved", "for": "5bd"',
      '"state": "open", "for": "5bd"',
      'closed after it was solved',
      /rules\[7\]\.when\.state: only what is pending or solved is closed by time/,
    ],
    [
      'closing that nothing announces',
      '"to": "customer", "letter": "follow-up-closing"',
      '"to": "customer", "letter": "follow-up-reminder"',
      'closed after silence',
      /rules\[5\]: nothing tells the customer before: add a rule with the letter "follow-up-closing" for what is pending/,
    ],
    [
      'closing before its notice',
      '"for": "10bd"',
      '"for": "8bd"',
      '"for": "8bd" },\n        "to": "customer", "letter": "follow-up-closed"',
      /rules\[5\]\.when\.for: must be longer than that of "notice before closing" \(8bd\)/,
    ],
    [
      'closing in another unit than its notice',
      '"for": "10bd"',
      '"for": "100h"',
      '"100h"',
      /rules\[5\]\.when\.for: must be in the same unit as that of "notice before closing"/,
    ],
    [
      'one letter twice at one time',
      '"for": "5bd" },\n        "to": "customer", "letter": "follow-up-reminder"',
      '"for": "2bd" },\n        "to": "customer", "letter": "follow-up-reminder"',
      'second reminder',
      /rules\[3\]: "reminder" writes "follow-up-reminder" after 2bd already/,
    ],
    [
      'two rules for quiet tickets',
      '"rules": [\n      // They',
      rule('{ "name": "x", "when": { "quiet": "2h" }, "to": "customer", "letter": "follow-up-quiet" }'),
      FIRST,
      /rules\[1\]: "x" looks after quiet tickets already/,
    ],
    [
      'one target missed twice',
      '"rules": [\n      // They',
      rule('{ "name": "x", "when": { "missed": "resolution" }, "to": "customer", "letter": "follow-up-missed" }'),
      'a promise missed',
      /rules\[2\]: "x" writes of such a target already/,
    ],
    [
      'a number of letters that go once',
      '"do": "escalate"',
      '"do": "escalate", "atMost": 2',
      '"atMost": 2',
      /rules\[10\]\.atMost: belongs to letters by "quiet" and "state"/,
    ],
  ])('%s', async (_what, from, to, where, expected) => {
    const path = changed([from, to]);
    const problems = await problemsOf(path);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
    const line = lineOf(path, where.split('\n')[0] ?? '');
    expect(Math.abs(Number.parseInt(problems[0] ?? '', 10) - line)).toBeLessThanOrEqual(5);
  });
});
