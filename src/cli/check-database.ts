/** Can the desk work with its database: is its folder writable, is it whole, does the ledger add up? */
import { constants } from 'node:fs';
import { access, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { openStore } from '../store/store.ts';
import type { Finding } from './check.ts';

/** Looks without changing anything that is there. */
export async function checkDatabase(config: Config): Promise<Finding> {
  const { path } = config.store;
  try {
    return { part: 'database', ok: true, message: await look(path, config.desk.ticketPrefix) };
  } catch (error) {
    return { part: 'database', ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

async function look(path: string, ticketPrefix: string): Promise<string> {
  const folder = await nearestFolder(path);
  await mustTakeFiles(folder, path);
  const file = await stat(path).catch(() => null);
  if (!file) return `${path} is not there yet: the first "chamado run" makes it`;
  if (!file.isFile()) throw new Error(`${path} is no file: correct store.path in the config`);
  await access(path, constants.R_OK | constants.W_OK).catch(() => {
    throw new Error(`this user may not read and write ${path}: change its owner or its permissions`);
  });
  const store = await openStore({ path, ticketPrefix, mode: 'read' });
  try {
    const wrong = store.reads.unhealthy();
    if (wrong.length > 0)
      throw new Error(
        `${path}: ${wrong.join('; ')}; restore a backup ("chamado backup" makes them), and keep this file for whoever looks into it`,
      );
    const { seen } = store.reads.counts();
    return `${path}: whole; the ledger adds up, ${seen} mail${seen === 1 ? '' : 's'} seen`;
  } finally {
    store.close();
  }
}

/** The folder of the database, or the nearest above it that is there. */
async function nearestFolder(path: string): Promise<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory()) return folder;
    if (found)
      throw new Error(`${folder} is a file, so ${path} can't be made below it: correct store.path in the config`);
    if (folder === dirname(folder)) throw new Error(`${folder} can't be read: correct store.path in the config`);
  }
}

/** Tried, not asked for: permissions say little on a read-only disk, or to root. */
async function mustTakeFiles(folder: string, path: string): Promise<void> {
  try {
    await rmdir(await mkdtemp(join(folder, '.chamado-check-')));
  } catch (error) {
    throw new Error(
      `the folder ${folder} can't be written (${(error as Error).message}): ${path} needs it; let this user write it, or correct store.path in the config`,
      { cause: error },
    );
  }
}
