/** When tickets are one incident, as the core gets it, and what is wrong in what the config says of it. */
import { expect, test } from 'vitest';
import { compileDesk } from '../../src/config/compile.ts';
import { loadConfig } from '../../src/config/load.ts';
import { NO_INCIDENTS } from '../../src/ticket/incident/rules.ts';
import { message } from '../support/facts.ts';
import { changed, ENV, EXAMPLE, lineOf, problemsOf } from './example.ts';

const MINUTE = 60_000;
const RULE = '{ "name": "outage of a channel", "tags": ["whatsapp", "api", "login"], "contracts": 3, "within": "30m" }';

async function deskOf(path: string) {
  const { config, document } = await loadConfig(path, { env: ENV, secrets: 'required' });
  const { desk, problems } = compileDesk(config, document);
  expect(problems).toEqual([]);
  return desk;
}

test('the rules are as the config has them', async () => {
  const { incidents } = await deskOf(EXAMPLE);
  expect(incidents).toEqual({
    rules: [{ name: 'outage of a channel', tags: ['whatsapp', 'api', 'login'], contracts: 3, within: 30 * MINUTE }],
    joinsFor: 240 * MINUTE,
  });
});

test.each([
  ['pt-BR', 'O WhatsApp parou de responder', 'Desde as dez nosso bot não responde no WhatsApp.'],
  ['es', 'WhatsApp caído', 'El bot dejó de responder en WhatsApp, nuestros clientes no pueden escribir.'],
  ['en', 'WhatsApp is down', 'Our bot stopped responding on WhatsApp.'],
])('the example’s rule has a tag that an outage written in %s gets', async (language, subject, text) => {
  const { classify, incidents } = await deskOf(EXAMPLE);
  const found = classify({
    message: message({ subject, text, replyText: text, ownText: text, language }),
    plan: 'Plus',
    organization: 'Acme',
    language,
  });
  expect(found).toMatchObject({ type: 'incident', queue: 'incidents' });
  expect(incidents.rules[0]?.tags).toEqual(expect.arrayContaining(found.tags));
  expect(found.tags).not.toEqual([]);
});

test('a desk has no rules of its own accord', async () => {
  const path = changed([/ {2}"incidents": \{[\s\S]*?\n {2}\},\n/, '']);
  const { incidents } = await deskOf(path);
  expect(incidents).toEqual({ ...NO_INCIDENTS, joinsFor: 240 * MINUTE });
});

test('a rule that says no more than its name is for three contracts in half an hour, whatever the tag', async () => {
  const { incidents } = await deskOf(changed([RULE, '{ "name": "anything" }']));
  expect(incidents.rules).toEqual([{ name: 'anything', tags: null, contracts: 3, within: 30 * MINUTE }]);
});

test('rules where nobody could write to the customers are a problem: no agent, or none who is active', async () => {
  const names = ['"Diego"', '"Emma"'];
  const others = names.map((name): [string, string] => [
    `"publicName": ${name},`,
    `"publicName": ${name}, "active": false,`,
  ]);
  const inactive: [string, string][] = [['"active": true', '"active": false'], ...others];
  const problem = 'incidents.rules: there is no agent in "agents" who could write to the customers of an incident';
  for (const exchanges of [inactive, [[/"agents": \[[\s\S]*?\n {2}\],/, '"agents": [],']] as [RegExp, string][]]) {
    expect(await problemsOf(changed(...exchanges))).toContainEqual(expect.stringContaining(problem));
    const without = await problemsOf(changed(...exchanges, [RULE, '']));
    expect(without.filter((line) => line.includes('incidents'))).toEqual([]);
  }
});

test.each([
  ['a rule without name', [RULE, '{ "contracts": 3 }'], 'incidents.rules[0].name: is missing'],
  ['one contract', ['"contracts": 3', '"contracts": 1'], 'incidents.rules[0].contracts: must be 2 or more'],
  ['half a contract', ['"contracts": 3', '"contracts": 2.5'], 'incidents.rules[0].contracts:'],
  ['no time at all', ['"within": "30m"', '"within": "0m"'], 'incidents.rules[0].within: must be longer than nothing'],
  [
    'a time in working days',
    ['"within": "30m"', '"within": "1bd"'],
    'incidents.rules[0].within: must be a time such as',
  ],
  ['an empty list of tags', ['["whatsapp", "api", "login"]', '[]'], 'incidents.rules[0].tags: name a tag, or leave'],
  [
    'a tag that no rule sets',
    ['["whatsapp", "api", "login"]', '["whatsap"]'],
    'incidents.rules[0].tags[0]: no rule of classification.rules sets the tag "whatsap"; did you mean "whatsapp"?',
  ],
  [
    'the same name twice',
    [RULE, `${RULE}, ${RULE}`],
    'incidents.rules[1].name: there are two rules "outage of a channel"',
  ],
  ['a key that is none', ['"contracts": 3', '"contract": 3'], 'incidents.rules[0].contract: '],
] as [string, [string, string], string][])('%s is a problem, told with its line', async (_, exchange, problem) => {
  const path = changed(exchange);
  const [first, ...others] = await problemsOf(path);
  expect(others).toEqual([]);
  expect(first).toContain(problem);
  expect(Number.parseInt(first ?? '', 10)).toBe(lineOf(path, '"incidents": {') + 3);
});
