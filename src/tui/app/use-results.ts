import { useEffect, useMemo, useState } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { QueryState } from '../../clients/query-session.ts';
import { follow, nothingFollowed } from '../query/results/follow-rows.ts';
import { type ResultsModel, resultsModel } from '../query/results/results-model.ts';
import type { TableView } from '../query/results/table-view.ts';

export type ResultsView = ResultsModel & {
  /** How many rows meet the query in all, where the hub tells. */
  readonly total: number | undefined;
};

/** The rows as the table shows them: marked by what became of them, sorted, in the columns that were chosen. */
export function useResults(connection: HubConnection, query: QueryState, view: TableView, now: number): ResultsView {
  const [kept, keep] = useState(nothingFollowed);
  const followed = follow(kept, query, now);
  if (followed !== kept) keep(followed);
  const { sort, hidden } = view;
  const { itemType, text, status } = query;
  const hasMore = status === 'partial';
  const model = useMemo(
    () => resultsModel({ rows: followed.rows, itemType, text, hasMore }, { sort, hidden }),
    [followed.rows, itemType, text, hasMore, sort, hidden],
  );
  const total = useTotal(connection, query);
  return useMemo(() => ({ ...model, total }), [model, total]);
}

/**
 * Counts all rows on the local hub alone, whose plan tells their number. Elsewhere a count would cost a query of its
 * own.
 */
function useTotal(connection: HubConnection, { run, status, text }: QueryState): number | undefined {
  const [counted, setCounted] = useState<{ readonly run: number; readonly total: number }>();
  const isAsked = connection.kind === 'local' && status === 'partial' && counted?.run !== run;
  useEffect(() => {
    if (!isAsked) return;
    let isOver = false;
    connection.explain(text).then(
      ({ rowsFound }) => isOver || setCounted({ run, total: rowsFound }),
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [connection, isAsked, run, text]);
  return counted?.run === run ? counted.total : undefined;
}
