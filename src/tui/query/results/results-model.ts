import type { Json } from '../../../lib/json.ts';
import { type Column, columnsFor } from './column.ts';
import type { LiveRow } from './live-rows.ts';
import { queryPaths } from './query-paths.ts';
import type { TableView } from './table-view.ts';

/** What the table shows, in the order and with the columns that the person chose. Keys and drawing share it. */
export type ResultsModel = {
  readonly columns: readonly Column[];
  readonly rows: readonly LiveRow[];
  /** Whether the hub has more rows than these. */
  readonly hasMore: boolean;
};

export const noResults: ResultsModel = { columns: [], rows: [], hasMore: false };

export type ResultsSource = {
  readonly rows: readonly LiveRow[];
  readonly itemType: string | undefined;
  readonly text: string;
  readonly hasMore: boolean;
};

export function resultsModel(
  source: ResultsSource,
  { sort, hidden }: Pick<TableView, 'sort' | 'hidden'>,
): ResultsModel {
  const { rows, itemType, text, hasMore } = source;
  const all = columnsFor(
    rows.map(({ row }) => row),
    itemType,
    queryPaths(text),
  );
  const columns = all.filter(({ title }) => !hidden.includes(title));
  const by = sort && all.find(({ title }) => title === sort.title);
  return { columns, rows: by === undefined ? rows : sorted(rows, by, sort?.descending === true), hasMore };
}

/** Numbers before texts before all else; what lacks a value comes last either way. */
function sorted(rows: readonly LiveRow[], { read }: Column, descending: boolean): readonly LiveRow[] {
  const keyed = rows.map(live => ({ live, value: read(live.row) }));
  const sign = descending ? -1 : 1;
  keyed.sort((one, other) => {
    const [a, b] = [rank(one.value), rank(other.value)];
    if (a === missing || b === missing) return a - b;
    return sign * (a - b || compare(one.value!, other.value!));
  });
  return keyed.map(({ live }) => live);
}

const missing = 4;

function rank(value: Json | undefined): number {
  if (value === undefined || value === null) return missing;
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : typeof value === 'boolean' ? 2 : 3;
}

const names = new Intl.Collator('en', { numeric: true });

function compare(one: Json, other: Json): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return names.compare(shown(one), shown(other));
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
