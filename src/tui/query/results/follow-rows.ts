import type { JsonObject } from '../../../lib/json.ts';
import { freshRows, type LiveRow, nextRows, withoutOldMarks } from './live-rows.ts';

export type Followed = {
  /** Which run the rows are of, and the rows as they came. */
  readonly run: number;
  readonly source: readonly JsonObject[];
  readonly rows: readonly LiveRow[];
  readonly pages: number;
};

export const nothingFollowed: Followed = { run: -1, source: [], rows: [], pages: 0 };

type Source = {
  readonly run: number;
  readonly rows: readonly JsonObject[];
  readonly at: number | undefined;
  readonly pages: number;
};

/** What to show after the query's state changed or time went by; the same object when nothing is different. */
export function follow(before: Followed, { run, rows, at, pages }: Source, now: number): Followed {
  if (run !== before.run) return { run, source: rows, rows: freshRows(rows), pages };
  if (rows !== before.source) {
    // The first page of a run is no news, and further ones begin with the rows that are there.
    const isNextPage = before.pages === 0 || (before.source.length > 0 && rows[0] === before.source[0]);
    const next = isNextPage
      ? [...before.rows, ...freshRows(rows.slice(before.source.length))]
      : nextRows(before.rows, rows, at ?? now);
    return { run, source: rows, rows: next, pages };
  }
  const kept = withoutOldMarks(before.rows, now);
  return kept === before.rows ? before : { ...before, rows: kept };
}
