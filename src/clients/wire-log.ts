import { type Observable, ObservableValue } from '../lib/observable.ts';
import type { WireRecord } from './wire-record.ts';

export type WireLogSnapshot = {
  /** Oldest first; bounded. */
  readonly records: readonly WireRecord[];
  /** How many came in all, the forgotten ones included. */
  readonly count: number;
};

/** The last wire records of a session, whoever saw them: the hub's own feed, or our clients when there is none. */
export class WireLog implements Observable<WireLogSnapshot> {
  readonly #state = new ObservableValue<WireLogSnapshot>({ records: [], count: 0 });
  readonly #limit: number;

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): WireLogSnapshot => this.#state.getSnapshot();

  /** The log numbers the record itself. */
  add(record: Omit<WireRecord, 'sequence'>): void {
    this.#state.update(({ records, count }) => ({
      records: [...records.slice(Math.max(0, records.length + 1 - this.#limit)), { ...record, sequence: count + 1 }],
      count: count + 1,
    }));
  }

  clear(): void {
    this.#state.update(({ count }) => ({ records: [], count }));
  }
}
