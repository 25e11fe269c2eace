/** Reads contacts and contracts from one JSON file, and says everything that is wrong with it at once. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Document, type Problem, parseJsonc, validate } from '../jsonc.ts';
import type { Contract } from '../ticket/ticket.ts';
import type { Directory } from './directory.ts';
import { indexContracts } from './index-contracts.ts';

const day = z.iso.date('must be a day such as "2026-01-31"');
const address = z.email('must be a mail address').toLowerCase();
const domain = z
  .string()
  .toLowerCase()
  .regex(/^([a-z0-9-]+\.)+[a-z0-9-]+$/, 'must be a domain such as "acme.example"');

const userSchema = z.strictObject({
  name: z.string().min(1),
  email: address,
  otherEmails: z.array(address).default([]),
  language: z.string().nullable().default(null),
  bots: z.array(z.string()).default([]),
  admin: z.boolean().default(false),
});

const contractSchema = z.strictObject({
  id: z.string().min(1),
  organization: z.string().min(1),
  plan: z.string().min(1),
  startsOn: day,
  endsOn: day.nullable().default(null),
  domains: z.array(domain).default([]),
  sla: z.string().nullable().default(null),
  bots: z.array(z.strictObject({ id: z.string().min(1), name: z.string().min(1), paid: z.boolean() })).default([]),
  users: z.array(userSchema).default([]),
});

const directorySchema = z.strictObject({ $schema: z.string().optional(), contracts: z.array(contractSchema) });

/** What the file must agree with: the config's plans (any case, aliases too) and SLA policies. */
export interface KnownNames {
  isPlan(name: string): boolean;
  isPolicy(name: string): boolean;
}

/** Reads and checks the file. @returns the directory, or every problem with its place in the file */
export async function readDirectoryFile(
  path: string,
  known: KnownNames,
): Promise<{ directory: Directory } | { problems: Problem[] }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const message = `the directory cannot be read (${(error as Error).message}); create it, or correct directory.path in the config`;
    return { problems: [{ file: path, line: null, column: null, path: '', message }] };
  }
  const { document, problems } = parseJsonc(text, path);
  if (problems.length > 0) return { problems };
  const result = validate(directorySchema, document.value, document);
  if ('problems' in result) return result;
  const contradictions = checkContracts(result.value.contracts, document, known);
  return contradictions.length > 0
    ? { problems: contradictions }
    : { directory: indexContracts(result.value.contracts) };
}

function checkContracts(contracts: Contract[], document: Document, known: KnownNames): Problem[] {
  const problems: Problem[] = [];
  const contractIds = new Map<string, number>();
  contracts.forEach((contract, c) => {
    const at = (...rest: (string | number)[]) => ['contracts', c, ...rest];
    const twin = contractIds.get(contract.id);
    if (twin !== undefined) {
      problems.push(
        document.problemAt(
          at('id'),
          `contract "${contract.id}" stands here twice (contracts[${twin}] too); give each its own id`,
        ),
      );
    }
    contractIds.set(contract.id, c);
    if (!known.isPlan(contract.plan))
      problems.push(document.problemAt(at('plan'), `no plan or alias "${contract.plan}" in the config`));
    if (contract.sla !== null && !known.isPolicy(contract.sla)) {
      problems.push(document.problemAt(at('sla'), `no policy "${contract.sla}" in the config's sla.policies`));
    }
    if (contract.endsOn !== null && contract.endsOn < contract.startsOn) {
      problems.push(
        document.problemAt(
          at('endsOn'),
          `the contract ends (${contract.endsOn}) before it starts (${contract.startsOn})`,
        ),
      );
    }
    const bots = new Set(contract.bots.map((bot) => bot.id));
    const addresses = new Map<string, number>();
    contract.users.forEach((user, u) => {
      for (const bot of user.bots.filter((id) => !bots.has(id))) {
        problems.push(document.problemAt(at('users', u, 'bots'), `no bot "${bot}" in contract "${contract.id}"`));
      }
      for (const one of new Set([user.email, ...user.otherEmails])) {
        const other = addresses.get(one);
        if (other !== undefined) {
          problems.push(
            document.problemAt(
              at('users', u),
              `${one} is a user of contract "${contract.id}" twice (users[${other}] too); keep one of them`,
            ),
          );
        }
        addresses.set(one, u);
      }
    });
  });
  return problems;
}
