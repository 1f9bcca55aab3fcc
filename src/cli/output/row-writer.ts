import { dataFormats, dataWriter } from '../../lib/rows/data-writer.ts';
import type { RowWriter } from '../../lib/rows/row-writer.ts';
import { tableWriter } from './table.ts';

export const formats = ['table', ...dataFormats] as const;
export type Format = (typeof formats)[number];

export function rowWriter(format: Format): RowWriter {
  return format === 'table' ? tableWriter() : dataWriter(format);
}
