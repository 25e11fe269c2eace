/**
 * Runs a query that Drizzle wrote as often as wanted. What Drizzle would find out anew at each run (which value is a
 * placeholder's, which column decodes it) is found out once here: at the desk's pace that was a sixth of its time.
 * The SQL is Drizzle's, but for a plus before some values that a look-up is given (`withSteadyPlan`).
 */
import type { Statement } from 'better-sqlite3';
import { Param, Placeholder } from './drizzle.ts';

type Values = Record<string, unknown>;

/** What `prepare` of any of Drizzle's queries gives. */
interface Runs {
  run(values?: Values): unknown;
  all(values?: Values): unknown;
  get(values?: Values): unknown;
}

/** What stands in Drizzle's own prepared query: not in its types, so `prepared.test.ts` holds both against each other. */
interface Inside {
  stmt: Statement<unknown[], unknown[]>;
  query: { sql: string; params: unknown[] };
  /** The columns that are read; none where nothing is. */
  fields?: { path: string[]; field: Decoder | { decoder: Decoder } | { sql: { decoder: Decoder } } }[];
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

/**
 * Prepares a query. Values of placeholders are encoded, and columns decoded, as Drizzle does it.
 *
 * @param query a select, insert, update or delete; of joined tables the columns must be named one by one
 * @returns runs it; throws where a placeholder has no value
 */
export function prepared<Query extends Runs>(query: { prepare(): Query }): Pick<Query, 'run' | 'all' | 'get'> {
  const { stmt: asWritten, query: written, fields } = query.prepare() as unknown as Inside;
  const valuesOf = encoding(written.params);
  if (!fields) {
    return { run: (values) => asWritten.run(valuesOf(values)), all: nothingToRead, get: nothingToRead };
  }
  const read = decoding(fields);
  // What is changed is compiled a second time: Drizzle tells a query's columns only along with a statement of its own.
  const text = withSteadyPlan(written.sql);
  const stmt = (text === written.sql ? asWritten : asWritten.database.prepare<unknown[], unknown[]>(text)).raw();
  return {
    run: (values) => stmt.run(valuesOf(values)),
    all: (values) => stmt.all(valuesOf(values)).map(read),
    get(values) {
      const row = stmt.get(valuesOf(values));
      return row && read(row);
    },
  };
}

/**
 * SQLite compiles a statement anew at every run where it thinks that the value of a parameter could change the plan:
 * behind LIMIT, and where a column that equals one is left out of an ORDER BY or a GROUP BY (seen with 3.54: 6 to 20 µs of
 * a look-up that takes one). Behind a plus it does not look.
 *
 * @param text of a statement as Drizzle writes it
 * @returns a look-up with a plus before such parameters; any other statement as it is
 */
export function withSteadyPlan(text: string): string {
  return text.startsWith('select') ? text.replace(/( = | limit )\?/g, '$1+?') : text;
}

/** @returns makes the list of a statement's parameters from the values of its placeholders */
function encoding(params: readonly unknown[]): (values?: Values) => unknown[] {
  const slots = params.flatMap(
    (param, at): { at: number; name: string; encode: ((value: unknown) => unknown) | null }[] => {
      if (param instanceof Placeholder) return [{ at, name: param.name, encode: null }];
      if (!(param instanceof Param && param.value instanceof Placeholder)) return [];
      const { encoder } = param;
      return [{ at, name: param.value.name, encode: (value) => encoder.mapToDriverValue(value) }];
    },
  );
  return (values = {}) => {
    const list = [...params];
    for (const { at, name, encode } of slots) {
      const value = values[name];
      if (value === undefined) throw new Error(`the query is given no value for "${name}"`);
      list[at] = encode === null ? value : encode(value);
    }
    return list;
  };
}

/** @returns makes an object of a row's values */
function decoding(fields: NonNullable<Inside['fields']>): (row: unknown[]) => Values {
  const columns = fields.map(({ path: [name, ...more], field }, at) => {
    if (name === undefined || more.length > 0) throw new Error('name the columns that a query reads one by one');
    return { at, name, decoder: decoderOf(field) };
  });
  return (row) => {
    const read: Values = {};
    for (const { at, name, decoder } of columns) {
      const value = row[at];
      read[name] = value === null ? null : decoder.mapFromDriverValue(value);
    }
    return read;
  };
}

function decoderOf(field: NonNullable<Inside['fields']>[number]['field']): Decoder {
  if ('mapFromDriverValue' in field) return field;
  return 'decoder' in field ? field.decoder : field.sql.decoder;
}

function nothingToRead(): never {
  throw new Error('this query reads nothing: use run');
}
