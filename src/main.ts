#!/usr/bin/env -S MALLOC_ARENA_MAX=2 node --max-semi-space-size=8 --heap-growing-percent=50
/** The command line: which commands there are, and what all of them share. One file a command under `cli/`. */
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { Command } from 'commander';
import { type CommonOptions, endWithReader, report } from './cli/command.ts';
import { shippedFile } from './cli/shipped.ts';

/** By their names on the command line, in the order of the help. */
const COMMANDS: Record<string, () => Promise<(program: Command, common: () => CommonOptions) => void>> = {
  demo: async () => (await import('./cli/demo.ts')).addDemo,
  run: async () => (await import('./cli/run.ts')).addRun,
  once: async () => (await import('./cli/run.ts')).addOnce,
  ingest: async () => (await import('./cli/ingest.ts')).addIngest,
  explain: async () => (await import('./cli/explain.ts')).addExplain,
  check: async () => (await import('./cli/check.ts')).addCheck,
  tickets: async () => (await import('./cli/tickets.ts')).addTickets,
  ticket: async () => (await import('./cli/tickets.ts')).addTicket,
  mail: async () => (await import('./cli/mail.ts')).addMail,
  quarantine: async () => (await import('./cli/quarantine.ts')).addQuarantine,
  report: async () => (await import('./cli/report.ts')).addReport,
  outbox: async () => (await import('./cli/outbox.ts')).addOutbox,
  backup: async () => (await import('./cli/backup.ts')).addBackup,
};
/** These finish their work when nobody reads what they print any more; the others end with their reader. */
const WORKS_ON = ['run', 'once', 'ingest', 'demo'];

// What Node compiles of the program and its libraries is kept for the next start, which then takes a third less. Beside
// the program: in the shared temporary folder anybody could put something into it.
// Its threads take the folder from the environment. Where it is set before the start (as by "npm run chamado"), this file
// comes from there too, and what takes the types out of source (20 MB) is never loaded.
process.env.NODE_COMPILE_CACHE ??= shippedFile('node_modules/.cache/compiled');
enableCompileCache();

const { version } = JSON.parse(readFileSync(shippedFile('package.json'), 'utf8')) as { version: string };

const program = new Command('chamado')
  .description('A support mailbox that is a help desk by itself.')
  .version(version)
  .option('--config <file>', 'the config file', 'config.json')
  .option('--json', 'one JSON object a line, no colour', false)
  .showHelpAfterError('(run with --help to see how it is used)')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong usage, 78 bad configuration. "chamado COMMAND --help" shows examples.',
  )
  .hook('preAction', (_, action) => endWithReader(!WORKS_ON.includes(action.name())));

// Only what is named is loaded: all of them together take longer to load than most take to run.
const named = Object.keys(COMMANDS).filter((name) => process.argv.includes(name));
for (const name of named.length > 0 ? named : Object.keys(COMMANDS)) {
  const add = await COMMANDS[name]?.();
  add?.(program, () => program.opts<CommonOptions>());
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
