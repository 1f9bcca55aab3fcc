import type { JsonObject } from '../../lib/json.ts';
import type { ConnectionFlags } from '../settings/config.ts';
import { print } from './print.ts';
import { type Format, rowWriter } from './row-writer.ts';

export type ListFlags = ConnectionFlags & { readonly format?: Format };

/** A whole list in the format that was asked for: by default a table for a person, lines of JSON for a program. */
export async function printRows(flags: ListFlags, rows: readonly JsonObject[]): Promise<void> {
  const writer = rowWriter(formatOf(flags));
  await print(writer.page(rows) + writer.end());
}

export function formatOf({ format }: ListFlags): Format {
  return format ?? (process.stdout.isTTY ? 'table' : 'ndjson');
}
