import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readDirectoryFile } from '../../src/directory/file.ts';
import { tempFolder } from '../support/temp-folder.ts';

const EXAMPLE = fileURLToPath(new URL('../../directory.example.json', import.meta.url));
const known = {
  isPlan: (name: string) => ['Plus', 'Enterprise'].includes(name),
  isPolicy: (name: string) => name === 'standard',
};

async function read(exchange: [string, string] = ['', '']) {
  const path = join(tempFolder(), 'directory.json');
  writeFileSync(path, readFileSync(EXAMPLE, 'utf8').replace(exchange[0], exchange[1]));
  return readDirectoryFile(path, known);
}

async function problems(exchange: [string, string]): Promise<string[]> {
  const result = await read(exchange);
  return 'problems' in result ? result.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`) : [];
}

describe('a good directory', () => {
  test('finds a user by every address, in any case', async () => {
    const result = await read();
    if ('problems' in result) throw new Error(result.problems[0]?.message);
    for (const address of ['ana@acme.example', 'Ana.Souza@Acme.Example']) {
      expect(
        result.directory.lookUp(address).memberships.map(({ contract, user }) => [contract.id, user.name]),
      ).toEqual([['acme-2026', 'Ana Souza']]);
    }
    expect(result.directory.summary).toBe('2 contracts, 3 users');
  });

  test('knows the contracts of a domain, and nothing of a domain below or above it', async () => {
    const result = await read();
    if ('problems' in result) throw new Error(result.problems[0]?.message);
    const ids = (address: string) => result.directory.lookUp(address).domainContracts.map(({ id }) => id);
    expect(ids('new@acme.example')).toEqual(['acme-2026']);
    expect(ids('new@sub.acme.example')).toEqual([]);
    expect(ids('new@xacme.example')).toEqual([]);
  });
});

describe('a bad directory says what and where', () => {
  test.each<[string, [string, string], RegExp]>([
    [
      'a user twice in one contract',
      ['"leo@acme.example"', '"ana.souza@acme.example"'],
      /contracts\[0\]\.users\[1\]: ana\.souza@acme\.example is a user of contract "acme-2026" twice \(users\[0\] too\)/,
    ],
    ['an unknown plan', ['"Plus"', '"Pluss"'], /contracts\[0\]\.plan: no plan or alias "Pluss"/],
    ['an unknown bot', ['["acme-sales"]', '["acme-sale"]'], /contracts\[0\]\.users\[0\]\.bots: no bot "acme-sale"/],
    ['an end before the start', ['"2026-12-31"', '"2025-12-31"'], /contracts\[0\]\.endsOn: the contract ends/],
    [
      'a contract twice',
      ['"globex-enterprise"', '"acme-2026"'],
      /contracts\[1\]\.id: contract "acme-2026" stands here twice/,
    ],
    ['no address', ['"ana@acme.example"', '"ana"'], /contracts\[0\]\.users\[0\]\.email: must be a mail address/],
    ['an unknown key', ['"startsOn"', '"startOn"'], /contracts\[0\]\.startOn: unknown key; did you mean "startsOn"\?/],
    ['no day', ['"2026-01-01"', '"01/01/2026"'], /contracts\[0\]\.startsOn: must be a day such as/],
  ])('%s', async (_what, exchange, expected) => {
    expect((await problems(exchange)).join('\n')).toMatch(expected);
  });

  test('a file that is not there', async () => {
    const result = await readDirectoryFile('/nowhere/directory.json', known);
    expect('problems' in result && result.problems[0]?.message).toMatch(/cannot be read.*directory\.path/);
  });
});
