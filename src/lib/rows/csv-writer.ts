import { AppError } from '../errors.ts';
import { safeJson } from '../escape.ts';
import type { Json, JsonObject } from '../json.ts';
import { columnsOf } from './columns-of.ts';
import type { RowWriter } from './row-writer.ts';

/**
 * RFC 4180 with a heading. Objects and arrays are cells of JSON. The columns are those of the first page; a later row
 * with another one ends the output with an error, rather than lose a value unseen.
 */
export function csvWriter(): RowWriter {
  let columns: readonly string[] | undefined;
  return {
    page(rows) {
      const heading = columns === undefined && rows.length > 0;
      if (heading) columns = columnsOf(rows);
      const known = columns ?? [];
      const stranger = columnsOf(rows).find(name => !known.includes(name));
      if (stranger !== undefined) {
        throw new AppError(`a later page has the column ${JSON.stringify(stranger)}, which the heading lacks`, {
          hint: 'Name the columns in SELECT, or use --format ndjson.',
        });
      }
      return (heading ? lineOf(known) : '') + rows.map(row => lineOf(known.map(name => cellOf(row, name)))).join('');
    },
    end: () => '',
  };
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function cellOf(row: JsonObject, name: string): string {
  const value: Json | undefined = row[name];
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : safeJson(value);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
