import { readFile, stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { exportRows } from '../../../src/tui/query/export-file.ts';
import { temporaryDirectory } from '../../helpers/cli.ts';

const noon = new Date('2026-11-23T12:00:00Z');
const rows = Array.from({ length: 2500 }, (_, at) =>
  at === 2000 ? { deviceId: 'late', extra: 'a,"b"' } : { deviceId: `d${at}` },
);

it.each(['csv', 'json', 'ndjson'] as const)('rows are written as %s, for their owner only', async format => {
  const path = await exportRows(rows, format, temporaryDirectory(), noon);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, 'utf8');
  if (format === 'csv') expect(text.split('\r\n')).toMatchObject({ 0: 'deviceId,extra', 2001: 'late,"a,""b"""' });
  else if (format === 'json') expect(JSON.parse(text)).toEqual(rows);
  else
    expect(
      text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as unknown),
    ).toEqual(rows);
});

it('a file that is there is never overwritten', async () => {
  const directory = temporaryDirectory();
  const first = await exportRows([{ a: 1 }], 'json', directory, noon);
  const second = await exportRows([{ a: 2 }], 'json', directory, noon);
  expect(second).not.toBe(first);
  expect(await readFile(first, 'utf8')).toContain('1');
});

it('a spreadsheet that opens an export runs nothing of it, and numbers stay numbers', async () => {
  const hostile = { '=A1': '=HYPERLINK("http://x")', b: '+1', c: '-1', d: '@SUM(A1)', e: '\t=1', n: -1, list: ['=1'] };
  const path = await exportRows([hostile], 'csv', temporaryDirectory(), noon);
  expect(await readFile(path, 'utf8')).toBe(
    `'=A1,b,c,d,e,n,list\r\n"'=HYPERLINK(""http://x"")",'+1,'-1,'@SUM(A1),\\u0009=1,-1,"[""=1""]"\r\n`,
  );
});
