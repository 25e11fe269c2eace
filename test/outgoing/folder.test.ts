/** What a folder holds after letters were put into it. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderOutgoing } from '../../src/outgoing/folder.ts';
import type { Parcel } from '../../src/outgoing/outgoing.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'outgoing-'));
});

afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

test('a letter becomes one .eml file with its bytes, in a folder made for it', async () => {
  const path = join(home, 'deep', 'outbox');
  const outgoing = new FolderOutgoing({ path });

  const result = await outgoing.send(parcel(7, 'ana@acme.example'), async () => {});

  expect(result).toMatchObject({ outcome: 'settled', accepted: ['ana@acme.example'], deferred: [], refused: [] });
  expect(await readdir(path)).toEqual(['7-ana@acme.example.eml']);
  expect(await readFile(join(path, '7-ana@acme.example.eml'), 'utf8')).toBe('Subject: 7\r\n\r\n.\r\n');
});

test('a file that is there is never overwritten', async () => {
  const outgoing = new FolderOutgoing({ path: home });
  await writeFile(join(home, '7-ana@acme.example.eml'), 'older');

  await outgoing.send(parcel(7, 'ana@acme.example'), async () => {});

  expect(await readFile(join(home, '7-ana@acme.example.eml'), 'utf8')).toBe('older');
  expect((await readdir(home)).sort()).toEqual(['7-ana@acme.example-2.eml', '7-ana@acme.example.eml']);
});

test.each(['../../etc/x@a.example', 'a\0b@x.example', '.hidden', '$(id)@x.example', 'a'.repeat(500)])(
  'no address leads out of the folder: %j',
  async (address) => {
    const path = join(home, 'outbox');
    await new FolderOutgoing({ path }).send(parcel(7, address), async () => {});

    const [file = '', ...others] = await readdir(path);
    expect(others).toEqual([]);
    expect(file).toMatch(/^7-[A-Za-z0-9@._-]{1,80}\.eml$/);
    expect(await readdir(home)).toEqual(['outbox']);
  },
);

test('where begun rejects no file is left', async () => {
  const outgoing = new FolderOutgoing({ path: home });

  const result = await outgoing.send(parcel(7, 'ana@acme.example'), () => Promise.reject(new Error('disk full')));

  expect(result).toEqual({ outcome: 'not-begun', error: 'disk full', login: false });
  expect(await readdir(home)).toEqual([]);
});

test('no file can be seen before begun has ended', async () => {
  const outgoing = new FolderOutgoing({ path: home });
  let seen: string[] = ['not asked'];

  await outgoing.send(parcel(7, 'ana@acme.example'), async () => {
    seen = (await readdir(home)).filter((name) => name.endsWith('.eml'));
  });

  expect(seen).toEqual([]);
});

test('a folder that cannot be is not begun, and verify says why', async () => {
  await writeFile(join(home, 'file'), '');
  const outgoing = new FolderOutgoing({ path: join(home, 'file') });

  expect(await outgoing.send(parcel(7, 'ana@acme.example'), async () => {})).toMatchObject({ outcome: 'not-begun' });
  await expect(outgoing.verify()).rejects.toThrow(/EEXIST|ENOTDIR/);
});

test('verify makes the folder and leaves nothing in it', async () => {
  const path = join(home, 'outbox');
  await new FolderOutgoing({ path }).verify();
  expect(await readdir(path)).toEqual([]);
});

function parcel(id: number, recipient: string): Parcel {
  return {
    id,
    messageId: `<${id}@blip.example>`,
    from: 'desk@blip.example',
    recipients: [recipient],
    mime: Buffer.from(`Subject: ${id}\r\n\r\n.\r\n`),
  };
}
