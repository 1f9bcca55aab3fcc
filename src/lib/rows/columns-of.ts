import type { JsonObject } from '../json.ts';

/** Every key of the rows, in the order in which they first occur. */
export function columnsOf(rows: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}
