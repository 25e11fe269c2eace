/**
 * drizzle-orm, loaded as CommonJS. As ES modules its several hundred files take Node over half a second at every start
 * (measured: ten times as long), which every command would pay.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const core = require('drizzle-orm') as typeof import('drizzle-orm');
const sqlite = require('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core');

export const {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notExists,
  Param,
  Placeholder,
  sql,
} = core;
export const { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } = sqlite;
export const { drizzle } = require('drizzle-orm/better-sqlite3') as typeof import('drizzle-orm/better-sqlite3');
export const { migrate } =
  require('drizzle-orm/better-sqlite3/migrator') as typeof import('drizzle-orm/better-sqlite3/migrator');
