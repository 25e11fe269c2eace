import { describe, expect, test } from 'vitest';
import { csvCell, reportCsv } from '../../src/report/csv.ts';
import { opened, reportOf, ticket } from '../ticket/report/report.ts';

describe('a cell', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+55 31 99999-0000', "'+55 31 99999-0000"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\tx', "'\tx"],
    ['\n=1', `"'\n=1"`],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("https://x.example","a")', `"'=HYPERLINK(""https://x.example"",""a"")"`],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ])('%j is text, and no formula', (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });

  test.each([
    ['Acme', 'Acme'],
    ['Sol, Mar & Cia', '"Sol, Mar & Cia"'],
    ['Bar "do Zé"', '"Bar ""do Zé"""'],
    ['a=b-c', 'a=b-c'],
    ['two\nlines', '"two\nlines"'],
    ['', ''],
  ])('%j stays what it is (RFC 4180)', (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });
});

test('a report has a header, a row a group, and one of all, each of the same length', () => {
  const csv = reportCsv(
    reportOf([ticket([['11-03 10:00', opened]], { organization: '=cmd()' }), ticket([['11-03 10:00', opened]])], {
      by: 'organization',
    }),
  );
  const lines = csv.split('\r\n');
  expect(lines.pop()).toBe('');
  const rows = lines.map((line) => line.split(','));
  expect(rows.map(([row, name]) => [row, name])).toEqual([
    ['row', 'organization'],
    ['group', "'=cmd()"],
    ['group', 'Acme'],
    ['all', ''],
  ]);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  const column = rows[0]?.indexOf('firstResponseKeptPercent') ?? -1;
  expect(rows.at(-1)?.[column]).toBe('0');
});
