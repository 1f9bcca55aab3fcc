import { describe, expect, it } from 'vitest';
import { cellText } from '../../../src/tui/query/results/cell.ts';
import { freshRows } from '../../../src/tui/query/results/live-rows.ts';
import { resultsModel } from '../../../src/tui/query/results/results-model.ts';
import { tableRows } from '../../../src/tui/query/results/table-rows.ts';
import { initialTable } from '../../../src/tui/query/results/table-view.ts';
import { rowText } from '../../helpers/row-text.ts';

describe('a text in a cell', () => {
  it('stands without quotes where nothing in it is escaped', () => {
    expect(cellText('Redmond43')).toBe('Redmond43');
    expect(cellText('say "hi"')).toBe('say "hi"');
  });
  it.each([
    ['admin\u202egnp', '"admin\\u202egnp"'],
    ['admin\\u202egnp', '"admin\\\\u202egnp"'],
    ['C:\\temp', '"C:\\\\temp"'],
  ])('stands as JSON where something is, so that %j is shown as %s', (value, shown) => {
    expect(cellText(value)).toBe(shown);
    expect(JSON.parse(shown)).toBe(value);
  });
  it('is cut with an ellipsis, never within a character', () => {
    expect(cellText('x'.repeat(600))).toBe(`${'x'.repeat(512)}…`);
    expect(cellText(`${'x'.repeat(511)}😀`)).toBe(`${'x'.repeat(511)}…`);
    expect(cellText(`\\${'x'.repeat(600)}`)).toBe(`"\\\\${'x'.repeat(511)}"…`);
  });
});

it('a column is named so that a backslash in a key is no escape', () => {
  const rows = freshRows([{ 'a\u202eb': 1, 'a\\u202eb': 2 }]);
  const model = resultsModel({ rows, itemType: 'Raw', text: '', hasMore: false }, initialTable);
  const [heading] = tableRows({ model, view: initialTable, isBrowsing: false, width: 60, height: 5 });
  expect(rowText(heading!).trim()).toMatch(/^a\\u202eb +a\\\\u202eb$/);
});
