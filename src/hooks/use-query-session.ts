import { useMemo } from 'react';
import type { HubConnection } from '../clients/hub-connection.ts';
import { QuerySession } from '../clients/query-session.ts';

/** One prompt's runs over a hub; what they show is for `useQuery`. */
export function useQuerySession({ service }: HubConnection): QuerySession {
  return useMemo(() => new QuerySession(service), [service]);
}
