import { useSyncExternalStore } from 'react';
import type { Observable } from '../lib/observable.ts';

/** The present value of an observable; renders again when it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.getSnapshot);
}
