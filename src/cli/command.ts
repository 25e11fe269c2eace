/** What every command shares: how it prints, how it finds the config, and how its errors become words and exit codes. */
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { CommanderError, InvalidArgumentError, Option } from 'commander';
import { ConfigError, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Store } from '../store/store.ts';

/** Exit codes: 0 done, 1 failed, 2 wrong usage, 78 bad configuration (EX_CONFIG of sysexits.h). */
export const EXIT = { done: 0, failed: 1, usage: 2, config: 78 } as const;

/** Options that every command takes. */
export interface CommonOptions {
  config: string;
  json: boolean;
}

/** A failure that needs no stack: its message says what is wrong and what to do. */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

/** Results: standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What happens when nobody reads standard output any more ("| head"): nothing is said, and the process ends or works on. */
export function endWithReader(ends: boolean): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (ends) process.exit(EXIT.done);
  });
}

/** One JSON object on a line of standard output. DEL and C1 are escaped too, as they steer terminals. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value).replace(/[\x7f-\x9f]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`));
}

/** Talk: standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

type Style = Parameters<typeof styleText>[0];

/** Colour for people; none where output is no terminal or NO_COLOR is set. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** Reads the config for a command that needs no more of it. @throws ConfigError */
export async function configOf(options: CommonOptions): Promise<Config> {
  const { config } = await loadConfig(options.config, { env: process.env, secrets: 'placeholder' });
  return config;
}

/** Opens the database beside a worker that may be running, runs, closes. */
export async function withStore<T>(
  options: CommonOptions,
  mode: 'read' | 'change',
  use: (store: Store, config: Config) => Promise<T>,
): Promise<T> {
  const config = await configOf(options);
  // Loaded where it is needed: commands without a database start sooner.
  const { openStore } = await import('../store/store.ts');
  const store = await openStore({ path: config.store.path, ticketPrefix: config.desk.ticketPrefix, mode });
  try {
    return await use(store, config);
  } finally {
    store.close();
  }
}

/** Says what went wrong, and gives the exit code for it. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof ConfigError) {
    const many = error.problems.length > 1 ? ` (${error.problems.length} problems)` : '';
    say(`The configuration can't be used${many}:`);
    for (const line of error.message.split('\n')) say(`  ${line}`);
    return EXIT.config;
  }
  say(error instanceof Error ? error.message : String(error));
  if (process.env.CHAMADO_DEBUG && error instanceof Error) say(error.stack ?? '');
  return error instanceof Failure ? error.exitCode : EXIT.failed;
}

/** A file named on the command line, absolute. */
export function filePath(path: string): string {
  return resolve(path);
}

/** More rows than any desk has: what scripts get where they set no limit. */
const ALL_ROWS = 2_000_000_000;
/** What people get where they set none. */
const SCREENFUL = 100;

/** `--limit`, for commands that list. */
export function limitOption(what: string): Option {
  return new Option('--limit <n>', `at most so many ${what} (default: ${SCREENFUL}; with --json: all)`).argParser(
    (text) => {
      if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('give a whole number from 1 on');
      return Number(text);
    },
  );
}

/** The limit that is in force. */
export function limitOf(given: number | undefined, { json }: CommonOptions): number {
  return given ?? (json ? ALL_ROWS : SCREENFUL);
}

/** Tells people that there may be more than was listed. */
export function sayIfMore(listed: number, given: number | undefined, options: CommonOptions): void {
  if (given === undefined && !options.json && listed === SCREENFUL) say(`the first ${SCREENFUL}; --limit N shows more`);
}

/** Examples under a command's help. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}

/** An id given on the command line. @throws Failure */
export function idOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Failure(`"${text}" is no id: give the number from the list`, EXIT.usage);
  return Number(text);
}
