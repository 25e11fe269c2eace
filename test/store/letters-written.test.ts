/** What the store counts of the letters that went before, for the caps on the next one. */
import { expect, test } from 'vitest';
import { ends } from '../../src/ticket/outcome.ts';
import { desk, NOW } from '../support/facts.ts';
import { by, openSettling, question } from '../support/settling.ts';

const HOUR = 3_600_000;
const only = (limits: Partial<ReturnType<typeof desk>['limits']>) =>
  desk({ agents: [], limits: { ...desk().limits, ...limits } });

test('letters to one address count for an hour and for a day, those to others do not', async () => {
  const { settle } = await openSettling();
  const rules = only({ lettersPerRecipientHour: 2, lettersPerRecipientDay: 3 });
  const wrote = async (now: number, from = 'ana@acme.example') =>
    (await settle([by(from)], { now, rules })).map(({ letters, because }) => [letters.length, because.at(-1)])[0];
  const capped = (key: string) => [0, expect.stringContaining(key)];

  expect((await wrote(NOW))?.[0]).toBe(1);
  expect((await wrote(NOW + 1))?.[0]).toBe(1);
  expect(await wrote(NOW + 2)).toEqual(capped('lettersPerRecipientHour'));
  expect((await wrote(NOW + 3, 'otto@other.example'))?.[0]).toBe(1);
  expect((await wrote(NOW + 2 * HOUR))?.[0]).toBe(1);
  expect(await wrote(NOW + 4 * HOUR)).toEqual(capped('lettersPerRecipientDay'));
  expect((await wrote(NOW + 25 * HOUR))?.[0]).toBe(1);
});

test('the desk is full at its number of letters within a day, and has room again a day later', async () => {
  const { settle } = await openSettling();
  const rules = only({ lettersPerDeskDay: 2 });
  const both = [by('ana@acme.example'), by('otto@other.example')];
  const counts = async (now: number) => (await settle(both, { now, rules })).map(({ letters }) => letters.length);

  expect(await counts(NOW)).toEqual([1, 1]);
  expect(await counts(NOW + 23 * HOUR)).toEqual([0, 0]);
  expect(await counts(NOW + 25 * HOUR)).toEqual([1, 1]);
});

test('letters about one ticket count for that ticket', async () => {
  const { store, settle } = await openSettling();
  await settle([{}, {}]);
  const seen: unknown[] = [];
  await store.consider(
    {
      mail: {
        id: 1,
        receivedAt: NOW,
        understood: { unreadable: 'x' },
        silent: false,
        releases: 0,
        release: null,
      },
      question: question({
        directory: { memberships: [], domainContracts: [] },
        refusalInterval: HOUR,
        lettersPerDeskDay: 3,
      }),
      note: { messageId: null, fingerprint: null, from: null, subject: null },
    },
    (_mail, facts) => {
      seen.push(facts.lettersToday);
      return ends('ignored', 'it was only asked');
    },
    NOW,
  );
  expect(seen).toEqual([{ toSender: 2, toSenderOn: { 'BLIP-1001': 1, 'BLIP-1002': 1 }, deskIsFull: false }]);
});
