/**
 * Does another process already work on this database? The lock is an exclusive SQLite transaction on a file beside it:
 * the operating system drops it with the process, however that ends, so no stale lock can be left behind.
 */
import { openFile } from './open.ts';

export interface Lock {
  release(): void;
}

/** Another process holds the lock. */
export class LockedError extends Error {
  constructor(path: string) {
    super(
      `another chamado process works on ${path}: stop it first (reading commands such as "tickets" and "explain" work beside it)`,
    );
    this.name = 'LockedError';
  }
}

/** Takes the lock of the database at `path`. @throws LockedError where another process has it, StoreError where the file can't be made */
export function lock(path: string): Lock {
  const file = openFile(`${path}.lock`, { timeout: 0 });
  try {
    file.pragma('journal_mode = DELETE');
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw new LockedError(path);
    throw error;
  }
  return {
    release: () => {
      file.close();
    },
  };
}
