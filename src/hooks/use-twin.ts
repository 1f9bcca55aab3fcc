import type { TwinWatch } from '../clients/twin-watch.ts';
import type { TwinWatcher } from '../clients/twin-watcher.ts';
import { useObservable } from './use-observable.ts';

/**
 * Gives the twin that `connection.watch(target)` follows, how far it can be trusted, and the versions seen of it. The
 * watcher follows the hub only while a component shows it. Twins are written by the watcher itself.
 */
export function useTwin(watcher: TwinWatcher): TwinWatch {
  return useObservable(watcher);
}
