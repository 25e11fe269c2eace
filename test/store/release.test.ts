import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { ReleaseOrder } from '../../src/store/release.ts';
import { desk, FAIL, NONE, NOW } from '../support/facts.ts';
import { openSettling } from '../support/settling.ts';

const HELD = desk({ agents: [], unverified: 'hold' });
const QUARANTINE: ReleaseOrder = { from: ['quarantined'], as: null, by: 'rita', why: 'Ana phoned' };
const AS_HUMAN: ReleaseOrder = { ...QUARANTINE, as: 'human' };
const MAIL: ReleaseOrder = { from: ['ignored', 'noted', 'refused'], as: 'human', by: 'rita', why: null };
const AUTO = { automatic: { kind: 'auto-reply' as const, because: 'Auto-Submitted', bounce: null } };

describe('a released mail', () => {
  test('goes through again once, and who let it, when and why is in the ledger and on its ticket', async () => {
    const { store, settle, settleWaiting } = await openSettling();
    expect(await settle([{ authentication: NONE }], { rules: HELD })).toMatchObject([{ disposition: 'quarantined' }]);
    expect(await store.release(1, QUARANTINE, NOW)).toEqual({ outcome: 'released' });
    expect(store.reads.mail({ id: 1 }, 1)).toMatchObject([
      { disposition: 'waiting', because: expect.stringContaining('released by hand') },
    ]);
    expect(store.reads.unhealthy()).toEqual([]);

    expect(await settleWaiting({ rules: HELD })).toMatchObject([
      { disposition: 'opened', letters: [{ values: { subject: null } }] },
    ]);
    expect(await settleWaiting({ rules: HELD })).toEqual([]);
    expect(store.reads.mail({ id: 1 }, 1)[0]?.because).toMatch(
      /entitled.*2026-11-03T13:00:00\.000Z: released by hand by rita \(Ana phoned\); it was quarantined \(unverified sender, held as configured/,
    );
    expect(store.reads.ticket('1001')?.history).toContainEqual({
      at: NOW,
      by: 'rita',
      what: 'released the mail',
      because: expect.stringContaining('Ana phoned; mail 1 was quarantined'),
    });
    expect(store.reads.unhealthy()).toEqual([]);
  });

  test('is released once: a second release says so, while it waits and when it is settled', async () => {
    const { store, settle, settleWaiting } = await openSettling();
    await settle([{ authentication: NONE }], { rules: HELD });
    await store.release(1, QUARANTINE, NOW);
    expect(await store.release(1, QUARANTINE, NOW)).toMatchObject({
      outcome: 'already',
      disposition: 'waiting',
      release: { by: 'rita' },
    });
    await settleWaiting({ rules: HELD });
    expect(await store.release(1, QUARANTINE, NOW)).toMatchObject({ outcome: 'already', disposition: 'opened' });
    expect(store.reads.tickets(null, 10)).toHaveLength(1);
    expect(store.reads.outbox(false, 10)).toHaveLength(1);
  });

  test('that is forged is held again, and goes through only as a human’s: then as of an unverified sender', async () => {
    const { store, settle, settleWaiting } = await openSettling();
    await settle([{ authentication: FAIL, subject: 'CANARY' }]);
    await store.release(1, QUARANTINE, NOW);
    expect(await settleWaiting()).toMatchObject([{ disposition: 'quarantined' }]);
    expect(await store.release(1, AS_HUMAN, NOW)).toEqual({ outcome: 'released' });
    expect(await settleWaiting()).toMatchObject([{ disposition: 'opened' }]);
    expect(JSON.stringify(await store.outbox.due(NOW, 10))).not.toContain('CANARY');
  });

  test('may be released as more, while it waits', async () => {
    const { store, settle, settleWaiting } = await openSettling();
    await settle([{ authentication: FAIL }]);
    await store.release(1, QUARANTINE, NOW);
    expect(await store.release(1, AS_HUMAN, NOW)).toEqual({ outcome: 'released' });
    expect(await store.release(1, AS_HUMAN, NOW)).toMatchObject({ outcome: 'already' });
    expect(await settleWaiting()).toMatchObject([{ disposition: 'opened' }]);
    expect(store.reads.mail({ id: 1 }, 1)[0]?.because.match(/it was quarantined/g)).toHaveLength(2);
  });

  test('opens no second ticket where a copy of it came through meanwhile', async () => {
    const { store, settle, settleWaiting } = await openSettling();
    const copy = { fingerprint: 'the same' };
    await settle([{ ...copy, authentication: FAIL }]);
    expect(await settle([copy])).toMatchObject([{ disposition: 'opened' }]);
    await store.release(1, AS_HUMAN, NOW);
    expect(await settleWaiting()).toMatchObject([
      { disposition: 'duplicate', because: [expect.stringContaining('mail 2')] },
    ]);
    expect(store.reads.tickets(null, 10)).toHaveLength(1);
  });

  test('that was taken for automatic is a person’s', async () => {
    const { store, settle, settleWaiting } = await openSettling();
    await settle([AUTO]);
    expect(await store.release(1, MAIL, NOW)).toEqual({ outcome: 'released' });
    expect(await settleWaiting()).toMatchObject([{ disposition: 'opened' }]);
    expect(store.reads.mail({ id: 1 }, 1)[0]?.because).toMatch(
      /entitled.*released by hand as a person's mail by rita; it was ignored/,
    );
  });
});

describe('what can not be released', () => {
  test('a mail that is not there, that is not held, or that waits by itself', async () => {
    const { store, settle } = await openSettling();
    await settle([{}, AUTO, { authentication: { verdict: 'unknown', because: 'dmarc=temperror' } }]);
    expect(await store.release(99, QUARANTINE, NOW)).toEqual({ outcome: 'unknown' });
    expect(await store.release(1, QUARANTINE, NOW)).toEqual({ outcome: 'not-held', disposition: 'opened' });
    expect(await store.release(1, MAIL, NOW)).toEqual({ outcome: 'not-held', disposition: 'opened' });
    expect(await store.release(2, QUARANTINE, NOW)).toEqual({ outcome: 'not-held', disposition: 'ignored' });
    expect(await store.release(3, QUARANTINE, NOW)).toEqual({ outcome: 'not-held', disposition: 'waiting' });
  });

  test('a mail whose bytes are gone, or were never fetched whole', async () => {
    const { store, path, settle } = await openSettling();
    await settle([{ authentication: FAIL }, { authentication: FAIL }]);
    const other = new Database(path);
    other.exec(
      'DELETE FROM raw WHERE sha256 = (SELECT sha256 FROM inbound WHERE id = 1); UPDATE inbound SET truncated = 1 WHERE id = 2',
    );
    other.close();
    expect(await store.release(1, AS_HUMAN, NOW)).toEqual({
      outcome: 'lost',
      because: 'its raw bytes are not in the database',
    });
    expect(await store.release(2, AS_HUMAN, NOW)).toMatchObject({
      outcome: 'lost',
      because: expect.stringContaining('only its header'),
    });
    expect(store.reads.counts().byDisposition).toEqual({ quarantined: 2 });
  });
});
