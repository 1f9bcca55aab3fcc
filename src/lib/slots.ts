/** A bound on how much happens at the same time. */
export class Slots {
  readonly #waiting: (() => void)[] = [];
  readonly #size: number;
  readonly #idle: (() => void)[] = [];
  #taken = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Undefined when a slot is free at once. Each one taken must be released. */
  take(): Promise<void> | undefined {
    if (this.#taken < this.#size) {
      this.#taken++;
      return undefined;
    }
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next();
    else if (--this.#taken === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Resolves when all slots are free. */
  idle(): Promise<void> {
    return this.#taken === 0 ? Promise.resolve() : new Promise(resolve => this.#idle.push(resolve));
  }
}
