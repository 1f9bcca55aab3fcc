import { useEffect } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { QuerySession } from '../../clients/query-session.ts';
import { pollTime } from '../query/results/poll-time.ts';

/** Milliseconds between two runs where the hub tells of each change: a fleet that reports must not keep it busy. */
const shortest = 250;
/** Milliseconds after which a failed run is tried again, though nothing was told. */
const retryTime = 5_000;

/**
 * Keeps a query alive. The local hub tells of each change, and the query is run again at once; another hub is asked
 * every few seconds, as its quota allows.
 */
export function useLiveQuery(connection: HubConnection, session: QuerySession, isLive: boolean): void {
  useEffect(() => {
    if (!isLive) return;
    const pushed = followChanges(connection, session);
    return pushed ?? pollChanges(session);
  }, [connection, session, isLive]);
}

function followChanges(connection: HubConnection, session: QuerySession): (() => void) | undefined {
  let timer: NodeJS.Timeout | undefined;
  let last = 0;
  const refresh = () => {
    timer = undefined;
    last = Date.now();
    void session.refresh();
  };
  const soon = () => {
    timer ??= setTimeout(refresh, Math.max(0, last + shortest - Date.now()));
  };
  const stop = connection.onAnyChange(soon);
  if (stop === undefined) return undefined;
  const retry = setInterval(() => {
    if (session.getSnapshot().status === 'failed') soon();
  }, retryTime);
  return () => {
    stop();
    clearTimeout(timer);
    clearInterval(retry);
  };
}

function pollChanges(session: QuerySession): () => void {
  let timer: NodeJS.Timeout;
  const next = () => {
    timer = setTimeout(() => void session.refresh().then(next), pollTime(session.getSnapshot().pages));
  };
  next();
  return () => clearTimeout(timer);
}
