/** The shipped config with something of it changed, and what is wrong with it then. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileDesk } from '../../src/config/compile.ts';
import { ConfigError, loadConfig } from '../../src/config/load.ts';
import { tempFolder } from '../support/temp-folder.ts';

export const EXAMPLE = fileURLToPath(new URL('../../config.example.json', import.meta.url));
export const ENV = { CHAMADO_SECRET: '0123456789abcdef0123456789abcdef', IMAP_PASSWORD: 'p', SMTP_PASSWORD: 'q' };

/** The example config with some text exchanged, in a folder of its own. */
export function changed(...exchanges: [string | RegExp, string][]): string {
  const path = join(tempFolder(), 'config.json');
  let text = readFileSync(EXAMPLE, 'utf8');
  for (const [from, to] of exchanges) {
    const next = text.replace(from, to);
    if (next === text) throw new Error(`the example has no ${from}`);
    text = next;
  }
  writeFileSync(path, text);
  return path;
}

/** Every problem of a config as lines without their folder: from the file, and from what contradicts itself in it. */
export async function problemsOf(path: string, env: Record<string, string> = ENV): Promise<string[]> {
  try {
    const { config, document } = await loadConfig(path, { env, secrets: 'required' });
    return compileDesk(config, document).problems.map(({ line, path: at, message }) => `${line} ${at}: ${message}`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ line, path: at, message }) => `${line} ${at}: ${message}`);
  }
}

/** The line that a text stands in, from 1. */
export const lineOf = (path: string, text: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;
