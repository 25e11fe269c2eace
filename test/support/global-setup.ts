/**
 * Is there a Dovecot to test against? Tests of the mailbox and of the whole desk talk to a real IMAP server; this sees
 * to it that one is installed before any test starts, and says loudly where it is not. Starting one is `dovecot.ts`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { DOVECOT } from './dovecot.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why there is no usable Dovecot, and what to install; null where there is one. */
    dovecotMissing: string | null;
  }
}

/**
 * Installs Dovecot where it is missing and that is possible (Debian or Ubuntu, as root). Elsewhere it tells at the start
 * and at the end of the run which tests did not run, and why.
 * @throws Error where Dovecot is missing and CI is set: there, a skipped test is a failure.
 */
export default function setup(project: TestProject): () => void {
  const missing = dovecotMissing();
  if (missing !== null && process.env.CI === 'true') throw new Error(missing);
  project.provide('dovecotMissing', missing);
  const tell = (): void => {
    if (missing === null) return;
    const rule = '!'.repeat(80);
    process.stderr.write(`\n${rule}\n${missing}\nThe tests that need a real IMAP server are SKIPPED.\n${rule}\n\n`);
  };
  tell();
  return tell;
}

function dovecotMissing(): string | null {
  if (!existsSync(DOVECOT)) {
    const failure = install();
    if (failure !== null) {
      return `${DOVECOT} is missing: ${failure}\nInstall it with: sudo apt-get install -y --no-install-recommends dovecot-imapd`;
    }
  }
  const version = spawnSync(DOVECOT, ['--version'], { encoding: 'utf8' });
  const words = `${version.stdout}${version.stderr}`.trim();
  // 2.4 has another config language, which these tests do not write.
  return words.startsWith('2.3.') ? null : `${DOVECOT} is version "${words}", and 2.3 is needed.`;
}

/** @returns null once installed, else why not. */
function install(): string | null {
  if (process.getuid?.() !== 0) return 'only root can install it';
  if (!existsSync('/usr/bin/apt-get')) return 'there is no apt-get to install it with';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'dovecot-imapd']]) {
    const apt = spawnSync('apt-get', args, { encoding: 'utf8', env });
    if (apt.status !== 0) return `apt-get ${args.join(' ')} failed:\n${apt.stdout}${apt.stderr}`;
  }
  return existsSync(DOVECOT) ? null : 'apt-get has it installed, yet it is not there';
}
