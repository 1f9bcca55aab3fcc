import { AppError } from '../errors.ts';
import { escapeUnsafe, safeJson } from '../escape.ts';
import type { Json } from '../json.ts';
import { columnsOf } from './columns-of.ts';
import type { RowWriter } from './row-writer.ts';

/** Whom a file is for. */
export type CsvReader = 'program' | 'spreadsheet';

/**
 * RFC 4180 with a heading. Objects and arrays are cells of JSON. The columns are those of the first page; a later row
 * with another one ends the output with an error, rather than lose a value unseen. What a terminal could obey or would
 * hide is escaped as in the other formats; for a spreadsheet no text is left a formula.
 */
export function csvWriter(reader: CsvReader): RowWriter {
  const plain = reader === 'spreadsheet' ? withoutFormula : (text: string) => text;
  const textOf = (text: string) => plain(escaped(text));
  const cellOf = (value: Json | undefined) => {
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? textOf(value) : safeJson(value);
  };
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
      return (
        (heading ? lineOf(known.map(textOf)) : '') +
        rows.map(row => lineOf(known.map(name => cellOf(row[name])))).join('')
      );
    },
    end: () => '',
  };
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

/** The ends of lines stay: a cell may have several. */
function escaped(text: string): string {
  return text.replace(/[^\r\n]+|\r(?!\n)/g, escapeUnsafe);
}

/** The quote is the spreadsheets' own sign for a text. */
function withoutFormula(text: string): string {
  return /^[=+\-@＝＋－＠\r\n]/.test(text) ? `'${text}` : text;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
