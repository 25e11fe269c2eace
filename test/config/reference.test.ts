import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { configJsonSchema, configReference } from '../../src/config/reference.ts';

const file = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');

test('config.schema.json is what the schema says (else: npm run generate)', () => {
  expect(file('config.schema.json')).toBe(configJsonSchema());
});

test('the reference in the README is what the schema says (else: npm run generate)', () => {
  expect(file('README.md')).toContain(configReference());
});

test('every key is explained', () => {
  const unexplained = configReference()
    .split('\n')
    .slice(2)
    .filter((row) => !/\| \S.* \|$/.test(row.split('|').slice(3).join('|').trimStart().replace(/^/, '| ')));
  expect(unexplained).toEqual([]);
});
