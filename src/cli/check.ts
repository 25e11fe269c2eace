/** `check`: is everything as the desk needs it? Each part is looked at, also where another is wrong, and says ok or what to do. */
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { probeDns } from '../authenticate.ts';
import { ConfigError, type LoadedConfig, loadConfig } from '../config/load.ts';
import { salvageConfig } from '../config/salvage.ts';
import type { Config } from '../config/schema.ts';
import { outgoingOf, probeMailbox } from '../connect.ts';
import { type Problem, problemLine } from '../jsonc.ts';
import { type Inspected, inspectLoaded, SHIPPED_TEMPLATES } from '../setup.ts';
import { loadTemplates } from '../templates.ts';
import { checkDatabase } from './check-database.ts';
import { peopleNotes } from './check-people.ts';
import { type CommonOptions, EXIT, examples, paint, print, printJson } from './command.ts';
import { shippedFile } from './shipped.ts';
import { visibleLine } from './visible.ts';

/** What was found of one part; a part with several problems has several. */
export interface Finding {
  part: string;
  ok: boolean;
  message: string;
}

/** Parts that are configuration: where one of them is wrong the exit code is 78. */
const CONFIGURATION = ['config', 'secrets', 'templates', 'directory'];
/** How long a server may take (ms). */
const PATIENCE = 15_000;

export function addCheck(program: Command, common: () => CommonOptions): void {
  program
    .command('check')
    .description(
      'config, secrets, templates, directory, database, mailbox, outgoing server: one line each, ok or what to do',
    )
    .addHelpText(
      'after',
      `${examples('chamado check', 'chamado check --config /etc/chamado/config.json --json')}\n\nIt changes nothing, and works while the worker runs. Exit code: 0 all ok, 78 the configuration is wrong, 1 something else is.`,
    )
    .action(async () => {
      const { config, json } = common();
      const findings: Finding[] = [];
      for await (const finding of findingsOf(config)) {
        findings.push(finding);
        if (json) printJson(finding);
        else print(findingLine(finding));
      }
      process.exitCode = exitCodeOf(findings);
      // A server that never answered may still hold a connection open.
      setTimeout(() => process.exit(), 1_000).unref();
    });
}

function exitCodeOf(findings: Finding[]): number {
  const wrong = findings.filter((finding) => !finding.ok);
  if (wrong.some((finding) => CONFIGURATION.includes(finding.part))) return EXIT.config;
  return wrong.length > 0 ? EXIT.failed : EXIT.done;
}

function findingLine({ part, ok, message }: Finding): string {
  const isNote = message.startsWith('note: ');
  const mark = isNote ? paint('yellow', 'note ') : ok ? paint('green', 'ok   ') : paint('red', 'wrong');
  return `${mark}  ${part.padEnd(10)} ${visibleLine(isNote ? message.slice(6) : message)}`;
}

async function* findingsOf(path: string): AsyncGenerator<Finding> {
  const { loaded, problems, secrets } = await readConfig(path);
  const inspected = loaded ? await inspectLoaded(loaded) : null;
  const wrong = [...problems, ...(inspected?.problems.config ?? [])];
  yield* all('config', wrong, () => configSummary(inspected?.loaded.config));
  if (!loaded || !inspected) {
    const shipped = await loadTemplates(SHIPPED_TEMPLATES, null);
    yield* all(
      'templates',
      shipped.problems.map((one) => ({ file: one.path, line: one.line, column: 1, path: '', message: one.message })),
      () => 'those that are shipped',
    );
    for (const part of ['secrets', 'directory', 'database', 'mailbox', 'outgoing']) {
      yield { part, ok: false, message: 'not looked at: correct the config first' };
    }
    return;
  }

  const { config } = loaded;
  yield* all('secrets', secrets, () => 'all of them are set');
  yield* all('templates', inspected.problems.templates, () => templateSummary(inspected));
  yield* all(
    'directory',
    inspected.problems.directory,
    () => `${config.directory.path}: ${inspected.directory?.summary}`,
  );

  const unclear = [...wrong, ...secrets];
  const ifClear = (part: string, key: string, look: () => Promise<Finding>): Promise<Finding> =>
    unclear.some((problem) => isUnder(problem.path, key))
      ? Promise.resolve({ part, ok: false, message: `not looked at: correct "${key}" in the config first` })
      : look();
  // The servers are asked at the same time.
  const mailbox = ifClear('mailbox', 'mailbox', () => found('mailbox', () => probeMailbox(config.mailbox)));
  const outgoing = ifClear('outgoing', 'outgoing', () => found('outgoing', () => probeOutgoing(config)));
  yield await ifClear('database', 'store', () => checkDatabase(config));
  yield await mailbox;
  yield await outgoing;
  if (config.authentication.checkSignatures)
    yield await ifClear('sender', 'authentication', () => found('sender', () => probeSignatures(config)));
  yield* peopleNotes(config);
  yield* exampleFigures(config);
}

