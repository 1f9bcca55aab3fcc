import { useEffect, useMemo } from 'react';
import type { HubConnection } from '../clients/hub-connection.ts';
import { JobList } from '../clients/job-list.ts';

/** The jobs and configurations of a hub, followed while they are shown. */
export function useJobList(connection: HubConnection, isShown: boolean): JobList {
  const list = useMemo(() => {
    const { service, hasChanges } = connection;
    const onChange = (listener: () => void) => connection.onAnyChange(listener) ?? (() => {});
    return new JobList({ service, onChange: hasChanges ? onChange : undefined });
  }, [connection]);
  useEffect(() => (isShown ? list.follow() : undefined), [list, isShown]);
  return list;
}
