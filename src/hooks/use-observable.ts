import { useCallback, useSyncExternalStore } from 'react';
import type { Observable } from '../lib/observable.ts';
import { Pacer } from '../lib/pacer.ts';

/**
 * Of all observables together: a toggle and its answers come through at once, and hundreds of changes a second make 17
 * renders. What a key changes is React's own state and does not wait.
 */
const pacer = new Pacer({ burst: 12, interval: 60 });

/** The present value of an observable; renders again when it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  const subscribe = useCallback(
    (changed: () => void) => {
      const stop = observable.subscribe(() => pacer.request(changed));
      return () => {
        stop();
        pacer.cancel(changed);
      };
    },
    [observable],
  );
  return useSyncExternalStore(subscribe, observable.getSnapshot);
}
