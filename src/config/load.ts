/** Is this config file good, and what does it say? Reads it, fills in its secrets, validates it, and reports every problem at once. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Document, type Path, type Problem, parseJsonc, problemLine, validate } from '../jsonc.ts';
import { type Config, configSchema } from './schema.ts';

export interface LoadedConfig {
  config: Config;
  /** The file it came from, absolute. */
  file: string;
  /** Says where in the file a value stands, for problems that are found later. */
  document: Document;
}

/** A config (or what it names) that can't be used: exit code 78. */
export class ConfigError extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(problems.map(problemLine).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export interface LoadOptions {
  /** Where `${env:NAME}` is looked up. */
  env: Record<string, string | undefined>;
  /** `placeholder`: secrets that are not there are stood in for, so that a config can be read for `explain`. */
  secrets: 'required' | 'placeholder';
}

/**
 * Reads and validates a config file. Relative paths in it become absolute, from the file's folder.
 * @throws ConfigError with all problems
 */
export async function loadConfig(path: string, options: LoadOptions): Promise<LoadedConfig> {
  const file = resolve(path);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError([
      wholeFile(
        file,
        `cannot be read (${(error as Error).message}); copy config.example.json, or name another file with --config`,
      ),
    ]);
  }
  const { document, problems } = parseJsonc(text, file);
  if (problems.length > 0) throw new ConfigError(problems);
  const secretProblems: Problem[] = [];
  const filled = fillSecrets(document.value, [], dirname(file), options, (at, message) =>
    secretProblems.push(document.problemAt(at, message)),
  );
  const result = validate(configSchema, filled, document);
  if ('problems' in result) throw new ConfigError([...secretProblems, ...result.problems]);
  if (secretProblems.length > 0) throw new ConfigError(secretProblems);
  return { config: withAbsolutePaths(result.value, dirname(file)), file, document };
}

function wholeFile(file: string, message: string): Problem {
  return { file, line: null, column: null, path: '', message };
}

const SECRET = /\$\{(env|file):([^}]+)\}/g;
const PLACEHOLDER = 'a-secret-that-is-not-set-here';

export function fillSecrets(
  value: unknown,
  path: Path,
  folder: string,
  options: LoadOptions,
  problem: (path: Path, message: string) => void,
): unknown {
  if (Array.isArray(value)) return value.map((one, i) => fillSecrets(one, [...path, i], folder, options, problem));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, fillSecrets(one, [...path, key], folder, options, problem)]),
    );
  }
  if (typeof value !== 'string') return value;
  return value.replace(SECRET, (_, kind: string, name: string) => {
    const found = kind === 'env' ? options.env[name] || undefined : readSecret(resolve(folder, name));
    if (found !== undefined) return found;
    if (options.secrets === 'required') {
      problem(
        path,
        kind === 'env'
          ? `the environment variable ${name} is not set; set it, or write "\${file:PATH}"`
          : `the file ${name} cannot be read; create it, readable by this user`,
      );
    }
    return PLACEHOLDER;
  });
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

export function withAbsolutePaths(config: Config, folder: string): Config {
  const absolute = (path: string) => resolve(folder, path);
  return {
    ...config,
    store: { path: absolute(config.store.path) },
    mailbox:
      config.mailbox.kind === 'maildir' ? { ...config.mailbox, path: absolute(config.mailbox.path) } : config.mailbox,
    outgoing:
      config.outgoing.kind === 'folder'
        ? { ...config.outgoing, path: absolute(config.outgoing.path) }
        : config.outgoing,
    directory: { ...config.directory, path: absolute(config.directory.path) },
    templates: config.templates === null ? null : absolute(config.templates),
  };
}
