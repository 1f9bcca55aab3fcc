import stringWidth from 'string-width';
import { escapeUnsafe, safeJson } from '../../lib/escape.ts';
import type { Json } from '../../lib/json.ts';
import { columnsOf } from '../../lib/rows/columns-of.ts';
import type { RowWriter } from '../../lib/rows/row-writer.ts';

/** Wider cells are cut, with an ellipsis that says so. */
const widestCell = 60;

/** Columns are as wide as the first page needs; a page with other columns gets a heading of its own. */
export function tableWriter(): RowWriter {
  let columns: readonly string[] = [];
  let widths: readonly number[] = [];
  return {
    page(rows) {
      const cells = rows.map(row => new Map(columnsOf([row]).map(name => [name, cellOf(row[name])])));
      const needed = columnsOf(rows);
      let heading = '';
      if (needed.some(name => !columns.includes(name))) {
        heading = columns.length > 0 ? '\n' : '';
        columns = needed;
        widths = columns.map(name =>
          Math.max(stringWidth(name), ...cells.map(row => stringWidth(row.get(name) ?? ''))),
        );
        heading +=
          lineOf(columns.map(escapeUnsafe), widths) +
          lineOf(
            widths.map(width => '─'.repeat(width)),
            widths,
          );
      }
      return (
        heading +
        cells
          .map(row =>
            lineOf(
              columns.map(name => row.get(name) ?? ''),
              widths,
            ),
          )
          .join('')
      );
    },
    end: () => '',
  };
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, index) => cell + ' '.repeat(Math.max(0, (widths[index] ?? 0) - stringWidth(cell))));
  return `${padded.join('  ').trimEnd()}\n`;
}

function cellOf(value: Json | undefined): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? escapeUnsafe(value) : safeJson(value);
  if (stringWidth(text) <= widestCell) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) >= widestCell) break;
    cut += segment;
  }
  return `${cut}…`;
}
