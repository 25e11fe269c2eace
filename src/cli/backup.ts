/** `backup FILE`: a consistent copy of the database while it is in use, checked before it gets its name. */
import { link, lstat, open, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { openFile } from '../store/open.ts';
import { type CommonOptions, examples, Failure, filePath, print, printJson, withStore } from './command.ts';

export function addBackup(program: Command, common: () => CommonOptions): void {
  program
    .command('backup')
    .description('a consistent copy of the database, also while the worker runs; it never overwrites a file')
    .argument('<file>', 'the new file')
    .addHelpText('after', examples('chamado backup /backups/chamado-$(date +%F).db'))
    .action(async (file: string) => {
      const path = filePath(file);
      await withStore(common(), 'read', async (store) => {
        const started = performance.now();
        await mustBeNew(path);
        const part = `${path}.part-${process.pid}`;
        try {
          await store.backup(part);
          prove(part);
          await sync(part);
          // A link fails where the name was taken meanwhile; a rename would overwrite.
          await link(part, path);
        } finally {
          for (const end of ['', '-wal', '-shm', '-journal']) await unlink(part + end).catch(() => undefined);
        }
        const { size } = await stat(path);
        const seconds = Math.round(performance.now() - started) / 1_000;
        if (common().json) printJson({ file: path, size, seconds });
        else
          print(
            `${path}: ${(size / 1_000_000).toFixed(1)} MB in ${seconds} s, integrity_check ok; restore it by putting it at store.path while the worker is stopped`,
          );
      });
    });
}

async function mustBeNew(path: string): Promise<void> {
  if (await lstat(path).catch(() => null))
    throw new Failure(`${path} is there already, and a backup overwrites nothing: name another file`);
  const folder = await stat(dirname(path)).catch(() => null);
  if (!folder?.isDirectory()) throw new Failure(`the folder ${dirname(path)} is not there: make it first`);
}

/** @throws Failure where the copy is not whole */
function prove(path: string): void {
  const copy = openFile(path);
  try {
    // The copy is one file, without a WAL beside it that could be left behind.
    copy.pragma('journal_mode = DELETE');
    const result = copy.pragma('integrity_check', { simple: true });
    if (result !== 'ok')
      throw new Failure(`the copy is not whole (integrity_check: ${result}): run "chamado check" on the database`);
  } finally {
    copy.close();
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
