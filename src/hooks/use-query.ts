import type { QuerySession, QueryState } from '../clients/query-session.ts';
import { useObservable } from './use-observable.ts';

/**
 * Gives what a query prompt shows: the rows so far, how far the run has come, how long it took and what went wrong.
 * Queries are run and cancelled by the session itself.
 */
export function useQuery(session: QuerySession): QueryState {
  return useObservable(session);
}
