/** A map that keeps the entries used last, `most` of them: with a new one, the ones longest unused go. */
export class RecentMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #most: number;
  readonly #mayGo: (value: Value) => boolean;

  /** What `mayGo` does not let go stays, beyond `most` too. */
  constructor(most: number, mayGo: (value: Value) => boolean = () => true) {
    this.#most = most;
    this.#mayGo = mayGo;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    for (const [old, held] of this.#entries) {
      if (this.#entries.size <= this.#most) return;
      if (old !== key && this.#mayGo(held)) this.#entries.delete(old);
    }
  }
}
