import type { QueryState } from '../../clients/query-session.ts';
import type { ConnectionView } from '../../hooks/use-connection.ts';
import type { Problem } from '../../query/language/syntax-error.ts';
import type { ResultsView } from '../app/use-results.ts';
import { fieldText } from '../edit/text-field.ts';
import type { Area } from '../layout.ts';
import { queryStatus } from '../query/query-status.ts';
import type { QueryDoubt } from '../query/results/query-doubt.ts';
import type { ScreenState } from '../state.ts';
import type { Row } from '../text/row.ts';
import { paneFrame } from './pane-frame.ts';
import { queryRows } from './query-rows.ts';

export type QueryPaneOptions = {
  readonly area: Area;
  readonly state: ScreenState;
  readonly query: QueryState;
  readonly results: ResultsView;
  readonly problems: readonly Problem[];
  readonly doubt?: QueryDoubt | undefined;
  readonly connection: Pick<ConnectionView, 'kind'>;
  readonly now: number;
};

export function queryPane(options: QueryPaneOptions): readonly Row[] {
  const { area, state, query, results, problems, doubt, connection, now } = options;
  const focused = state.focus === 'query';
  const rows = queryRows({
    prompt: state.query,
    result: query,
    results,
    problems,
    doubt,
    focused,
    width: area.width - 4,
    height: Math.max(0, area.height - 2),
    now,
  });
  const { isLive, field } = state.query;
  const typed = fieldText(field);
  const status = queryStatus({ isLive, typed, query, total: results.total, kind: connection.kind, now });
  return paneFrame({ area, title: '3 Query', status, focused, rows });
}
