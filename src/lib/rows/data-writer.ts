import { safeJson } from '../escape.ts';
import { type CsvReader, csvWriter } from './csv-writer.ts';
import type { RowWriter } from './row-writer.ts';

export const dataFormats = ['json', 'ndjson', 'csv'] as const;
export type DataFormat = (typeof dataFormats)[number];

/** Rows for programs; CSV for whoever reads it. */
export function dataWriter(format: DataFormat, csvReader: CsvReader = 'program'): RowWriter {
  switch (format) {
    case 'csv':
      return csvWriter(csvReader);
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
