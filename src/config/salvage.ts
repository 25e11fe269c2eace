/**
 * What of a config that has problems can be used all the same? Only `check` asks: it looks at every part, also where
 * another is wrong. A desk never runs on the answer.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseJsonc } from '../jsonc.ts';
import { fillSecrets, type LoadedConfig, withAbsolutePaths } from './load.ts';
import { configSchema } from './schema.ts';

/** More rounds than a file with several mistakes needs. */
const ROUNDS = 10;

/** The config without the values that have problems; null where it can't be used without them. */
export async function salvageConfig(
  path: string,
  env: Record<string, string | undefined>,
): Promise<LoadedConfig | null> {
  const file = resolve(path);
  const text = await readFile(file, 'utf8').catch(() => '');
  const { document } = parseJsonc(text, file);
  const value = fillSecrets(document.value, [], dirname(file), { env, secrets: 'placeholder' }, () => undefined);
  for (let round = 0; round < ROUNDS; round++) {
    const result = configSchema.safeParse(value);
    if (result.success) return { config: withAbsolutePaths(result.data, dirname(file)), file, document };
    const wrong = result.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
    );
    // Not `some`: each one is to be taken out.
    if (wrong.filter((one) => takeOut(value, one)).length === 0) return null;
  }
  return null;
}

function takeOut(value: unknown, path: PropertyKey[]): boolean {
  const key = path.at(-1);
  const parent = path.slice(0, -1).reduce<unknown>((here, step) => (isObject(here) ? here[step] : undefined), value);
  if (key === undefined || !isObject(parent) || !Object.hasOwn(parent, key)) return false;
  return Reflect.deleteProperty(parent, key);
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
