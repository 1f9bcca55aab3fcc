import { describe, expect, it } from 'vitest';
import type { QueryState } from '../../../src/clients/query-session.ts';
import { learnCatalogue } from '../../../src/query/completion/learn-catalogue.ts';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { queryRows } from '../../../src/tui/panes/query-rows.ts';
import { menuAt } from '../../../src/tui/query/menu/suggest.ts';
import { problemsOf } from '../../../src/tui/query/problems.ts';
import { promptWith, type QueryPrompt } from '../../../src/tui/query/prompt.ts';
import { queryStatus } from '../../../src/tui/query/query-status.ts';
import { freshRows } from '../../../src/tui/query/results/live-rows.ts';
import { queryDoubt } from '../../../src/tui/query/results/query-doubt.ts';
import { noResults, resultsModel } from '../../../src/tui/query/results/results-model.ts';
import { initialTable } from '../../../src/tui/query/results/table-view.ts';
import type { Sheet } from '../../../src/tui/query/sheets/sheet.ts';
import { sheetRows } from '../../../src/tui/query/sheets/sheet-rows.ts';
import { type Row, rowWidth } from '../../../src/tui/text/row.ts';

const noon = Date.parse('2026-11-23T12:00:00Z');
const rows = Array.from({ length: 100 }, (_, at) => ({
  deviceId: `device${at}`,
  note: '日本語\u001b[31m',
  number: at,
}));
const done: QueryState = {
  status: 'done',
  text: 'SELECT deviceId, note, number FROM devices',
  rows,
  itemType: 'Raw',
  pages: 1,
  milliseconds: 0.4,
  at: noon,
  retryAt: undefined,
  error: undefined,
  run: 1,
  asked: [],
};
const results = resultsModel({ rows: freshRows(rows), itemType: 'Raw', text: done.text, hasMore: false }, initialTable);
const base = promptWith({ history: [], favourites: [{ name: 'all', text: done.text }] });
const typing = (text: string): QueryPrompt => {
  const field = textField(text);
  return { ...base, field, menu: menuAt(field, learnCatalogue()) };
};
const drawn = (prompt: QueryPrompt, width: number, height: number, result = done) => {
  const problems = problemsOf(prompt.field.graphemes.join(''));
  return queryRows({ prompt, result, results, problems, focused: true, width, height, now: noon });
};
const text = (lines: readonly Row[]) =>
  lines.map(row =>
    row
      .map(piece => piece.text)
      .join('')
      .trimEnd(),
  );

