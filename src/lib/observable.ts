/** A value that can be watched: the shape `useSyncExternalStore` asks for, without React. */
export interface Observable<T> {
  /** Calls `listener` after each change; returns the call that stops it. */
  subscribe(listener: () => void): () => void;
  /** The present value; the same reference until it changes. */
  getSnapshot(): T;
}

export class ObservableValue<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): T => this.#value;

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }
}
