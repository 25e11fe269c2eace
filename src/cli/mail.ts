/** `mail`: every inbound mail and what became of it. `mail release`: one that was ignored, noted or refused wrongly goes through again. */
import { type Command, Option } from 'commander';
import type { MailRow } from '../store/reads.ts';
import { DISPOSITIONS, type Disposition } from '../ticket/ticket.ts';
import {
  type CommonOptions,
  examples,
  idOf,
  limitOf,
  limitOption,
  print,
  printJson,
  say,
  sayIfMore,
  withStore,
} from './command.ts';
import { asOption, becauseOption, type ReleaseOptions, releaseFrom } from './release.ts';
import { type Column, table } from './table.ts';
import { iso, localTime } from './times.ts';

export function addMail(program: Command, common: () => CommonOptions): void {
  const mail = program
    .command('mail')
    .description('the ledger: every mail that came, newest first, with what became of it and why')
    .addOption(new Option('--disposition <disposition>', 'only those that ended so').choices(DISPOSITIONS))
    .addOption(limitOption('mails'))
    .addHelpText(
      'after',
      examples('chamado mail', 'chamado mail --disposition refused', 'chamado mail release 17 --as human'),
    )
    .action(async ({ disposition, limit }: { disposition?: Disposition; limit?: number }) => {
      await listMail(common(), disposition, limit, disposition ? `no mail is ${disposition}` : 'no mail has come yet');
    });

  mail
    .command('release')
    .description('lets a mail that was ignored, noted or refused go through again, as a mail that a person wrote')
    .argument('<id>', 'its id in the list')
    .addOption(asOption().makeOptionMandatory())
    .addOption(becauseOption())
    .addHelpText('after', examples('chamado mail release 17 --as human'))
    .action(async (text: string, options: ReleaseOptions) => releaseFrom('mail', idOf(text), options, common()));
}

/** Prints the ledger, or the part of it with one disposition. */
export async function listMail(
  options: CommonOptions,
  disposition: Disposition | undefined,
  limit: number | undefined,
  none: string,
): Promise<void> {
  await withStore(options, 'read', async (store, config) => {
    const rows = store.reads.mail(disposition ? { disposition } : {}, limitOf(limit, options));
    if (options.json) {
      for (const row of rows) printJson(mailLine(row));
    } else if (rows.length === 0) {
      say(none);
    } else {
      print(table(columns(config.desk.timeZone), rows));
      sayIfMore(rows.length, limit, options);
    }
  });
}

/** A mail of the ledger as JSON. */
export function mailLine({ id, uid, receivedAt, from, subject, disposition, because, ticket }: MailRow) {
  return { id, uid, receivedAt: iso(receivedAt), from, subject, disposition, because, ticket };
}

function columns(timeZone: string): Column<MailRow>[] {
  return [
    { head: 'ID', text: (row) => String(row.id), right: true },
    { head: 'RECEIVED', text: (row) => localTime(row.receivedAt, timeZone) },
    { head: 'DISPOSITION', text: (row) => row.disposition, style: dispositionStyle },
    { head: 'TICKET', text: (row) => row.ticket ?? '', style: () => 'cyan' },
    { head: 'FROM', text: (row) => row.from ?? '', shrinks: true },
    { head: 'SUBJECT', text: (row) => row.subject ?? '', shrinks: true },
    { head: 'BECAUSE', text: (row) => row.because, shrinks: true },
  ];
}

/** Green what reached a ticket, yellow what waits for somebody, red what is held. */
export function dispositionStyle({ disposition }: { disposition: Disposition }): 'green' | 'yellow' | 'red' | null {
  switch (disposition) {
    case 'opened':
    case 'appended':
    case 'answered':
    case 'agent-reply':
    case 'agent-note':
    case 'agent-command':
      return 'green';
    case 'waiting':
    case 'refused':
      return 'yellow';
    case 'quarantined':
      return 'red';
    case 'noted':
    case 'bounce':
    case 'ignored':
    case 'duplicate':
    case 'vanished':
      return null;
  }
}
