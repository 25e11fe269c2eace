import { expect, test } from 'vitest';
import { withinCaps } from '../../src/ticket/caps.ts';
import { decide } from '../../src/ticket/decide.ts';
import type { Facts } from '../../src/ticket/decision.ts';
import { desk, facts, mail, NOW } from '../support/facts.ts';

/** Nobody else is written to. */
const ALONE = desk({ agents: [] });
const today = (over: Partial<Facts['lettersToday']>): Partial<Facts> => ({
  lettersToday: { toSender: 0, toSenderOn: {}, deskIsFull: false, ...over },
});

test.each<[string, Partial<Facts>, string]>([
  ['ten about one ticket within a day', today({ toSenderOn: { 'BLIP-1024': 10 } }), 'limits.lettersPerTicketDay'],
  ['twenty to one address within an hour', { lettersToSender: 20 }, 'limits.lettersPerRecipientHour'],
  ['fifty to one address within a day', today({ toSender: 50 }), 'limits.lettersPerRecipientDay'],
  ['a day’s fill of the whole desk', today({ deskIsFull: true }), 'limits.lettersPerDeskDay'],
])('after %s no more is written, the reason says so, and the ticket is opened all the same', (_what, over, because) => {
  const decision = decide(mail(), facts(over), ALONE, NOW);
  expect(decision).toMatchObject({ disposition: 'opened', letters: [], changes: [{ do: 'open' }] });
  expect(decision.because.at(-1)).toMatch(/^no acknowledgement: /);
  expect(decision.because.at(-1)).toContain(because);
});

test('one fewer is written, and letters about other tickets do not count for this one', () => {
  const before = { lettersToSender: 19, ...today({ toSender: 49, toSenderOn: { 'BLIP-1024': 9, 'BLIP-7': 40 } }) };
  expect(decide(mail(), facts(before), ALONE, NOW).letters).toHaveLength(1);
});

test('a refusal is capped too', () => {
  const stranger = { directory: { memberships: [], domainContracts: [] } };
  const decision = decide(mail(), facts({ ...stranger, ...today({ deskIsFull: true }) }), ALONE, NOW);
  expect(decision).toMatchObject({ disposition: 'refused', letters: [] });
  expect(decision.because.at(-1)).toMatch(/^no refusal-no-contract: the desk wrote 20000 letters/);
});

test('a decision without letters stays as it is', () => {
  const noted = { ...decide(mail(), facts(), ALONE, NOW), letters: [] };
  expect(withinCaps(noted, mail(), facts(today({ deskIsFull: true })), ALONE, 'ana@acme.example')).toBe(noted);
});
