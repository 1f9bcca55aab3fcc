import { safeJson } from '../../lib/escape.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { cells, fill, type SafeText, safe } from '../../lib/text.ts';
import { inverted, type Row, span } from '../text/row.ts';

export type ResultsTable = { readonly header: Row; readonly rows: readonly Row[] };
type Column = { readonly title: string; readonly cell: (row: JsonObject) => SafeText };

const widest = 48;
/** Text beyond this is not looked at: a cell shows far less. */
const longestText = 512;

/** The visible rows as a table; columns come from what the rows hold. */
export function resultsTable(
  rows: readonly JsonObject[],
  itemType: string | undefined,
  window: { readonly top: number; readonly height: number; readonly cursor: number },
): ResultsTable {
  const columns = itemType === 'Twin' ? twinColumns : rawColumns(rows.slice(0, 200));
  const shown = rows.slice(window.top, window.top + window.height);
  const texts = shown.map(row => columns.map(column => column.cell(row)));
  const widths = columns.map(({ title }, index) =>
    Math.min(widest, Math.max(cells(title), ...texts.map(line => cells(line[index]!)))),
  );
  const header = columns.flatMap(({ title }, index) => [span(`  ${fill(safe(title), widths[index]!)}`, 'muted')]);
  return {
    header: [span('  '), ...header],
    rows: texts.map((line, index) => tableRow(line, widths, window.top + index === window.cursor)),
  };
}

function tableRow(line: readonly SafeText[], widths: readonly number[], isCurrent: boolean): Row {
  const row = [
    span(isCurrent ? '▸ ' : '  ', 'focus'),
    ...line.map((text, index) => ({ text: `  ${fill(text, widths[index]!)}` as SafeText })),
  ];
  return isCurrent ? inverted(row) : row;
}

/** A whole twin has too many members for a table: these say most. */
const twinColumns: readonly Column[] = [
  {
    title: 'deviceId',
    cell: row => text(row.moduleId === undefined ? row.deviceId : `${row.deviceId}/${row.moduleId}`),
  },
  { title: 'state', cell: row => text(row.connectionState) },
  { title: 'tags', cell: row => text(row.tags) },
  { title: 'desired', cell: row => text(section(row, 'desired')) },
  { title: 'reported', cell: row => text(section(row, 'reported')) },
];

function rawColumns(rows: readonly JsonObject[]): readonly Column[] {
  const titles = new Set(rows.flatMap(row => Object.keys(row)));
  return [...titles].map(title => ({ title, cell: row => text(row[title]) }));
}

function section(row: JsonObject, name: string): Json | undefined {
  const { properties } = row;
  const found = isObject(properties) ? properties[name] : undefined;
  if (!isObject(found)) return undefined;
  return Object.fromEntries(Object.entries(found).filter(([key]) => key !== '$metadata' && key !== '$version'));
}

function text(value: Json | undefined): SafeText {
  if (value === undefined) return safe('');
  const shown = typeof value === 'string' ? value : safeJson(value);
  return safe(shown.length > longestText ? shown.slice(0, longestText) : shown);
}
