import { safeJson } from '../../lib/escape.ts';
import type { JsonObject } from '../../lib/json.ts';
import { csvWriter } from './csv.ts';
import { tableWriter } from './table.ts';

export const formats = ['table', 'json', 'ndjson', 'csv'] as const;
export type Format = (typeof formats)[number];

/** Rows as text, page by page, so that the first ones are seen before the last ones are there. */
export type RowWriter = {
  readonly page: (rows: readonly JsonObject[]) => string;
  readonly end: () => string;
};

export function rowWriter(format: Format): RowWriter {
  switch (format) {
    case 'table':
      return tableWriter();
    case 'csv':
      return csvWriter();
    case 'json':
      return jsonWriter();
    case 'ndjson':
      return { page: rows => rows.map(row => `${safeJson(row)}\n`).join(''), end: () => '' };
  }
}

/** One array, an element a line. */
function jsonWriter(): RowWriter {
  let written = 0;
  return {
    page: rows => rows.map(row => `${written++ === 0 ? '[' : ','}\n  ${safeJson(row)}`).join(''),
    end: () => (written === 0 ? '[]\n' : '\n]\n'),
  };
}
