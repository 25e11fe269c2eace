/** `explain FILE…`: what would become of these mails, and why. It reads the config, decides as the worker does, and writes nothing. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { openAuthenticator } from '../authenticate.ts';
import { ConfigError } from '../config/load.ts';
import { understandingOptions } from '../config/understanding.ts';
import { indexContracts } from '../directory/index-contracts.ts';
import { inspectSetup, type Setup } from '../setup.ts';
import type { Store } from '../store/store.ts';
import { openUnderstanding } from '../understand.ts';
import { type CommonOptions, examples, print, printJson, say } from './command.ts';
import { explanationCard } from './explain-card.ts';
import { type Explaining, explainFile } from './explanation.ts';
import { inOrder } from './in-order.ts';
import { shippedFile } from './shipped.ts';

/** Files that are read before their turn comes: the threads never wait, and memory stays small. */
const AHEAD = 8;

export function addExplain(program: Command, common: () => CommonOptions): void {
  program
    .command('explain')
    .description('what would become of these mails, and why; writes nothing, and needs no server, secret or database')
    .argument('<files...>', 'one mail each')
    .option('--online', 'check signatures by DNS where the mail server has not, as the worker does', false)
    .addHelpText(
      'after',
      `${examples('chamado explain mail.eml', 'chamado explain --config new-config.json *.eml --json', 'chamado explain --online mail.eml')}\n\nWithout --config it takes config.json, or the shipped config.example.json where there is none.\nWhere the config's database is there, what it knows (tickets, earlier mails) is used.`,
    )
    .action(async (files: string[], { online }: { online: boolean }) => {
      const { config, json } = common();
      const given = program.getOptionValueSource('config') !== 'default';
      const setup = await setupFor(given || existsSync(config) ? config : shippedFile('config.example.json'));
      const understanding = openUnderstanding(understandingOptions(setup.config));
      const { checkSignatures, dnsServers } = setup.config.authentication;
      const authenticator = openAuthenticator({
        dnsServers,
        checkSignatures: () => online && checkSignatures,
        now: Date.now,
      });
      const store = await openFacts(setup);
      const explaining: Explaining = {
        setup,
        store,
        understand: async (raw, receivedAt) =>
          authenticator.authenticated(await understanding.read(raw, setup.desk.identity), raw, receivedAt),
        now: Date.now(),
      };
      try {
        for await (const explanation of inOrder(files, AHEAD, (file) => explainFile(file, explaining))) {
          if (json) printJson(explanation);
          else print(explanationCard(explanation, setup.desk.timeZone));
        }
      } finally {
        authenticator.close();
        await understanding.close();
        store?.close();
      }
    });
}

/** @throws ConfigError; a directory that is not there is taken as empty */
async function setupFor(path: string): Promise<Setup> {
  const { loaded, desk, templates, directory, problems } = await inspectSetup(path, {
    env: process.env,
    secrets: 'placeholder',
  });
  const { config, file } = loaded;
  const missing = !existsSync(config.directory.path);
  const all = [...problems.config, ...problems.templates, ...(missing ? [] : problems.directory)];
  if (all.length > 0) throw new ConfigError(all);
  say(`config: ${file}`);
  if (missing) say(`there is no directory at ${config.directory.path}: every sender is unknown`);
  return { file, config, desk, templates, directory: directory ?? indexContracts([]) };
}

async function openFacts({ config }: Setup): Promise<Store | null> {
  const { path } = config.store;
  if (!existsSync(path)) return null;
  try {
    const { openStore } = await import('../store/store.ts');
    const store = await openStore({ path, ticketPrefix: config.desk.ticketPrefix, mode: 'read' });
    say(`tickets and earlier mails: ${path}`);
    return store;
  } catch (error) {
    say(`without tickets and earlier mails: ${(error as Error).message}`);
    return null;
  }
}
