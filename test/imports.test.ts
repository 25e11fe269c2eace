import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** The rooms of the house: who may import whom. What is not listed here may import anything (`worker.ts`, `cli/`, …). */
const src = fileURLToPath(new URL('../src', import.meta.url));

interface Import {
  from: string;
  /** A path in `src`, or a package's name. */
  to: string;
  typeOnly: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/^(?:import|export) (type )?(?:([^;]*?) from )?'([^']+)';/gms)].map(
    ([, typed, names, target = '']) => ({
      from: file,
      to: target.startsWith('.') ? relative(src, normalize(join(src, dirname(file), target))) : target,
      typeOnly: typed !== undefined || (names !== undefined && /^\{\s*(type [^,}]+,?\s*)+\}$/.test(names)),
    }),
  );
});

const room = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : path);
const inRoom = (name: string) => imports.filter((one) => room(one.from) === name);
const show = (one: Import) => `${one.from} imports ${one.to}`;

test('imports are found at all', () => {
  expect(imports.length).toBeGreaterThan(200);
  expect(imports).toContainEqual({ from: 'store/store.ts', to: 'store/ledger.ts', typeOnly: false });
});

describe('the pure rooms do no I/O', () => {
  const PURE = ['mail', 'ticket', 'letters', 'report'];
  /** Libraries and parts of Node that compute and do nothing else. */
  const WITHOUT_IO = new Set([
    'node:buffer',
    'node:crypto',
    'node:stream',
    'node:string_decoder',
    'node:url',
    'date-holidays',
    'eld',
    'eld/extrasmall',
    'fastest-levenshtein',
    'html-to-text',
    'iconv-lite',
    'liquidjs',
    'mailparser',
    'libmime',
    'markdown-it',
    'nodemailer/lib/addressparser',
    'nodemailer/lib/mail-composer',
    'nodemailer/lib/mime-funcs',
    'nodemailer/lib/mime-node',
    're2js',
    'temporal-polyfill',
  ]);

  test.each(PURE)('%s/ imports nothing but pure rooms and libraries without I/O', (name) => {
    const wrong = inRoom(name).filter((one) => !PURE.includes(room(one.to)) && !WITHOUT_IO.has(one.to));
    expect(wrong.map(show)).toEqual([]);
  });

  test.each(PURE)('%s/ reads no clock and no environment', (name) => {
    const impure = files
      .filter((file) => room(file) === name)
      .filter((file) =>
        /\bDate\.now\(|new Date\(\)|\bprocess\.|Math\.random\(/.test(readFileSync(join(src, file), 'utf8')),
      );
    expect(impure).toEqual([]);
  });
});

test('report/ shows what ticket/report/ counts and borrows words of letters; no other pure room knows it', () => {
  const BORROWED = ['letters/escape.ts', 'letters/ticket-words.ts', 'letters/words.ts'];
  const wrong = imports.filter((one) => {
    if (room(one.from) === 'report') return !['report', 'ticket'].includes(room(one.to)) && !BORROWED.includes(one.to);
    return room(one.to) === 'report' && room(one.from) !== 'cli';
  });
  expect(wrong.map(show)).toEqual([]);
});

/** Files at the top that every room but the pure ones may use: they compute, and do nothing else. */
const SHARED = ['give-back.ts', 'jsonc.ts', 'loopback.ts'];

test('what rooms share stands on libraries alone', () => {
  const wrong = imports.filter((one) => SHARED.includes(one.from) && files.includes(one.to));
  expect(wrong.map(show)).toEqual([]);
});

test('store, mailbox, outgoing and directory do not know each other, nor the shell above them', () => {
  const ROOMS = ['store', 'mailbox', 'outgoing', 'directory'];
  /** Of the core they take types. */
  const wrong = imports.filter((one) => {
    if (!ROOMS.includes(room(one.from)) || !/^[a-z-]+(\/|\.ts$)/.test(one.to) || !files.includes(one.to)) return false;
    const to = room(one.to);
    if (to === room(one.from) || SHARED.includes(one.to)) return false;
    return !(
      ['mail', 'ticket', 'letters'].includes(to) &&
      (one.typeOnly || ['letters/letter.ts', 'ticket/ticket.ts'].includes(one.to))
    );
  });
  expect(wrong.map(show)).toEqual([]);
});

test('ingest and deliver know the core and the store, no mail server', () => {
  const wrong = imports.filter(
    (one) =>
      ['ingest.ts', 'deliver.ts'].includes(one.from) &&
      ['mailbox', 'outgoing', 'directory', 'store', 'config', 'cli'].includes(room(one.to)) &&
      !one.typeOnly,
  );
  expect(wrong.map(show)).toEqual([]);
});

test('only the wiring and the commands import the commands', () => {
  const wrong = imports.filter((one) => room(one.to) === 'cli' && room(one.from) !== 'cli' && one.from !== 'main.ts');
  expect(wrong.map(show)).toEqual([]);
});

test('no file of the source is long', () => {
  const long = files
    .map((file) => [file, readFileSync(join(src, file), 'utf8').split('\n').length] as const)
    .filter(([, lines]) => lines > 350);
  expect(long).toEqual([]);
});
