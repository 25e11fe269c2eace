/** `run`: the worker, until it is told to stop. `once`: one pass. */
import type { Command } from 'commander';
import { systemClock } from '../clock.ts';
import { openLog } from '../log.ts';
import { reloadOnChange } from '../reload.ts';
import { loadSetup } from '../setup.ts';
import type { LedgerRow } from '../store/ledger.ts';
import type { Settled } from '../store/store.ts';
import { Worker } from '../worker.ts';
import { type CommonOptions, examples, printJson } from './command.ts';
import { settledLine } from './settled-line.ts';
import { stopSignal } from './stop-signal.ts';

export function addRun(program: Command, common: () => CommonOptions): void {
  program
    .command('run')
    .description('the worker: reads the mailbox until stopped (SIGTERM or Ctrl-C; what is under way is finished)')
    .addHelpText('after', examples('chamado run', 'chamado run --config /etc/chamado/config.json --log-level warn'))
    .option('--log-level <level>', 'debug, info, warn or error', 'info')
    .action(async ({ logLevel }: { logLevel: string }) => {
      const log = openLog(logLevel);
      const options = { env: process.env, secrets: 'required' } as const;
      // Signals first: one that comes while the database is opened must not end the process unheard.
      const stop = stopSignal();
      const setup = await loadSetup(common().config, options);
      let worker: Worker | null = null;
      const reloading = reloadOnChange(setup, options, log, (next) => worker?.use(next));
      try {
        worker = await Worker.open({ setup, clock: systemClock, log });
        log.info({ desk: setup.desk.address, directory: setup.directory.summary }, 'started');
        await worker.run(stop);
        log.info('stopped');
      } finally {
        reloading.stop();
        await worker?.close();
      }
    });
}

export function addOnce(program: Command, common: () => CommonOptions): void {
  program
    .command('once')
    .description('one pass: read what is there, settle it, send the outbox, exit')
    .addHelpText('after', examples('chamado once', 'chamado once --json'))
    .action(async () => {
      const { config, json } = common();
      const setup = await loadSetup(config, { env: process.env, secrets: 'required' });
      const show = (mail: LedgerRow, settled: Settled) => {
        if (json) printJson(settledLine(mail, settled, { uid: mail.uid }));
      };
      const worker = await Worker.open({
        setup,
        clock: systemClock,
        log: openLog(json ? 'error' : 'info'),
        onSettled: (mail, _, settled) => show(mail, settled),
      });
      try {
        await worker.once(stopSignal());
      } finally {
        await worker.close();
      }
    });
}
