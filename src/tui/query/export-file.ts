import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { JsonObject } from '../../lib/json.ts';
import { dataWriter } from '../../lib/rows/data-writer.ts';
import type { ExportFormat } from './sheets/sheet.ts';

/** Rows that become text at a time. */
const atOnce = 1000;
const mostAttempts = 100;

/**
 * Writes the rows into a new file of the directory, for its owner only, and returns its path. No file is ever
 * overwritten: the name has the time in it, and a number where that is taken. Rejects when it cannot be written.
 */
export async function exportRows(
  rows: readonly JsonObject[],
  format: ExportFormat,
  directory: string,
  now: Date,
): Promise<string> {
  const { file, path } = await newFile(directory, format, now);
  try {
    const writer = dataWriter(format, 'spreadsheet');
    // A heading has the columns of the first page: all rows are one for CSV.
    const size = format === 'csv' ? Math.max(1, rows.length) : atOnce;
    for (let at = 0; at < rows.length; at += size) await file.write(writer.page(rows.slice(at, at + size)));
    await file.write(writer.end());
  } finally {
    await file.close();
  }
  return path;
}

async function newFile(
  directory: string,
  format: ExportFormat,
  now: Date,
): Promise<{ file: FileHandle; path: string }> {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? `twin-query-${time}` : `twin-query-${time}-${attempt}`;
    const path = resolve(directory, `${name}.${format}`);
    try {
      return { file: await open(path, 'wx', 0o600), path };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt >= mostAttempts) throw error;
    }
  }
}
