/** Watches the files of a setup and puts a changed one in force where it is good; a bad one leaves the last good one in force and is reported. */
import { type StatsListener, unwatchFile, watchFile } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LoadOptions } from './config/load.ts';
import { fixedParts } from './connect.ts';
import { problemLine } from './jsonc.ts';
import type { Log } from './log.ts';
import { refreshSetup, type Setup } from './setup.ts';

/** How often a file's time is looked at (ms): polling also sees files that editors replace and mounts that tell nothing. */
const LOOK_EVERY = 1_000;

/**
 * Reloads when the config, the directory or an own template changes, and at SIGHUP.
 * @param use called with each setup that is to be in force from now on
 */
export function reloadOnChange(
  first: Setup,
  options: LoadOptions,
  log: Log,
  use: (setup: Setup) => void,
): { stop(): void } {
  let current = first;
  let looked = { directory: first.config.directory.path, templates: first.config.templates };
  let watched: string[] = [];
  let running = Promise.resolve();
  const onHangup = () => reload('SIGHUP');
  const onFile: StatsListener = (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) reload('a file changed');
  };
  process.on('SIGHUP', onHangup);
  running = watchFiles();

  return {
    stop() {
      process.off('SIGHUP', onHangup);
      for (const path of watched) unwatchFile(path, onFile);
    },
  };

  function reload(why: string): void {
    running = running.then(async () => {
      try {
        const { setup, problems, files } = await refreshSetup(current, options);
        looked = files;
        sayFixed(current, setup);
        current = keepFixed(current, setup);
        use(current);
        if (problems.length === 0) log.info({ why, directory: current.directory.summary }, 'configuration reloaded');
        else
          log.error(
            { why, problems: problems.map(problemLine) },
            'not all of it is good; of what is not, the last good one stays in force',
          );
      } catch (error) {
        log.error({ why, err: (error as Error).message }, 'reloading failed; the last good one stays in force');
      }
      await watchFiles();
    });
  }

  async function watchFiles(): Promise<void> {
    // Also what a config that was not taken names: it may be that file that is mended next.
    const folders = new Set([current.config.templates, looked.templates]);
    const templates = await Promise.all([...folders].map((folder) => filesIn(folder)));
    const paths = [...new Set([current.file, current.config.directory.path, looked.directory, ...templates.flat()])];
    for (const path of watched.filter((one) => !paths.includes(one))) unwatchFile(path, onFile);
    for (const path of paths.filter((one) => !watched.includes(one)))
      watchFile(path, { interval: LOOK_EVERY, persistent: false }, onFile);
    watched = paths;
  }

  function sayFixed(now: Setup, next: Setup): void {
    const before = fixedParts(now.config);
    const after = fixedParts(next.config);
    const changed = Object.keys(before).filter((key) => !isDeepStrictEqual(before[key], after[key]));
    if (changed.length > 0) log.warn({ changed }, 'these changes take effect at the next start');
  }
}

/** What can't change while running stays as it was, so that one setup never mixes two. */
function keepFixed(now: Setup, next: Setup): Setup {
  const { store, mailbox, outgoing } = now.config;
  return {
    ...next,
    config: { ...next.config, store, mailbox, outgoing },
    desk: {
      ...next.desk,
      ticketPrefix: now.desk.ticketPrefix,
      identity: { ...next.desk.identity, ownLists: now.desk.identity.ownLists },
    },
  };
}

async function filesIn(folder: string | null): Promise<string[]> {
  if (folder === null) return [];
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  // The folder itself tells of files that come and go.
  return [folder, ...names.map((name) => join(folder, name))];
}
