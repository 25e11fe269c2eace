import { expect, test, vi } from 'vitest';
import { groupCommit } from '../src/group-commit.ts';

/** Longer than any test takes (ms). */
const LONG = 60_000;
const NOBODY_MAY_WAIT = { mayWait: () => false, ms: LONG, gatherMs: 1 };

/** Writes that end when the test says so, and what they were given. */
function heldWrites() {
  const groups: string[][] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const write = (items: string[]) =>
    new Promise<void>((resolve, reject) => {
      groups.push(items);
      ends.push({ resolve, reject });
    });
  /** Waits until so many writes have begun. */
  const begun = (count: number) => vi.waitFor(() => expect(groups).toHaveLength(count), { interval: 1 });
  return { groups, ends, write, begun };
}

/** Writes that end at once. */
function quickWrites() {
  const groups: string[][] = [];
  return { groups, write: async (items: string[]) => void groups.push(items) };
}

test('what comes at once is written together; what comes during a write goes into the next one', async () => {
  const { groups, ends, write, begun } = heldWrites();
  const commit = groupCommit(write, NOBODY_MAY_WAIT);
  const first = [commit('a'), commit('b')];
  await begun(1);
  const second = [commit('c')];
  // Long enough for its moment to be over: no second write begins beside the first.
  await new Promise((resolve) => setTimeout(resolve, 20));
  second.push(commit('d'));
  expect(groups).toEqual([['a', 'b']]);
  ends[0]?.resolve();
  await Promise.all(first);
  await begun(2);
  ends[1]?.resolve();
  await Promise.all(second);
  expect(groups).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('a write that fails is told to those that were in it, and the next one goes on', async () => {
  const { ends, write, begun } = heldWrites();
  const commit = groupCommit(write, NOBODY_MAY_WAIT);
  const first = Promise.allSettled([commit('a'), commit('b')]);
  await begun(1);
  const next = commit('c');
  ends[0]?.reject(new Error('disk full'));
  expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await begun(2);
  ends[1]?.resolve();
  await expect(next).resolves.toBeUndefined();
});

test('who may wait goes with the next one that may not', async () => {
  const { groups, write } = quickWrites();
  const commit = groupCommit(write, { mayWait: (item) => item.startsWith('patient'), ms: LONG, gatherMs: 1 });
  const patient = commit('patient');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(groups).toEqual([]);
  await Promise.all([patient, commit('a')]);
  expect(groups).toEqual([['patient', 'a']]);
});

test('who may wait is written after its time, without another', async () => {
  const { groups, write } = quickWrites();
  await groupCommit(write, { mayWait: () => true, ms: 10, gatherMs: LONG })('patient');
  expect(groups).toEqual([['patient']]);
});

test('one that somebody waits for gathers those that come soon after it', async () => {
  const { groups, write } = quickWrites();
  const commit = groupCommit(write, { mayWait: () => false, ms: LONG, gatherMs: 50 });
  const first = commit('a');
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([first, commit('b')]);
  await commit('c');
  expect(groups).toEqual([['a', 'b'], ['c']]);
});
