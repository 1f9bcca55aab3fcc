import { useEffect, useMemo } from 'react';
import type { HubConnection } from '../clients/hub-connection.ts';
import type { TwinWatch } from '../clients/twin-watch.ts';
import type { TwinWatcher } from '../clients/twin-watcher.ts';
import { useObservable } from './use-observable.ts';

export type TwinView = TwinWatch & {
  /** Reads now and writes with the etag shown. */
  readonly watcher: TwinWatcher;
};

/** The live twin of a device or module, followed while it is shown. */
export function useTwin(connection: HubConnection, deviceId: string, moduleId?: string): TwinView {
  const watcher = useMemo(() => connection.watch({ deviceId, moduleId }), [connection, deviceId, moduleId]);
  useEffect(() => () => connection.unwatch({ deviceId, moduleId }), [connection, deviceId, moduleId]);
  return { ...useObservable(watcher), watcher };
}
