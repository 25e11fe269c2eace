/** The disk is full: mail stays on its server, what was sent is not sent again, and all heals by itself. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import {
  contractOf,
  mailOf,
  mailsPerRecipient,
  startDesk,
  startWorker,
  until,
  untilInboxIsEmpty,
  untilSent,
} from '../support/desk.ts';
import type { Reply } from '../support/smtp.ts';

const disk = mountSmallDisk();
if (disk === null)
  process.stderr.write('\n!!! No tmpfs can be mounted here: the tests of a full disk are SKIPPED.\n\n');
const describeWithDisk = disk === null ? describe.skip : describeWithDovecot;
afterAll(() => disk?.unmount());

describeWithDisk('a full disk', { timeout: 60_000 }, () => {
  test('mail stays on the server and is logged; once there is room again it is settled, once', async () => {
    const senders = Array.from({ length: 6 }, (_, i) => `user${i}@acme.example`);
    const [first = '', ...others] = senders;
    const desk = await startDesk({ contracts: [contractOf(senders)], databaseFolder: disk?.path ?? '' });
    const run = await startWorker(desk);
    await desk.dovecot.deliver(mailOf({ from: first }));
    await untilSent(desk, 1);
    await untilInboxIsEmpty(desk);

    disk?.fill();
    for (const from of others) await desk.dovecot.deliver(mailOf({ from }));
    expect(await run.line('reading stopped')).toMatchObject({ level: 'error', err: 'database or disk is full' });
    await run.line('reading stopped', run.lines.length);
    expect(await desk.dovecot.mailboxContents('INBOX')).toHaveLength(5);

    disk?.empty();
    await untilSent(desk, 6);
    await untilInboxIsEmpty(desk);
    await run.stop();
    expect([...mailsPerRecipient(desk.smtp).values()]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await desk.look((store) => store.reads.counts())).toEqual({ seen: 6, byDisposition: { opened: 6 } });
    expect(await desk.look((store) => store.reads.unhealthy())).toEqual([]);
  });

  test('a letter that went out as the disk became full counts as sent once there is room, and goes out once', async () => {
    const body = (): Reply => {
      disk?.fill();
      return null;
    };
    const desk = await startDesk({ databaseFolder: disk?.path ?? '', smtp: { body } });
    const run = await startWorker(desk);
    await desk.dovecot.deliver(mailOf({ from: 'ana@acme.example' }));
    expect(await run.line('is not recorded')).toMatchObject({ level: 'error', err: 'database or disk is full' });
    disk?.empty();
    const state = () => desk.look((store) => store.reads.outbox(true, 1)[0]?.state);
    await until('the letter counts as sent', async () => (await state()) === 'sent');
    await run.stop();
    expect(desk.smtp.received).toHaveLength(1);
  });
});

/** A disk of 8 MB that can be filled to the last byte; null where none can be mounted (no root, no such right). */
function mountSmallDisk(): { path: string; fill(): void; empty(): void; unmount(): void } | null {
  const path = mkdtempSync(join(tmpdir(), 'chamado-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'chamado-test', path]).status === 0;
  if (!mounted) {
    rmSync(path, { recursive: true });
    return null;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    fill() {
      const file = openSync(ballast, 'a');
      try {
        for (let size = 65_536; size >= 1; size /= 4) while (written(file, size));
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    unmount() {
      spawnSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function written(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    return false;
  }
}
