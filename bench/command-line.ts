/** What was a measurement asked to do? One line says what is wrong with a command, and how it is meant. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { endWithReader } from '../src/cli/command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Asked extends Options> = ReturnType<typeof parseArgs<{ options: Asked; allowPositionals: boolean }>>;

/** As sysexits.h has it. */
const USAGE = 64;

/**
 * The options of the command line; `--help` is understood besides. Ends the process where it is asked for (exit code 0), or
 * where there is an option that nobody knows (64).
 * @param help how the command is written
 */
export function commandLine<Asked extends Options>(
  help: string,
  options: Asked,
  { allowPositionals = false } = {},
): Parsed<Asked> {
  // Its exit code says what it found, whether or not anybody reads on.
  endWithReader(false);
  if (process.argv.includes('--help')) {
    process.stdout.write(`${help}\n`);
    process.exit(0);
  }
  try {
    return parseArgs({ options, allowPositionals });
  } catch (error) {
    return refuse((error as Error).message, help);
  }
}

/** A whole number from 1 to nine digits; ends the process where it is none (64). @param name the option, as it is written */
export function wholeNumber(name: string, text: string, help: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  return refuse(`${name} "${text}": give a whole number from 1 on`, help);
}

/** Ends the process and says why (64). */
export function refuse(why: string, help: string): never {
  process.stderr.write(`${why}\n${help}\n`);
  process.exit(USAGE);
}
