import type { Observable } from '../../src/lib/observable.ts';

/** Resolves with the first value that meets the condition; rejects after some seconds with the last value seen. */
export function until<T>(observable: Observable<T>, condition: (value: T) => boolean, limit = 10_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const value = observable.getSnapshot();
      if (condition(value)) end(() => resolve(value));
    };
    const end = (settle: () => void) => {
      clearTimeout(timer);
      unsubscribe();
      settle();
    };
    const timer = setTimeout(() => {
      const last = JSON.stringify(observable.getSnapshot(), undefined, 1).slice(0, 2000);
      end(() => reject(new Error(`the condition ${condition} was not met; last seen: ${last}`)));
    }, limit);
    const unsubscribe = observable.subscribe(look);
    look();
  });
}
