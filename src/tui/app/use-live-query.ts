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

/** What changes while the query runs may be missing in its rows: it is run once more. */
export function followChanges(
  connection: Pick<HubConnection, 'onAnyChange'>,
  session: Pick<QuerySession, 'refresh' | 'getSnapshot'>,
): (() => void) | undefined {
  let timer: NodeJS.Timeout | undefined;
  let last = 0;
  let isRunning = false;
  let isOld = false;
  const refresh = async () => {
    timer = undefined;
    last = Date.now();
    [isRunning, isOld] = [true, false];
    await session.refresh();
    isRunning = false;
    if (isOld) soon();
  };
  const soon = () => {
    if (isRunning) isOld = true;
    else timer ??= setTimeout(() => void refresh(), Math.max(0, last + shortest - Date.now()));
  };
  const stop = connection.onAnyChange(soon);
  if (stop === undefined) return undefined;
  const retry = setInterval(() => {
    if (session.getSnapshot().status === 'failed') soon();
  }, retryTime);
  return () => {
    stop();
    isOld = false;
    clearTimeout(timer);
    clearInterval(retry);
  };
}

/** Runs the query again and again, each time some seconds after the last run has ended. */
export function pollChanges(session: Pick<QuerySession, 'refresh' | 'getSnapshot'>): () => void {
  let timer: NodeJS.Timeout;
  let isOver = false;
  const next = () => {
    // A run that was under way when polling was switched off ends afterwards, and must not begin it again.
    if (!isOver) timer = setTimeout(() => void session.refresh().then(next), pollTime(session.getSnapshot().pages));
  };
  next();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
