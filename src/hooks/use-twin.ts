import type { TwinWatch } from '../clients/twin-watch.ts';
import type { TwinWatcher } from '../clients/twin-watcher.ts';
import { useObservable } from './use-observable.ts';

/** The live twin that `connection.watch(target)` follows, for as long as it is shown. Writes are the watcher's. */
export function useTwin(watcher: TwinWatcher): TwinWatch {
  return useObservable(watcher);
}
