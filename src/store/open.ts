/** Opens the database file as the desk needs it: durable, migrated, and never one that a newer program wrote. */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { drizzle, migrate } from './drizzle.ts';

export type Sqlite = Database.Database;
export type Db = BetterSQLite3Database;

/** What the database is opened for. */
export type OpenMode = 'work' | 'change' | 'read';

/** The database can't be used; the message says why and what to do. */
export class StoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
  }
}

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url));

/**
 * Opens the database: `work` creates and migrates it, `change` writes a little beside a running worker, `read` can't write.
 * Before a migration of a database that holds something, a copy is put beside it.
 * @throws StoreError
 */
export async function openDatabase(
  path: string,
  mode: OpenMode,
  migrations = MIGRATIONS,
): Promise<{ sqlite: Sqlite; db: Db; copied: string | null }> {
  if (mode !== 'work' && !existsSync(path)) {
    throw new StoreError(
      `there is no database at ${path} yet: "chamado run" or "chamado once" makes it; or correct store.path in the config`,
    );
  }
  const sqlite = openFile(path, { readonly: mode === 'read' });
  try {
    // Kept by the file from its first table on, so it must come before everything else.
    if (mode === 'work') sqlite.pragma('auto_vacuum = INCREMENTAL');
    if (mode === 'work') sqlite.pragma('journal_mode = WAL');
    // better-sqlite3 opens WAL with NORMAL, under which a power cut may take back a commit.
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('busy_timeout = 5000');
    // Pages (4 KB each) before what is in the journal goes into the file. The default of 1,000 is two hundred mails of no
    // great size, and pages that every mail touches are then written again each time.
    sqlite.pragma('wal_autocheckpoint = 4000');
    const db = drizzle(sqlite, { casing: 'snake_case' });
    const copied = await bringUpToDate(sqlite, db, path, mode, migrations);
    return { sqlite, db, copied };
  } catch (error) {
    sqlite.close();
    if (error instanceof StoreError) throw error;
    throw new StoreError(`the database ${path} can't be used: ${(error as Error).message}`, { cause: error });
  }
}

/** Opens a SQLite file; makes it, and its folder, where they are missing. @throws StoreError */
export function openFile(path: string, options: Database.Options = {}): Sqlite {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new Database(path, options);
  } catch (error) {
    throw new StoreError(
      `the database ${path} can't be opened (${(error as Error).message}): this user must be able to write its folder; or correct store.path in the config`,
      { cause: error },
    );
  }
}

/** @returns the path of the copy that was made, or null */
async function bringUpToDate(
  sqlite: Sqlite,
  db: Db,
  path: string,
  mode: OpenMode,
  migrations: string,
): Promise<string | null> {
  const ours = migrationInstants(migrations);
  const theirs = appliedInstants(sqlite);
  const newest = Math.max(...ours);
  if (theirs.some((instant) => instant > newest)) {
    throw new StoreError(
      `the database ${path} was written by a newer version of chamado: use that version, or another store.path`,
    );
  }
  if (theirs.length === ours.length) return null;
  if (mode !== 'work') {
    throw new StoreError(
      `the database ${path} was written by an older version of chamado: "chamado run" or "chamado once" brings it up to date`,
    );
  }
  const copied = theirs.length > 0 ? await copyBefore(sqlite, path, theirs.length + 1) : null;
  migrate(db, { migrationsFolder: migrations });
  return copied;
}

/** A copy beside the database, under its name only once it is whole; an earlier one of the same migration is left alone. */
async function copyBefore(sqlite: Sqlite, path: string, migration: number): Promise<string> {
  const base = `${path}.before-migration-${migration}`;
  let copy = base;
  for (let i = 2; existsSync(copy); i++) copy = `${base}.${i}`;
  await sqlite.backup(`${copy}.part`);
  renameSync(`${copy}.part`, copy);
  return copy;
}

function migrationInstants(folder: string): number[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  return journal.entries.map((entry) => entry.when);
}

function appliedInstants(sqlite: Sqlite): number[] {
  const there = sqlite
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'")
    .get();
  if (!there) return [];
  return sqlite.prepare('SELECT created_at FROM __drizzle_migrations').pluck().all().map(Number);
}
