import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { groupCommit } from '../src/group-commit.ts';

const NOBODY_WAITS_LONG = { mayWait: () => false, ms: 1_000, gatherMs: 1 };

/** A write that takes a while, and what it was given. */
function slowWrites(fails: (items: string[]) => boolean = () => false) {
  const groups: string[][] = [];
  const most = { atOnce: 0 };
  let now = 0;
  const write = async (items: string[]) => {
    groups.push(items);
    now += 1;
    most.atOnce = Math.max(most.atOnce, now);
    await sleep(20);
    now -= 1;
    if (fails(items)) throw new Error(`not written: ${items}`);
  };
  return { groups, most, write };
}

test('what comes at once is written together; what comes during a write goes into the next one', async () => {
  const { groups, most, write } = slowWrites();
  const commit = groupCommit(write, NOBODY_WAITS_LONG);
  const first = [commit('a'), commit('b')];
  await sleep(5);
  const second = [commit('c')];
  await sleep(5);
  second.push(commit('d'));
  await Promise.all([...first, ...second]);
  expect(groups).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(most.atOnce).toBe(1);
});

test('a write that fails is told to those that were in it, and the next one goes on', async () => {
  const { write } = slowWrites((items) => items.includes('a'));
  const commit = groupCommit(write, NOBODY_WAITS_LONG);
  const first = Promise.allSettled([commit('a'), commit('b')]);
  await sleep(5);
  const next = commit('c');
  expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(next).resolves.toBeUndefined();
});

test('who may wait goes with the next one that may not, or after its time', async () => {
  const { groups, write } = slowWrites();
  const commit = groupCommit(write, { mayWait: (item) => item.startsWith('patient'), ms: 100, gatherMs: 1 });
  const patient = commit('patient 1');
  await sleep(5);
  expect(groups).toEqual([]);
  await Promise.all([patient, commit('a')]);
  await commit('patient 2');
  expect(groups).toEqual([['patient 1', 'a'], ['patient 2']]);
});

test('one that somebody waits for gathers those that come soon after it', async () => {
  const { groups, write } = slowWrites();
  const commit = groupCommit(write, { mayWait: () => false, ms: 1_000, gatherMs: 50 });
  const first = commit('a');
  await sleep(5);
  await Promise.all([first, commit('b')]);
  await commit('c');
  expect(groups).toEqual([['a', 'b'], ['c']]);
});
