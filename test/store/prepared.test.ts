/** Does a prepared query give what Drizzle gives, for every kind of column and of query? */
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { blob, drizzle, eq, integer, sql, sqliteTable, text } from '../../src/store/drizzle.ts';
import type { Db } from '../../src/store/open.ts';
import { prepared, withSteadyPlan } from '../../src/store/prepared.ts';

const things = sqliteTable('things', {
  id: integer().primaryKey(),
  someName: text(),
  isOn: integer({ mode: 'boolean' }),
  list: text({ mode: 'json' }).$type<string[]>(),
  bytes: blob({ mode: 'buffer' }),
});
const parts = sqliteTable('parts', { thingId: integer().notNull(), someName: text().notNull() });

let db: Db;
/** Every statement that was run, with its values in place. */
let ran: string[];
beforeEach(() => {
  ran = [];
  const sqlite = new Database(':memory:', { verbose: (text) => ran.push(String(text)) });
  sqlite.exec(`CREATE TABLE things (id INTEGER PRIMARY KEY, some_name TEXT, is_on INTEGER, list TEXT, bytes BLOB);
               CREATE TABLE parts (thing_id INTEGER NOT NULL, some_name TEXT NOT NULL);`);
  db = drizzle(sqlite, { casing: 'snake_case' });
});

const insertion = () =>
  db.insert(things).values({
    someName: sql.placeholder('someName'),
    isOn: sql.placeholder('isOn'),
    list: sql.placeholder('list'),
    bytes: sql.placeholder('bytes'),
  });
const full = { someName: 'uma peça', isOn: true, list: ['a', 'b'], bytes: Buffer.from([0, 255]) };
const empty = { someName: null, isOn: false, list: [], bytes: null };

describe('values are encoded and columns decoded as Drizzle does it', () => {
  test('on the way in', () => {
    const add = prepared(insertion());
    expect([add.run(full), add.run(empty)]).toEqual([
      { changes: 1, lastInsertRowid: 1 },
      { changes: 1, lastInsertRowid: 2 },
    ]);
    expect(db.select().from(things).all()).toEqual([
      { id: 1, ...full },
      { id: 2, ...empty },
    ]);
  });

  test('on the way out', () => {
    const written = insertion().prepare();
    written.run(full);
    written.run(empty);
    const query = db.select().from(things).orderBy(things.id);
    expect(prepared(query).all()).toEqual(query.prepare().all());
    expect(prepared(query).all()).toEqual([
      { id: 1, ...full },
      { id: 2, ...empty },
    ]);
  });
});

test('what has a name of its own, is worked out, or comes from another table is read too', () => {
  prepared(insertion()).run(full);
  db.insert(parts).values({ thingId: 1, someName: 'of it' }).run();
  const query = db
    .select({
      part: parts.someName,
      isOn: things.isOn,
      length: sql<number>`length(${things.someName})`,
      twice: sql<number>`${things.id} * 2`.as('twice'),
      shout: sql<string>`${things.someName}`.mapWith((name: string) => name.toUpperCase()),
    })
    .from(things)
    .leftJoin(parts, eq(parts.thingId, things.id));
  expect(prepared(query).get()).toEqual({ part: 'of it', isOn: true, length: 8, twice: 2, shout: 'UMA PEÇA' });
  expect(prepared(query).get()).toEqual(query.prepare().get());
});

test('what stands in the query already stays, beside what is given for each run', () => {
  prepared(insertion()).run(full);
  const rename = prepared(
    db
      .update(things)
      .set({ isOn: false, someName: sql`${sql.placeholder('prefix')} || ${'-'} || some_name` })
      .where(eq(things.id, sql.placeholder('id')))
      .returning({ id: things.id, isOn: things.isOn, name: things.someName }),
  );
  expect(rename.get({ prefix: 'x', id: 1 })).toEqual({ id: 1, isOn: false, name: 'x-uma peça' });
  expect(rename.all({ prefix: 'y', id: 1 })).toEqual([{ id: 1, isOn: false, name: 'y-x-uma peça' }]);
  expect(rename.get({ prefix: 'x', id: 2 })).toBeUndefined();
});

