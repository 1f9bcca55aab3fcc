import { safeJson } from '../../lib/escape.ts';
import type { Json } from '../../lib/json.ts';
import { columnsOf } from '../../lib/rows/columns-of.ts';
import type { RowWriter } from '../../lib/rows/row-writer.ts';
import { cells, cut, fill, type SafeText, safe } from '../../lib/text.ts';

/** Wider cells are cut, with an ellipsis that says so. */
const widestCell = 60;

/** Columns are as wide as the first page needs; a page with other columns gets a heading of its own. */
export function tableWriter(): RowWriter {
  let columns: readonly string[] = [];
  let widths: readonly number[] = [];
  return {
    page(rows) {
      const shown = rows.map(row => new Map(columnsOf([row]).map(name => [name, cellOf(row[name])])));
      const needed = columnsOf(rows);
      let heading = '';
      if (needed.some(name => !columns.includes(name))) {
        heading = columns.length > 0 ? '\n' : '';
        columns = needed;
        const titles = columns.map(safe);
        widths = columns.map((name, index) =>
          Math.max(cells(titles[index]!), ...shown.map(row => cells(row.get(name) ?? ''))),
        );
        const rules = widths.map(width => safe('─'.repeat(width)));
        heading += lineOf(titles, widths) + lineOf(rules, widths);
      }
      const lines = shown.map(row => {
        const ofRow = columns.map(name => row.get(name) ?? safe(''));
        return lineOf(ofRow, widths);
      });
      return heading + lines.join('');
    },
    end: () => '',
  };
}

/** A cell of a later page that is wider than its column is shown whole, and shifts those behind it. */
function lineOf(row: readonly SafeText[], widths: readonly number[]): string {
  const filled = row.map((cell, index) => fill(cell, Math.max(widths[index] ?? 0, cells(cell))));
  return `${filled.join('  ').trimEnd()}\n`;
}

function cellOf(value: Json | undefined): SafeText {
  if (value === undefined) return safe('');
  return cut(safe(typeof value === 'string' ? value : safeJson(value)), widestCell);
}
