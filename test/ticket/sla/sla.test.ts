import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { slaSchema } from '../../../src/config/sla-schema.ts';
import { compileSla, promiseFor, targetFrom, targetsFor } from '../../../src/ticket/sla/sla.ts';

const config: z.input<typeof slaSchema> = {
  calendars: { business: { timeZone: 'America/Sao_Paulo', hours: { 'mon-fri': ['09:00-18:00'] } }, always: '24x7' },
  policies: {
    standard: {
      calendar: 'business',
      targets: {
        incident: {
          high: { firstResponse: '4h', nextResponse: '8h', resolution: '2bd' },
          '*': { firstResponse: '1bd' },
        },
        '*': { low: { firstResponse: '3bd' }, '*': { firstResponse: '2bd' } },
      },
    },
    premium: { calendar: 'always', targets: { incident: { '*': { firstResponse: '30m' } } } },
  },
};
const { sla, problems } = compileSla(slaSchema.parse(config));
const problemsOf = (targets: z.input<typeof slaSchema>['policies'][string]['targets']) =>
  compileSla(
    slaSchema.parse({ calendars: { always: '24x7' }, policies: { gold: { calendar: 'always', targets } } }),
  ).problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

describe('the promise', () => {
  test('is made of the targets for the type and priority', () => {
    // A Friday, 16:00 in São Paulo.
    const promise = promiseFor(sla, 'standard', 'incident', 'high', Date.parse('2026-03-06T19:00:00Z'));
    expect(iso(promise.firstResponseDue)).toBe('2026-03-09T14:00:00.000Z');
    expect(iso(promise.resolutionDue)).toBe('2026-03-10T19:00:00.000Z');
    expect(promise).toMatchObject({
      policy: 'standard',
      aroundTheClock: false,
      because: 'policy "standard", incident/high: first response 4h, resolution 2bd in calendar "business"',
    });
  });

  test('runs around the clock in a calendar that is always open', () => {
    const promise = promiseFor(sla, 'premium', 'incident', 'low', Date.parse('2026-03-07T23:50:00Z'));
    expect(iso(promise.firstResponseDue)).toBe('2026-03-08T00:20:00.000Z');
    expect(promise).toMatchObject({
      aroundTheClock: true,
      resolutionDue: null,
      because: 'policy "premium", incident/low by incident/*: first response 30m in calendar "always"',
    });
  });

  test('is none where the policy has no target, or does not exist, and says so', () => {
    expect(promiseFor(sla, 'premium', 'task', 'low', 0)).toMatchObject({
      firstResponseDue: null,
      because: 'policy "premium" has no target for task/low',
    });
    expect(promiseFor(sla, 'gold', 'task', 'low', 0)).toMatchObject({
      policy: 'gold',
      firstResponseDue: null,
      resolutionDue: null,
      because: 'there is no policy "gold" in sla.policies',
    });
  });
});

test.each([
  ['incident', 'high', 'incident/high'],
  ['incident', 'low', 'incident/*'],
  ['task', 'low', '*/low'],
  ['doubt', 'urgent', '*/*'],
] as const)('%s of priority %s goes by the row %s', (type, priority, row) => {
  const policy = sla.policies.get('standard');
  expect(policy && targetsFor(policy, type, priority)?.row).toBe(row);
});

test('times are minutes, hours or working days', () => {
  expect(targetFrom('30m')).toMatchObject({ unit: 'ms', count: 1_800_000 });
  expect(targetFrom('4h')).toMatchObject({ unit: 'ms', count: 14_400_000 });
  expect(targetFrom('2bd')).toMatchObject({ unit: 'working days', count: 2 });
  for (const wrong of ['', '0h', '4', '2d', '1.5h', '-1h', '4h30m']) expect(targetFrom(wrong), wrong).toBeNull();
});

describe('a policy that promises nothing for some tickets is a problem of the config', () => {
  test('a type without targets', () => {
    expect(problems.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'policies.premium.targets: no targets for doubt, task: add them, or "*" for every other type',
    ]);
  });

  test('a priority without targets, in the row of its type or in the row for every other type', () => {
    const firstResponse = '4h';
    expect(
      problemsOf({
        incident: { urgent: { firstResponse }, high: { firstResponse }, normal: { firstResponse } },
        '*': { urgent: { firstResponse }, high: { firstResponse } },
      }),
    ).toEqual([
      'policies.gold.targets.*: no targets for doubt of priority low, normal: add them, or "*" for every other priority',
      'policies.gold.targets.*: no targets for task of priority low, normal: add them, or "*" for every other priority',
      'policies.gold.targets.incident: no targets for incident of priority low: add them, or "*" for every other priority',
    ]);
  });

  test('rows for the rest fill it', () => {
    expect(problemsOf({ '*': { '*': { firstResponse: '4h' } } })).toEqual([]);
    expect(
      problemsOf({ incident: { urgent: { firstResponse: '1h' } }, '*': { '*': { firstResponse: '4h' } } }),
    ).toEqual([]);
  });

  test('the example config promises something for every ticket', () => {
    const example = parse(readFileSync(new URL('../../../config.example.json', import.meta.url), 'utf8'), [], {
      allowTrailingComma: true,
    });
    expect(compileSla(slaSchema.parse(example.sla)).problems).toEqual([]);
  });
});

test('what contradicts itself is said with its place', () => {
  const wrong = slaSchema.parse({
    calendars: { business: { timeZone: 'UTC', hours: { mon: ['18:00'] } } },
    policies: { standard: { calendar: 'busines', targets: { '*': { '*': { firstResponse: '4h' } } } } },
  });
  expect(compileSla(wrong).problems.map(({ path }) => path.join('.'))).toEqual([
    'calendars.business.hours.mon.0',
    'policies.standard.calendar',
  ]);
});

test('the schema refuses a time that is none, and an unknown priority', () => {
  const withTargets = (targets: unknown) =>
    slaSchema.safeParse({ ...config, policies: { p: { calendar: 'always', targets } } }).success;
  expect(withTargets({ '*': { '*': { firstResponse: '4h' } } })).toBe(true);
  expect(withTargets({ '*': { '*': { firstResponse: '4 hours' } } })).toBe(false);
  expect(withTargets({ '*': { medium: { firstResponse: '4h' } } })).toBe(false);
});

test('the schema can be written as JSON Schema', () => {
  expect(JSON.stringify(z.toJSONSchema(slaSchema, { io: 'input' }))).toContain('firstResponse');
});
