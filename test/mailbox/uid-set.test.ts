import { expect, test } from 'vitest';
import { uidSets } from '../../src/mailbox/uid-set.ts';

test('UIDs are written in order, runs shortened, each once', () => {
  expect(uidSets(['9', '1', '3', '2', '3'], 100)).toEqual(['1:3,9']);
  expect(uidSets([], 100)).toEqual([]);
});

test('a set holds no more than it may', () => {
  expect(uidSets([1, 2, 3, 4, 5, 7], 2)).toEqual(['1:2', '3:4', '5,7']);
});

test('a set is never longer than a line may be, and none is lost', () => {
  const uids = Array.from({ length: 5_000 }, (_, index) => 4_000_000_000 + index * 2);
  const sets = uidSets(uids, 100_000);
  expect(Math.max(...sets.map((set) => set.length))).toBeLessThan(7_000);
  expect(sets.join(',').split(',').map(Number)).toEqual(uids);
});
