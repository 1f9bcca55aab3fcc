import type { QuerySession, QueryState } from '../clients/query-session.ts';
import { useObservable } from './use-observable.ts';

/** The state of a query prompt; `run`, `more` and `cancel` are the session's. */
export function useQuery(session: QuerySession): QueryState {
  return useObservable(session);
}
