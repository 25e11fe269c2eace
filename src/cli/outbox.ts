/** `outbox`: letters that are not sent yet, and why; and what a person decides about one. */
import type { Command } from 'commander';
import type { LetterRow } from '../store/reads.ts';
import {
  type CommonOptions,
  examples,
  Failure,
  idOf,
  limitOf,
  limitOption,
  print,
  printJson,
  say,
  sayIfMore,
  withStore,
} from './command.ts';
import { type Column, table } from './table.ts';
import { iso, localTime } from './times.ts';

export function addOutbox(program: Command, common: () => CommonOptions): void {
  const outbox = program.command('outbox').description('letters that are not sent yet, and why');

  outbox
    .command('list')
    .description('letters that are queued, held or failed, oldest first')
    .option('--all', 'those that are sent too, newest first', false)
    .addOption(limitOption('letters'))
    .addHelpText(
      'after',
      examples('chamado outbox list', 'chamado outbox list --all --limit 20', 'chamado outbox list --json'),
    )
    .action(async ({ all, limit }: { all: boolean; limit?: number }) => {
      const options = common();
      await withStore(options, 'read', async (store, config) => {
        const rows = store.reads.outbox(all, limitOf(limit, options));
        if (options.json) {
          for (const row of rows) printJson(letterLine(row));
        } else if (rows.length === 0) {
          say(all ? 'no letter was written yet' : 'every letter is sent');
        } else {
          print(table(columns(config.desk.timeZone), rows));
          sayIfMore(rows.length, limit, options);
        }
      });
    });

  change(
    'retry',
    'queued',
    'puts a letter that is held or failed back into the queue: it goes out once more',
    'is queued: it goes out with the next delivery',
  );
  change('drop', 'failed', 'takes a letter out of the queue: it is never sent', 'is dropped: it will not be sent');

  function change(what: 'retry' | 'drop', state: LetterRow['state'], description: string, done: string): void {
    outbox
      .command(what)
      .description(description)
      .argument('<id>', 'its id in the list')
      .addHelpText('after', examples(`chamado outbox ${what} 17`))
      .action(async (text: string) => {
        const id = idOf(text);
        await withStore(common(), 'change', async (store) => {
          if (!(await store.changeLetter(id, what, Date.now()))) {
            throw new Failure(
              `no letter ${id} can be changed: it must be queued, held or failed ("chamado outbox list")`,
            );
          }
          if (common().json) printJson({ id, state });
          else print(`letter ${id} ${done}`);
        });
      });
  }
}

function letterLine({ id, to, template, ticket, state, attempts, nextAttemptAt, error }: LetterRow) {
  return { id, to, template, ticket, state, attempts, nextAttemptAt: iso(nextAttemptAt), error };
}

const STYLES: Record<string, 'green' | 'yellow' | 'red'> = { sent: 'green', held: 'yellow', failed: 'red' };

function columns(timeZone: string): Column<LetterRow>[] {
  return [
    { head: 'ID', text: (row) => String(row.id), right: true },
    { head: 'STATE', text: (row) => row.state, style: (row) => STYLES[row.state] ?? null },
    { head: 'TO', text: (row) => row.to, shrinks: true },
    { head: 'TEMPLATE', text: (row) => row.template },
    { head: 'TICKET', text: (row) => row.ticket ?? '', style: () => 'cyan' },
    { head: 'WRITTEN', text: (row) => localTime(row.createdAt, timeZone) },
    { head: 'TRIES', text: (row) => String(row.attempts), right: true },
    {
      head: 'NEXT',
      text: (row) =>
        row.nextAttemptAt === null || row.state !== 'queued' ? '' : localTime(row.nextAttemptAt, timeZone),
    },
    { head: 'ERROR', text: (row) => row.error ?? '', shrinks: true },
  ];
}
