/** `report`: what was done in a period, and which promises were kept; as a table, CSV, JSON, or a page for a manager. */
import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { reportCsv } from '../report/csv.ts';
import { reportHtml } from '../report/html.ts';
import { reportJson } from '../report/json.ts';
import { countFigures, GROUPINGS, type Grouping, type Report } from '../ticket/report/figures.ts';
import { type Period, periodOf } from '../ticket/report/period.ts';
import { compileSla } from '../ticket/sla/sla.ts';
import { type CommonOptions, EXIT, examples, Failure, filePath, print, printJson, say, withStore } from './command.ts';
import { reportTable } from './report-table.ts';

const FORMATS = ['table', 'csv', 'json', 'html'] as const;
type Format = (typeof FORMATS)[number];

interface ReportOptions {
  from?: string;
  to?: string;
  by: Grouping;
  format?: Format;
  output?: string;
}

export function addReport(program: Command, common: () => CommonOptions): void {
  program
    .command('report')
    .description('what was done in a period and which promises were kept; by itself, of the last full month')
    .option('--from <day>', "the first day, in the desk's zone: 2026-11-01; without it, the first of --to's month")
    .option('--to <day>', 'the last day: 2026-11-30; without it, today')
    .addOption(new Option('--by <group>', 'what tickets are told apart by').choices(GROUPINGS).default('plan'))
    .addOption(new Option('--format <format>', 'default: table; with --json: json').choices(FORMATS))
    .option('--output <file>', 'into this file, in place of standard output; one that is there is overwritten')
    .addHelpText(
      'after',
      `${examples(
        'chamado report',
        'chamado report --from 2026-11-01 --to 2026-11-30 --by agent',
        'chamado report --by organization --format html --output november.html',
        'chamado report --format csv > report.csv',
      )}\n\nTimes are elapsed time; promises are reckoned by the policies and calendars that are configured now.`,
    )
    .action(async (options: ReportOptions) => {
      const { json } = common();
      const format = options.format ?? (json ? 'json' : 'table');
      await withStore(common(), 'read', async (store, config) => {
        const now = Date.now();
        const period = periodFrom(options, config.desk.timeZone, now);
        const { sla, problems } = compileSla(config.sla);
        if (problems.length > 0)
          throw new Failure('sla in the config is not right: "chamado check" says why', EXIT.config);
        const counting = countFigures(period, options.by, sla, now);
        const names = new Map(config.agents.map(({ id, name }) => [id, name]));
        store.reads.ticketsOf(period, ({ assignee, ...ticket }) =>
          counting.add({ ...ticket, agent: assignee === null ? null : (names.get(assignee) ?? assignee) }),
        );
        await give(counting.report(), format, options.output ?? null, config.desk);
      });
    });
}

/** @throws Failure */
function periodFrom({ from, to }: ReportOptions, timeZone: string, now: number): Period {
  try {
    return periodOf(from ?? null, to ?? null, timeZone, now);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure(`${error.message}; --from and --to are days such as 2026-11-01, both within`, EXIT.usage);
  }
}

async function give(
  report: Report,
  format: Format,
  output: string | null,
  desk: Parameters<typeof reportHtml>[1],
): Promise<void> {
  if (format === 'json' && output === null) return printJson(reportJson(report));
  const text = textOf(report, format, desk);
  if (output === null) {
    if (format === 'table') print(text.trimEnd());
    else process.stdout.write(text);
    return;
  }
  const path = filePath(output);
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new Failure(`${path} can't be written: ${(error as Error).message}; name another file with --output`);
  }
  say(`${path}: ${report.all.opened} tickets opened, ${report.period.firstDay} to ${report.period.lastDay}`);
}

function textOf(report: Report, format: Format, desk: Parameters<typeof reportHtml>[1]): string {
  switch (format) {
    case 'table':
      return `${reportTable(report)}\n`;
    case 'csv':
      return reportCsv(report);
    case 'json':
      return `${JSON.stringify(reportJson(report), null, 2)}\n`;
    case 'html':
      return reportHtml(report, desk);
  }
}
