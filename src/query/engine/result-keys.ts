import type { Aggregate, Path, SelectItem } from '../language/ast.ts';

export type ResultColumn = { readonly key: string; readonly value: Path | Aggregate };

/**
 * What the members of a row are called: the alias, else the last segment of the path; an aggregate without alias is
 * `$1`, `$2`, …. Of two items with one key the last wins. hub-reference 5.6.
 */
export function resultColumns(items: readonly SelectItem[]): ResultColumn[] {
  let unnamed = 0;
  const columns = new Map<string, ResultColumn>();
  for (const { value, alias } of items) {
    const key = alias ?? (value.kind === 'path' ? value.segments.at(-1)!.name : `$${++unnamed}`);
    columns.set(key, { key, value });
  }
  return [...columns.values()];
}
