/** `report` as a person runs it, on a desk that took in three mails. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DeskFolder, mailOf, makeDeskFolder } from '../support/desk-folder.ts';

vi.setConfig({ testTimeout: 60_000 });

const NOVEMBER = ['--from', '2026-11-01', '--to', '2026-11-30'];
let desk: DeskFolder;

beforeAll(async () => {
  desk = await makeDeskFolder();
  const files = await Promise.all(
    ['um', 'dois', 'três'].map((subject, i) => desk.write(`${i}.eml`, mailOf({ Subject: subject }))),
  );
  await desk.run('ingest', '--silent', ...files);
}, 60_000);

afterAll(() => desk.remove());

test('a table for people, one object for programs', async () => {
  const { code, stdout } = await desk.run('report', ...NOVEMBER);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^2026-11-01 to 2026-11-30/);
  expect(stdout).toMatch(/^Plus +3 /m);
  const { json } = await desk.run('report', ...NOVEMBER, '--json');
  expect(json()).toMatchObject([
    { from: '2026-11-01', by: 'plan', all: { opened: 3, messagesIn: 3, messagesOut: 0 }, groups: [{ name: 'Plus' }] },
  ]);
});

test('CSV and HTML, to standard output or into a file', async () => {
  const { stdout } = await desk.run('report', ...NOVEMBER, '--by', 'organization', '--format', 'csv');
  expect(stdout).toMatch(/^row,organization,from,to,opened,.*\r\ngroup,Acme,2026-11-01,2026-11-30,3,/);
  const file = join(desk.path, 'november.html');
  const written = await desk.run('report', ...NOVEMBER, '--format', 'html', '--output', file);
  expect([written.code, written.stdout]).toEqual([0, '']);
  expect(written.stderr).toContain('november.html: 3 tickets opened');
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>\n<html lang=/);
});

test.each([
  [['--from', '2026-11-31'], 'there is no day 2026-11-31'],
  [['--from', 'ontem'], '"ontem" is no day: write it as 2026-11-30'],
  [['--from', '2026-11-02', '--to', '2026-11-01'], 'comes after'],
  [['--by', 'queue'], 'Allowed choices are plan, type, agent, organization'],
])('%j is wrong usage, and it says why', async (args, message) => {
  const { code, stderr } = await desk.run('report', ...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a file that can not be written is said', async () => {
  const { code, stderr } = await desk.run('report', ...NOVEMBER, '--output', join(desk.path, 'none', 'x.csv'));
  expect(code).toBe(1);
  expect(stderr).toContain("can't be written");
});
