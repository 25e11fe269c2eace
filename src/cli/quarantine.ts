/** `quarantine`: mail that is kept but not acted on. What is in it, one of them without danger to who looks, and out with it. */
import type { Command } from 'commander';
import type { Config } from '../config/schema.ts';
import { deskIdentity, understandingOptions } from '../config/understanding.ts';
import type { MailRow } from '../store/reads.ts';
import type { Store } from '../store/store.ts';
import { openUnderstanding } from '../understand.ts';
import {
  type CommonOptions,
  examples,
  Failure,
  idOf,
  limitOption,
  paint,
  print,
  printJson,
  withStore,
} from './command.ts';
import { listMail, mailLine } from './mail.ts';
import { asOption, becauseOption, type ReleaseOptions, releaseFrom } from './release.ts';
import { localTime } from './times.ts';
import { visible, visibleLine } from './visible.ts';

export function addQuarantine(program: Command, common: () => CommonOptions): void {
  const quarantine = program.command('quarantine').description('mail that is held for a decision');

  quarantine
    .command('list')
    .description('what is in quarantine, newest first')
    .addOption(limitOption('mails'))
    .addHelpText('after', examples('chamado quarantine list', 'chamado quarantine list --json'))
    .action(async ({ limit }: { limit?: number }) => listMail(common(), 'quarantined', limit, 'quarantine is empty'));

  quarantine
    .command('show')
    .description('one mail: why it is held, its headers, the beginning of its text')
    .argument('<id>', 'its id in the list')
    .option('--raw', 'its bytes as they came, to standard output', false)
    .addHelpText('after', examples('chamado quarantine show 17', 'chamado quarantine show 17 --raw > mail.eml'))
    .action(async (text: string, { raw: wantsRaw }: { raw: boolean }) => {
      const id = idOf(text);
      await withStore(common(), 'read', async (store, config) => {
        const row = mailOf(store, id);
        const kept = await store.raw(id);
        if (wantsRaw) {
          if ('lost' in kept) throw new Failure(`mail ${id} can't be shown: ${kept.lost}`);
          process.stdout.write(kept.raw);
          return;
        }
        const shown = 'lost' in kept ? kept : await look(kept.raw, config);
        if (common().json)
          printJson({
            ...mailLine(row),
            ...('lost' in shown ? { headers: [], text: null, unreadable: shown.lost } : shown),
          });
        else print(card(row, shown, config.desk.timeZone));
      });
    });

  quarantine
    .command('release')
    .description('lets a mail go through again, by the rules in force then; what is held as configured is held no more')
    .argument('<id>', 'its id in the list')
    .addOption(asOption())
    .addOption(becauseOption())
    .addHelpText(
      'after',
      `${examples('chamado quarantine release 17', 'chamado quarantine release 17 --as human --because "Ana told us by phone"')}\n\n--as human: a person wrote it, whatever marks it as automatic or forged. Its sender stays unverified.`,
    )
    .action(async (text: string, options: ReleaseOptions) => releaseFrom('quarantine', idOf(text), options, common()));

  quarantine
    .command('drop')
    .description('ends a mail for good: it stays in the ledger, as ignored')
    .argument('<id>', 'its id in the list')
    .addHelpText('after', examples('chamado quarantine drop 17'))
    .action(async (text: string) => {
      const id = idOf(text);
      await withStore(common(), 'change', async (store) => {
        const { disposition } = mailOf(store, id);
        if (!(await store.drop(id, Date.now())))
          throw new Failure(`mail ${id} is not in quarantine: it is ${disposition}`);
        if (common().json) printJson({ id, disposition: 'ignored' });
        else print(`mail ${id} is dropped`);
      });
    });
}

function mailOf(store: Store, id: number): MailRow {
  const row = store.reads.mail({ id }, 1)[0];
  if (!row) throw new Failure(`there is no mail ${id}: "chamado mail" lists them`);
  return row;
}

interface Look {
  /** The header lines that tell who and what, as they stand in the mail. */
  headers: string[];
  text: string;
  /** Why it can't be read; then `text` is how its body stands in the mail. */
  unreadable: string | null;
}

const TOLD =
  /^(?:from|sender|reply-to|to|cc|subject|date|message-id|return-path|authentication-results|auto-submitted|list-id|content-type):/i;
const MOST_BYTES = 65_536;
const MOST_TEXT = 4_000;

/** Reads it as the desk does: in a thread with a deadline, because it may be here for breaking what reads it. */
async function look(raw: Buffer, config: Config): Promise<Look> {
  const understanding = openUnderstanding(understandingOptions(config));
  const start = raw.subarray(0, MOST_BYTES).toString('utf8');
  const [head = '', ...body] = start.split(/\r?\n\r?\n/);
  const headers = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => TOLD.test(line));
  try {
    const understood = await understanding.read(raw, deskIdentity(config));
    if ('message' in understood)
      return { headers, text: understood.message.text.slice(0, MOST_TEXT), unreadable: null };
    return { headers, text: body.join('\n\n').slice(0, MOST_TEXT), unreadable: understood.unreadable };
  } finally {
    await understanding.close();
  }
}

function card(row: MailRow, shown: Look | { lost: string }, timeZone: string): string {
  return [
    paint('bold', `mail ${row.id}  ${row.disposition}`),
    `  ${visibleLine(row.because)}`,
    `  received ${localTime(row.receivedAt, timeZone)}, ${row.size} bytes, uid ${visibleLine(row.uid)}${row.file === null ? '' : `, from ${visibleLine(row.file)}`}`,
    '',
    ...('lost' in shown ? [`  ${visibleLine(shown.lost)}`] : bodyLines(row, shown)),
  ].join('\n');
}

function bodyLines(row: MailRow, { headers, unreadable, text }: Look): string[] {
  return [
    ...headers.map((line) => `  ${paint('dim', visibleLine(line))}`),
    ...(unreadable
      ? ['', paint('yellow', `  it can't be read (${visibleLine(unreadable)}); its body as it stands in the mail:`)]
      : []),
    '',
    ...visible(text)
      .split('\n')
      .map((line) => `  ${line}`),
    ...(text.length >= MOST_TEXT ? [paint('dim', `  … (the rest: chamado quarantine show ${row.id} --raw)`)] : []),
  ];
}