describe('the query pane', () => {
  const long = `SELECT * FROM devices WHERE ${Array.from({ length: 40 }, (_, at) => `tags.a${at} = '日本'`).join(' AND ')}`;

  it('gives the prompt two fifths at most, the rest to the rows', () => {
    const lines = text(drawn({ ...base, field: textField(long) }, 60, 20));
    expect(lines.findIndex(line => line.includes('deviceId  note'))).toBe(8);
  });
  it('tells below no rows what was probably meant, and the key that writes it', () => {
    const slip = "SELECT * FROM devices WHERE connectionState = 'connected'";
    const result = { ...done, text: slip, rows: [] };
    const doubt = queryDoubt(result, learnCatalogue());
    const prompt = { ...base, field: textField(slip) };
    const shown = (width: number) =>
      text(
        queryRows({
          prompt,
          result,
          results: noResults,
          problems: [],
          doubt,
          focused: true,
          width,
          height: 8,
          now: noon,
        }),
      );
    expect(shown(100).slice(1)).toEqual([
      '   no rows',
      "   connectionState has 'Connected', in another case   ^F Write 'Connected'",
    ]);
    expect(shown(60).slice(-2)).toEqual([
      "   connectionState has 'Connected', in another case",
      "   ^F Write 'Connected'",
    ]);
  });
  it('lays the offers over the rows, below the word being typed', () => {
    const lines = text(drawn(typing('SELECT * FROM devices W'), 60, 12));
    expect(lines[1]).toBe('   deviceId  note      ▸WHERE  keyword');
  });
  it('points at what is wrong and offers the fix', () => {
    const lines = text(
      drawn({ ...base, field: textField("SELECT * FROM devices WHERE STARTS_WITH(deviceId, 'a')") }, 100, 12),
    );
    expect(lines[1]).toMatch(/^ {30}\^+$/);
    expect(lines[2]).toContain('^F');
  });
  it('tells for how long it waits while the hub throttles', () => {
    const error = { message: 'the hub is throttling' } as QueryState['error'];
    const lines = text(drawn(base, 80, 8, { ...done, status: 'waiting', error, retryAt: noon + 3_400 }));
    expect(lines.join('\n')).toContain('asked again in 4 s; Esc gives up');
  });
  it('escapes what twins hold', () => {
    expect(text(drawn(base, 100, 8)).join('\n')).toContain('\\u001b[31m');
  });

  const prompts: readonly QueryPrompt[] = [
    base,
    typing('SELECT * FROM devices WHERE '),
    typing("SELECT * FROM devices WHERE ta.b == 'x' and "),
    { ...base, field: textField(long) },
    { ...base, mode: 'results', table: { ...initialTable, row: 99, column: 2 } },
    { ...base, mode: 'results', table: { ...initialTable, isChart: true } },
    { ...base, search: { field: textField('red'), skip: 0 } },
  ];
  it('is never larger than its place', () => {
    for (let height = 0; height < 30; height += 3) {
      for (const prompt of prompts) expect(drawn(prompt, 60, height).length).toBeLessThanOrEqual(height);
    }
  });
  it('sheets are never larger than the screen', () => {
    const plan = {
      access: 'scan',
      paths: [],
      rowsInTable: 1,
      columnBytes: 1,
      rowsFound: 1,
      rowsLookedAt: 1,
      milliseconds: 1,
    } as const;
    const sheets: readonly Sheet[] = [
      { kind: 'row', row: { deviceId: 'a', deep: { text: 'x'.repeat(4000), list: rows } }, top: 0 },
      { kind: 'plan', text: long, plan },
      { kind: 'export', index: 0 },
      { kind: 'favourites', index: 0, name: textField('name') },
    ];
    for (const sheet of sheets) {
      for (const [columns, height] of [
        [40, 12],
        [80, 24],
        [200, 60],
      ] as const) {
        const lines = sheetRows(base, sheet, 100, { columns, rows: height });
        expect(lines.length).toBeLessThanOrEqual(height - 2);
        for (const line of lines) expect(rowWidth(line)).toBeLessThanOrEqual(columns);
      }
    }
  });
});

describe('the word on the border', () => {
  const told = (options: Partial<Parameters<typeof queryStatus>[0]>) =>
    text([queryStatus({ isLive: false, query: done, total: undefined, kind: 'local', now: noon, ...options })])[0];
  it('says of rows that they are of the query before, once another one is typed', () => {
    expect(told({ typed: `${done.text} ` })).toBe('100 rows · 0.4 ms');
    expect(told({ typed: `${done.text} WHERE` })).toBe('100 rows · 0.4 ms · of the query before');
  });
  it('says how many of how many', () => {
    expect(told({ query: { ...done, status: 'partial' }, total: 5024 })).toContain('100 of 5,024 rows · more: m');
    expect(told({ query: { ...done, status: 'partial' } })).toContain('100 rows · more: m');
  });
  it('says on a real hub what it costs to stay alive, and that the index may lag', () => {
    const query = { ...done, asked: [noon - 70_000, noon - 10_000, noon] };
    expect(told({ isLive: true, kind: 'real', query })).toBe(
      'live every 6 s · 2 of 20 queries a minute · 100 rows · 0.4 ms · index may lag',
    );
  });
});
