// Installs the dependencies from the lock file, when the lock file is newer than what is installed.
// Runs on whatever Node the machine has (18 or newer): the scripts after it run on the pinned one of node_modules/.bin.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.installed');
const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

if (!existsSync(stamp) || !existsSync(pinned) || statSync(stamp).mtimeMs < statSync(lock).mtimeMs) {
  process.stderr.write('Installing what package-lock.json names (once, about a minute) …\n');
  // "error" keeps npm from warning that the machine's own Node is older than the one that is about to be installed.
  const npm = spawnSync('npm', ['ci', '--loglevel=error', '--no-fund', '--no-audit'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    process.stderr.write('npm ci failed (its own words are above). Nothing was started.\n');
    process.exit(npm.status ?? 1);
  }
  writeFileSync(stamp, '');
  const now = new Date();
  utimesSync(stamp, now, now);
}
