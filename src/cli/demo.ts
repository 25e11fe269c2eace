/** `demo`: the whole desk on a mail host of its own, with sample mail; then with yours. What is played there is `demo/stage.ts`'s. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, examples, paint, say } from './command.ts';
import { stopSignal } from './stop-signal.ts';

interface DemoOptions {
  exit: boolean;
  keep: boolean;
}

export function addDemo(program: Command, common: () => CommonOptions): void {
  program
    .command('demo')
    .description(
      'the whole desk on a mail server of its own, with sample mail of customers and agents in three languages; needs no config and no network',
    )
    .option('--exit', 'end once the samples are settled, instead of waiting for mail of yours', false)
    .option('--keep', 'leave its folder (config, database, mail, letters) where it is', false)
    .addHelpText('after', examples('chamado demo', 'chamado demo --exit', 'chamado demo --exit --json --keep'))
    .action(async ({ exit, keep }: DemoOptions) => {
      const folder = mkdtempSync(join(tmpdir(), 'chamado-demo-'));
      // However it ends, a second Ctrl-C included.
      if (!keep) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
      const stays = !exit && process.stdin.isTTY === true && process.stdout.isTTY === true;
      const stop = stopSignal();
      const progress = progressLine();
      progress.say('starting the desk and its mail server …');
      // Loaded only now, as that takes longer than a person likes to look at nothing.
      const { playDemo } = await import('./demo/stage.ts');
      await playDemo({ folder, stays, keep, json: common().json, progress }, stop);
    });
}

export type Progress = ReturnType<typeof progressLine>;

/** One line on standard error that changes on a terminal, and is said once elsewhere. */
function progressLine() {
  const { isTTY } = process.stderr;
  let said = false;
  return {
    say(text: string) {
      if (isTTY) process.stderr.write(`\r\x1b[K${paint('dim', text)}`);
      else if (!said) say(text);
      said = true;
    },
    end() {
      if (isTTY) process.stderr.write('\r\x1b[K');
    },
  };
}