async function readConfig(
  path: string,
): Promise<{ loaded: LoadedConfig | null; problems: Problem[]; secrets: Problem[] }> {
  const { env } = process;
  const problems = await problemsOf(path, 'placeholder');
  const isKnown = (one: Problem) => problems.some((other) => problemLine(other) === problemLine(one));
  const secrets = (await problemsOf(path, 'required')).filter((one) => !isKnown(one));
  const loaded =
    problems.length === 0 ? await loadConfig(path, { env, secrets: 'placeholder' }) : await salvageConfig(path, env);
  return { loaded, problems, secrets };
}

async function problemsOf(path: string, secrets: 'placeholder' | 'required'): Promise<Problem[]> {
  try {
    await loadConfig(path, { env: process.env, secrets });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function* all(part: string, problems: Problem[], summary: () => string): Generator<Finding> {
  if (problems.length === 0) yield { part, ok: true, message: summary() };
  for (const problem of problems) yield { part, ok: false, message: problemLine(problem) };
}

function configSummary(config: Config | undefined): string {
  if (!config) return 'no config';
  const { desk, plans, agents, queues } = config;
  const parts = [
    count(Object.keys(plans).length, 'plan'),
    count(agents.length, 'agent'),
    count(queues.length, 'queue'),
  ];
  return `${desk.name} <${desk.address}>: ${parts.join(', ')}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

function templateSummary({ templates, loaded }: Inspected): string {
  const own = loaded.config.templates;
  return own === null
    ? `${templates.size}, as shipped`
    : `${templates.size}; those in ${own} win over the shipped ones`;
}

async function found(part: string, look: () => Promise<string>): Promise<Finding> {
  const patience = Promise.withResolvers<string>();
  const timer = setTimeout(
    () => patience.reject(new Error(`no answer within ${PATIENCE / 1_000} s: check host, port and firewall`)),
    PATIENCE,
  );
  try {
    return { part, ok: true, message: await Promise.race([look(), patience.promise]) };
  } catch (error) {
    return { part, ok: false, message: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** What a mail's sender is checked by, where the mail server has said nothing of them. */
async function probeSignatures({ authentication, desk }: Config): Promise<string> {
  const domain = desk.address.slice(desk.address.lastIndexOf('@') + 1);
  try {
    return await probeDns(authentication.dnsServers, domain);
  } catch (error) {
    throw new Error(
      `the DNS gives no answer (${(error as Error).message}): mail that your server has not checked waits for four hours; mend it, set "authentication.dnsServers", or set "authentication.checkSignatures" to false`,
      { cause: error },
    );
  }
}

async function probeOutgoing(config: Config): Promise<string> {
  const outgoing = outgoingOf(config.outgoing);
  const place =
    config.outgoing.kind === 'folder' ? config.outgoing.path : `${config.outgoing.host}:${config.outgoing.port}`;
  try {
    await outgoing.verify();
    return config.outgoing.kind === 'folder'
      ? `letters become files in ${place}`
      : `${place} takes letters${config.outgoing.user ? ` from ${config.outgoing.user}` : ', without a login'}`;
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : error}; check "outgoing" in the config`, {
      cause: error,
    });
  } finally {
    await outgoing.close();
  }
}

/** The hours in the shipped config are examples: nobody is to promise them unread. */
async function* exampleFigures(config: Config): AsyncGenerator<Finding> {
  const example = await loadConfig(shippedFile('config.example.json'), { env: {}, secrets: 'placeholder' }).catch(
    () => null,
  );
  const { policies } = config.sla;
  const same = Object.keys(policies).filter(
    (name) => example !== null && isDeepStrictEqual(policies[name], example.config.sla.policies[name]),
  );
  if (same.length === 0) return;
  const names = same.map((name) => `"${name}"`).join(' and ');
  yield {
    part: 'sla',
    ok: true,
    message: `note: the figures of ${names} in sla.policies are the shipped examples: replace them by those of your contracts`,
  };
}

function isUnder(path: string, key: string): boolean {
  return path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`);
}