test('a value that is missing is named, and nothing is written', () => {
  const add = prepared(insertion());
  expect(() => add.run({ ...full, list: undefined })).toThrow('no value for "list"');
  expect(db.select().from(things).all()).toEqual([]);
});

test('tables that are joined without naming columns are refused when the query is prepared', () => {
  const query = db.select().from(things).innerJoin(parts, eq(parts.thingId, things.id));
  expect(() => prepared(query)).toThrow('one by one');
});

test('a query that reads nothing says so where it is asked to', () => {
  const add = prepared(insertion());
  expect(() => add.get(full)).toThrow('reads nothing');
});

test('what is compared and how much is read can differ from run to run', () => {
  const add = prepared(insertion());
  for (const someName of ['1', 'a', 'a', null]) add.run({ ...full, someName, isOn: someName !== '1' });
  const named = prepared(
    db
      .select({ id: things.id })
      .from(things)
      .where(eq(things.someName, sql.placeholder('name')))
      .orderBy(things.id)
      .limit(sql.placeholder('most')),
  );
  expect(named.all({ name: 'a', most: 9 })).toEqual([{ id: 2 }, { id: 3 }]);
  expect(named.all({ name: 'a', most: 1 })).toEqual([{ id: 2 }]);
});

test('a column that decodes is compared with what is stored, where the value is given bare', () => {
  const add = prepared(insertion());
  for (const isOn of [true, false, true, true]) add.run({ ...full, isOn });
  const switched = db
    .select({ id: things.id, isOn: things.isOn })
    .from(things)
    .where(eq(things.isOn, sql.placeholder('isOn')))
    .orderBy(things.isOn, things.id)
    .limit(2);
  const look = prepared(switched);
  expect(look.all({ isOn: 1 })).toEqual([
    { id: 1, isOn: true },
    { id: 3, isOn: true },
  ]);
  expect(look.all({ isOn: 0 })).toEqual([{ id: 2, isOn: false }]);
  for (const isOn of [1, 0]) expect(look.all({ isOn })).toEqual(switched.prepare().all({ isOn }));
});

describe('SQLite compiles a look-up once, as no value could change its plan', () => {
  const named = () =>
    db
      .select({ id: things.id })
      .from(things)
      .where(eq(things.someName, sql.placeholder('name')))
      .orderBy(things.id)
      .limit(sql.placeholder('most'));

  test('in its text, before what is compared and how much is read', () => {
    const asWritten = named().toSQL().sql;
    expect(asWritten).toMatch(/ = \? order by .* limit \?$/);
    expect(withSteadyPlan(asWritten)).toBe(asWritten.replace('= ?', '= +?').replace('limit ?', 'limit +?'));
  });

  test('in what is run', () => {
    const look = prepared(named());
    ran = [];
    look.all({ name: 'a', most: 9 });
    look.get({ name: 'b', most: 1 });
    expect(ran).toEqual([
      expect.stringMatching(/ = \+'a' order by .* limit \+9(\.0)?$/),
      expect.stringMatching(/ = \+'b' order by .* limit \+1(\.0)?$/),
    ]);
  });

  test('what writes stays as Drizzle wrote it', () => {
    const byId = eq(things.id, sql.placeholder('id'));
    const writing = [
      insertion(),
      insertion().returning({ id: things.id }),
      db
        .update(things)
        .set({ someName: sql`${sql.placeholder('someName')}` })
        .where(byId),
      db.delete(things).where(byId),
    ].map((query) => query.toSQL().sql);
    expect(writing.filter((text) => text.includes(' = ?'))).toHaveLength(2);
    expect(writing.map(withSteadyPlan)).toEqual(writing);
  });
});
