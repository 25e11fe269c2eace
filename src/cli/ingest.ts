/** `ingest FILE…`: mails given by path go through the desk as if they had come into its mailbox. */
import type { Command } from 'commander';
import { systemClock } from '../clock.ts';
import { openLog } from '../log.ts';
import type { Understood } from '../mail/message.ts';
import { FilesMailbox } from '../mailbox/files.ts';
import { loadSetup } from '../setup.ts';
import type { LedgerRow } from '../store/ledger.ts';
import type { Settled } from '../store/store.ts';
import type { Disposition } from '../ticket/ticket.ts';
import { Worker } from '../worker.ts';
import { type CommonOptions, EXIT, examples, paint, print, printJson, say } from './command.ts';
import { dispositionStyle } from './mail.ts';
import { openProgress } from './progress.ts';
import { settledLine } from './settled-line.ts';
import { stopSignal } from './stop-signal.ts';
import { terminalWidth } from './table.ts';
import { visibleLine } from './visible.ts';

export function addIngest(program: Command, common: () => CommonOptions): void {
  program
    .command('ingest')
    .description(
      'takes in mails from files: .eml, mbox, a Maildir or a folder of .eml files; the files stay as they are',
    )
    .argument('<files...>', 'where they are')
    .option('--silent', 'writes no letters', false)
    .addHelpText(
      'after',
      `${examples('chamado ingest mail.eml', 'chamado ingest --silent 2025.mbox', 'chamado ingest ~/Maildir --json')}\n\nA mail that is in the ledger already is a duplicate, so an ingest that was stopped can simply be run again.`,
    )
    .action(async (paths: string[], { silent }: { silent: boolean }) => {
      process.exitCode = await ingestFiles(paths, silent, common());
    });
}

async function ingestFiles(paths: string[], silent: boolean, { config, json }: CommonOptions): Promise<number> {
  const setup = await loadSetup(config, { env: process.env, secrets: 'required' });
  const progress = openProgress();
  const started = performance.now();
  const counts = new Map<Disposition, number>();
  let done = 0;
  let unreadable = 0;
  const tell = (write: () => void) => {
    progress.clear();
    write();
    progress.show(done, mailbox.length);
  };
  const mailbox = new FilesMailbox({
    paths,
    epoch: new Date(systemClock.now()).toISOString(),
    onUnreadable: (path, why) => {
      unreadable++;
      tell(() => say(`${path} can't be read: ${why}`));
    },
  });
  const onSettled = (mail: LedgerRow, understood: Understood, settled: Settled) => {
    const line = settledLine(mail, settled, { file: mail.file });
    counts.set(line.disposition, (counts.get(line.disposition) ?? 0) + 1);
    done++;
    tell(() => (json ? printJson(line) : print(humanLine(line, understood))));
  };
  const worker = await Worker.open({
    setup,
    clock: systemClock,
    log: openLog(json ? 'error' : 'warn'),
    mailbox,
    silent,
    // What is given by hand may be long past; what is to be done about it now is for "run" and "once".
    followsNothing: true,
    onSettled,
  });
  const stop = stopSignal();
  // What went in is told, whatever ended it: a mail server that takes no letters, or a person.
  const failure = await worker.once(stop).then(
    () => null,
    (error: unknown) => error,
  );
  progress.clear();
  await worker.close();

  const seconds = (performance.now() - started) / 1_000;
  const summary = [...counts].map(([disposition, n]) => `${n} ${disposition}`).join(', ');
  say(`${done} mail${done === 1 ? '' : 's'} in ${seconds.toFixed(1)} s${summary ? `: ${summary}` : ''}`);
  if (stop.aborted) say(`stopped: ${done} of ${mailbox.length} mails are in; run it again for the rest`);
  if (unreadable > 0) say(`${unreadable} of what was named could not be read (see above)`);
  if (failure !== null) throw failure;
  return unreadable > 0 || (stop.aborted && done < mailbox.length) ? EXIT.failed : EXIT.done;
}

function humanLine({ disposition, ticket, because }: ReturnType<typeof settledLine>, understood: Understood): string {
  const from = 'message' in understood ? (understood.message.from?.address ?? '') : '';
  const style = dispositionStyle({ disposition });
  const head = disposition.padEnd(13);
  const rest = visibleLine(`${(ticket ?? '').padEnd(10)} ${from}  ${because}`);
  const width = terminalWidth();
  const shown = width === null ? rest : rest.slice(0, Math.max(20, width - 14));
  return `${style ? paint(style, head) : head} ${shown}`;
}
