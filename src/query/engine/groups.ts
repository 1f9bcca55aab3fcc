import { bareObject, type Json, type JsonObject } from '../../lib/json.ts';
import { namesOf, pathKey } from '../compile/paths.ts';
import type { Aggregate } from '../language/ast.ts';
import type { ResultColumn } from './result-keys.ts';
import type { RowNumber } from './row-table.ts';

type Read = (row: RowNumber) => Json | undefined;
type Tally = { rows: number; numbers: number; sum: number; least: number; most: number };

export type Group = { readonly key: string; readonly values: readonly (Json | undefined)[]; readonly tallies: Tally[] };

/** Gathers rows into groups. Objects and arrays are no group values; their rows go with those that have none. */
export class Groups {
  readonly #by: readonly Read[];
  readonly #aggregates: readonly { readonly aggregate: Aggregate; readonly read: Read | undefined }[];
  readonly #groups = new Map<string, Group>();
  /** By the value itself, where one member makes the groups: quicker than by its text. */
  readonly #byValue = new Map<Json | undefined, Group>();

  constructor(by: readonly Read[], aggregates: readonly { aggregate: Aggregate; read: Read | undefined }[]) {
    this.#by = by;
    this.#aggregates = aggregates;
    // Without GROUP BY there is one row, even over no rows at all. hub-reference 5.6.
    if (by.length === 0) this.#group([]);
  }

  add(row: RowNumber): void {
    this.addMany(
      this.#by.map(read => read(row)),
      1,
      row,
    );
  }

  /** Several rows of the same values; only where all aggregates are COUNT. */
  addMany(values: readonly (Json | undefined)[], count: number, row: RowNumber): void {
    const group = this.#group(values.map(value => (typeof value === 'object' && value !== null ? undefined : value)));
    for (const [index, { read }] of this.#aggregates.entries()) {
      const tally = group.tallies[index]!;
      tally.rows += count;
      const value = read?.(row);
      if (typeof value !== 'number') continue;
      tally.numbers++;
      tally.sum += value;
      tally.least = Math.min(tally.least, value);
      tally.most = Math.max(tally.most, value);
    }
  }

  /** In an order that does not depend on which rows came first, so that pages fit together while rows change. */
  sorted(): Group[] {
    return [...this.#groups.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  #group(values: readonly (Json | undefined)[]): Group {
    if (values.length !== 1) return this.#groupByText(values);
    const known = this.#byValue.get(values[0]);
    if (known !== undefined) return known;
    const created = this.#groupByText(values);
    this.#byValue.set(values[0], created);
    return created;
  }

  #groupByText(values: readonly (Json | undefined)[]): Group {
    const key = values.length === 1 ? keyOf(values[0]) : values.map(keyOf).join('\u0000');
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const tallies = this.#aggregates.map(() => ({ rows: 0, numbers: 0, sum: 0, least: Infinity, most: -Infinity }));
    const group = { key, values, tallies };
    this.#groups.set(key, group);
    return group;
  }
}

function keyOf(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(value);
}

/** A group as a row of the answer. */
export function groupRow(group: Group, columns: readonly ResultColumn[], by: readonly string[]): JsonObject {
  const row = bareObject();
  let aggregate = 0;
  for (const { key, value } of columns) {
    const cell =
      value.kind === 'path'
        ? group.values[by.indexOf(pathKey(namesOf(value)))]
        : outcome(value, group.tallies[aggregate++]!);
    if (cell !== undefined) row[key] = cell;
  }
  return row;
}

/** Of no numbers the sum is 0, and there is neither an average nor an extreme. */
function outcome({ name }: Aggregate, tally: Tally): number | undefined {
  if (name === 'COUNT') return tally.rows;
  if (name === 'SUM') return tally.sum;
  if (tally.numbers === 0) return undefined;
  return name === 'AVG' ? tally.sum / tally.numbers : name === 'MIN' ? tally.least : tally.most;
}
