import { useEffect, useRef } from 'react';
import type { QuerySession } from '../../clients/query-session.ts';
import type { TwinView } from './views.ts';

/** Milliseconds between two runs: twenty queries a minute is what a small hub allows in all. hub-reference 7. */
const pollTime = 5_000;

/** Keeps a query alive: it is run again when the shown twin changes, and from time to time for all others. */
export function useLiveQuery(
  session: QuerySession | undefined,
  isLive: boolean,
  twin: TwinView['twin'],
  isLocal: boolean,
): void {
  const version = twin?.version;
  const shown = useRef(version);
  useEffect(() => {
    if (!isLive || session === undefined) return;
    const again = () => {
      const { status, text } = session.getSnapshot();
      if (text !== '' && status !== 'running') void session.run(text);
    };
    if (shown.current !== version) again();
    shown.current = version;
    const timer = setInterval(again, isLocal ? 1_000 : pollTime);
    return () => clearInterval(timer);
  }, [session, isLive, version, isLocal]);
}
