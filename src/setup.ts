/** Everything that is read from files and may change while the worker runs: config, templates, directory. Good as a whole, or not at all. */
import { fileURLToPath } from 'node:url';
import { compileDesk } from './config/compile.ts';
import { ConfigError, type LoadedConfig, type LoadOptions, loadConfig } from './config/load.ts';
import type { Config } from './config/schema.ts';
import type { Directory } from './directory/directory.ts';
import { readDirectoryFile } from './directory/file.ts';
import type { Problem } from './jsonc.ts';
import type { Templates } from './letters/template.ts';
import { loadTemplates } from './templates.ts';
import type { Desk } from './ticket/desk.ts';
import { fold } from './ticket/fold.ts';

export const SHIPPED_TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

export interface Setup {
  /** The config file, absolute. */
  file: string;
  config: Config;
  desk: Desk;
  templates: Templates;
  directory: Directory;
}

/** The parts of a setup with what is wrong in each; for `check`, which reports them one by one. */
export interface Inspected {
  loaded: LoadedConfig;
  desk: Desk;
  templates: Templates;
  directory: Directory | null;
  problems: { config: Problem[]; templates: Problem[]; directory: Problem[] };
}

/** Reads everything. @throws ConfigError where the config file itself can't be read or validated */
export async function inspectSetup(path: string, options: LoadOptions): Promise<Inspected> {
  return inspectLoaded(await loadConfig(path, options));
}

/** Reads what a config names. */
export async function inspectLoaded(loaded: LoadedConfig): Promise<Inspected> {
  const { config, document } = loaded;
  const { desk, problems } = compileDesk(config, document);
  const letters = await loadTemplates(SHIPPED_TEMPLATES, config.templates);
  const read = await readDirectory(config, desk);
  return {
    loaded,
    desk: { ...desk, macros: letters.macros },
    templates: letters.templates,
    directory: 'directory' in read ? read.directory : null,
    problems: {
      config: problems,
      templates: letters.problems.map(({ path: file, line, message }) => ({
        file,
        line,
        column: line === null ? null : 1,
        path: '',
        message,
      })),
      directory: 'problems' in read ? read.problems : [],
    },
  };
}

/** Reads the directory that a config names. */
function readDirectory(config: Config, desk: Desk): ReturnType<typeof readDirectoryFile> {
  return readDirectoryFile(config.directory.path, {
    isPlan: (name) => desk.plans.has(fold(name)),
    isPolicy: (name) => Object.hasOwn(config.sla.policies, name),
  });
}

/**
 * Reads everything anew. The config with its templates, and the directory, are each taken where they are good and stay
 * as they are where they are not: a mistake in the one must not keep out the other.
 * @returns the setup that is to be in force, every problem, and the files that were looked at
 */
export async function refreshSetup(
  current: Setup,
  options: LoadOptions,
): Promise<{ setup: Setup; problems: Problem[]; files: { directory: string; templates: string | null } }> {
  const problems: Problem[] = [];
  let setup = current;
  let files = { directory: current.config.directory.path, templates: current.config.templates };
  try {
    const { loaded, desk, templates, problems: found } = await inspectSetup(current.file, options);
    const { config } = loaded;
    files = { directory: config.directory.path, templates: config.templates };
    problems.push(...found.config, ...found.templates);
    if (problems.length === 0) setup = { ...current, config, desk, templates };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
  }
  const read = await readDirectory(setup.config, setup.desk);
  if ('problems' in read) problems.push(...read.problems);
  else setup = { ...setup, directory: read.directory };
  return { setup, problems, files };
}

/** Reads everything that the desk needs. @throws ConfigError with every problem at once */
export async function loadSetup(path: string, options: LoadOptions): Promise<Setup> {
  const { loaded, desk, templates, directory, problems } = await inspectSetup(path, options);
  const all = [...problems.config, ...problems.templates, ...problems.directory];
  if (all.length > 0 || directory === null) throw new ConfigError(all);
  return { file: loaded.file, config: loaded.config, desk, templates, directory };
}
